//! Blocks as they were read become blocks as an edition has them: a title, headings, clauses with their letters, items.

mod headings;
mod labels;
mod numbers;
mod title;

use crate::block::{Block, Draft, Inline, Kind, Words, is_bold, plain, tidy};
use crate::label::{self, Label};
use crate::lines::ends_sentence;

/// Shapes a draft.
pub(crate) fn shape(draft: Draft) -> Draft {
    let Draft { title, blocks, mut notes } = draft;
    let blocks = blocks.into_iter().filter(|block| !block.words().trim().is_empty());
    let blocks = labels::rewrite(blocks.collect(), &mut notes);
    let blocks: Vec<Block> = section_items(items(blocks.into_iter().flat_map(lines).collect()));
    let (title, blocks) = title::take(title, blocks, &mut notes);
    let mut blocks = numbers::remark(attach_letters(headings::find(blocks)));
    blocks.iter_mut().for_each(space_labels);
    blocks.iter_mut().for_each(unbold_labels);
    Draft { title, blocks, notes }
}

/// Sets a number apart from the words behind it, as a page does that has it in a column of its own: `1.Terms`.
fn space_labels(block: &mut Block) {
    let (Kind::Heading(_, words) | Kind::Paragraph(words)) = &mut block.kind else { return };
    let text = plain(words);
    let Some((Label::Number(_), len)) = Label::of(&text) else { return };
    let (label, rest) = text.split_at(len);
    if label.ends_with(['.', ')']) && rest.starts_with(|c: char| c.is_uppercase() || "«“\"".contains(c)) {
        *words = with_label(without(words, len), label);
    }
}

/// Takes the label of a clause or letter out of the bold words that it begins: an edition's labels are plain.
fn unbold_labels(block: &mut Block) {
    let Kind::Paragraph(words) = &mut block.kind else { return };
    let mut plain_labels = Words::new();
    let mut begins_line = true;
    for inline in words.drain(..) {
        let is_break = inline == Inline::Break;
        match (&inline, begins_line) {
            (Inline::Strong(text), true) => match Label::of(text) {
                Some((Label::Number(_) | Label::Letter(_), len)) => {
                    let rest = text[len..].trim_start();
                    plain_labels.push(Inline::Text(text[..text.len() - rest.len()].to_owned()));
                    plain_labels.push(Inline::Strong(rest.to_owned()));
                }
                _ => plain_labels.push(inline),
            },
            _ => plain_labels.push(inline),
        }
        begins_line = is_break;
    }
    *words = tidy(plain_labels);
}

/// Divides a paragraph where a line in it is a block of its own: it begins with a label, or a sentence does after one.
fn lines(block: Block) -> Vec<Block> {
    let Block { kind, place, language, remarks } = block;
    let (Kind::Paragraph(words) | Kind::Item(_, _, words)) = &kind else {
        return vec![Block { kind, place, language, remarks }];
    };
    let is_titled = matches!(kind, Kind::Paragraph(_)) && is_titled(words);
    let mut parts = parts(healed(words), is_titled).into_iter();
    let first = parts.next().unwrap_or_default();
    let kind = match kind {
        Kind::Item(depth, number, _) => Kind::Item(depth, number, first),
        _ => Kind::Paragraph(first),
    };
    let rest = parts.map(|words| Block { language, ..Block::new(Kind::Paragraph(words), place) });
    std::iter::once(Block { kind, place, language, remarks }).chain(rest).collect()
}

fn parts(words: Words, is_titled: bool) -> Vec<Words> {
    let mut parts: Vec<Words> = Vec::new();
    let mut before = String::new();
    for (at, line) in tidy(words).split(|inline| *inline == Inline::Break).enumerate() {
        let text = plain(line);
        let stays = stays(&before, &text) && !(at == 1 && is_titled);
        before = text;
        match parts.last_mut().filter(|_| stays) {
            Some(last) => {
                last.push(Inline::Break);
                last.extend_from_slice(line);
            }
            None => parts.push(line.to_vec()),
        }
    }
    parts
}

/// The words, with the lines joined that were broken to fit a width: where sentences go on in the next line, and end in
/// the midst of it.
fn healed(words: &[Inline]) -> Words {
    let lines: Vec<&[Inline]> = words.split(|inline| *inline == Inline::Break).collect();
    let goes_on = |pair: &[&[Inline]]| {
        let (before, after) = (plain(pair[0]), plain(pair[1]));
        before.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',')
            && after.trim_start().starts_with(char::is_lowercase)
            && Label::of(&after).is_none()
    };
    let ends_within = |line: &[Inline]| {
        let text = plain(line);
        text.match_indices(". ").any(|(end, sign)| text[end + sign.len()..].starts_with(char::is_uppercase))
    };
    if !lines.windows(2).any(|pair| goes_on(pair) && ends_within(pair[1])) {
        return words.to_vec();
    }
    let mut healed = lines.first().map(|line| line.to_vec()).unwrap_or_default();
    for pair in lines.windows(2) {
        healed.push(if goes_on(pair) { Inline::Text(" ".to_owned()) } else { Inline::Break });
        healed.extend_from_slice(pair[1]);
    }
    healed
}

