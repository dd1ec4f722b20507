//! Guards: characters put in the place of others while Markdown is parsed, so that these are not taken for markup.
//!
//! A guard is a control character that does not occur in the text. It is as long as what it stands for, so that no
//! place moves, and it turns back wherever it comes out, in running text and in code alike; a backslash would do
//! neither.

/// Which characters stand for which.
#[derive(Default)]
pub(super) struct Guards {
    pairs: Vec<(char, char)>,
}

impl Guards {
    /// Puts a guard in the place of the ASCII characters at the given bytes. Where the text leaves no control character
    /// to stand for one, that one stays as it is.
    pub(super) fn put(text: &mut String, places: &[usize]) -> Self {
        let mut guards = Self::default();
        if places.is_empty() {
            return guards;
        }
        let mut free = ('\u{1}'..='\u{8}').chain('\u{e}'..='\u{1f}').filter(|guard| !text.contains(*guard));
        let mut free: Vec<char> = free.by_ref().collect();
        let mut guarded: Vec<u8> = text.bytes().collect();
        for &at in places {
            if let Some(guard) = guards.guard_of(char::from(guarded[at]), &mut free) {
                guarded[at] = guard;
            }
        }
        if let Ok(guarded) = String::from_utf8(guarded) {
            *text = guarded;
        }
        guards
    }

    fn guard_of(&mut self, original: char, free: &mut Vec<char>) -> Option<u8> {
        let known = self.pairs.iter().find(|(_, known)| *known == original).map(|(guard, _)| *guard);
        let guard = known.or_else(|| {
            let guard = free.pop()?;
            self.pairs.push((guard, original));
            Some(guard)
        });
        guard.and_then(|guard| u8::try_from(guard).ok())
    }

    /// What was written in place of words that came out of the parser.
    pub(super) fn restore(&self, words: &str) -> String {
        let original = |c: char| self.pairs.iter().find(|(guard, _)| *guard == c).map_or(c, |(_, original)| *original);
        if self.pairs.is_empty() { words.to_owned() } else { words.chars().map(original).collect() }
    }
}
