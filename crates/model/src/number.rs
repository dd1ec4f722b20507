//! Numbers that a visitor had better leave out of a free text: those of payment cards and of identity documents.
//!
//! What is found looks like such a number; only its holder knows. So it is a question to the visitor, never a refusal.
//! Order numbers, telephone numbers, dates and amounts are not asked about.

use jiff::civil::Date;
use serde::Serialize;

/// What a number in a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrivateNumber {
    /// A payment card: 13 to 19 digits of which the last is right by the Luhn formula (ISO/IEC 7812-1).
    PaymentCard,
    /// A passport or identity card: two letters and seven digits as in Uzbekistan, or four and six digits as in Russia.
    IdentityDocument,
    /// The personal identification number of Uzbekistan: 14 digits, of which the first seven tell sex, century and day
    /// of birth.
    Pinfl,
}

impl PrivateNumber {
    /// The kinds of number that a text seems to hold, each once. Takes time that grows with the text's length alone.
    #[must_use]
    pub fn all_in(text: &str) -> Vec<Self> {
        let groups = groups(text);
        let runs = runs(&groups);
        let found = [
            (Self::PaymentCard, runs.iter().any(|run| holds_card(run))),
            (Self::IdentityDocument, holds_document(&groups) || runs.iter().any(|run| is_russian_passport(run))),
            (Self::Pinfl, runs.iter().flatten().any(|digits| is_pinfl(digits))),
        ];
        found.into_iter().filter(|(_, is_there)| *is_there).map(|(number, _)| number).collect()
    }

    /// The name in JSON, and the key of the theme's words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PaymentCard => "payment-card",
            Self::IdentityDocument => "identity-document",
            Self::Pinfl => "pinfl",
        }
    }
}

/// Digits without a gap, with what stands between them and the digits before.
struct Group<'a> {
    before: &'a str,
    digits: &'a str,
}

impl Group<'_> {
    /// Whether it goes on where the group before it stopped, as people space long numbers.
    fn goes_on(&self) -> bool {
        (1..=MOST_SPACING).contains(&self.before.chars().count()) && self.before.chars().all(is_spacing)
    }
}

/// More than that between two groups, and they are two numbers.
const MOST_SPACING: usize = 3;
/// The most digits of a telephone number with its country code (ITU-T E.164).
const MOST_TELEPHONE_DIGITS: usize = 15;

/// Blanks that do not end a line, and hyphens, in the forms in which programs write them.
fn is_spacing(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '-' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

fn groups(text: &str) -> Vec<Group<'_>> {
    let mut groups = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        groups.push(Group { before, digits });
        rest = after;
    }
    groups
}

/// Groups that go on one from the other. Dates and telephone numbers are left out, and end a run.
fn runs<'a>(groups: &[Group<'a>]) -> Vec<Vec<&'a str>> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    let mut ended = true;
    let mut rest = groups;
    while let Some((group, after)) = rest.split_first() {
        let harmless = if is_date(rest) { 3 } else { telephone(rest) };
        if harmless > 0 {
            (ended, rest) = (true, &rest[harmless..]);
            continue;
        }
        match runs.last_mut() {
            Some(run) if !ended && group.goes_on() => run.push(group.digits),
            _ => runs.push(vec![group.digits]),
        }
        (ended, rest) = (false, after);
    }
    runs
}

