//! What a page loads: one stylesheet and one script, put together of those of the theme, of the components that the page
//! is made of, and of its own. A visitor fetches no rule for a form to read a policy.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::{ThemeError, ThemeFiles};

const BASE: &str = "styles/base.css";
const BRAND: &str = "styles/brand.css";
const PRINT: &str = "styles/print.css";
const FRAME: &str = "layout.html";

/// A stylesheet or a script that no file of the theme is: its name, `pages/policy.css`, and its text.
pub(crate) type Assembled = BTreeMap<String, String>;

/// The stylesheet and the script of each page, and the scripts that one of those fetches when it needs them. A page without any
/// script has none.
pub(crate) fn assemble(files: &ThemeFiles) -> Assembled {
    let pages = files.ending(".html").filter_map(|(path, _)| path.strip_prefix("pages/")?.strip_suffix(".html"));
    let assets = pages.flat_map(|page| {
        let components = components_of(files, page);
        let style = stylesheet(files, &components, &format!("pages/{page}.css"));
        let script = script(files, &components, &format!("pages/{page}.js"));
        [(format!("pages/{page}.css"), style), (format!("pages/{page}.js"), script)]
    });
    assets.chain(fetched(files)).filter(|(_, text)| !text.is_empty()).collect()
}

/// The scripts of components that no page loads: all that do not have their component's name.
fn fetched(files: &ThemeFiles) -> impl Iterator<Item = (String, String)> {
    let scripts = files.ending(".js").filter(|(path, _)| {
        let mut parts = path.strip_prefix("components/").into_iter().flat_map(|path| path.split('/'));
        parts.next().zip(parts.next()).is_some_and(|(component, file)| file.strip_suffix(".js") != Some(component))
    });
    scripts.map(|(path, js)| (path.to_owned(), without_remarks(&String::from_utf8_lossy(js))))
}

/// What all components load together, as a page needs it that shows any one of them by itself. A script that misses the rest
/// of its page does nothing there, and takes no other with it.
pub(crate) fn of_all_components(files: &ThemeFiles) -> (String, String) {
    let components = files.components().map(str::to_owned).collect();
    let scripts = own_scripts(files, &components).map(|js| format!("try {{\n{js}}} catch {{}}\n"));
    (stylesheet(files, &components, ""), scripts.collect())
}

/// The components that a page includes, those in its frame and in other components too.
fn components_of(files: &ThemeFiles, page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut read = BTreeSet::new();
    let mut open = vec![FRAME.to_owned(), format!("pages/{page}.html")];
    while let Some(template) = open.pop() {
        let Some(source) = files.text(&template) else { continue };
        if !read.insert(template) {
            continue;
        }
        for part in included(&source) {
            found.insert(part.component.to_owned());
            open.push(format!("components/{}/{}", part.component, part.file));
        }
    }
    found
}

/// A component's name in a template, and the file of it that is meant.
struct Part<'s> {
    at: Range<usize>,
    component: &'s str,
    file: &'s str,
}

/// Each `"components/<name>/<file>"` that stands in a template. A name that is made at run time is not found.
fn included(source: &str) -> impl Iterator<Item = Part<'_>> {
    const FOLDER: &str = "components/";
    let named = source.match_indices(FOLDER).filter(|(at, _)| source[..*at].ends_with(['"', '\'']));
    named.filter_map(|(at, _)| {
        let path = source[at + FOLDER.len()..].split(['"', '\'']).next()?;
        let (component, file) = path.split_once('/')?;
        Some(Part { at: at..at + FOLDER.len() + path.len(), component, file })
    })
}

/// The places at which templates name a component that the theme does not have. An `include` of it would fail when a page is
/// made; in a comment it would just leave a page without a style.
pub(crate) fn unknown_components(files: &ThemeFiles) -> Vec<ThemeError> {
    let known: BTreeSet<_> = files.components().collect();
    let templates = files.ending(".html").filter_map(|(path, _)| Some((path, files.text(path)?)));
    let error = |file: &str, part: &Part<'_>| ThemeError {
        file: file.to_owned(),
        range: part.at.clone(),
        message: format!("there is no component `{}`", part.component),
    };
    let errors = templates.flat_map(|(path, source)| {
        let strays = included(&source).filter(|part| !known.contains(part.component));
        strays.map(|part| error(path, &part)).collect::<Vec<_>>()
    });
    errors.collect()
}

/// The rules of the theme, of the portal's brand, of the components, of the page; those for paper have the last word.
fn stylesheet(files: &ThemeFiles, components: &BTreeSet<String>, own: &str) -> String {
    let of_components = components.iter().map(|name| format!("components/{name}/{name}.css"));
    let first = [BASE, BRAND].map(str::to_owned).into_iter();
    let parts = first.chain(of_components).chain([own.to_owned(), PRINT.to_owned()]);
    parts.filter_map(|path| files.text(&path)).map(|css| compact(&css)).collect()
}

