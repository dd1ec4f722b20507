//! Markdown to a draft: the only file that knows the parser.
//!
//! Whatever CommonMark would drop or hide is kept here: HTML is shown as it is written, text that is indented by
//! accident is text, a fence that is never closed is no fence, surplus cells of a table stay in it.

use std::ops::Range;

use candor_model::Locale;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{
    ListDelimType, ListType, NodeCodeBlock, NodeHeading, NodeLink, NodeList, NodeTable, NodeValue, Sourcepos,
    TableAlignment,
};
use comrak::{Arena, Node, Options, parse_document};

use super::address;
use super::draft::{Container, Draft, Event};
use super::inlines::has_lines;
use super::label::{LabelKind, label};
use super::model::{Alignment, Block, Heading, Inline, Link, Table};
use super::source::Source;
use super::walk::plain_text;
use crate::Code;

/// Reads a source into a draft.
pub(super) fn read(source: &Source, draft: &mut Draft<'_>) {
    Reader { source, draft, level: 0 }.read();
}

/// How often text may be parsed anew that the parser handed back as it stands, such as a fence within a fence.
const MAX_LEVEL: usize = 4;

/// The deepest nesting of emphasis and links. What lies deeper is kept as plain words.
const MAX_INLINE_NESTING: usize = 20;

/// A longer line above `---` was meant as text above a rule.
const MAX_SETEXT_HEADING: usize = 160;

