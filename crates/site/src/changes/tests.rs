//! Changes as a reader meets them: two editions in, a short notation out. `[-was-]` was removed, `{+is+}` was added.

use std::collections::BTreeMap;

use candor_model::Locale;
use proptest::prelude::*;

use super::*;
use crate::Report;
use crate::edition::{Edition, plain_text};

fn edition(locale: &str, text: &str) -> CheckedEdition {
    let text = format!("+++\ntitle = \"P\"\n+++\n\n{text}");
    let locale = Locale::new(locale).expect("a good tag");
    let edition = Edition::parse("edition.md", &text, &locale, &mut Report::default()).expect("it has a front matter");
    CheckedEdition { edition, text, digest: String::new(), links: BTreeMap::new() }
}

/// Every visible change on a line: what, where, and the words.
fn told(locale: &str, old: &str, new: &str) -> Vec<String> {
    let (old, new) = (edition(locale, old), edition(locale, new));
    let changes = Changes::of_edition(&old, &new);
    changes.visible().map(tell).collect()
}

fn tell(change: &Change<'_>) -> String {
    let label = |passage: &Passage<'_>| passage.number.map_or(passage.anchor.clone(), ToString::to_string);
    let place = match (&change.old, &change.new) {
        (Some(old), Some(new)) if label(old) != label(new) => format!("{} → {}", label(old), label(new)),
        _ => label(change.passage()),
    };
    let words = [notation(&change.heading()), blocks(&change.blocks())].concat();
    format!("{:?} {place}: {}", change.kind(), words.trim())
}

fn blocks(changes: &[BlockChange]) -> String {
    changes.iter().map(block).collect::<Vec<_>>().join(" ¶ ")
}

fn block(change: &BlockChange) -> String {
    match change {
        BlockChange::Text(_, pieces) | BlockChange::Code(pieces) => notation(pieces),
        BlockChange::List { items, .. } => {
            items.iter().map(|item| format!("• {}{}", notation(&item.marker), blocks(&item.blocks))).collect()
        }
        BlockChange::Table(rows) => {
            let row = |row: &RowChange| row.cells.iter().map(|cell| notation(cell)).collect::<Vec<_>>().join(" | ");
            rows.iter().map(row).collect::<Vec<_>>().join(" / ")
        }
        BlockChange::Quote(inner) | BlockChange::Lang(_, inner) => blocks(inner),
        BlockChange::Rule => "—".to_owned(),
    }
}

fn notation(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for run in pieces.chunk_by(|one, two| one.fate == two.fate) {
        let words: String = run.iter().map(|piece| piece.text.as_str()).collect();
        text += &match run[0].fate {
            Fate::Kept => words,
            Fate::Removed => format!("[-{words}-]"),
            Fate::Added => format!("{{+{words}+}}"),
        };
    }
    text
}

#[test]
fn a_word_that_was_replaced_is_shown_in_its_sentence() {
    let old = "1.1. We keep letters for 3 years after the last message.\n";
    let new = "1.1. We keep letters for 1 year after the last message.\n";
    assert_eq!(
        told("en", old, new),
        ["Changed 1.1: 1.1. We keep letters for [-3 years-]{+1 year+} after the last message."]
    );
    assert_eq!(told("en", old, old), Vec::<String>::new());
}

#[test]
fn words_of_uzbek_and_russian_stay_whole_and_apostrophes_are_one() {
    let old = "1.1. Maʼlumotlarni o‘chirish to'g'risidagi so'rov 547-son Qonunga muvofiq ko‘rib chiqiladi.\n";
    let typed = "1.1. Ma'lumotlarni oʻchirish toʻgʻrisidagi soʻrov 547-son Qonunga muvofiq koʻrib chiqiladi.\n";
    assert_eq!(told("uz", old, typed), Vec::<String>::new());
    let new = "1.1. Maʼlumotlarni oʻzgartirish toʻgʻrisidagi soʻrov 1125-son Qonunga muvofiq koʻrib chiqiladi.\n";
    assert_eq!(
        told("uz", old, new),
        ["Changed 1.1: 1.1. Maʼlumotlarni [-o‘chirish-]{+oʻzgartirish+} toʻgʻrisidagi soʻrov [-547-]{+1125+}-son \
         Qonunga muvofiq koʻrib chiqiladi."]
    );
    let (old, new) = ("1.1. Ответ даётся за 15 рабочих дней.\n", "1.1. Ответ даётся за 10 рабочих дней.\n");
    assert_eq!(told("ru", old, new), ["Changed 1.1: 1.1. Ответ даётся за [-15-]{+10+} рабочих дней."]);
}

