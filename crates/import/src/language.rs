//! Which language a block is in, and what becomes of a file that holds several.

pub(crate) mod columns;

use std::collections::BTreeMap;
use std::fmt;

use crate::Note;
use crate::block::{Block, Draft, Place};

/// The languages that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// Russian.
    Russian,
    /// Uzbek in Latin letters.
    Uzbek,
    /// Uzbek in Cyrillic letters.
    UzbekCyrillic,
}

/// A language by its tag and name, with words that are common in it and in none of the others of its script.
struct Known {
    language: Language,
    tag: &'static str,
    name: &'static str,
    common: &'static [&'static str],
}

const KNOWN: [Known; 4] = [
    Known {
        language: Language::English,
        tag: "en",
        name: "English",
        common: &[
            "the", "of", "and", "to", "for", "we", "you", "your", "our", "is", "are", "by", "in", "or", "with", "that",
            "this", "be", "may", "not", "from", "on", "at", "any", "data", "privacy", "policy",
        ],
    },
    Known {
        language: Language::Russian,
        tag: "ru",
        name: "Russian",
        common: &[
            "и",
            "в",
            "на",
            "с",
            "для",
            "или",
            "не",
            "по",
            "что",
            "о",
            "к",
            "от",
            "из",
            "при",
            "мы",
            "вы",
            "их",
            "это",
            "данных",
            "данные",
            "политика",
            "как",
            "его",
            "обработки",
        ],
    },
    Known {
        language: Language::Uzbek,
        tag: "uz",
        name: "Uzbek",
        common: &[
            "va",
            "uchun",
            "bilan",
            "yoki",
            "ushbu",
            "shaxsiy",
            "shaxsga",
            "doir",
            "bu",
            "biz",
            "siz",
            "ham",
            "boʻyicha",
            "boʻlgan",
            "kerak",
            "qonun",
            "haqida",
            "emas",
            "har",
            "hamda",
            "maxfiylik",
            "siyosati",
            "umumiy",
            "qoidalar",
        ],
    },
    Known {
        language: Language::UzbekCyrillic,
        tag: "uz-Cyrl",
        name: "Uzbek in Cyrillic letters",
        common: &[
            "ва",
            "учун",
            "билан",
            "ёки",
            "ушбу",
            "шахсий",
            "шахсга",
            "доир",
            "бу",
            "биз",
            "сиз",
            "ҳам",
            "бўйича",
            "бўлган",
            "керак",
            "қонун",
            "ҳақида",
            "эмас",
            "ҳар",
            "ҳамда",
            "махфийлик",
            "сиёсати",
            "умумий",
            "қоидалар",
        ],
    },
];

/// A shorter text says too little about its language.
const MIN_LETTERS: usize = 12;

/// So many words in another language, on end, are a text of their own and no quotation.
const MIN_FOREIGN_WORDS: usize = 40;

impl Language {
    /// The language of a tag such as `uz-Cyrl`, where it is one of these.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_lowercase().replace('_', "-");
        let language = tag.split('-').next().unwrap_or_default();
        if language == "uz" && tag.contains("cyrl") {
            return Some(Self::UzbekCyrillic);
        }
        KNOWN.iter().find(|known| known.tag == language).map(|known| known.language)
    }

    /// Its tag.
    pub fn tag(self) -> &'static str {
        self.known().tag
    }

    fn known(self) -> &'static Known {
        &KNOWN[self as usize]
    }

    /// The language of a text, where it is long and plain enough to tell.
    pub(crate) fn guess(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().filter(|word| !is_address(word)).collect();
        let text = words.join(" ").to_lowercase().replace(['\'', '`', '‘', '’', 'ʼ'], "ʻ");
        let count = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
        let cyrillic = count(|c| matches!(c, '\u{400}'..='\u{4ff}'));
        let latin = count(|c| c.is_ascii_alphabetic());
        if cyrillic + latin < MIN_LETTERS {
            return None;
        }
        let (first, second, marks) = if cyrillic > latin {
            (Self::Russian, Self::UzbekCyrillic, count(|c| "ўқғҳ".contains(c)))
        } else {
            (Self::English, Self::Uzbek, text.matches("oʻ").count() + text.matches("gʻ").count())
        };
        let strength =
            |language: Self| text.split(|c: char| !c.is_alphabetic()).filter(|word| language.has(word)).count();
        match (strength(first), strength(second) + marks) {
            (first_words, second_words) if first_words > second_words => Some(first),
            (first_words, second_words) if first_words < second_words => Some(second),
            // Only Russian has these two letters.
            _ if cyrillic > latin && text.contains(['ы', 'щ']) => Some(Self::Russian),
            _ => None,
        }
    }

    fn has(self, word: &str) -> bool {
        self.known().common.contains(&word)
    }
}

