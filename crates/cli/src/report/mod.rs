//! A report as text: drawn for people, one JSON object per diagnostic for programs, and the line that sums it up.

mod draw;
mod entry;
mod lines;

use candor_site::{Diagnostic, Report, Severity};

pub(crate) use draw::draw;
pub(crate) use entry::{Entry, entries};

/// How many warnings are drawn where the site is the point, not the report. `check` draws them all.
const FIRST_WARNINGS: usize = 20;

/// What a person should read before all else: every error, and the first warnings.
pub(crate) fn first(report: &Report) -> impl Iterator<Item = &Diagnostic> {
    let mut warnings = 0..FIRST_WARNINGS;
    report.iter().filter(move |diagnostic| match diagnostic.severity() {
        Severity::Error => true,
        Severity::Warning => warnings.next().is_some(),
        Severity::Advice => false,
    })
}

/// What there is, in a few words: `2 errors, 1 warning`. Nothing where there is nothing.
#[must_use]
pub(crate) fn summary(report: &Report) -> Option<String> {
    let kinds = [(Severity::Error, "error", "errors"), (Severity::Warning, "warning", "warnings")];
    let counted = kinds.map(|(severity, one, many)| (report.count(severity), one, many));
    let advice = (report.count(Severity::Advice), "piece of advice", "pieces of advice");
    let parts = counted.into_iter().chain([advice]).filter(|(count, ..)| *count > 0);
    let parts: Vec<_> =
        parts.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use candor_site::{Code, Sources, Span};

    use super::*;

    /// An edition with Cyrillic before the fault, so that bytes, characters and columns differ.
    const EDITION: &str = "+++\ntitle = \"Шарҳ\"\n+++\n\n1.1. Бу [ҳавола](clause:9.9) йўқ.\n";

    fn sources() -> Sources {
        let mut sources = Sources::default();
        sources.insert("content/policies/privacy/1/uz.md", EDITION);
        sources
    }

    fn report() -> Report {
        let mut report = Report::default();
        let file = "content/policies/privacy/1/uz.md";
        let at = |text: &str| {
            let start = EDITION.find(text).expect("it is in the edition");
            Span::new(file, start..start + text.len())
        };
        let dead =
            Diagnostic::new(Code::DeadAnchor, at("clause:9.9"), "There is no clause 9.9.", "Name one that exists.");
        report.add(dead.with_related(at("title"), "of this edition"));
        let missing = Span::whole("content/registers/cookies.toml");
        report.add(Diagnostic::new(Code::NotLocked, missing, "Not there.", "Write it."));
        report
    }

    #[test]
    fn a_diagnostic_is_drawn_at_its_place_with_hint_code_and_related_place() {
        let drawn = anstream::adapter::strip_str(&draw(report().iter(), &sources(), 100)).to_string();
        for part in [
            "error[dead-anchor]: There is no clause 9.9.",
            "content/policies/privacy/1/uz.md:5:18",
            "━━━━━━━━━━",
            "of this edition",
            "help: Name one that exists.",
            "advice[not-locked]: Not there.",
            "content/registers/cookies.toml",
        ] {
            assert!(drawn.contains(part), "{part} is not in\n{drawn}");
        }
    }

    #[test]
    fn columns_count_characters_from_one() {
        let report = report();
        let entries = entries(report.iter(), &sources());
        let json = serde_json::to_value(&entries[0]).expect("plain");
        let fields = ["severity", "code", "message", "hint", "file", "line", "column", "end_line", "end_column"];
        let values = fields.map(|field| json[field].to_string());
        let file = "\"content/policies/privacy/1/uz.md\"";
        let hint = "\"Name one that exists.\"";
        let expected =
            ["\"error\"", "\"dead-anchor\"", "\"There is no clause 9.9.\"", hint, file, "5", "18", "5", "28"];
        assert_eq!(values, expected);
    }

    #[test]
    fn warnings_beyond_the_first_and_advice_are_left_out_but_counted() {
        let mut many = report();
        for place in 0..30 {
            let span = Span::new("content/policies/privacy/1/uz.md", place..place + 1);
            many.add(Diagnostic::new(Code::RawHtml, span, "HTML.", "Leave it out."));
        }
        assert_eq!(first(&many).count(), 1 + FIRST_WARNINGS);
        assert_eq!(summary(&many).as_deref(), Some("1 error, 30 warnings, 1 piece of advice"));
        assert!(!draw(first(&report()), &sources(), 100).contains("not-locked"));
        assert_eq!(summary(&report()).as_deref(), Some("1 error, 1 piece of advice"));
        assert_eq!(summary(&Report::default()), None);
    }

    #[test]
    fn a_span_outside_its_file_is_drawn_all_the_same() {
        let mut report = Report::default();
        let span = Span::new("content/policies/privacy/1/uz.md", 14..9999);
        report.add(Diagnostic::new(Code::BadValue, span, "Bad.", "Mend it."));
        assert!(draw(report.iter(), &sources(), 100).contains("Bad."));
        assert_eq!(entries(report.iter(), &sources())[0].line, 2);
    }
}
