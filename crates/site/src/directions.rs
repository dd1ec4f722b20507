//! Marks of direction: characters that nobody sees and that turn the order in which a text is shown (UAX #9), so that an
//! author and a reader see other words than a program reads.

use crate::{Code, Diagnostic, Report, Span};

/// Warns of each line of a file that has such marks where nothing asks for them.
pub(crate) fn warn_of_marks(file: &str, text: &str, report: &mut Report) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((at, first)) = line.char_indices().find(|(_, c)| name(*c).is_some()).filter(|_| !is_meant(line)) {
            let at = start + at;
            report.add(diagnostic(line, Span::new(file, at..at + first.len_utf8())));
        }
        start += line.len();
    }
}

fn diagnostic(line: &str, first: Span) -> Diagnostic {
    let mut marks: Vec<String> = Vec::new();
    for (mark, name) in line.chars().filter_map(|c| Some((c, name(c)?))) {
        let mark = format!("U+{:04X} ({name})", u32::from(mark));
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    let message = match &marks[..] {
        [mark] => format!("Nobody sees the mark {mark} that turns the order of the text from here on."),
        _ => format!("Nobody sees the marks {} that turn the order of the text from here on.", marks.join(", ")),
    };
    let hint = "Type this line again without pasting it, or delete what stands there unseen.";
    Diagnostic::new(Code::DirectionMarks, first, message, hint)
}

/// The name of a mark that embeds, overrides or isolates a direction. The marks U+200E, U+200F and U+061C are none of
/// these: they stand for a letter, and turn nothing.
fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "end of an embedding",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "isolate",
        '\u{2069}' => "end of an isolate",
        _ => return None,
    })
}

/// Whether a line has words in both directions, which is what the marks are for, overrides nothing, and closes whatever
/// it opens.
fn is_meant(line: &str) -> bool {
    let mut open = Vec::new();
    let closes = |mark| match mark {
        '\u{202a}' | '\u{202b}' => {
            open.push('\u{202c}');
            true
        }
        '\u{2066}'..='\u{2068}' => {
            open.push('\u{2069}');
            true
        }
        '\u{202c}' | '\u{2069}' => open.pop() == Some(mark),
        '\u{202d}' | '\u{202e}' => false,
        _ => true,
    };
    line.chars().any(is_right_to_left) && line.chars().all(closes) && open.is_empty()
}

/// A letter of a script that is written from right to left: Hebrew, Arabic, Syriac, Thaana, NKo and their like.
fn is_right_to_left(c: char) -> bool {
    let is_in_a_block = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
        || matches!(c, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    is_in_a_block && c.is_alphabetic()
}