#[test]
fn a_renumbered_clause_is_a_move_and_takes_its_parts_along() {
    let old = "## 1. Terms\n\n1.1. Law means the law on personal data of the country.\n\n\
               ## 2. Security\n\n2.1. We encrypt:\na) data in transit;\nb) data at rest.\n";
    let new = "## 1. Terms\n\n1.1. Law means the law on personal data of the country.\n\n\
               ## 2. Children\n\n2.1. We do not sell anything to children at all.\n\n\
               ## 3. Security\n\n3.1. We encrypt:\na) data in transit;\nb) data at rest.\n";
    assert_eq!(
        told("en", old, new),
        [
            "Added 2: {+2. Children+}",
            "Added 2.1: {+2.1. We do not sell anything to children at all.+}",
            "Moved 2 → 3: [-2-]{+3+}. Security",
        ]
    );
    let (old, new) = (edition("en", old), edition("en", new));
    let counts = Changes::of_edition(&old, &new).counts();
    assert_eq!(counts, Counts { added: 2, changed: 0, moved: 1, removed: 0 });
}

#[test]
fn a_clause_that_moved_and_changed_shows_both() {
    let old = "1.1. First of all, nothing is sold to anybody.\n\n1.2. Data are kept in Tashkent for three years.\n";
    let new = "1.1. Data are kept in Tashkent for two years.\n\n1.2. First of all, nothing is sold to anybody.\n";
    assert_eq!(
        told("en", old, new),
        [
            "Moved 1.2 → 1.1: [-1.2-]{+1.1+}. Data are kept in Tashkent for [-three-]{+two+} years.",
            "Moved 1.1 → 1.2: [-1.1-]{+1.2+}. First of all, nothing is sold to anybody.",
        ]
    );
}

#[test]
fn a_clause_that_is_gone_stands_behind_what_it_followed() {
    let old = "1.1. We keep the first thing.\n\n1.2. We sell the second thing to everyone.\n\n1.3. The third thing is \
               a promise.\n";
    let new = "1.1. We keep the first thing.\n\n1.2. The third thing is a promise.\n";
    assert_eq!(
        told("en", old, new),
        [
            "Removed 1.2: [-1.2. We sell the second thing to everyone.-]",
            "Moved 1.3 → 1.2: [-1.3-]{+1.2+}. The third thing is a promise.",
        ]
    );
}

#[test]
fn items_and_rows_are_compared_one_by_one() {
    let old = "1.1. Who:\n\n- the post office\n- the bank\n- the courier\n\n\
               | Data | Period |\n|---|---|\n| Letters | 3 years |\n| Logs | 180 days |\n";
    let new = "1.1. Who:\n\n- the post office\n- the tax office\n- the courier\n\n\
               | Data | Period |\n|---|---|\n| Letters | 1 year |\n| Photos | never |\n| Logs | 180 days |\n";
    assert_eq!(
        told("en", old, new),
        ["Changed 1.1: 1.1. Who: ¶ • the post office• the [-bank-]{+tax office+}• the courier ¶ \
         Data | Period / Letters | [-3 years-]{+1 year+} / {+Photos+} | {+never+} / Logs | 180 days"]
    );
}

#[test]
fn nested_lists_and_quotes_keep_their_form() {
    let old = "1.1. Data:\n\n1. of customers\n   - names\n   - addresses\n2. of couriers\n\n> We promise this.\n";
    let new = "1.1. Data:\n\n1. of customers\n   - names\n   - addresses of parcels\n2. of couriers\n\n> We promise \
               that.\n";
    assert_eq!(
        told("en", old, new),
        ["Changed 1.1: 1.1. Data: ¶ • 1.of customers ¶ • names• addresses{+ of parcels+}• 2.of couriers ¶ We promise \
         [-this-]{+that+}."]
    );
}

#[test]
fn a_text_that_has_nothing_in_common_with_the_old_one_is_another_clause() {
    let old = "1.1. You may write to us whenever you like, and we answer.\n";
    let new = "1.1. Requests are dealt with by the officer in order of arrival, and closed.\n";
    assert_eq!(
        told("en", old, new),
        [
            "Removed 1.1: [-1.1. You may write to us whenever you like, and we answer.-]",
            "Added 1.1: {+1.1. Requests are dealt with by the officer in order of arrival, and closed.+}",
        ]
    );
}

#[test]
fn a_very_long_text_that_was_written_anew_is_compared_clause_by_clause() {
    let clause =
        |words: &str, n: usize| format!("{}.{}. {words} number {n} of this text.\n\n", n / 100 + 1, n % 100 + 1);
    let text = |words: &str| (0..3000).map(|n| clause(words, n)).collect::<String>();
    let told = told("en", &text("Here is the old clause"), &text("There stands a new sentence"));
    assert_eq!(told.len(), 3000);
    assert!(told.iter().all(|change| change.starts_with("Changed ")), "{:?}", told.first());
}

#[test]
fn the_mark_behind_the_last_item_of_a_list_is_no_change() {
    let old = "1.1. Data:\na) names;\nb) addresses.\n";
    let new = "1.1. Data:\na) names;\nb) addresses;\nc) photos of parcels.\n";
    assert_eq!(told("en", old, new), ["Added 1.1.c: {+c) photos of parcels.+}"]);
}

#[test]
fn footnotes_are_compared_too() {
    let old = "1.1. Five years[^1].\n\n[^1]: From the end of the year.\n";
    let new = "1.1. Five years[^1].\n\n[^1]: From the end of the month.\n";
    assert_eq!(told("en", old, new), ["Changed fn:1: From the end of the [-year-]{+month+}."]);
}