struct Reader<'a, 'r> {
    source: &'a Source,
    draft: &'a mut Draft<'r>,
    level: usize,
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.autolink = true;
    options.extension.block_directive = true;
    options.parse.leave_footnote_definitions = true;
    options
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let arena = Arena::new();
        let root = parse_document(&arena, &self.source.text, &options());
        for edge in root.traverse() {
            match edge {
                NodeEdge::Start(node) => self.enter(node),
                NodeEdge::End(node) if is_container(node) => self.draft.close(),
                NodeEdge::End(_) => {}
            }
        }
    }

    fn enter(&mut self, node: Node<'_>) {
        let data = node.data();
        let place = data.sourcepos;
        match &data.value {
            NodeValue::BlockQuote => self.draft.open(Container::Quote),
            NodeValue::List(list) => {
                self.draft.open(Container::List { ordered: is_ordered(list), tight: list.tight });
            }
            NodeValue::Item(list) => self.item(list, place),
            NodeValue::FootnoteDefinition(footnote) => {
                let label = self.source.guards.restore(&footnote.name);
                let footnote = self.draft.define_footnote(&label);
                self.draft.open(Container::Footnote(footnote));
            }
            NodeValue::BlockDirective(directive) => self.directive(&directive.info, place),
            NodeValue::Paragraph => {
                let inlines = self.inlines(node, 0);
                self.draft.paragraph(inlines);
            }
            NodeValue::Heading(heading) => self.heading(node, *heading),
            NodeValue::ThematicBreak => self.draft.leaf(Block::Rule),
            NodeValue::CodeBlock(code) => self.code(code, place),
            NodeValue::HtmlBlock(html) => self.html(&html.literal, place.start.line),
            NodeValue::Table(table) => self.table(node, table),
            _ => {}
        }
    }

    fn start(&self, place: Sourcepos) -> usize {
        let at = self.source.place(place.start.line, place.start.column);
        self.draft.whole_characters(at..at).start
    }

    fn item(&mut self, list: &NodeList, place: Sourcepos) {
        let written = self.source.rest_of_line(place.start.line, place.start.column);
        let digits = written.len() - written.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let delimiter = if list.delimiter == ListDelimType::Period { '.' } else { ')' };
        let number = if digits > 0 { written[..digits].to_owned() } else { list.start.to_string() };
        let marker = is_ordered(list).then(|| format!("{number}{delimiter}"));
        let at = self.start(place);
        self.draft.open(Container::Item { marker, at });
    }

    /// `:::lang ru`. The fence of any other block is shown as it is written, and what it holds as if it had none.
    fn directive(&mut self, info: &str, place: Sourcepos) {
        let info = self.source.guards.restore(info);
        let tag = info.strip_prefix("lang").map(str::trim);
        if let Some(locale) = tag.and_then(|tag| Locale::new(tag).ok()) {
            return self.draft.open(Container::Lang(locale));
        }
        let (line, range) = self.line(place.start.line, place.start.column);
        if !info.is_empty() {
            let message = format!("`{line}` opens no block that Candor knows; readers will see it as it is written.");
            let hint = "Write `:::lang ru` for text in another language, with that language's tag.";
            self.draft.say(Code::UnknownBlock, range.clone(), message, hint);
        }
        self.draft.paragraph(vec![Inline::Text { text: line, at: range.start }]);
        self.draft.pass();
    }

    /// What is written from a place to the end of its line.
    fn line(&self, line: usize, column: usize) -> (String, Range<usize>) {
        let written = self.source.rest_of_line(line, column).trim_end();
        let start = self.source.place(line, column);
        (self.source.guards.restore(written), start..start + written.len())
    }

    fn heading(&mut self, node: Node<'_>, heading: NodeHeading) {
        let inlines = self.inlines(node, 0);
        if heading.setext && is_underlined_by_accident(&inlines) {
            self.draft.paragraph(inlines);
            self.draft.leaf(Block::Rule);
        } else if !inlines.is_empty() {
            self.draft.events.push(Event::Heading(Heading { level: heading.level, inlines }));
        }
    }

    fn code(&mut self, code: &NodeCodeBlock, place: Sourcepos) {
        let is_language = code.info.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if !code.fenced {
            self.excerpt(place.start.line, &code.literal, |_| false);
        } else if code.closed && is_language {
            let code = self.source.guards.restore(&code.literal);
            self.draft.leaf(Block::Code(code.trim_end_matches('\n').to_owned()));
        } else {
            let (line, range) = self.line(place.start.line, place.start.column);
            self.draft.paragraph(vec![Inline::Text { text: line, at: range.start }]);
            self.excerpt(place.start.line + 1, &code.literal, |_| false);
        }
    }

    /// HTML is text, except for comments, which authors write for each other.
    fn html(&mut self, literal: &str, first_line: usize) {
        let comment = literal.trim_start().strip_prefix("<!--").and_then(|rest| rest.split_once("-->"));
        if let Some((_, rest)) = comment {
            let line = first_line + literal[..literal.len() - rest.len()].matches('\n').count();
            return self.excerpt(line, rest, |_| false);
        }
        let (_, range) = self.line(first_line, 1);
        self.say_html(range);
        self.excerpt(first_line, literal, |c| c == '<');
    }

    fn say_html(&mut self, range: Range<usize>) {
        let hint = "Write it in Markdown, or leave it out.";
        self.draft.say(Code::RawHtml, range, "This is HTML; readers will see it as it is written.", hint);
    }

    /// Reads text that the parser handed back as it stands.
    fn excerpt(&mut self, first_line: usize, text: &str, literal: fn(char) -> bool) {
        if text.trim().is_empty() {
            return;
        }
        let source = self.source.excerpt(first_line, text, literal);
        if self.level == MAX_LEVEL {
            let text = source.guards.restore(source.text.trim());
            return self.draft.paragraph(vec![Inline::Text { text, at: source.place(1, 1) }]);
        }
        Reader { source: &source, draft: self.draft, level: self.level + 1 }.read();
    }

    fn table(&mut self, node: Node<'_>, table: &NodeTable) {
        let alignments = table.alignments.iter().map(|alignment| match alignment {
            TableAlignment::None => Alignment::Unset,
            TableAlignment::Left => Alignment::Left,
            TableAlignment::Center => Alignment::Center,
            TableAlignment::Right => Alignment::Right,
        });
        let (rows, below) = self.rows(node);
        let mut rows = rows.into_iter();
        let head = rows.next().unwrap_or_default();
        self.draft.leaf(Block::Table(Table { alignments: alignments.collect(), head, rows: rows.collect() }));
        self.draft.paragraph(below);
    }

    /// The rows of a table, and what stands right below it. The parser makes that a row too, although it has no bar.
    fn rows(&mut self, table: Node<'_>) -> (Vec<Vec<Vec<Inline>>>, Vec<Inline>) {
        let mut rows: Vec<_> = table.children().collect();
        let last = rows.iter().rposition(|row| self.has_bar(row)).unwrap_or_default();
        let below = rows.split_off(last + 1);
        let rows = rows.into_iter().map(|row| self.row(row)).collect();
        let mut paragraph = Vec::new();
        for row in below {
            paragraph.extend((!paragraph.is_empty()).then_some(Inline::SoftBreak));
            paragraph.extend(self.row(row).into_iter().flatten());
        }
        (rows, paragraph)
    }

    fn has_bar(&self, row: Node<'_>) -> bool {
        let place = row.data().sourcepos.start;
        self.source.rest_of_line(place.line, 1).contains('|')
    }

    fn row(&mut self, row: Node<'_>) -> Vec<Vec<Inline>> {
        let mut cells: Vec<_> = row.children().map(|cell| self.inlines(cell, 0)).collect();
        let Some(last) = row.last_child() else { return cells };
        let end = last.data().sourcepos.end;
        let (rest, range) = self.line(end.line, end.column + 1);
        let inner = rest.trim_end_matches('|').trim_start_matches([' ', '\t', '|']);
        if !inner.is_empty() {
            let text = inner.trim_end().to_owned();
            cells.push(vec![Inline::Text { text, at: range.start + rest.find(inner).unwrap_or_default() }]);
        }
        cells
    }

    fn inlines(&mut self, node: Node<'_>, depth: usize) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for child in node.children() {
            self.inline(child, depth, &mut inlines);
        }
        inlines
    }

    fn inline(&mut self, node: Node<'_>, depth: usize, into: &mut Vec<Inline>) {
        let data = node.data();
        let at = self.start(data.sourcepos);
        match &data.value {
            NodeValue::Text(text) => push_text(into, self.source.guards.restore(text), at),
            NodeValue::SoftBreak => into.push(Inline::SoftBreak),
            NodeValue::LineBreak => into.push(Inline::LineBreak),
            NodeValue::Code(code) => into.push(Inline::Code(self.source.guards.restore(&code.literal))),
            NodeValue::HtmlInline(html) => self.inline_html(html, at, into),
            NodeValue::FootnoteReference(reference) => {
                let label = self.source.guards.restore(&reference.name);
                into.push(self.draft.refer(&label));
            }
            NodeValue::Image(_) => into.push(Inline::Image(self.plain(node))),
            _ if depth == MAX_INLINE_NESTING => into.extend(self.plain(node)),
            NodeValue::Emph => into.push(Inline::Emphasis(self.inlines(node, depth + 1))),
            NodeValue::Strong => into.push(Inline::Strong(self.inlines(node, depth + 1))),
            NodeValue::Link(link) => self.link(node, link, depth, into),
            _ => into.extend(self.inlines(node, depth + 1)),
        }
    }

    fn inline_html(&mut self, html: &str, at: usize, into: &mut Vec<Inline>) {
        let html = self.source.guards.restore(html);
        if html.starts_with("<!--") {
            return;
        }
        if matches!(html.as_str(), "<br>" | "<br/>" | "<br />") {
            return into.push(Inline::LineBreak);
        }
        // What ends an element is a part of the fault that began it.
        if !html.starts_with("</") {
            self.say_html(at..at + html.len());
        }
        push_text(into, html, at);
    }

    /// The words of all that lies within, without any markup.
    fn plain(&mut self, node: Node<'_>) -> Vec<Inline> {
        let mut words = Vec::new();
        for inner in node.descendants().skip(1).filter(|inner| inner.first_child().is_none()) {
            if !matches!(
                inner.data().value,
                NodeValue::Emph | NodeValue::Strong | NodeValue::Link(_) | NodeValue::Image(_)
            ) {
                self.inline(inner, MAX_INLINE_NESTING, &mut words);
            }
        }
        words
    }

    fn link(&mut self, node: Node<'_>, link: &NodeLink, depth: usize, into: &mut Vec<Inline>) {
        let inlines = self.inlines(node, depth + 1);
        let place = node.data().sourcepos;
        let end = self.source.place(place.end.line, place.end.column + 1);
        let span = self.draft.whole_characters(self.start(place)..end);
        let target = self.source.guards.restore(&link.url);
        // An address without its scheme, `www.example.uz`, is taken for one that nobody on the way can change.
        let target = match inlines.as_slice() {
            [Inline::Text { text, .. }] if target.strip_prefix("http://") == Some(text) => format!("https://{text}"),
            _ => target,
        };
        if address::is_safe(&target) {
            let title = self.source.guards.restore(&link.title);
            return into.push(Inline::Link(Link { target, title, inlines, span }));
        }
        let hint = "Link to a page, to an address beginning with `https:`, or leave the link out.";
        self.draft.say(
            Code::RawHtml,
            span,
            format!("A page must not link to `{target}`; its words are shown without a link."),
            hint,
        );
        into.extend(inlines);
    }
}

fn is_container(node: Node<'_>) -> bool {
    matches!(
        node.data().value,
        NodeValue::BlockQuote
            | NodeValue::List(_)
            | NodeValue::Item(_)
            | NodeValue::FootnoteDefinition(_)
            | NodeValue::BlockDirective(_)
    )
}

fn is_ordered(list: &NodeList) -> bool {
    list.list_type == ListType::Ordered
}

/// Whether text that Markdown takes for a heading, since a line of `---` follows, was meant as text above a rule.
fn is_underlined_by_accident(inlines: &[Inline]) -> bool {
    let text = plain_text(inlines);
    let begins_clause = label(&text).is_some_and(|label| match label.kind {
        LabelKind::Number { parts, .. } => parts.len() > 1,
        LabelKind::Letter(_) => true,
    });
    has_lines(inlines) || begins_clause || text.chars().count() > MAX_SETEXT_HEADING
}

fn push_text(into: &mut Vec<Inline>, words: String, at: usize) {
    match into.last_mut() {
        Some(Inline::Text { text, .. }) => text.push_str(&words),
        _ => into.push(Inline::Text { text: words, at }),
    }
}
