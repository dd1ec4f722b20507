//! Finds the clauses in a draft, and lays the rest of the text down in the clause that it follows.

use std::ops::Range;

use super::ahead::Ahead;
use super::body::agree_on_language;
use super::draft::Event;
use super::inlines::{self, TextLine};
use super::label::{Label, LabelKind};
use super::manuscript::Manuscript;
use super::model::{Block, Clause, Footnote, Heading, Inline};
use super::nest::Nest;
use super::numbering::{Name, Names, Numbering};
use super::stand::{Question, Stand};
use super::walk::plain_text;
use crate::{Code, Diagnostic, Report, Span};

/// The clauses and footnotes of the events that a manuscript was read into.
pub(super) fn outline(
    events: Vec<Event>,
    footnotes: Vec<Footnote>,
    manuscript: Manuscript<'_>,
    report: &mut Report,
) -> (Vec<Clause>, Vec<Footnote>) {
    let mut outline = Outline {
        clauses: Vec::new(),
        nest: Nest::new(footnotes),
        listed: Listed::default(),
        numbering: Numbering::new(),
        names: Names::default(),
        ahead: Ahead::of(&events),
        manuscript,
        report,
    };
    outline.begin(Name::preamble(), manuscript.body..manuscript.body, None);
    for event in events {
        outline.step(event);
    }
    outline.finish()
}

struct Outline<'a> {
    clauses: Vec<Clause>,
    nest: Nest,
    listed: Listed,
    numbering: Numbering,
    names: Names,
    ahead: Ahead,
    manuscript: Manuscript<'a>,
    report: &'a mut Report,
}

/// A paragraph's text up to some line.
#[derive(Default)]
struct Sofar {
    words: Vec<Inline>,
    /// How many brackets are open in it.
    brackets: usize,
}

/// Sections whose numbers Markdown takes for those of a list's items.
#[derive(Default)]
struct Listed {
    /// There was one, and no section of another kind since.
    last: bool,
    /// The number of one, until its words come.
    marker: Option<Inline>,
}

