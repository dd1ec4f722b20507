//! Finds the word that an author most likely meant.

/// How alike two words must be, from 0 to 1, before one is suggested for the other.
const ALIKE: f64 = 0.6;

/// The candidate most like `word`, if one is alike enough.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = candidates.into_iter().map(|candidate| (likeness(word, candidate), candidate));
    let best = scored.fold(None, |best: Option<(f64, &str)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.filter(|(score, _)| *score >= ALIKE).map(|(_, candidate)| candidate)
}

fn likeness(word: &str, candidate: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase())
}

/// The hint for a word that is none of the candidates: the nearest one, or else all of them.
pub(crate) fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    match nearest(word, candidates.iter().copied()) {
        Some(candidate) => format!("Did you mean `{candidate}`?"),
        None if candidates.len() == 1 => format!("Use {}.", list(candidates)),
        None => format!("Use one of {}.", list(candidates)),
    }
}

/// `a`, `b`, `c`, each in code quotes.
pub(crate) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(nearest("base_ulr", ["name", "base_url", "locales"]), Some("base_url"));
        assert_eq!(nearest("Uz", ["KZ", "UZ"]), Some("UZ"));
        assert_eq!(nearest("zzz", ["name", "base_url"]), None);
        assert_eq!(did_you_mean("zzz", ["name", "base_url"]), "Use one of `name`, `base_url`.");
    }
}
