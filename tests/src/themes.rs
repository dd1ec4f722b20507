//! A theme that is another one altogether: made by the contract in `themes/README.md` alone, it serves the whole portal.

use crate::html::elements;
use crate::program::Folder;
use crate::tree;

/// The sample in the theme of `tests/themes/broadsheet`.
pub(crate) fn in_broadsheet() -> Folder {
    let folder = Folder::sample();
    let theme = tree::root().join("tests/themes/broadsheet");
    for file in tree::files(&theme) {
        let inside = file.strip_prefix(&theme).expect("it lies below").display().to_string();
        folder.write(&format!("themes/broadsheet/{inside}"), std::fs::read(&file).expect("readable"));
    }
    folder.edit("content/portal.toml", "[portal]\n", "[portal]\ntheme = \"broadsheet\"\n");
    folder
}

#[test]
fn another_theme_brings_its_own_frame_components_words_and_styles_and_the_rest_stays() {
    let folder = in_broadsheet();
    let build = folder.candor(&["build"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let check = folder.candor(&["check", "--format", "json"]);
    assert!(!check.stdout.contains("themes/") && !check.stdout.contains("unknown-words"), "{}", check.stdout);

    let center = folder.read("dist/site/en/index.html");
    assert!(center.contains("<header class=\"masthead\">") && !center.contains("class=\"top\""), "its frame");
    assert!(center.contains("To the sections"), "its words");
    let center = elements(&center);
    let right = center.iter().find(|element| element.attribute("href") == "/en/requests/erasure/");
    assert_eq!(
        right.map(|link| link.text.as_str()),
        Some("Delete your data"),
        "its component, with the words of the default theme"
    );
    assert!(folder.read("dist/site/404.html").contains("Tuzatish."), "its page");

    let style = center.iter().find(|element| element.attribute("rel") == "stylesheet").expect("it has a style");
    let style = folder.read(&format!("dist/site{}", style.attribute("href")));
    assert!(style.contains("columns:16rem") && style.contains(".masthead"), "its styles: {style}");
    assert!(style.contains(".facts"), "those of components that it has not replaced: {style}");
    assert!(!style.contains(".cards>li:hover") && !style.contains(".top "), "and not the others: {style}");
}
