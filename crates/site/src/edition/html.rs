//! An edition as HTML: clauses with their anchors, the text untouched, everything escaped.

use std::collections::BTreeSet;

use candor_model::Locale;
use candor_theme::escape;

use super::model::{Alignment, Block, Clause, Edition, Footnote, Heading, Inline, Item, Link, List, Table};
use super::walk::references;

/// What becomes of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkHtml {
    /// A link to this address.
    Href(String),
    /// A claim: its words, which are what the fact says.
    Claim,
    /// Words only.
    Words,
}

/// How to write an edition on a page.
#[derive(Clone, Copy)]
pub struct Html<'a> {
    /// What becomes of a link, by its target.
    pub link: &'a dyn Fn(&str) -> LinkHtml,
    /// How many levels deeper than written headings are; the highest that an edition has is `h2`, below the page's own.
    pub deeper: u8,
    /// What the footnotes are called, for those who do not see them.
    pub footnotes: &'a str,
    /// What the way back from a footnote is called.
    pub back: &'a str,
    /// What a table is called. Its frame scrolls where it is too wide, by keyboard too, so it needs a name.
    pub table: &'a str,
    /// Stands before the ids of footnotes, so that those of two editions can be on one page; often empty.
    pub prefix: &'a str,
}

impl Html<'_> {
    /// The whole edition: clauses, then footnotes.
    #[must_use]
    pub fn edition(&self, edition: &Edition) -> String {
        let clauses = edition.clauses.iter().map(|clause| self.clause(edition, clause));
        clauses.chain([self.notes(edition)]).collect()
    }

    /// One clause with its anchor.
    #[must_use]
    pub fn clause(&self, edition: &Edition, clause: &Clause) -> String {
        let mut page = Page { anchor: &clause.anchor, ..Page::new(self, edition) };
        page.clause(clause);
        page.out
    }

    /// The footnotes, or nothing where there are none.
    #[must_use]
    pub fn notes(&self, edition: &Edition) -> String {
        let mut page = Page::new(self, edition);
        page.footnotes();
        page.out
    }

    /// The footnotes that some clauses refer to, with ways back to these alone.
    #[must_use]
    pub fn notes_of<'c>(&self, edition: &Edition, clauses: impl Iterator<Item = &'c Clause>) -> String {
        let references = Some(references(clauses, &edition.footnotes));
        let mut page = Page { references, ..Page::new(self, edition) };
        page.footnotes();
        page.out
    }
}

struct Page<'a> {
    html: &'a Html<'a>,
    footnotes: &'a [Footnote],
    /// The clause that is being written.
    anchor: &'a str,
    /// The references that are on the page, by footnote and occurrence, where these are not all.
    references: Option<BTreeSet<(usize, usize)>>,
    out: String,
}

impl<'a> Page<'a> {
    fn new(html: &'a Html<'a>, edition: &'a Edition) -> Self {
        Self { html, footnotes: &edition.footnotes, anchor: "", references: None, out: String::new() }
    }

    fn clause(&mut self, clause: &Clause) {
        match &clause.heading {
            Some(heading) => self.headed(clause, heading),
            None => {
                let class = if clause.depth == 0 { "preamble".to_owned() } else { format!("depth-{}", clause.depth) };
                self.add(&format!("<div class=\"clause {class}\""));
                self.id(&clause.anchor);
                self.language(clause.locale.as_ref());
                self.add(">");
                self.blocks(&clause.blocks);
                self.add("</div>\n");
            }
        }
    }

    fn headed(&mut self, clause: &Clause, heading: &Heading) {
        let tag = self.heading_tag(heading.level);
        self.add(&format!("<{tag}"));
        self.id(&clause.anchor);
        self.language(clause.locale.as_ref());
        self.add(">");
        self.inlines(&heading.inlines);
        self.add(&format!("</{tag}>\n"));
        match &clause.locale {
            Some(locale) if !clause.blocks.is_empty() => self.in_language(locale, &clause.blocks),
            _ => self.blocks(&clause.blocks),
        }
    }

    fn heading_tag(&self, level: u8) -> String {
        format!("h{}", (level.max(2).saturating_add(self.html.deeper)).min(6))
    }

    fn id(&mut self, id: &str) {
        self.attribute("id", id);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.add(&format!(" {name}=\"{}\"", escape(value)));
    }

    fn language(&mut self, locale: Option<&Locale>) {
        if let Some(locale) = locale {
            self.attribute("lang", locale.as_str());
            self.attribute("dir", if locale.direction() == candor_model::Direction::Rtl { "rtl" } else { "ltr" });
        }
    }

    fn in_language(&mut self, locale: &Locale, blocks: &[Block]) {
        self.add("<div");
        self.language(Some(locale));
        self.add(">");
        self.blocks(blocks);
        self.add("</div>\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) => self.element("p", inlines),
            Block::Heading(heading) => self.element(&self.heading_tag(heading.level), &heading.inlines),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Quote(blocks) => {
                self.add("<blockquote>");
                self.blocks(blocks);
                self.add("</blockquote>\n");
            }
            Block::Code(code) => self.add(&format!("<pre><code>{}</code></pre>\n", escape(code))),
            Block::Rule => self.add("<hr>\n"),
            Block::Lang { locale, blocks } => self.in_language(locale, blocks),
        }
    }

    fn element(&mut self, tag: &str, inlines: &[Inline]) {
        self.add(&format!("<{tag}>"));
        self.inlines(inlines);
        self.add(&format!("</{tag}>\n"));
    }

