//! The voice in which a theme's words are spoken: as they are written, or changed so that a developer sees what breaks.

use crate::strings::{Entry, Strings};

/// How the words of the interface read. Nothing but a preview has another voice than the plain one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// As they are written.
    #[default]
    Plain,
    /// Like a language that nobody speaks: an accent on every letter, two fifths longer, in ⟦brackets⟧. What reads plainly
    /// does not come from the strings; a bracket that is missing was cut off.
    Pseudo,
    /// Each text twice, longer than any language makes it.
    Long,
}

/// The group of what is no sentence but a pattern for programs: how days are written, the months in them, the locale's name.
const PATTERNS: &str = "locale.";

/// The accent of [`Voice::Pseudo`], which stands on a letter of any script.
const ACCENT: char = '\u{301}';

impl Voice {
    /// Every voice, the plain one first.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Pseudo, Self::Long];

    /// The name in addresses and cookies.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Pseudo => "pseudo",
            Self::Long => "long",
        }
    }

    /// The voice of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|voice| voice.as_str() == name)
    }

    /// The words of a locale in this voice.
    pub(crate) fn speak(self, mut strings: Strings) -> Strings {
        let spoken = strings.iter_mut().filter(|(key, _)| !key.starts_with(PATTERNS));
        spoken.flat_map(|(_, entry)| texts(entry)).for_each(|text| *text = self.say(text));
        strings
    }

    /// A text in this voice. What is filled in stays whole, and where there is nothing to say nothing is said.
    fn say(self, text: &str) -> String {
        match self {
            _ if text.is_empty() => String::new(),
            Self::Plain => text.to_owned(),
            Self::Pseudo => format!("⟦{}⟧", accented(text)),
            Self::Long => format!("{text} {text}"),
        }
    }
}

/// The texts of an entry.
fn texts(entry: &mut Entry) -> Vec<&mut String> {
    match entry {
        Entry::Text(text) => vec![text],
        Entry::List(texts) => texts.iter_mut().collect(),
        Entry::Plural(forms) => forms.values_mut().collect(),
    }
}

/// Puts an accent on every letter, and two of five letters twice, but for the names in braces.
fn accented(text: &str) -> String {
    let (mut accented, mut letters, mut in_braces) = (String::with_capacity(3 * text.len()), 0, false);
    for letter in text.chars() {
        in_braces = (in_braces || letter == '{') && letter != '}';
        if in_braces || !letter.is_alphabetic() {
            accented.push(letter);
            continue;
        }
        letters += 1;
        let times = if matches!(letters % 5, 2 | 4) { 2 } else { 1 };
        (0..times).for_each(|_| accented.extend([letter, ACCENT]));
    }
    accented
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_stay_whole_and_all_other_letters_have_an_accent() {
        let said = Voice::Pseudo.say("By {date}, п");
        assert_eq!(said, "⟦B\u{301}y\u{301}y\u{301} {date}, п\u{301}⟧");
        assert_eq!(Voice::Long.say("By {date}"), "By {date} By {date}");
        assert_eq!(Voice::Pseudo.say(""), "");
    }

    #[test]
    fn a_text_becomes_two_fifths_longer() {
        let letters = "abcdefghijklmnopqrst";
        assert_eq!(accented(letters).chars().filter(|letter| *letter != ACCENT).count(), 28);
    }

    #[test]
    fn patterns_are_spoken_as_they_are_written() {
        let text = |text: &str| Entry::Text(text.to_owned());
        let strings = Strings::from([
            ("locale.date_pattern".to_owned(), text("{day} of {month}")),
            ("limits.days".to_owned(), Entry::Plural([("other".to_owned(), "{n} days".to_owned())].into())),
        ]);
        let spoken = Voice::Long.speak(strings);
        assert_eq!(spoken["locale.date_pattern"], text("{day} of {month}"));
        assert_eq!(spoken["limits.days"], Entry::Plural([("other".to_owned(), "{n} days {n} days".to_owned())].into()));
    }
}
