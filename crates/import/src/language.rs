//! Which language a block is in, and what becomes of a file that holds several.

pub(crate) mod columns;

use std::collections::BTreeMap;
use std::fmt;

use crate::Note;
use crate::block::{Block, Draft, Kind, Place};

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

/// Fewer words are a name or an address.
const MIN_STRANGE_WORDS: usize = 8;

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
        let (cyrillic, latin) = scripts(&text);
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
    draft.blocks = draft.blocks.into_iter().map(|block| remark_strange(block, wanted)).collect();
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

/// The language of each block. What says too little has that of what stood before, and at the beginning and in a heading
/// that of what follows; a table or a first heading in several has none, and gives none to its neighbours.
fn spread(blocks: &[Block]) -> Vec<Option<Language>> {
    let first = blocks.iter().position(|block| matches!(block.kind, Kind::Heading(..)));
    let is_mixed = |at: usize, block: &Block| columns::is_mixed(block) || Some(at) == first && has_scripts(block);
    let is_mixed: Vec<bool> = blocks.iter().enumerate().map(|(at, block)| is_mixed(at, block)).collect();
    let own = blocks.iter().zip(&is_mixed).map(|(block, is_mixed)| language_of(block).filter(|_| !is_mixed));
    let own: Vec<Option<Language>> = own.collect();
    let mut following = vec![None; blocks.len()];
    let mut next = None;
    for (at, language) in own.iter().enumerate().rev() {
        next = language.or(next);
        following[at] = next;
    }
    let mut last = following.first().copied().flatten();
    let spread = own.into_iter().enumerate().map(|(at, language)| {
        let follows = following[at].filter(|_| matches!(blocks[at].kind, Kind::Heading(..)));
        last = language.or(follows).or(last);
        last.filter(|_| !is_mixed[at])
    });
    spread.collect()
}

/// Whether a title is written in both scripts.
fn has_scripts(block: &Block) -> bool {
    let (cyrillic, latin) = scripts(&block.words());
    cyrillic.min(latin) >= MIN_LETTERS
}

/// How many letters a text has of the Cyrillic and of the Latin script.
fn scripts(text: &str) -> (usize, usize) {
    let count = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
    (
        count(|c| matches!(c, '\u{400}'..='\u{4ff}')),
        count(|c| matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}')),
    )
}

/// Says of sentences in the script of another language that they are none of those that are told apart.
fn remark_strange(block: Block, wanted: Language) -> Block {
    let words = block.words();
    let (cyrillic, latin) = scripts(&words);
    let (own, other) = match wanted {
        Language::Russian | Language::UzbekCyrillic => (cyrillic, latin),
        Language::English | Language::Uzbek => (latin, cyrillic),
    };
    let is_long = words.split_whitespace().count() >= MIN_STRANGE_WORDS && words.ends_with('.');
    if is_long && own * 4 < other && language_of(&block).is_none() {
        return block.remarked(Note::doubt(format!("This seems to be in another language than {wanted}.")));
    }
    block
}

fn count(block: &Block) -> usize {
    block.words().split_whitespace().count()
}