fn documents() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "data",
        "law",
        "oʻzgarish",
        "so'rov",
        "ответ",
        "10",
        "1 000",
        "(a)",
        "547-son",
        "**bold**",
        "`code`",
        "e-mail",
        "a@b.uz",
        "and",
        "the",
        "of",
        "срок",
    ]);
    let words = prop::collection::vec(word, 1..12).prop_map(|words| words.join(" "));
    let part = (0..7u8, words).prop_map(|(kind, words)| match kind {
        0 => format!("## {words}\n\n"),
        1 => format!("- {words}\n- {words}\n\n"),
        2 => format!("| a | b |\n|---|---|\n| {words} | x |\n\n"),
        3 => format!("> {words}\n\n"),
        _ => format!("{words}\n\n"),
    });
    prop::collection::vec((prop::bool::ANY, part), 1..14).prop_map(|parts| {
        let mut number = 0;
        let mut text = String::new();
        for (is_clause, part) in parts {
            if is_clause && !part.starts_with(['#', '-', '|', '>']) {
                number += 1;
                text += &format!("1.{number}. ");
            }
            text += &part;
        }
        text
    })
}

/// The words of an edition passage by passage, those that a change keeps or has on one side, in the order of that side.
fn words_of(changes: &Changes<'_>, without: Fate) -> BTreeMap<String, String> {
    let side = |change: &Change<'_>| match without {
        Fate::Removed => change.new.as_ref().map(|passage| passage.anchor.clone()),
        _ => change.old.as_ref().map(|passage| passage.anchor.clone()),
    };
    let mut words = BTreeMap::new();
    for change in &changes.passages {
        let Some(anchor) = side(change) else { continue };
        let mut pieces = change.heading();
        change.blocks().iter().for_each(|block| collect(block, &mut pieces));
        let text: String =
            pieces.iter().filter(|piece| piece.fate != without).map(|piece| piece.text.as_str()).collect();
        assert!(words.insert(anchor, seen(&text)).is_none(), "a passage is in one change only");
    }
    words
}

fn collect(change: &BlockChange, into: &mut Vec<Piece>) {
    match change {
        BlockChange::Text(_, pieces) | BlockChange::Code(pieces) => into.extend(pieces.clone()),
        BlockChange::List { items, .. } => {
            for item in items {
                into.extend(item.marker.clone());
                item.blocks.iter().for_each(|block| collect(block, into));
            }
        }
        BlockChange::Table(rows) => into.extend(rows.iter().flat_map(|row| row.cells.concat())),
        BlockChange::Quote(inner) | BlockChange::Lang(_, inner) => inner.iter().for_each(|block| collect(block, into)),
        BlockChange::Rule => {}
    }
}

/// The letters, digits and marks that a reader tells apart.
fn seen(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if crate::edition::is_apostrophe(c) { 'ʼ' } else { c })
        .collect()
}

fn words_of_edition(edition: &Edition) -> BTreeMap<String, String> {
    let clauses = edition.clauses.iter().map(|clause| {
        let heading = clause.heading.as_ref().map(|heading| plain_text(&heading.inlines)).unwrap_or_default();
        let blocks = crate::edition::text_of_blocks(&clause.blocks);
        (clause.anchor.clone(), seen(&(heading + &blocks)))
    });
    clauses.collect()
}

proptest! {
    /// What was kept and removed is the old text, what was kept and added is the new one: nothing is hidden, nothing is
    /// made up.
    #[test]
    fn the_changes_applied_to_the_old_text_give_the_new(old in documents(), new in documents()) {
        let (old, new) = (edition("uz", &old), edition("uz", &new));
        let changes = Changes::of_edition(&old, &new);
        prop_assert_eq!(words_of(&changes, Fate::Added), words_of_edition(&old.edition));
        prop_assert_eq!(words_of(&changes, Fate::Removed), words_of_edition(&new.edition));
    }

    /// A text that did not change has no changes.
    #[test]
    fn a_text_compared_with_itself_has_no_changes(text in documents()) {
        let edition = edition("uz", &text);
        prop_assert_eq!(Changes::of_edition(&edition, &edition).visible().count(), 0);
    }

    /// Whatever is put before it, a clause of some length is moved or stays, and is never called removed.
    #[test]
    fn a_clause_that_is_still_there_is_never_called_removed(before in 1..6usize) {
        let clause = "the company keeps what customers sent for as long as the law asks";
        let old = format!("1.1. {clause}\n");
        let filler: String = (1..=before).map(|n| format!("1.{n}. another promise number {n} altogether\n\n")).collect();
        let new = format!("{filler}1.{}. {clause}\n", before + 1);
        let (old, new) = (edition("en", &old), edition("en", &new));
        let counts = Changes::of_edition(&old, &new).counts();
        prop_assert_eq!((counts.removed, counts.moved, counts.added), (0, 1, before as u64));
    }
}