    /// A list. The numbers of an ordered one are text, as they were written: a browser would count anew.
    fn list(&mut self, list: &List) {
        let tag = if list.ordered { "ol" } else { "ul" };
        self.add(&format!("<{tag}"));
        if list.ordered {
            self.add(" class=\"written\"");
        }
        self.add(">\n");
        list.items.iter().for_each(|item| self.item(item, list.tight));
        self.add(&format!("</{tag}>\n"));
    }

    fn item(&mut self, item: &Item, tight: bool) {
        self.add("<li>");
        if let Some(marker) = &item.marker {
            self.add(&format!("<span class=\"marker\">{}</span> ", escape(marker)));
        }
        for block in &item.blocks {
            match block {
                Block::Paragraph(inlines) if tight => {
                    self.inlines(inlines);
                    self.add("\n");
                }
                other => self.block(other),
            }
        }
        self.add("</li>\n");
    }

    fn table(&mut self, table: &Table) {
        self.add("<div class=\"scroll\" tabindex=\"0\" role=\"group\"");
        self.attribute("aria-label", self.html.table);
        self.add(">\n<table>\n<thead>\n");
        self.row("th", &table.head, &table.alignments);
        self.add("</thead>\n<tbody>\n");
        table.rows.iter().for_each(|row| self.row("td", row, &table.alignments));
        self.add("</tbody>\n</table>\n</div>\n");
    }

    fn row(&mut self, tag: &str, cells: &[Vec<Inline>], alignments: &[Alignment]) {
        self.add("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            self.add(&format!("<{tag}"));
            match alignments.get(index).copied().unwrap_or(Alignment::Unset) {
                Alignment::Unset => {}
                Alignment::Left => self.attribute("class", "left"),
                Alignment::Center => self.attribute("class", "center"),
                Alignment::Right => self.attribute("class", "right"),
            }
            if tag == "th" {
                self.attribute("scope", "col");
            }
            self.add(">");
            self.inlines(cell);
            self.add(&format!("</{tag}>\n"));
        }
        self.add("</tr>\n");
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, .. } => self.add(&escape(text)),
            Inline::Number { text, .. } => {
                let href = escape(self.anchor);
                self.add(&format!("<a class=\"number\" href=\"#{href}\">{}</a>", escape(text)));
            }
            Inline::SoftBreak => self.add("\n"),
            Inline::LineBreak => self.add("<br>\n"),
            Inline::Emphasis(inlines) => self.wrap("<em>", inlines, "</em>"),
            Inline::Strong(inlines) => self.wrap("<strong>", inlines, "</strong>"),
            Inline::Code(code) => self.add(&format!("<code>{}</code>", escape(code))),
            Inline::Link(link) => self.link(link),
            Inline::Image(inlines) => self.wrap("<span class=\"image\">", inlines, "</span>"),
            Inline::FootnoteReference { footnote, occurrence } => self.reference(*footnote, *occurrence),
        }
    }

    fn wrap(&mut self, open: &str, inlines: &[Inline], close: &str) {
        self.add(open);
        self.inlines(inlines);
        self.add(close);
    }

    fn link(&mut self, link: &Link) {
        match (self.html.link)(&link.target) {
            LinkHtml::Href(href) => {
                self.add("<a");
                self.attribute("href", &href);
                if !link.title.is_empty() {
                    self.attribute("title", &link.title);
                }
                self.wrap(">", &link.inlines, "</a>");
            }
            LinkHtml::Claim => self.wrap("<span class=\"claim\">", &link.inlines, "</span>"),
            LinkHtml::Words => self.inlines(&link.inlines),
        }
    }

    fn reference(&mut self, footnote: usize, occurrence: usize) {
        let Some(Footnote { label, .. }) = self.footnotes.get(footnote) else { return };
        let (prefix, number) = (escape(self.html.prefix), footnote + 1);
        let id = format!("{prefix}fnref:{number}:{occurrence}");
        let href = format!("#{prefix}fn:{number}");
        self.add(&format!("<sup class=\"footnote\"><a id=\"{id}\" href=\"{href}\">{}</a></sup>", escape(label)));
    }

    fn footnotes(&mut self) {
        let all = self.footnotes.iter().enumerate();
        let shown: Vec<_> = all.filter(|(index, _)| self.is_shown(*index)).collect();
        if shown.is_empty() {
            return;
        }
        self.add("<section class=\"footnotes\"");
        self.attribute("aria-label", self.html.footnotes);
        self.add(">\n<ol class=\"written\">\n");
        shown.into_iter().for_each(|(index, footnote)| self.footnote(index, footnote));
        self.add("</ol>\n</section>\n");
    }

    fn is_shown(&self, footnote: usize) -> bool {
        self.references.as_ref().is_none_or(|references| references.iter().any(|(of, _)| *of == footnote))
    }

    fn is_on_page(&self, footnote: usize, occurrence: usize) -> bool {
        self.references.as_ref().is_none_or(|references| references.contains(&(footnote, occurrence)))
    }

    fn footnote(&mut self, index: usize, footnote: &Footnote) {
        let number = index + 1;
        let prefix = escape(self.html.prefix);
        let label = escape(&footnote.label);
        self.add(&format!("<li id=\"{prefix}fn:{number}\"><span class=\"marker\">{label}</span> "));
        self.blocks(&footnote.blocks);
        for occurrence in
            (1..=footnote.references).filter(|occurrence| self.is_on_page(index, *occurrence)).collect::<Vec<_>>()
        {
            self.add(&format!("<a class=\"back\" href=\"#{prefix}fnref:{number}:{occurrence}\""));
            self.attribute("aria-label", &format!("{} {}", self.html.back, footnote.label));
            self.add(">↩\u{fe0e}</a>\n");
        }
        self.add("</li>\n");
    }

    fn add(&mut self, html: &str) {
        self.out.push_str(html);
    }
}
