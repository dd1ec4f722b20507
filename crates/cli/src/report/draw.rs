//! Diagnostics as people read them in a terminal: the lines of the source, what is meant in them, and the next step.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
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

/// The diagnostic's place and the related one: in one excerpt when they are in the same file, else in one each.
fn places<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Element<'a>> {
    let span = &diagnostic.span;
    let Some(source) = text(span, sources) else { return vec![Origin::path(span.file.as_str()).into()] };
    let primary = AnnotationKind::Primary.span(clamped(&span.range, source));
    let mut excerpt = excerpt(span, source).annotation(primary);
    let Some((related, words)) = &diagnostic.related else { return vec![excerpt.into()] };
    if related.file == span.file {
        excerpt =
            excerpt.annotation(AnnotationKind::Context.span(clamped(&related.range, source)).label(words.as_str()));
        return vec![excerpt.into()];
    }
    vec![excerpt.into(), elsewhere(related, words, sources)]
}

fn elsewhere<'a>(span: &'a Span, words: &'a str, sources: &'a Sources) -> Element<'a> {
    let Some(source) = text(span, sources) else { return Origin::path(span.file.as_str()).into() };
    excerpt(span, source).annotation(AnnotationKind::Context.span(clamped(&span.range, source)).label(words)).into()
}

fn excerpt<'a>(span: &'a Span, source: &'a str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(source).path(span.file.as_str())
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
