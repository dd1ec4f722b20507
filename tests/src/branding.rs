//! What a company shows of itself: its logo for light and for dark pages, a line and links below every page, colours, type
//! and corners, served by the portal itself.

use crate::html::{Element, elements};
use crate::program::Folder;
use crate::server::Server;

const LOGO: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" height=\"32\"><path d=\"M0 0h96v32H0z\"/></svg>";

const BRAND: &str = "\n[brand]\nlogo = \"logo.svg\"\ndark_logo = \"logo-dark.svg\"\nLINE\ntypeface = \"mixed\"\nradius = 3\n\
                     footer = \"Example LLC, 2026\"\n\n[[brand.link]]\ntitle = \"Our site\"\nurl = \"https://www.example.uz\"\n\n\
                     [brand.light]\naccent = \"#7a1f5c\"\n";

/// A portal with a logo that has the name in it, or has not.
fn portal(names: bool) -> Folder {
    let folder = Folder::smallest();
    let portal = folder.read("content/portal.toml");
    let brand = BRAND.replace("LINE", if names { "logo_names = true" } else { "" });
    folder.write("content/portal.toml", portal + &brand);
    folder.write("content/brand/logo.svg", LOGO);
    folder.write("content/brand/logo-dark.svg", LOGO.replace("M0 0", "M1 1"));
    folder
}

fn named<'p>(page: &'p [Element], name: &str) -> &'p Element {
    page.iter().find(|element| element.name == name).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn pages_and_answers_show_the_logo_that_the_portal_serves() {
    for names in [true, false] {
        let folder = portal(names);
        let server = Server::start(&folder);
        for path in ["/en/", "/api/nothing?locale=en"] {
            let answer = server.client.get(path);
            let page = elements(&answer.body);
            let (light, dark) = (named(&page, "img"), named(&page, "source"));
            assert_eq!(light.attribute("alt"), if names { "Example" } else { "" }, "{path}");
            let brand = page.iter().find(|element| element.has_class("brand")).expect("it leads home");
            assert_eq!(brand.text.contains("Example"), !names, "{path}: the name stands there once");
            assert_eq!(server.client.get(light.attribute("src")).expect(200).body, LOGO);
            assert!(server.client.get(dark.attribute("srcset")).expect(200).body.contains("M1 1"));
            assert!(answer.body.contains("<p>Example LLC, 2026</p>"), "{path}");
            let link = page.iter().find(|element| element.attribute("href") == "https://www.example.uz");
            assert_eq!(link.map(|link| link.text.as_str()), Some("Our site"), "{path}");
            let style = page.iter().find(|element| element.attribute("rel") == "stylesheet").expect("a style");
            let style = server.client.get(style.attribute("href")).expect(200).body;
            for rule in ["--radius:3px;", "--heading:Georgia", "--accent:#7a1f5c;--on-accent:#ffffff"] {
                assert!(style.contains(rule), "{path} has no {rule}: {style}");
            }
        }
    }
}

#[test]
fn a_logo_that_outweighs_the_page_is_refused() {
    let folder = portal(true);
    folder.write("content/brand/logo.svg", "x".repeat(32 * 1024 + 1));
    let check = folder.candor(&["check"]);
    assert_eq!(check.code, 1);
    let said = check.stdout + &check.stderr;
    assert!(said.contains("`logo.svg` has 33 kB, and a logo may have 32"), "{said}");
}
