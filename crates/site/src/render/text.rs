//! The text of a version as HTML: its clauses in order, those that are not translated yet marked as such.

use candor_model::Locale;
use candor_theme::{Words, escape};

use crate::edition::{Clause, Html, LinkHtml};
use crate::portal::{CheckedEdition, Target};
use crate::reading::{Reading, ReadingClause};

/// What stands before the ids of the authoritative edition's footnotes, where they share a page with the reader's own.
const AUTHORITATIVE: &str = "authoritative-";

/// The clauses and footnotes that a reader sees.
pub(super) fn body(reading: &Reading<'_>, words: &Words<'_>) -> String {
    let runs = reading.clauses.chunk_by(|one, next| reading.is_untranslated(one) == reading.is_untranslated(next));
    let clauses: String = runs.map(|run| clauses(reading, run, words)).collect();
    let notes = write(reading.edition, "", words, |html| html.notes(&reading.edition.edition));
    let text = clauses + &notes + &lent_notes(reading, words);
    let written_in = &reading.edition.edition.locale;
    if written_in == words.locale() { text } else { format!("<div{}>\n{text}</div>\n", language(written_in)) }
}

/// Clauses that stand together and are of one edition.
fn clauses(reading: &Reading<'_>, run: &[ReadingClause<'_>], words: &Words<'_>) -> String {
    let Some(first) = run.first() else { return String::new() };
    let untranslated = reading.is_untranslated(first);
    let prefix = if untranslated { AUTHORITATIVE } else { "" };
    let html = write(first.edition, prefix, words, |html| run.iter().map(|shown| clause(html, shown)).collect());
    if !untranslated {
        return html;
    }
    let note = words.text("policy.untranslated_clause");
    let note = escape(&note);
    let language = language(&first.edition.edition.locale);
    format!("<div class=\"untranslated\">\n<p class=\"note\">{note}</p>\n<div{language}>\n{html}</div>\n</div>\n")
}

/// The authoritative edition's footnotes where clauses that are shown from there refer to any: once, since their ids
/// may be on the page only once.
fn lent_notes(reading: &Reading<'_>, words: &Words<'_>) -> String {
    let mut lent = reading.clauses.iter().filter(|shown| reading.is_untranslated(shown)).peekable();
    let Some(lender) = lent.peek().map(|shown| shown.edition) else { return String::new() };
    let clauses = lent.map(|shown| shown.clause);
    let notes = write(lender, AUTHORITATIVE, words, |html| html.notes_of(&lender.edition, clauses));
    if notes.is_empty() { notes } else { format!("<div{}>\n{notes}</div>\n", language(&lender.edition.locale)) }
}

fn clause(html: &Html<'_>, shown: &ReadingClause<'_>) -> String {
    if shown.anchor == shown.clause.anchor {
        return html.clause(&shown.edition.edition, shown.clause);
    }
    let moved = Clause { anchor: shown.anchor.clone(), ..shown.clause.clone() };
    html.clause(&shown.edition.edition, &moved)
}

/// Writes with the links of the edition that the text comes from.
fn write(edition: &CheckedEdition, prefix: &str, words: &Words<'_>, with: impl FnOnce(&Html<'_>) -> String) -> String {
    let link = |target: &str| match edition.links.get(target) {
        Some(Target::Page(path) | Target::Outside(path)) => LinkHtml::Href(path.clone()),
        Some(Target::Claim) => LinkHtml::Claim,
        None => LinkHtml::Words,
    };
    let [footnotes, back, table] =
        ["footnotes", "back_to_text", "table"].map(|key| words.text(&format!("policy.{key}")));
    with(&Html { link: &link, deeper: 0, footnotes: &footnotes, back: &back, table: &table, prefix })
}

/// The attributes of an element in that language.
pub(super) fn language(locale: &Locale) -> String {
    let direction = match locale.direction() {
        candor_model::Direction::Ltr => "ltr",
        candor_model::Direction::Rtl => "rtl",
    };
    format!(" lang=\"{locale}\" dir=\"{direction}\"")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::Sources;

    #[test]
    fn footnotes_that_several_untranslated_clauses_refer_to_are_on_the_page_once() {
        let portal = "[portal]\nbase_url = \"https://x.uz\"\nlocales = [\"ru\", \"uz\"]\nname = \"P\"\n\
                      [controller]\nname = \"C\"\nemail = \"a@x.uz\"\n";
        let versions = "kind = \"privacy\"\ntitle = \"P\"\n[[version]]\nid = \"1\"\neffective = 2026-01-01\n";
        let edition = |text: &str| format!("+++\ntitle = \"P\"\n+++\n\n{text}\n");
        let mut sources = Sources::default();
        sources.insert("content/portal.toml", portal);
        sources.insert("content/policies/privacy/versions.toml", versions);
        let ru = edition("1.1. A[^1].\n\n1.2. B.\n\n1.3. C[^1].\n\n1.4. D.\n\n[^1]: Note.");
        sources.insert("content/policies/privacy/1/ru.md", ru);
        sources.insert("content/policies/privacy/1/uz.md", edition("1.2. B.\n\n1.4. D."));
        let (site, report) = crate::build(&sources, date(2026, 11, 23), false);
        let site = site.unwrap_or_else(|| panic!("{report:?}"));
        let page = String::from_utf8_lossy(&site.site["uz/privacy/index.html"]);
        assert_eq!(page.matches("id=\"authoritative-fn:1\"").count(), 1);
        assert_eq!(page.matches("href=\"#authoritative-fn:1\"").count(), 2);
    }
}