impl Outline<'_> {
    fn step(&mut self, event: Event) {
        let marker = self.listed.marker.take();
        if let Event::Paragraph(words) = event {
            return self.paragraph(marker, words);
        }
        if let Some(marker) = marker {
            self.nest.lay(vec![marker]);
        }
        match event {
            Event::Open(container) => {
                self.nest.enter(container);
                self.begin_listed_section();
            }
            Event::Close => self.nest.leave(),
            Event::Heading(heading) => self.heading(heading),
            Event::Leaf(block) => self.nest.push(block),
            Event::Paragraph(_) => {}
        }
    }

    /// An item `2.` is a section when `2.1` comes next, or when it stands alone after a section that was an item too.
    fn begin_listed_section(&mut self) {
        let Some((marker, at)) = self.nest.marker_of_outermost_item() else { return };
        let Some(number) = marker.strip_suffix('.').and_then(|digits| digits.parse().ok()) else { return };
        let is_next = self.listed.last && self.numbering.section().is_some_and(|last| last + 1 == number);
        let begins = self.numbering.section() != Some(number) && self.ahead.begins_section(at, number);
        if begins || is_next && self.ahead.is_alone(at) {
            let span = at..at + marker.len();
            self.listed.marker = Some(Inline::Number { text: marker, at });
            self.begin_number(vec![number], span, None);
            self.listed.last = true;
        }
    }

    fn heading(&mut self, mut heading: Heading) {
        if self.nest.is_nested() {
            return self.nest.push(Block::Heading(heading));
        }
        match inlines::label_of(&heading.inlines).filter(|label| self.is_heading_label(&label.kind)) {
            Some(label) => {
                let span = self.set_off(&mut heading.inlines, &label);
                self.begin_label(label.kind, span, Some(heading));
            }
            None => {
                let title = plain_text(&heading.inlines);
                let name = self.numbering.title(&title, heading.level);
                let at = inlines::place(&heading.inlines).unwrap_or_else(|| self.last_place());
                self.begin(name, at..at + title.lines().next().unwrap_or_default().len(), Some(heading));
            }
        }
        self.listed.last = false;
    }

    fn is_heading_label(&self, kind: &LabelKind) -> bool {
        match kind {
            LabelKind::Number { parts, firm } => *firm || self.numbering.is_near(parts),
            LabelKind::Letter(_) => true,
        }
    }

    fn paragraph(&mut self, marker: Option<Inline>, words: Vec<Inline>) {
        let first = inlines::place(&words).map_or(0, |at| self.manuscript.column(at));
        let mut stand = self.nest.stand();
        let mut text = Sofar::default();
        if let Some(marker) = marker {
            text.words.extend([marker, Inline::Text { text: " ".to_owned(), at: self.last_place() }]);
            stand = Stand::Line;
        }
        for (index, line) in inlines::lines(words).into_iter().enumerate() {
            if index > 0 {
                stand = self.stand_of_line(&line, first);
            }
            self.line(line, stand, &mut text);
        }
        self.nest.lay(text.words);
    }

    /// Where a line stands that is not a paragraph's first, which began in the given column.
    fn stand_of_line(&self, line: &TextLine, first: usize) -> Stand {
        let is_left = inlines::place(&line.inlines).is_some_and(|at| self.manuscript.column(at) < first);
        match self.nest.stand() {
            Stand::Free => Stand::Line,
            Stand::Inside if is_left => Stand::Lazy,
            Stand::Quoted if is_left => Stand::LazyQuoted,
            stand => stand,
        }
    }

    /// Adds a line to a paragraph's text so far, or begins a clause with it.
    fn line(&mut self, mut line: TextLine, stand: Stand, text: &mut Sofar) {
        let label = inlines::label_of(&line.inlines);
        let (in_brackets, words) = (text.brackets > 0, &line.inlines);
        let question = Question { stand, line: words, in_brackets, numbering: &self.numbering, ahead: &self.ahead };
        match label.filter(|label| question.is_clause(&label.kind)) {
            Some(label) => {
                self.nest.lay(std::mem::take(text).words);
                let span = self.set_off(&mut line.inlines, &label);
                self.begin_label(label.kind, span, None);
            }
            None => text.words.extend(inlines::break_before(&line, &text.words)),
        }
        text.brackets = inlines::open_brackets(&line.inlines, text.brackets);
        text.words.append(&mut line.inlines);
    }

    /// Sets a label off in a line, and returns where it is written.
    fn set_off(&self, line: &mut Vec<Inline>, label: &Label) -> Range<usize> {
        inlines::set_off(line, label);
        inlines::number_span(line).unwrap_or_else(|| self.last_place()..self.last_place())
    }

    fn last_place(&self) -> usize {
        self.clauses.last().map_or(0, |clause| clause.label_span.end)
    }

    fn begin_label(&mut self, kind: LabelKind, span: Range<usize>, heading: Option<Heading>) {
        match kind {
            LabelKind::Number { parts, .. } => self.begin_number(parts, span, heading),
            LabelKind::Letter(letter) => {
                let name = self.numbering.letter(&letter);
                self.begin(name, span, heading);
            }
        }
    }

    fn begin_number(&mut self, parts: Vec<u16>, span: Range<usize>, heading: Option<Heading>) {
        let name = self.numbering.number(parts);
        self.begin(name, span, heading);
    }

    fn begin(&mut self, mut name: Name, span: Range<usize>, heading: Option<Heading>) {
        let span = self.manuscript.whole_characters(span);
        let line = self.manuscript.line_start(span.start);
        self.end_clause(line);
        if let Some(first) = self.names.claim(&mut name, &span) {
            self.say_duplicate(&name, &span, first);
        }
        let Name { anchor, key, number, depth } = name;
        let locale = self.nest.language();
        let whole = span.start..span.end;
        let clause =
            Clause { anchor, key, number, label_span: span, span: whole, depth, heading, blocks: Vec::new(), locale };
        self.clauses.push(clause);
    }

    /// Ends the last clause, which reaches up to the given byte at most.
    fn end_clause(&mut self, end: usize) {
        let blocks = self.nest.take_blocks();
        let Some(clause) = self.clauses.last_mut() else { return };
        clause.blocks = blocks;
        agree_on_language(clause, self.manuscript.locale);
        let text = self.manuscript.text.get(clause.span.start..end).unwrap_or_default();
        clause.span.end = clause.span.end.max(clause.span.start + text.trim_end().len());
    }

    fn say_duplicate(&mut self, name: &Name, span: &Range<usize>, first: Range<usize>) {
        let Some(number) = &name.number else { return };
        let message = format!("There are two clauses {number}.");
        let hint = "Number them apart, so that each can be referred to.";
        let span = Span::new(self.manuscript.file, span.clone());
        let diagnostic = Diagnostic::new(Code::DuplicateClause, span, message, hint);
        let related = Span::new(self.manuscript.file, first);
        self.report.add(diagnostic.with_related(related, "the first of them"));
    }

    fn finish(mut self) -> (Vec<Clause>, Vec<Footnote>) {
        self.end_clause(self.manuscript.text.len());
        let is_nothing = |clause: &Clause| clause.depth == 0 && clause.blocks.is_empty();
        self.clauses.retain(|clause| !is_nothing(clause));
        (self.clauses, self.nest.into_footnotes())
    }
}