/// Addresses are in no language.
fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.known().name)
    }
}

/// Keeps the language that was asked for, and sets aside the long runs in others. Where the file has no such text at
/// all, everything stays, and a note says what it seems to be.
pub(crate) fn split(mut draft: Draft, wanted: Option<Language>) -> Draft {
    columns::apart(&mut draft);
    let Some(wanted) = wanted else { return draft };
    let languages = spread(&draft.blocks);
    let mut words: BTreeMap<Language, usize> = BTreeMap::new();
    for (block, language) in draft.blocks.iter().zip(&languages) {
        language.iter().for_each(|language| *words.entry(*language).or_default() += count(block));
    }
    let most = words.iter().max_by_key(|(_, count)| **count).map(|(language, _)| *language);
    let own = words.get(&wanted).copied().unwrap_or_default();
    if own < MIN_FOREIGN_WORDS.min(words.values().sum::<usize>() / 4) {
        if let Some(most) = most.filter(|most| *most != wanted) {
            draft.notes.push(Note::file(format!("The text seems to be in {most}, not in {wanted}.")));
        }
        return draft;
    }
    let blocks = std::mem::take(&mut draft.blocks);
    let mut runs: Vec<(Option<Language>, Vec<Block>)> = Vec::new();
    for (block, language) in blocks.into_iter().zip(languages) {
        match runs.last_mut().filter(|(last, _)| *last == language) {
            Some((_, run)) => run.push(block),
            None => runs.push((language, vec![block])),
        }
    }
    for (language, run) in runs {
        keep_or_set_aside(&mut draft, language.filter(|language| *language != wanted), run);
    }
    draft
}

/// Lays a run of blocks into the draft, or into its notes where it is a text in another language.
fn keep_or_set_aside(draft: &mut Draft, other: Option<Language>, run: Vec<Block>) {
    let Some(other) = other else { return draft.blocks.extend(run) };
    if run.iter().map(count).sum::<usize>() >= MIN_FOREIGN_WORDS {
        let place = run.first().map_or(Place::Nowhere, |block| block.place);
        let words: Vec<String> = run.iter().map(Block::words).collect();
        let what = format!("text in {other}, for `--locale {}`", other.tag());
        draft.notes.push(Note::set_aside(what, words.join("\n"), place));
        draft.notes.extend(run.into_iter().flat_map(|block| block.remarks).filter(|remark| !remark.words.is_empty()));
        return;
    }
    let message = format!("This seems to be in {other}.");
    draft.blocks.extend(run.into_iter().map(|block| block.remarked(Note::doubt(message.clone()))));
}

fn language_of(block: &Block) -> Option<Language> {
    let guess = Language::guess(&block.words());
    // A whole page is often marked in the language of the site, whatever its text is in.
    guess.or(block.language)
}

/// The language of each block. What says too little has that of what stood before, and at the beginning of what
/// follows; a table in several has none, and gives none to its neighbours.
fn spread(blocks: &[Block]) -> Vec<Option<Language>> {
    let is_mixed: Vec<bool> = blocks.iter().map(columns::is_mixed).collect();
    let own = blocks.iter().zip(&is_mixed).map(|(block, is_mixed)| language_of(block).filter(|_| !is_mixed));
    let own: Vec<Option<Language>> = own.collect();
    let mut last = own.iter().flatten().next().copied();
    let spread = own.into_iter().zip(is_mixed).map(|(language, is_mixed)| {
        last = language.or(last);
        last.filter(|_| !is_mixed)
    });
    spread.collect()
}

fn count(block: &Block) -> usize {
    block.words().split_whitespace().count()
}
