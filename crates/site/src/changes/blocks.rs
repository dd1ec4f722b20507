//! Blocks: which paragraph, item or row of the old text is which of the new, and what became of the words in them.

use candor_model::Locale;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::likeness::Bag;
use super::passage::Passage;
use super::words::{self, Look, Piece, Token, Word};
use crate::edition::{Block, Inline, Item, List, Table};
use crate::portal::CheckedEdition;

/// A block of a text that changed, with the fate of each word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockChange {
    /// A paragraph, or a heading of that level within a list or a quote.
    Text(Option<u8>, Vec<Piece>),
    /// A list.
    List {
        /// Its items are numbered; each carries its own number.
        ordered: bool,
        /// The items.
        items: Vec<ItemChange>,
    },
    /// A table, its head first.
    Table(Vec<RowChange>),
    /// A quotation.
    Quote(Vec<Self>),
    /// Text whose spaces and line ends count.
    Code(Vec<Piece>),
    /// A line across.
    Rule,
    /// Text in another language than the edition's.
    Lang(Locale, Vec<Self>),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChange {
    /// The number as written; empty in a list without numbers.
    pub marker: Vec<Piece>,
    /// The text.
    pub blocks: Vec<BlockChange>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// It is the head.
    pub is_head: bool,
    /// The words of each cell.
    pub cells: Vec<Vec<Piece>>,
}

/// Two blocks that share fewer words are not the same one.
const ALIKE: f64 = 0.4;
/// The most pairs of blocks whose likeness is reckoned; what lies beyond is paired only where it is the same.
const MOST_PAIRS: usize = 10_000;

/// Compares texts of two editions.
pub(super) struct Redline<'a> {
    pub(super) old: &'a CheckedEdition,
    pub(super) new: &'a CheckedEdition,
}

impl Redline<'_> {
    /// The words of two headings.
    pub(super) fn heading(&self, old: Option<&Passage<'_>>, new: Option<&Passage<'_>>) -> Vec<Piece> {
        let [old, new] = [old, new].map(|passage| passage.and_then(|passage| passage.heading));
        let [old, new] = [old, new].map(|heading| heading.map_or(&[][..], |heading| heading.inlines.as_slice()));
        self.inlines(old, new)
    }

    /// The blocks of two texts in the order of the new one.
    pub(super) fn blocks(&self, old: &[Block], new: &[Block]) -> Vec<BlockChange> {
        let old_words = |block: &Block| words::of_block(block, self.old);
        let new_words = |block: &Block| words::of_block(block, self.new);
        let pairs = align(old, new, (&old_words, &new_words), is_same_kind);
        pairs.into_iter().map(|(old, new)| self.block(old, new)).collect()
    }

    /// Two blocks of one kind, or one of which the other text has none.
    fn block(&self, old: Option<&Block>, new: Option<&Block>) -> BlockChange {
        let Some(block) = new.or(old) else { return BlockChange::Rule };
        match block {
            Block::Paragraph(_) | Block::Heading(_) => {
                let [old, new] = [old, new].map(|block| block.map_or(&[][..], inlines_of));
                let level = if let Block::Heading(heading) = block { Some(heading.level) } else { None };
                BlockChange::Text(level, self.inlines(old, new))
            }
            Block::List(list) => self.list(list.ordered, items_of(old), items_of(new)),
            Block::Table(_) => BlockChange::Table(self.rows(table_of(old), table_of(new))),
            Block::Quote(_) => BlockChange::Quote(self.blocks(inner_of(old), inner_of(new))),
            Block::Code(_) => BlockChange::Code(words::diff(&code_of(old), &code_of(new))),
            Block::Rule => BlockChange::Rule,
            Block::Lang { locale, .. } => BlockChange::Lang(locale.clone(), self.blocks(inner_of(old), inner_of(new))),
        }
    }

    fn inlines(&self, old: &[Inline], new: &[Inline]) -> Vec<Piece> {
        words::diff(&words::tokens(old, self.old), &words::tokens(new, self.new))
    }

    fn list(&self, ordered: bool, old: &[Item], new: &[Item]) -> BlockChange {
        let old_words = |item: &Item| words::of_passage(None, &item.blocks, self.old);
        let new_words = |item: &Item| words::of_passage(None, &item.blocks, self.new);
        let pairs = align(old, new, (&old_words, &new_words), |_, _| true);
        let item = |(old, new): (Option<&Item>, Option<&Item>)| ItemChange {
            marker: words::diff(&marker_of(old), &marker_of(new)),
            blocks: self.blocks(blocks_of(old), blocks_of(new)),
        };
        BlockChange::List { ordered, items: pairs.into_iter().map(item).collect() }
    }

    fn rows(&self, old: Option<&Table>, new: Option<&Table>) -> Vec<RowChange> {
        let [old_head, new_head] = [old, new].map(|table| table.map_or(&[][..], |table| table.head.as_slice()));
        let [old, new] = [old, new].map(|table| table.map_or(&[][..], |table| table.rows.as_slice()));
        let old_words = |row: &Vec<Vec<Inline>>| words::of_row(row, self.old);
        let new_words = |row: &Vec<Vec<Inline>>| words::of_row(row, self.new);
        let pairs = align(old, new, (&old_words, &new_words), |_, _| true);
        let head = RowChange { is_head: true, cells: self.cells(old_head, new_head) };
        let row = |(old, new): (Option<&Vec<_>>, Option<&Vec<_>>)| RowChange {
            is_head: false,
            cells: self.cells(old.map_or(&[], Vec::as_slice), new.map_or(&[], Vec::as_slice)),
        };
        std::iter::once(head).chain(pairs.into_iter().map(row)).collect()
    }

    fn cells(&self, old: &[Vec<Inline>], new: &[Vec<Inline>]) -> Vec<Vec<Piece>> {
        let columns = 0..old.len().max(new.len());
        columns.map(|column| self.inlines(cell_of(old, column), cell_of(new, column))).collect()
    }
}