/// Whether the first line is the heading of the text below it: bold, above a longer line that is not and ends a sentence.
fn is_titled(words: &[Inline]) -> bool {
    let mut lines = words.split(|inline| *inline == Inline::Break);
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    let (title, text) = (plain(first), plain(second));
    is_bold(first)
        && !second.iter().any(|inline| matches!(inline, Inline::Strong(_)))
        && !title.ends_with([',', '.', ':', ';'])
        && Label::of(&title).is_none()
        && text.chars().count() > title.chars().count()
        && ends_sentence(&text)
}

/// Whether a line belongs to the one before it.
fn stays(before: &str, line: &str) -> bool {
    let begins_sentence = line.starts_with(|c: char| c.is_uppercase());
    Label::of(line).is_none() && !(ends_sentence(before) && begins_sentence)
}

/// Makes items of the paragraphs that begin with a bullet, or with `1)`.
fn items(mut blocks: Vec<Block>) -> Vec<Block> {
    let texts: Vec<String> = blocks.iter().map(Block::words).collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        let Kind::Paragraph(words) = &block.kind else { continue };
        let text = &texts[at];
        match Label::of(text) {
            Some((Label::Bullet, len)) if is_item(&texts, at) => {
                block.kind = Kind::Item(u8::from(text.starts_with('◦')), None, without(words, len));
            }
            Some((Label::Number(parts), len)) if parts.len() == 1 && text[..len].ends_with(')') => {
                block.kind = Kind::Item(0, Some(text[..len].trim().to_owned()), without(words, len));
            }
            _ => {}
        }
    }
    blocks
}

/// Makes paragraphs of the items before whose first clause they stand: `1. General` before `1.1.` is a heading.
fn section_items(mut blocks: Vec<Block>) -> Vec<Block> {
    let below: Vec<Option<Vec<u16>>> = blocks.iter().skip(1).map(|next| label::number_of(&next.words())).collect();
    for (block, below) in blocks.iter_mut().zip(below) {
        let number = label::number_of(&block.words());
        if let (Kind::Item(0, Some(written), words), Some(number), Some(below)) = (&block.kind, number, below)
            && number.len() == 1
            && below == [number[0], 1]
        {
            block.kind = Kind::Paragraph(with_label(words.clone(), written));
        }
    }
    blocks
}

/// Words with a label before them, in bold where the first of them are.
pub(super) fn with_label(mut words: Words, label: &str) -> Words {
    match words.first_mut() {
        Some(Inline::Strong(text) | Inline::Text(text)) => text.insert_str(0, &format!("{label} ")),
        _ => words.insert(0, Inline::Text(format!("{label} "))),
    }
    words
}

/// A dash may begin a sentence, too: it is a bullet where others stand beside it, or a list was announced.
fn is_item(texts: &[String], at: usize) -> bool {
    let text = |at: usize| texts.get(at).map(String::as_str).unwrap_or_default();
    let before = if at > 0 { text(at - 1) } else { "" };
    !label::is_dash(text(at)) || label::is_dash(before) || label::is_dash(text(at + 1)) || before.ends_with([':', ';'])
}

/// The words without so many bytes at their beginning, and without the white space after these.
pub(crate) fn without(words: &[Inline], mut bytes: usize) -> Words {
    let mut rest = Vec::new();
    for inline in words {
        let mut inline = inline.clone();
        if let Inline::Text(text) | Inline::Strong(text) | Inline::Link(text, _) = &mut inline {
            let cut = bytes.min(text.len());
            text.drain(..cut);
            bytes -= cut;
        }
        rest.push(inline);
    }
    tidy(rest)
}

/// Lays the paragraphs that begin with a letter into the paragraph or item before them, each on a line of its own.
fn attach_letters(blocks: Vec<Block>) -> Vec<Block> {
    let mut attached: Vec<Block> = Vec::new();
    for block in blocks {
        let is_letter = matches!(&block.kind, Kind::Paragraph(words) if begins_with_letter(&plain(words)));
        match (attached.last_mut().filter(|last| is_letter && holds_letters(last)).and_then(holder), block) {
            (Some((words, remarks)), Block { kind: Kind::Paragraph(letter), remarks: own, .. }) => {
                words.push(Inline::Break);
                words.extend(letter);
                remarks.extend(own);
            }
            (_, block) => attached.push(block),
        }
    }
    attached
}

/// Whether letters below a block belong to it. Below the bullets of one letter, the next letter stands for itself.
fn holds_letters(block: &Block) -> bool {
    let Kind::Item(_, None, words) = &block.kind else { return true };
    let text = plain(words);
    text.ends_with(':') || text.lines().any(begins_with_letter)
}

/// The words and remarks of a block that letters may belong to.
fn holder(block: &mut Block) -> Option<(&mut Words, &mut Vec<crate::Note>)> {
    match &mut block.kind {
        Kind::Paragraph(words) | Kind::Item(_, _, words) => Some((words, &mut block.remarks)),
        _ => None,
    }
}

/// Whether a line begins with a letter such as `a)`.
pub(crate) fn begins_with_letter(line: &str) -> bool {
    matches!(Label::of(line), Some((Label::Letter(_), _)))
}
