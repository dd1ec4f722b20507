//! The terminal: the only place that prints. Colours are dropped where the reader is no terminal or does not want them
//! (`NO_COLOR`), and a reader that goes away (`candor check | head`) is no failure.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use serde::Serialize;

/// Prints the result of a command, to standard output.
pub fn print(text: impl Display) {
    // A reader that has gone away cannot be told about it.
    let _ = write!(anstream::stdout().lock(), "{text}");
}

/// Prints a line of the result of a command, to standard output.
pub fn print_line(text: impl Display) {
    print(format_args!("{text}\n"));
}

/// Prints a record as one line of JSON, to standard output. What would command a terminal is written in JSON's escapes,
/// which mean the same to a program.
///
/// # Panics
/// Never: what is printed is made of texts, numbers and maps with text keys.
pub fn print_json(record: &impl Serialize) {
    let json = serde_json::to_string(record).expect("texts, numbers, and maps with text keys are always JSON");
    print_line(with_visible(&json, |c| format!("\\u{:04x}", u32::from(c))));
}

/// Tells what happens on the way, to standard error, so that it does not mix with a result.
pub fn tell(text: impl Display) {
    // As above.
    let _ = write!(anstream::stderr().lock(), "{text}");
}

/// Tells a line of what happens on the way, to standard error.
pub fn tell_line(text: impl Display) {
    tell(format_args!("{text}\n"));
}

/// Whether a person sits in front of standard output.
#[must_use]
pub fn has_reader() -> bool {
    std::io::stdout().is_terminal()
}

/// How many columns a line may have before it breaks.
#[must_use]
pub fn width() -> usize {
    const WITHOUT_A_TERMINAL: usize = 140;
    terminal_size::terminal_size().map_or(WITHOUT_A_TERMINAL, |(width, _)| width.0.into())
}

/// Makes visible what would command the terminal. A visitor typed the text, and may have typed escape sequences, or marks
/// that turn the order of what is shown.
#[must_use]
pub fn harmless(text: &str) -> String {
    with_visible(&text.replace("\r\n", "\n"), |c| c.escape_unicode().to_string())
}

/// The text with each character that would command the terminal as `visible` writes it.
fn with_visible(text: &str, visible: impl Fn(char) -> String) -> String {
    let is_harmful = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || is_direction_mark(c);
    text.chars().map(|c| if is_harmful(c) { visible(c) } else { c.to_string() }).collect()
}

/// The characters of Unicode that embed, override or isolate a direction of writing (UAX #9), known from "Trojan Source".
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_visitor_typed_cannot_command_the_terminal() {
        assert_eq!(harmless("Oʻktam\r\n\u{1b}[2Jgone\u{202e}"), "Oʻktam\n\\u{1b}[2Jgone\\u{202e}");
    }
}