/// Whether the first three groups are a day of the last or of this century: `2026-11-20` or `20.11.2026`.
fn is_date(groups: &[Group<'_>]) -> bool {
    let [first, second, third, ..] = groups else { return false };
    let mark = second.before;
    if !matches!(mark, "-" | "." | "/") || third.before != mark {
        return false;
    }
    let (year, month, day) = match [first, second, third].map(|group| group.digits.len()) {
        [4, 2, 2] => (first, second, third),
        [1 | 2, 1 | 2, 4] => (third, second, first),
        _ => return false,
    };
    let date = year.digits.parse().ok().zip(month.digits.parse().ok()).zip(day.digits.parse().ok());
    date.is_some_and(|((year, month), day)| (1900..2100).contains(&year) && Date::new(year, month, day).is_ok())
}

/// How many groups from the first on are a telephone number that begins with its country code; none where it does not.
fn telephone(groups: &[Group<'_>]) -> usize {
    if !groups[0].before.ends_with('+') {
        return 0;
    }
    let mut digits = 0;
    let belongs = |(at, group): &(usize, &Group<'_>)| {
        digits += group.digits.len();
        (*at == 0 || group.goes_on()) && digits <= MOST_TELEPHONE_DIGITS
    };
    groups.iter().enumerate().take_while(belongs).count()
}

/// Whether some groups of a run are together the number of a payment card: its date or its code may stand beside it.
fn holds_card(run: &[&str]) -> bool {
    (0..run.len()).any(|start| {
        let mut digits = String::new();
        for group in &run[start..] {
            digits.push_str(group);
            if digits.len() > 19 {
                return false;
            }
            if digits.len() >= 13 && is_luhn(&digits) {
                return true;
            }
        }
        false
    })
}

fn is_luhn(digits: &str) -> bool {
    let value = |(place, digit): (usize, u8)| match (place % 2, u32::from(digit - b'0')) {
        (0, digit) => digit,
        (_, digit) => digit * 2 - if digit > 4 { 9 } else { 0 },
    };
    digits.bytes().rev().enumerate().map(value).sum::<u32>().is_multiple_of(10)
}

/// Whether it begins like a personal identification number: sex and century, then day, month and year of birth.
fn is_pinfl(digits: &str) -> bool {
    let is_within = |part: &str, most: u8| part.parse().is_ok_and(|number: u8| (1..=most).contains(&number));
    digits.len() == 14 && is_within(&digits[..1], 6) && is_within(&digits[1..3], 31) && is_within(&digits[3..5], 12)
}

/// Whether a run is series and number of a Russian passport, and nothing else: `4509 123456`, `45 09 123456`.
fn is_russian_passport(run: &[&str]) -> bool {
    matches!(run, [series, number] if (series.len(), number.len()) == (4, 6))
        || matches!(run, [region, year, number] if (region.len(), year.len(), number.len()) == (2, 2, 6))
}

/// Whether there is an Uzbek document's number, or series and number in words: `серия 4509 номер 123456`.
fn holds_document(groups: &[Group<'_>]) -> bool {
    groups.iter().any(|group| group.digits.len() == 7 && follows_series(group.before))
        || (0..groups.len()).any(|at| begins_with_series_in_words(&groups[at..]))
}

/// The words that stand before the number of a document.
const NUMBER_WORDS: [&str; 6] = ["номер", "raqami", "raqam", "number", "№", "N"];
/// The words that stand before the series of a document.
const SERIES_WORDS: [&str; 5] = ["серия", "серии", "seriyasi", "seriya", "series"];
/// Two letters before a number that say that it is one, not of which series: `Order ID 4821377`.
const NOT_SERIES: [&str; 3] = ["ID", "NO", "NR"];

/// A capital Latin letter, or a Cyrillic one that looks the same: people type what they see, on the keyboard they have.
fn is_series_letter(c: char) -> bool {
    c.is_ascii_uppercase() || "АВЕКМНОРСТХ".contains(c)
}

fn follows_series(before: &str) -> bool {
    let before = without_number_word(before);
    let start = before.char_indices().rev().nth(1).map_or(0, |(start, _)| start);
    let (earlier, series) = before.split_at(start);
    series.chars().count() == 2
        && series.chars().all(is_series_letter)
        && !NOT_SERIES.contains(&series)
        && !earlier.ends_with(char::is_alphanumeric)
}

fn begins_with_series_in_words(groups: &[Group<'_>]) -> bool {
    let length = |at: usize| groups.get(at).map_or(0, |group| group.digits.len());
    let number_at = match (length(0), length(1), length(2)) {
        (4, 6, _) => 1,
        (2, 2, 6) if groups[1].goes_on() => 2,
        _ => return false,
    };
    let said = without_marks(groups[0].before).to_lowercase();
    SERIES_WORDS.iter().any(|word| said.ends_with(word))
        && without_number_word(&groups[number_at].before.to_lowercase()).is_empty()
}

/// A text without a word at its end that only says that a number follows.
fn without_number_word(text: &str) -> &str {
    let text = without_marks(text);
    let word = NUMBER_WORDS.iter().find_map(|word| text.strip_suffix(word));
    word.map_or(text, without_marks)
}

fn without_marks(text: &str) -> &str {
    text.trim_end_matches(|c| is_spacing(c) || matches!(c, ':' | ',' | ';' | '.'))
}

#[cfg(test)]
mod tests {
    use PrivateNumber::{IdentityDocument, PaymentCard, Pinfl};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cards_and_documents_are_found_as_people_write_them() {
        for (text, expected) in [
            ("Kartam 4111111111111111 edi", PaymentCard),
            ("карта 8600 0000 0000 0007, срок 12/27", PaymentCard),
            ("4111-1111-1111-1111 12/27", PaymentCard),
            ("Card 4111 1111 1111 1111 123", PaymentCard),
            ("48213 4111\u{a0}1111\u{2011}1111 - 1111", PaymentCard),
            ("+998 71 200 45 18 4111 1111 1111 1111", PaymentCard),
            ("3782 822463 10005", PaymentCard),
            ("Pasportim AA1234567", IdentityDocument),
            ("паспорт АА 1234567", IdentityDocument),
            ("ID karta: AD-1234567.", IdentityDocument),
            ("seriya AB raqam 1234567", IdentityDocument),
            ("серия AA № 1234567", IdentityDocument),
            ("Мой паспорт 4509 123456 выдан 12.03.2010", IdentityDocument),
            ("45 09 123456", IdentityDocument),
            ("Паспорт серия 4509, номер 123456", IdentityDocument),
            ("Серия: 45 09 № 123456", IdentityDocument),
            ("JSHSHIR 30101901234569", Pinfl),
            ("ПИНФЛ: 61512051234562", Pinfl),
        ] {
            assert_eq!(PrivateNumber::all_in(text), [expected], "{text}");
        }
    }

    #[test]
    fn everything_that_a_text_seems_to_hold_is_named_once() {
        let text = "AA1234567, AB7654321, 4111 1111 1111 1111 and 30101901234569";
        assert_eq!(PrivateNumber::all_in(text), [PaymentCard, IdentityDocument, Pinfl]);
    }

    #[test]
    fn orders_telephones_dates_and_amounts_are_not_asked_about() {
        for text in [
            "",
            "Buyurtma 48213: telefon raqamim kerak emas.",
            "+998 71 200 45 18",
            "+998712004518 +998 (71) 200-45-18, 998 71 200 45 18, 8 800 200 45 18",
            "+49 1512 3456783 48213",
            "2026-11-20 2026-11-25, 20.11.2026 20.11.2026 48213",
            "2026-11-20T19:30:00Z 20261120193000",
            "1 250 000 soʻm, 12 500 000,00 сум, 1 000 000 000 000",
            "Order ID 4821377, Nr. 4821377, NO 4821377, ABC1234567, aa1234567",
            "RR123456785UZ, 309417562, 2026 № 482131",
            "4111 1111 1111 1112",
            "4111\n1111\n1111\n1111",
            "12345678901234",
            "550e8400-e29b-41d4-a716-446655440000",
            "7KQ2M-X9D41",
        ] {
            assert_eq!(PrivateNumber::all_in(text), [], "{text}");
        }
    }

    /// Digits with the last one right by the Luhn formula, added up from the left, in which the formula was published.
    fn with_check_digit(digits: &[u8]) -> Vec<u8> {
        let doubled = |at: usize| (digits.len() - at) % 2 == 1;
        let sum: u32 = digits
            .iter()
            .enumerate()
            .map(|(at, digit)| {
                let product = u32::from(*digit) * if doubled(at) { 2 } else { 1 };
                product / 10 + product % 10
            })
            .sum();
        let check = (10 - sum % 10) % 10;
        digits.iter().copied().chain(u8::try_from(check)).collect()
    }

    proptest! {
        #[test]
        fn a_card_is_found_with_any_spacing(
            digits in prop::collection::vec(0_u8..10, 12..=18),
            spacing in prop::collection::vec("[ \u{a0}-]{0,3}", 18),
            around in "[a-zа-я,:\n ]{0,8}",
        ) {
            let digits = with_check_digit(&digits);
            let spaced = digits.iter().zip(spacing.iter().map(String::as_str).chain([""]));
            let number: String = spaced.map(|(digit, gap)| format!("{digit}{gap}")).collect();
            let text = format!("{around}{number}{around}");
            prop_assert!(PrivateNumber::all_in(&text).contains(&PaymentCard), "{}", text);
        }

        #[test]
        fn any_text_can_be_searched(text in "\\PC{0,200}") {
            let _ = PrivateNumber::all_in(&text);
        }

        #[test]
        fn with_one_digit_wrong_it_is_no_card(
            digits in prop::collection::vec(0_u8..10, 12..=18), at in 0_usize..13, by in 1_u8..10,
        ) {
            let mut digits = with_check_digit(&digits);
            digits[at] = (digits[at] + by) % 10;
            let number: String = digits.iter().map(u8::to_string).collect();
            prop_assert!(!PrivateNumber::all_in(&number).contains(&PaymentCard), "{}", number);
        }
    }
}
