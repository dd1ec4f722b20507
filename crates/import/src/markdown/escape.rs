//! What in words Markdown would take for its own, and how it is kept from that.

/// A bracket that is closed farther away begins nothing (CommonMark § 4.7).
const MAX_BRACKET: usize = 1000;

/// Words, and what one look at them all says of each character.
struct Characters {
    chars: Vec<char>,
    /// Where the next bracket is that closes, from each character on.
    closing: Vec<Option<usize>>,
}

/// A run of characters without a blank, from the first address in it.
#[derive(Default)]
struct Run {
    end: usize,
    /// The last character in it that Markdown would take for its own.
    last_mark: Option<usize>,
}

/// Escapes what Markdown would take for its own anywhere in a line. An address that has such a mark in it is written as a
/// link: one that links by itself shows its backslashes.
pub(super) fn escape(text: &str, also: &str) -> String {
    let characters = Characters::of(text);
    let mut escaped = String::with_capacity(text.len());
    let mut run = Run::default();
    let mut at = 0;
    while at < characters.chars.len() {
        // In a link's words, which have their brackets escaped, nothing links by itself.
        let length = if also.contains('[') { 0 } else { characters.address_length(at, &mut run) };
        if length == 0 {
            characters.write(at, also, &mut escaped);
            at += 1;
            continue;
        }
        let address: String = characters.chars[at..at + length].iter().collect();
        let scheme = if address.starts_with("www.") { "http://" } else { "" };
        let words = escape_all(&address, &format!("{also}[]"));
        escaped.push_str(&format!("[{words}]({scheme}{})", quoted(&address)));
        at += length;
    }
    escaped
}

/// An address as Markdown can hold it: without spaces, brackets and bars.
pub(super) fn quoted(address: &str) -> String {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "<>()|\\`*[]".contains(c);
    let quote = |c: char| {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect::<String>()
    };
    address.chars().map(|c| if is_odd(c) { quote(c) } else { c.to_string() }).collect()
}

fn escape_all(text: &str, also: &str) -> String {
    let characters = Characters::of(text);
    let mut escaped = String::with_capacity(text.len());
    (0..characters.chars.len()).for_each(|at| characters.write(at, also, &mut escaped));
    escaped
}

impl Characters {
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut closing = vec![None; chars.len()];
        let mut next = None;
        for (at, c) in chars.iter().enumerate().rev() {
            next = if *c == ']' { Some(at) } else { next };
            closing[at] = next;
        }
        Self { chars, closing }
    }

    /// Writes a character, with a backslash where it needs one.
    fn write(&self, at: usize, also: &str, escaped: &mut String) {
        if also.contains(self.chars[at]) || self.is_mark(at) {
            escaped.push('\\');
        }
        escaped.push(self.chars[at]);
    }

    /// How many characters here are an address that would link by itself and show a backslash. The run is the last that an
    /// address began in.
    fn address_length(&self, at: usize, run: &mut Run) -> usize {
        let begins = |start: &&str| start.chars().eq(self.chars[at..].iter().copied().take(start.len()));
        if !["https://", "http://", "www."].iter().any(begins) {
            return 0;
        }
        if run.end <= at {
            *run = self.run(at);
        }
        if run.last_mark.is_none_or(|mark| mark < at) {
            return 0;
        }
        let rest = &self.chars[at..run.end];
        let length = rest.iter().position(|c| *c == '<').unwrap_or(rest.len());
        let is_end = |c: &char| c.is_alphanumeric() || "/=-#&%+".contains(*c);
        rest[..length].iter().rposition(is_end).map_or(0, |end| end + 1)
    }

    fn run(&self, at: usize) -> Run {
        let end =
            self.chars[at..].iter().position(|c| c.is_whitespace()).map_or(self.chars.len(), |length| at + length);
        Run { end, last_mark: (at..end).rev().find(|at| self.is_mark(*at)) }
    }

    /// Whether Markdown would take a character for its own.
    fn is_mark(&self, at: usize) -> bool {
        let (before, after) = (at.checked_sub(1).map(|at| self.chars[at]), &self.chars[at + 1..]);
        let next = after.first().copied();
        // What stands beside the first and last characters is not known here.
        let is_blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match self.chars[at] {
            '`' => true,
            '*' => !(is_blank(before) && is_blank(next)),
            '_' => !(is_blank(before) && is_blank(next) || is_word(before) && is_word(next)),
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => is_entity(after),
            '[' => next == Some('^') || self.is_closed(at),
            _ => false,
        }
    }

    /// A bracket begins a link, a footnote or a definition if the one that closes it is followed by another or a colon.
    fn is_closed(&self, at: usize) -> bool {
        let closing = self.closing[at].filter(|closing| closing - at <= MAX_BRACKET);
        closing.is_some_and(|closing| self.chars.get(closing + 1).is_some_and(|c| "([:".contains(*c)))
    }
}

/// `&nbsp;` and `&#160;` would become what they stand for.
fn is_entity(after: &[char]) -> bool {
    let end = after.iter().take(40).position(|c| *c == ';');
    end.is_some_and(|end| end > 0 && after[..end].iter().all(|c| c.is_ascii_alphanumeric() || *c == '#'))
}