fn inlines_of(block: &Block) -> &[Inline] {
    match block {
        Block::Paragraph(inlines) => inlines,
        Block::Heading(heading) => &heading.inlines,
        _ => &[],
    }
}

fn items_of(block: Option<&Block>) -> &[Item] {
    match block {
        Some(Block::List(List { items, .. })) => items,
        _ => &[],
    }
}

fn table_of(block: Option<&Block>) -> Option<&Table> {
    match block {
        Some(Block::Table(table)) => Some(table),
        _ => None,
    }
}

fn inner_of(block: Option<&Block>) -> &[Block] {
    match block {
        Some(Block::Quote(blocks) | Block::Lang { blocks, .. }) => blocks,
        _ => &[],
    }
}

fn blocks_of(item: Option<&Item>) -> &[Block] {
    item.map_or(&[], |item| &item.blocks)
}

fn code_of(block: Option<&Block>) -> Vec<Token> {
    match block {
        Some(Block::Code(code)) => words::plain_tokens(code, &Look { code: true, ..Look::default() }),
        _ => Vec::new(),
    }
}

fn marker_of(item: Option<&Item>) -> Vec<Token> {
    let marker = item.and_then(|item| item.marker.as_deref()).unwrap_or_default();
    words::plain_tokens(marker, &Look::default())
}

fn cell_of(row: &[Vec<Inline>], column: usize) -> &[Inline] {
    row.get(column).map_or(&[], Vec::as_slice)
}

fn is_same_kind(old: &Block, new: &Block) -> bool {
    let is_text = |block: &Block| matches!(block, Block::Paragraph(_) | Block::Heading(_));
    match (old, new) {
        (Block::Lang { locale: one, .. }, Block::Lang { locale: two, .. }) => one == two,
        _ if is_text(old) => is_text(new),
        _ => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}

/// Entries of two rows that belong together, or of which the other row has none.
type Pairs<'a, T> = Vec<(Option<&'a T>, Option<&'a T>)>;
/// How to tell the words of an old entry, and those of a new one.
type WordsOf<'a, T> = (&'a dyn Fn(&T) -> Vec<Word>, &'a dyn Fn(&T) -> Vec<Word>);

/// Aligns two rows of entries, in the order of both: those that are the same first, between them those that are alike.
fn align<'a, T>(old: &'a [T], new: &'a [T], words: WordsOf<'_, T>, fit: fn(&T, &T) -> bool) -> Pairs<'a, T> {
    let was: Vec<Vec<Word>> = old.iter().map(words.0).collect();
    let is: Vec<Vec<Word>> = new.iter().map(words.1).collect();
    let mut pairs = Pairs::new();
    for step in capture_diff_slices(Algorithm::Myers, &was, &is) {
        let (olds, news) = (step.old_range(), step.new_range());
        let is_equal = matches!(step, DiffOp::Equal { .. });
        if is_equal && olds.clone().zip(news.clone()).all(|(old_at, new_at)| fit(&old[old_at], &new[new_at])) {
            pairs.extend(old[olds].iter().map(Some).zip(new[news].iter().map(Some)));
            continue;
        }
        let bags = |words: &[Vec<Word>]| words.iter().map(|words| Bag::new(words)).collect::<Vec<_>>();
        let (old_bags, new_bags) = (bags(&was[olds.clone()]), bags(&is[news.clone()]));
        let (old, new) = (&old[olds], &new[news]);
        let likeness = |one: usize, two: usize| {
            if fit(&old[one], &new[two]) { old_bags[one].likeness(&new_bags[two], ALIKE) } else { 0.0 }
        };
        let aligned = best(old.len(), new.len(), likeness);
        pairs.extend(aligned.into_iter().map(|(one, two)| (one.map(|at| &old[at]), two.map(|at| &new[at]))));
    }
    pairs
}

/// The pairs of places, in the order of both rows, whose likeness is highest in sum; what is not alike stays alone, the
/// old before the new.
fn best(old: usize, new: usize, likeness: impl Fn(usize, usize) -> f64) -> Vec<(Option<usize>, Option<usize>)> {
    let (mut one, mut two) = (0, 0);
    let mut pairs = Vec::new();
    if old.saturating_mul(new) <= MOST_PAIRS {
        let sums = sums(old, new, &likeness);
        while one < old && two < new {
            let together = likeness(one, two);
            if together > 0.0 && sums[one][two] <= together + sums[one + 1][two + 1] {
                pairs.push((Some(one), Some(two)));
                (one, two) = (one + 1, two + 1);
            } else if sums[one + 1][two] >= sums[one][two + 1] {
                pairs.push((Some(one), None));
                one += 1;
            } else {
                pairs.push((None, Some(two)));
                two += 1;
            }
        }
    }
    pairs.extend((one..old).map(|at| (Some(at), None)));
    pairs.extend((two..new).map(|at| (None, Some(at))));
    pairs
}

/// The highest sum of likeness that can be had from each pair of places on.
fn sums(old: usize, new: usize, likeness: &impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    let mut sums = vec![vec![0.0; new + 1]; old + 1];
    for one in (0..old).rev() {
        for two in (0..new).rev() {
            let together = likeness(one, two) + sums[one + 1][two + 1];
            sums[one][two] = together.max(sums[one + 1][two]).max(sums[one][two + 1]);
        }
    }
    sums
}
