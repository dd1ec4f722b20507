//! A redline as HTML: what was put in stands in `ins`, what was taken out in `del`. Both say so in words that are heard
//! and not seen, since most screen readers pass over the elements themselves.

use candor_theme::{Words, escape};

use super::text::language;
use crate::changes::{BlockChange, Change, Fate, ItemChange, Look, Piece, RowChange};

/// The heading and the text of a passage with their changes.
pub(super) fn body(change: &Change<'_>, words: &Words<'_>) -> String {
    let mut page = Redline { said: Said::new(words), table: words.text("policy.table"), out: String::new() };
    let heading = change.heading();
    if !heading.is_empty() {
        page.wrapped("<p class=\"heading\">", &heading, "</p>\n");
    }
    page.blocks(&change.blocks());
    page.out
}

/// What is said before what was put in or taken out, and behind it.
struct Said {
    added: String,
    removed: String,
    end: String,
}

impl Said {
    fn new(words: &Words<'_>) -> Self {
        let [added, removed, end] = ["added", "removed", "end"].map(|key| {
            let said = words.text(&format!("changes.said.{key}"));
            format!("<span class=\"unseen\">{}</span>", escape(&said))
        });
        Self { added, removed, end }
    }
}

struct Redline {
    said: Said,
    /// What a table is called: its frame can be scrolled by keyboard, and so needs a name.
    table: String,
    out: String,
}

impl Redline {
    fn blocks(&mut self, blocks: &[BlockChange]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &BlockChange) {
        match block {
            BlockChange::Text(None, pieces) => self.wrapped("<p>", pieces, "</p>\n"),
            BlockChange::Text(Some(_), pieces) => self.wrapped("<p class=\"heading\">", pieces, "</p>\n"),
            BlockChange::List { ordered, items } => self.list(*ordered, items),
            BlockChange::Table(rows) => self.table(rows),
            BlockChange::Quote(blocks) => self.around("<blockquote>", blocks, "</blockquote>\n"),
            BlockChange::Code(pieces) => self.wrapped("<pre>", pieces, "</pre>\n"),
            BlockChange::Rule => self.add("<hr>\n"),
            BlockChange::Lang(locale, blocks) => {
                self.around(&format!("<div{}>\n", language(locale)), blocks, "</div>\n");
            }
        }
    }

    fn around(&mut self, open: &str, blocks: &[BlockChange], close: &str) {
        self.add(open);
        self.blocks(blocks);
        self.add(close);
    }

    fn list(&mut self, ordered: bool, items: &[ItemChange]) {
        let (open, close) = if ordered { ("<ol class=\"written\">\n", "</ol>\n") } else { ("<ul>\n", "</ul>\n") };
        self.add(open);
        for item in items {
            self.add("<li>");
            if !item.marker.is_empty() {
                self.wrapped("<span class=\"marker\">", &item.marker, "</span> ");
            }
            self.blocks(&item.blocks);
            self.add("</li>\n");
        }
        self.add(close);
    }

    fn table(&mut self, rows: &[RowChange]) {
        let frame =
            format!("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">\n", escape(&self.table));
        self.add(&frame);
        self.add("<table>\n");
        for part in rows.chunk_by(|one, two| one.is_head == two.is_head) {
            let (tag, open, close) = if part[0].is_head { HEAD } else { BODY };
            self.add(open);
            part.iter().for_each(|row| self.row(tag, row));
            self.add(close);
        }
        self.add("</table>\n</div>\n");
    }

    fn row(&mut self, open: &str, row: &RowChange) {
        let close = if row.is_head { "</th>\n" } else { "</td>\n" };
        self.add("<tr>");
        row.cells.iter().for_each(|cell| self.wrapped(open, cell, close));
        self.add("</tr>\n");
    }

    fn wrapped(&mut self, open: &str, pieces: &[Piece], close: &str) {
        self.add(open);
        pieces.chunk_by(|one, two| one.fate == two.fate).for_each(|run| self.run(run));
        self.add(close);
    }

    /// Pieces with the same fate.
    fn run(&mut self, run: &[Piece]) {
        let written: String = run.iter().map(|piece| words(&piece.text, &piece.look, piece.fate)).collect();
        let Said { added, removed, end } = &self.said;
        let marked = match run.first().map(|piece| piece.fate) {
            Some(Fate::Added) => format!("<ins>{added}{written}{end}</ins>"),
            Some(Fate::Removed) => format!("<del>{removed}{written}{end}</del>"),
            Some(Fate::Kept) | None => written,
        };
        self.add(&marked);
    }

    fn add(&mut self, html: &str) {
        self.out.push_str(html);
    }
}

/// How the parts of a table are written: a cell, the part's beginning and its end.
const HEAD: (&str, &str, &str) = ("<th scope=\"col\">", "<thead>\n", "</thead>\n");
const BODY: (&str, &str, &str) = ("<td>", "<tbody>\n", "</tbody>\n");

/// Words as they look. What was taken out leads nowhere any more.
fn words(text: &str, look: &Look, fate: Fate) -> String {
    let mut html = escape(text).into_owned();
    // A block of code keeps its line ends as they are.
    if !look.code {
        html = html.replace('\n', "<br>\n");
    }
    let marks = [
        (look.code, "code", ""),
        (look.emphasis, "em", ""),
        (look.strong, "strong", ""),
        (look.number, "span", " class=\"number\""),
        (look.note, "sup", ""),
    ];
    for (_, tag, attributes) in marks.into_iter().filter(|(is_set, ..)| *is_set) {
        html = format!("<{tag}{attributes}>{html}</{tag}>");
    }
    match &look.link {
        Some(address) if fate != Fate::Removed => format!("<a href=\"{}\">{html}</a>", escape(address)),
        _ => html,
    }
}
