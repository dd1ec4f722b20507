//! Marks that people draw in plain text as Markdown has them: stars around bold words, brackets around those of a link.

use crate::block::{Inline, Words, tidy};

/// What is not closed within so many bytes begins nothing.
const MAX_MARKED: usize = 2000;

/// The words of a line without such marks.
pub(super) fn words(line: &str) -> Words {
    let line = line.trim();
    tidy(whole(line).map_or_else(|| parts(line), |words| vec![words]))
}

/// Whether a line is a heading that stands between stars or underscores.
pub(super) fn is_heading(line: &str) -> bool {
    matches!(whole(line.trim()), Some(Inline::Strong(_)))
}

/// What a line says that stands between marks as a whole.
fn whole(line: &str) -> Option<Inline> {
    ["***", "**", "__", "*", "_"].into_iter().find_map(|mark| {
        let words = line.strip_prefix(mark)?.strip_suffix(mark)?;
        let is_pair = words.chars().any(char::is_alphanumeric) && !words.contains(&mark[..1]) && !is_name(words, mark);
        // A single mark stresses the words, as with italics, unless it is drawn apart from them.
        let is_stress = mark.len() == 1 && words.trim() == words;
        let is_apart = words.starts_with(' ') && words.ends_with(' ');
        let is_marked = is_pair && (mark.len() > 1 || is_stress || is_apart);
        is_marked.then(|| if is_stress { Inline::Text(words.to_owned()) } else { Inline::Strong(words.to_owned()) })
    })
}

/// The words of a line, with the marked ones among them.
fn parts(line: &str) -> Words {
    let mut words = Words::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let is_inside = plain.ends_with(|c: char| c.is_alphanumeric() || "*_`\\".contains(c));
        let marked = || bold(rest).or_else(|| stressed(rest)).filter(|_| !is_inside);
        let Some((marked, after)) = marked().or_else(|| link(rest)) else {
            plain.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        words.extend([Inline::Text(std::mem::take(&mut plain)), marked]);
        rest = after;
    }
    words.push(Inline::Text(plain));
    words
}

/// `**these words**` at the beginning of a text, and what follows.
fn bold(text: &str) -> Option<(Inline, &str)> {
    let (words, after) = closed(text.strip_prefix("**")?, "**")?;
    let is_pair = !words.is_empty() && words.trim() == words && !words.starts_with('*');
    is_pair.then(|| (Inline::Strong(words.to_owned()), after))
}

/// `*these words*` or the same between grave accents, and what follows: an edition has no such words of their own.
fn stressed(text: &str) -> Option<(Inline, &str)> {
    ["*", "`", "_"].into_iter().find_map(|mark| {
        let (words, after) = closed(text.strip_prefix(mark)?, mark)?;
        let is_edge = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "_.()«»“”".contains(c));
        let is_pair = is_edge(words.chars().next()) && is_edge(words.chars().next_back());
        let is_end = !after.starts_with(|c: char| c.is_alphanumeric() || "*`_".contains(c));
        (is_pair && is_end && !is_name(words, mark)).then(|| (Inline::Text(words.to_owned()), after))
    })
}

/// Whether it is the name of a cookie: underscores stand around these, too.
fn is_name(words: &str, mark: &str) -> bool {
    mark.starts_with('_') && !words.trim().contains(' ')
}

/// `[these words](https://example.com)` at the beginning of a text, and what follows.
fn link(text: &str) -> Option<(Inline, &str)> {
    let (words, rest) = closed(text.strip_prefix('[')?, "](")?;
    let (address, after) = closed(rest, ")")?;
    let leads = ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    let is_link = leads && !address.contains([' ', '(', '<']) && !words.is_empty() && !words.contains(['[', ']']);
    is_link.then(|| (Inline::Link(words.to_owned(), address.to_owned()), after))
}

/// A text before and after the mark that closes it.
fn closed<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let end = text[..text.floor_char_boundary(MAX_MARKED)].find(mark)?;
    Some((&text[..end], &text[end + mark.len()..]))
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::block::Inline::{Link, Strong, Text};

    #[test]
    fn bold_words_and_links_are_such() {
        let expected = [
            Strong("Name:".into()),
            Text(" as ".into()),
            Link("you".into(), "https://a.uz/x".into()),
            Text(" wrote it in name.".into()),
        ];
        assert_eq!(words("**Name:** as [you](https://a.uz/x) *wrote* it in `name`."), expected);
        assert_eq!(words("** What we keep **"), [Strong("What we keep".into())]);
        assert_eq!(words("*Changed in May*"), [Text("Changed in May".into())]);
        assert_eq!(words("It was _changed in May_."), [Text("It was changed in May.".into())]);
    }

    #[test]
    fn a_sign_that_marks_no_words_stays() {
        for text in [
            "_ga_",
            "the __utma__ one",
            "Name* and phone*",
            "g`oya va o`zgarish",
            "_ga_*, _gat_*",
            "5 * 3 * 2",
            "[a](b)",
            "**a*",
            "***",
        ] {
            assert_eq!(words(text), [Text(text.into())], "{text}");
        }
    }
}
