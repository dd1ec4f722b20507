//! `/<locale>/requests/figures/`: how many requests came in each year, what became of them, and how fast.

use candor_theme::{FiguresCell, FiguresPage, FiguresRow, FiguresYear, Page as View, Words};

use super::Renderer;
use crate::figures::{Counts, Published, YearFigures};
use crate::routes::Page;

/// The figures of every year, as far as they may be published.
pub(super) fn page(renderer: Renderer<'_>, words: &Words<'_>) -> View {
    let years = renderer.portal.figures.iter().map(YearFigures::published);
    View::Figures(FiguresPage {
        chrome: renderer.chrome(&Page::Figures, words, words.text("figures.title")),
        years: years.map(|published| year(&published, words)).collect(),
    })
}

fn year(published: &Published, words: &Words<'_>) -> FiguresYear {
    let row = |title: String, counts: Counts| FiguresRow { title, cells: cells(counts, words) };
    let rights = published.rights.iter().map(|of_right| row(right(of_right.right, words), of_right.counts));
    let together = published.together.as_ref().map(|together| {
        let rights: Vec<_> = together.rights.iter().map(|one| right(*one, words)).collect();
        row(words.text_with("figures.together", &[("rights", &rights.join("; "))]), together.counts)
    });
    let all = published.all.map(|all| row(words.text("figures.all"), all));
    FiguresYear {
        year: published.year.to_string(),
        counted_on: words.date(published.counted_on),
        fewer_than: published.fewer_than.map(|limit| words.number(limit.into())),
        has_together: together.is_some(),
        rows: rights.chain(together).chain(all).collect(),
        grounds: grounds(published, words),
    }
}

fn right(right: candor_model::Right, words: &Words<'_>) -> String {
    words.text(&format!("rights.{right}.title"))
}

fn cells(counts: Counts, words: &Words<'_>) -> Vec<FiguresCell> {
    let Counts { received, fulfilled, refused, forwarded, withdrawn, expired, open, extended, late, median_days } =
        counts;
    [
        ("received", Some(received)),
        ("fulfilled", Some(fulfilled)),
        ("refused", Some(refused)),
        ("forwarded", Some(forwarded)),
        ("withdrawn", Some(withdrawn)),
        ("expired", Some(expired)),
        ("open", Some(open)),
        ("extended", Some(extended)),
        ("late", Some(late)),
        ("median-days", median_days),
    ]
    .map(|(name, count)| FiguresCell { name, number: count.map(|n| words.number(n.into())).unwrap_or_default() })
    .into()
}

/// The grounds that are told, and the rest together.
fn grounds(published: &Published, words: &Words<'_>) -> Vec<FiguresRow> {
    let named = published.refused_by.iter().map(|(ground, count)| (format!("figures.grounds.{ground}"), *count));
    let otherwise = Some(published.refused_otherwise).filter(|count| *count > 0);
    let all = named.chain(otherwise.map(|count| ("figures.grounds.other".to_owned(), count)));
    let row = |(key, count): (String, u32)| FiguresRow {
        title: words.text(&key),
        cells: vec![FiguresCell { name: "refused", number: words.number(count.into()) }],
    };
    all.map(row).collect()
}
