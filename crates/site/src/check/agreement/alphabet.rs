//! Which letter comes after which in lists, as people count with them.

use candor_model::Locale;

const ENGLISH: &str = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
const UZBEK: &str = "a b d e f g h i j k l m n o p q r s t u v x y z o' g' sh ch";
const RUSSIAN: &str = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я";
/// Letters that many lists leave out, since they look like others, begin no word, or are foreign to the language.
const LEFT_OUT: [&str; 8] = ["ё", "з", "й", "щ", "ъ", "ы", "ь", "о"];

/// The letter that should stand after `last`: `next` where that is as good as any, nothing where it cannot be said.
pub(super) fn expected(last: &str, next: &str, locale: &Locale) -> Option<String> {
    let alphabets = alphabets(locale);
    let (last, next) = (folded(last), folded(next));
    let is_roman = |letters: &str| letters.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    if is_roman(&last) && is_roman(&next) || last.chars().all(|c| next.starts_with(c)) {
        return None;
    }
    let following: Vec<Vec<&str>> = alphabets.iter().filter_map(|alphabet| after(alphabet, &last)).collect();
    let is_letter = alphabets.iter().any(|alphabet| alphabet.split(' ').any(|letter| letter == next));
    let usual = following.first().and_then(|letters| letters.last()).filter(|_| is_letter)?;
    let fits = following.iter().flatten().any(|letter| *letter == next);
    Some(if fits { next } else { (*usual).to_owned() })
}

fn alphabets(locale: &Locale) -> &'static [&'static str] {
    match locale.language() {
        "uz" => &[UZBEK, ENGLISH, RUSSIAN],
        _ => &[ENGLISH, RUSSIAN],
    }
}

/// The letters that may come after one: those that may be left out, and the first that may not.
fn after<'a>(alphabet: &'a str, last: &str) -> Option<Vec<&'a str>> {
    let letters: Vec<&str> = alphabet.split(' ').collect();
    let at = letters.iter().position(|letter| *letter == last)?;
    let rest = &letters[at + 1..];
    let firm = rest.iter().position(|letter| !LEFT_OUT.contains(letter)).unwrap_or(rest.len());
    Some(rest[..rest.len().min(firm + 1)].to_vec())
}

/// A letter as the alphabets above have it: with a plain apostrophe.
fn folded(letter: &str) -> String {
    letter.replace(['`', '\u{2018}', '\u{2019}', '\u{2bb}', '\u{2bc}'], "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_with_the_letters_of_their_language() {
        for (locale, last, next, said) in [
            ("en", "a", "b", Some("b")),
            ("en", "b", "d", Some("c")),
            ("en", "d", "c", Some("e")),
            ("uz", "b", "d", Some("d")),
            ("uz", "b", "c", Some("c")),
            ("uz", "z", "oʻ", Some("o'")),
            ("uz", "b", "e", Some("d")),
            ("ru", "в", "г", Some("г")),
            ("ru", "в", "д", Some("г")),
            ("ru", "е", "ж", Some("ж")),
            ("ru", "е", "ё", Some("ё")),
            ("ru", "ж", "и", Some("и")),
            ("ru", "и", "к", Some("к")),
            ("ru", "н", "п", Some("п")),
            ("ru", "е", "з", Some("ж")),
            ("ru", "г", "ґ", None),
            ("en", "v", "x", None),
            ("en", "z", "aa", None),
        ] {
            let locale = Locale::new(locale).expect("a good tag");
            assert_eq!(expected(last, next, &locale).as_deref(), said, "{locale}: {last}, {next}");
        }
    }
}