/// Each script in a block of its own, so that no name is taken twice.
fn script(files: &ThemeFiles, components: &BTreeSet<String>, own: &str) -> String {
    let own = files.text(own).map(|js| without_remarks(&js));
    own_scripts(files, components).chain(own).map(|js| format!("{{\n{js}}}\n")).collect()
}

/// The script of each component that has one.
fn own_scripts(files: &ThemeFiles, components: &BTreeSet<String>) -> impl Iterator<Item = String> {
    let paths = components.iter().map(|name| format!("components/{name}/{name}.js"));
    paths.filter_map(|path| files.text(&path)).map(|js| without_remarks(&js))
}

/// A stylesheet without its comments and the room between its parts. Strings in it stay as they are, and hold no `/*`.
pub(crate) fn compact(css: &str) -> String {
    let mut pieces = css.split("/*");
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    for (_, rest) in pieces.filter_map(|piece| piece.split_once("*/")) {
        bare = bare + " " + rest;
    }
    let mut text = String::with_capacity(bare.len());
    let mut quote = None;
    let mut letters = bare.chars();
    while let Some(letter) = letters.next() {
        let before = text.chars().next_back();
        match (quote, letter) {
            (None, _) if letter.is_whitespace() => {
                if !before.is_none_or(|before| " {};,:".contains(before)) {
                    text.push(' ');
                }
                continue;
            }
            (None, '{' | '}') if before == Some(' ') => drop(text.pop()),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            (Some(_), '\\') => {
                text.push(letter);
                text.extend(letters.next());
                continue;
            }
            _ => {}
        }
        if letter == '}' && quote.is_none() && text.ends_with(';') {
            text.pop();
        }
        text.push(letter);
    }
    text
}

/// A script without the lines that hold nothing but a comment, and without what stands before the others.
fn without_remarks(js: &str) -> String {
    let lines = js.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(files: &[(&str, &str)]) -> ThemeFiles {
        let mut theme = ThemeFiles::embedded();
        for (path, text) in files {
            theme.lay_over(*path, *text);
        }
        theme
    }

    #[test]
    fn a_page_loads_what_its_components_bring_and_nothing_else() {
        let files = theme(&[
            ("layout.html", "{% include \"components/frame/frame.html\" %}"),
            ("pages/policy.html", "{% include \"components/outer/outer.html\" %}"),
            ("components/outer/outer.html", "{% include \"components/inner/part.html\" %}"),
            ("components/inner/part.html", "{% include 'components/outer/outer.html' %}"),
            ("components/frame/frame.css", ".frame { margin: 0 }"),
            ("components/inner/inner.css", "/* Why\n so */\n.inner { margin: 0 }\n"),
            ("components/inner/inner.js", "// Why\nconst name = 1;\n"),
            ("components/other/other.css", ".other { margin: 0 }"),
            ("components/inner/late.js", "// Why\nconst name = 3;\n"),
            ("pages/policy.js", "const name = 2;"),
        ]);
        let assembled = assemble(&files);
        let style = &assembled["pages/policy.css"];
        assert!(style.contains("}.frame{margin:0}.inner{margin:0}"), "{style}");
        assert!(!style.contains(".other") && !style.contains("Why"), "{style}");
        assert_eq!(assembled["pages/policy.js"], "{\nconst name = 1;\n}\n{\nconst name = 2;\n}\n");
        assert_eq!(assembled["components/inner/late.js"], "const name = 3;\n");
    }

    #[test]
    fn a_stylesheet_loses_nothing_but_room() {
        let css = "a :hover ,\nb { content: \" {  } \" ; margin : 0 auto;\n}\n@media (min-width: 40rem) and print { i::after { x: calc(1px + 2px); } }";
        let small = "a :hover ,b{content:\" {  } \" ;margin :0 auto}@media (min-width:40rem) and print{i::after{x:calc(1px + 2px)}}";
        assert_eq!(compact(css), small);
        assert_eq!(compact("a { content: \"\\\"  {\"; margin: 0/* */auto }"), "a{content:\"\\\"  {\";margin:0 auto}");
    }

    #[test]
    fn a_component_by_itself_has_the_scripts_of_all_of_which_none_stops_another() {
        let files = theme(&[("components/inner/inner.js", "// Why\nconst name = 1;\n")]);
        let (_, script) = of_all_components(&files);
        assert!(script.contains("try {\nconst name = 1;\n} catch {}\n"), "{script}");
    }

    #[test]
    fn a_page_without_script_has_none() {
        let assembled = assemble(&theme(&[("layout.html", ""), ("pages/problem.html", "")]));
        assert!(assembled.contains_key("pages/problem.css"));
        assert!(!assembled.contains_key("pages/problem.js"));
    }
}
