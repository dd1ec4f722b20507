//! Marks what is written in another language than its edition's, and tells the author, unless the author marked it.

use std::ops::Range;

use candor_model::Locale;

use super::inlines;
use super::manuscript::Manuscript;
use super::model::{Block, Clause};
use super::script::other_language;
use super::walk::text_of_blocks;
use crate::{Code, Diagnostic, Report, Span};

/// Marks clauses, and blocks within clauses, that are mostly in another language. Where most clauses are, the author is
/// told once, of the edition as a whole.
pub(super) fn mark_languages(clauses: &mut [Clause], manuscript: Manuscript<'_>, report: &mut Report) {
    let mut foreign = Vec::new();
    for clause in clauses.iter_mut().filter(|clause| clause.locale.is_none()) {
        match other_language(&clause.text(), manuscript.locale).filter(|_| !has_mark(&clause.blocks)) {
            Some(locale) => {
                let at = clause.label_span.start;
                foreign.push((at..clause.label_span.end.max(at + 1), locale.clone()));
                clause.locale = Some(locale);
            }
            None => mark_blocks(&mut clause.blocks, manuscript, report),
        }
    }
    match foreign.first() {
        Some((_, locale)) if foreign.len() > FEW && foreign.len() * 2 > clauses.len() => {
            report.add(other_edition(manuscript, locale));
        }
        _ => foreign.into_iter().for_each(|(range, locale)| report.add(other(manuscript, range, &locale))),
    }
}

/// So many clauses in another language are told one by one in any case.
const FEW: usize = 3;

fn has_mark(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Lang { .. }))
}

fn mark_blocks(blocks: &mut [Block], manuscript: Manuscript<'_>, report: &mut Report) {
    for block in blocks.iter_mut().filter(|block| !matches!(block, Block::Lang { .. })) {
        let Some(locale) = other_language(&text_of_blocks(std::slice::from_ref(block)), manuscript.locale) else {
            continue;
        };
        let first = first_character(block).unwrap_or(manuscript.body..manuscript.body);
        report.add(other(manuscript, first, &locale));
        let inner = std::mem::replace(block, Block::Rule);
        *block = Block::Lang { locale, blocks: vec![inner] };
    }
}

/// The first character of a block's words in the file.
pub(crate) fn first_character(block: &Block) -> Option<Range<usize>> {
    match block {
        Block::Paragraph(inlines) => inlines::first_character(inlines),
        Block::Heading(heading) => inlines::first_character(&heading.inlines),
        Block::List(list) => list.items.iter().flat_map(|item| &item.blocks).find_map(first_character),
        Block::Table(table) => table.cells().find_map(|cell| inlines::first_character(cell)),
        Block::Quote(blocks) | Block::Lang { blocks, .. } => blocks.iter().find_map(first_character),
        Block::Code(_) | Block::Rule => None,
    }
}

fn other(manuscript: Manuscript<'_>, range: Range<usize>, locale: &Locale) -> Diagnostic {
    let Manuscript { file, locale: edition, .. } = manuscript;
    let range = manuscript.whole_characters(range);
    let message = format!("This is not written in `{edition}` as its edition is; it looks like `{locale}`.");
    let hint = format!("Translate it, or put it between lines `:::lang {locale}` and `:::` if it is meant so.");
    Diagnostic::new(Code::OtherScript, Span::new(file, range), message, hint)
}

fn other_edition(manuscript: Manuscript<'_>, locale: &Locale) -> Diagnostic {
    let Manuscript { file, locale: edition, .. } = manuscript;
    let message = format!("Most of this edition is not written in `{edition}`; it looks like `{locale}`.");
    let hint = "Translate it, or name the file for the locale that it is in.";
    Diagnostic::new(Code::OtherScript, Span::whole(file), message, hint)
}
