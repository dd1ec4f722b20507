//! Diagnostics as people read them in a terminal: the lines of the source, what is meant in them, and the next step.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use candor_site::{Diagnostic, Severity, Sources, Span};

/// The columns beside the source: line numbers of up to four digits, the line along them, and signs that something was cut.
const GUTTER: usize = 9;

/// Draws diagnostics with colours; the terminal drops them where they are not wanted. Of lines that are longer than
/// `width` columns, as paragraphs are, the part around what is meant is shown.
#[must_use]
pub(crate) fn draw<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>, sources: &Sources, width: usize) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode).term_width(width.saturating_sub(GUTTER));
    diagnostics.map(|diagnostic| renderer.render(&[group(diagnostic, sources)]) + "\n\n").collect()
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let title = level(diagnostic.severity()).primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let group = title.elements(places(diagnostic, sources));
    group.element(Level::HELP.message(diagnostic.hint.as_str()))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    }
}

/// The diagnostic's place and the related one: in one excerpt when they are in the same file and not far apart, else in
/// one each.
fn places<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Element<'a>> {
    let span = &diagnostic.span;
    let Some(source) = text(span, sources) else { return vec![Origin::path(span.file.as_str()).into()] };
    let primary = clamped(&span.range, source);
    let Some((related, words)) = &diagnostic.related else {
        return vec![Excerpt::of(source, &primary).primary(span).into()];
    };
    let other = clamped(&related.range, source);
    let both = primary.start.min(other.start)..primary.end.max(other.end);
    if related.file == span.file && both.len() <= FAR {
        let excerpt = Excerpt::of(source, &both);
        return vec![excerpt.primary(span).annotation(excerpt.context(related, words)).into()];
    }
    vec![Excerpt::of(source, &primary).primary(span).into(), elsewhere(related, words, sources)]
}

fn elsewhere<'a>(span: &'a Span, words: &'a str, sources: &'a Sources) -> Element<'a> {
    let Some(source) = text(span, sources) else { return Origin::path(span.file.as_str()).into() };
    let excerpt = Excerpt::of(source, &clamped(&span.range, source));
    excerpt.snippet(span).annotation(excerpt.context(span, words)).into()
}

/// So many bytes: all that lies between two places is gone through for each diagnostic about them.
const FAR: usize = 20_000;

/// The lines of a file that are drawn. To draw from the whole file would take the longer the more of it is faulty.
struct Excerpt<'a> {
    source: &'a str,
    /// Where they begin in the file.
    start: usize,
    lines: &'a str,
}

impl<'a> Excerpt<'a> {
    /// The whole lines around a part of a text.
    fn of(source: &'a str, part: &Range<usize>) -> Self {
        let start = source[..part.start].rfind('\n').map_or(0, |end| end + 1);
        let end = source[part.end..].find('\n').map_or(source.len(), |end| part.end + end);
        Self { source, start, lines: &source[start..end] }
    }

    fn snippet(&self, span: &'a Span) -> Snippet<'a, Annotation<'a>> {
        let line = 1 + self.source[..self.start].matches('\n').count();
        Snippet::source(self.lines).line_start(line).path(span.file.as_str())
    }

    fn primary(&self, span: &'a Span) -> Snippet<'a, Annotation<'a>> {
        self.snippet(span).annotation(AnnotationKind::Primary.span(self.range(span)))
    }

    fn context(&self, span: &Span, words: &'a str) -> Annotation<'a> {
        AnnotationKind::Context.span(self.range(span)).label(words)
    }

    /// Where a place of the file stands in the excerpt.
    fn range(&self, span: &Span) -> Range<usize> {
        let range = clamped(&span.range, self.source);
        range.start - self.start..range.end - self.start
    }
}

/// The file's text, when the span means a part of it and it is text at all.
fn text<'a>(span: &Span, sources: &'a Sources) -> Option<&'a str> {
    let is_part = !span.range.is_empty() || span.range.start > 0;
    sources.get(&span.file).filter(|_| is_part).and_then(|bytes| std::str::from_utf8(bytes).ok())
}

/// The range inside the text and between characters, so that no mistake in a span keeps the author from the message.
fn clamped(range: &Range<usize>, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.min(text.len()));
    start..end.max(start)
}
