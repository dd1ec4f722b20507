//! The developer's desk of the preview: pages with what is said of them, what was submitted, the components by themselves, other
//! words, and the phone.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use crate::host::Host;
use crate::html::{Element, elements};
use crate::program::Folder;
use crate::server::{Server, until};
use crate::submissions::{NAME, reference, submission};

const DESK: &str = "/__candor/";
const GALLERY: &str = "/__candor/gallery/";
const PHONE: &str = "/__candor/phone/";
const EDITION: &str = "content/policies/privacy/1/en.md";

/// What the desk says under the link to a page, once it is all there.
fn said_of(server: &Server<'_>, path: &str, pieces: &[&str]) -> String {
    until(&format!("the desk says {pieces:?} of {path}"), || {
        let desk = elements(&server.client.get(DESK).expect(200).body);
        let page =
            desk.into_iter().find(|element| element.name == "li" && element.text.starts_with(&format!("{path} ")));
        page.map(|page| page.text).filter(|said| pieces.iter().all(|piece| said.contains(piece)))
    })
}

fn of_whole_portal(server: &Server<'_>) -> String {
    let desk = elements(&server.client.get(DESK).expect(200).body);
    let mut desk = desk.into_iter().skip_while(|element| element.text != "The whole portal");
    desk.find(|element| element.has_class("said")).expect("what is said of it").text
}

/// The addresses of the frames on a page, as its reader follows them.
fn frames(page: &str) -> Vec<String> {
    let frames = elements(page).into_iter().filter(|element| element.name == "iframe");
    frames.map(|frame| frame.attribute("src").replace("&amp;", "&")).collect()
}

#[test]
fn every_page_is_listed_with_what_is_said_of_the_file_that_it_is_made_of() {
    let folder = Folder::smallest();
    folder.write("content/stray.txt", "Nobody reads this.");
    folder.write("content/registers/cookies.toml", "nonsense = 1\n");
    let server = Server::start(&folder);
    assert!(of_whole_portal(&server).contains("content/registers/cookies.toml:1:1"), "no page is there yet");
    fs::remove_file(folder.path("content/registers/cookies.toml")).expect("it was written");

    folder.edit(EDITION, "1.1. Nothing.", "1.1. Nothing.\n\n1.3. Skipped.");
    let place = format!("{EDITION}:9:1");
    for path in ["/en/privacy/", "/en/privacy/1/"] {
        let said = said_of(&server, path, &["warning", &place]);
        assert!(!said.contains('`'), "{said}");
    }
    said_of(&server, "/en/privacy/versions/", &["advice", "content/policies/privacy/versions.toml:"]);
    assert!(of_whole_portal(&server).contains("content/stray.txt:1:1"));
    let desk = server.client.get(DESK).expect(200).body;
    for element in elements(&desk).iter().filter(|element| element.text == element.attribute("href")) {
        server.client.get(&element.text).expect(200);
    }
    for path in ["/", "/404.html", "/en/", "/en/choices/", "/en/requests/access/"] {
        assert!(desk.contains(&format!("<a href=\"{path}\">{path}</a>")), "no {path} in {desk}");
    }

    folder.edit(EDITION, "title = ", "titel = ");
    said_of(&server, "/en/privacy/1/", &["error", &format!("{EDITION}:2:1")]);
    server.client.get("/en/privacy/").expect(200);
}

#[test]
fn what_was_submitted_is_shown_as_it_is_stored() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let desk = || elements(&server.client.get(DESK).expect(200).body);
    assert_eq!(desk().iter().filter(|element| element.text == "Nothing was sent yet.").count(), 2);
    let first = reference(&server.client.post_form("/api/requests", &submission("erasure", "uz")).expect(303));
    let second = reference(&server.client.post_form("/api/requests", &submission("access", "en")).expect(303));
    server.client.post_form("/api/consents", &[("locale", "ru"), ("choice", "accept-all")]).expect(303);

    let desk = desk();
    let of = |name: &'static str| desk.iter().filter(move |element| element.name == name);
    let names: Vec<&str> = of("summary").map(|element| element.text.as_str()).collect();
    assert!(names[0].starts_with(&format!("{second} received · access")), "the newest comes first: {names:?}");
    assert!(names[1].starts_with(&format!("{first} received · erasure")), "{names:?}");
    assert!(names[2].contains("marketing given"), "{names:?}");
    let stored: Vec<Value> = of("pre").map(|pre| serde_json::from_str(&pre.text).expect("pretty JSON")).collect();
    assert_eq!((&stored[0]["reference"], &stored[0]["name"]), (&json!(second.to_string()), &json!(NAME)));
    assert_eq!(stored[2]["locale"], "ru");
}

#[test]
fn each_example_of_each_component_is_a_page_of_its_own() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let gallery = server.client.get(&format!("{GALLERY}?locale=ru")).expect(200).body;
    let components: BTreeSet<String> =
        elements(&gallery).into_iter().filter(|element| element.name == "h2").map(|element| element.text).collect();
    for folder in fs::read_dir(crate::tree::root().join("themes/default/components")).expect("the theme has components")
    {
        let name = folder.expect("a folder").file_name().into_string().expect("a name");
        let examples = crate::tree::root().join(format!("themes/default/components/{name}/examples.toml"));
        assert_eq!(components.contains(&name), examples.exists(), "{name}");
    }
    for path in frames(&gallery) {
        check_example(&path, &elements(&server.client.get(&path).expect(200).body));
    }
    for asset in ["gallery.css", "gallery.js", "desk.css", "frames.js"] {
        assert!(!server.client.get(&format!("{DESK}{asset}")).expect(200).body.is_empty(), "{asset}");
    }
    for path in ["field/0/", "field/99/", "nonsense/1/"] {
        server.client.get(&format!("{GALLERY}{path}")).expect(404);
    }
}

fn check_example(path: &str, page: &[Element]) {
    let count = |name: &str| page.iter().filter(|element| element.name == name).count();
    assert_eq!((count("h1"), count("main")), (1, 1), "{path}");
    assert_eq!((page[0].attribute("lang"), page[0].attribute("dir")), ("ru", "ltr"), "{path}");
    let ids: Vec<&str> = page.iter().map(|element| element.attribute("id")).filter(|id| !id.is_empty()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: {ids:?}");
}

#[test]
fn an_example_is_written_as_its_locale_is() {
    let folder = Folder::smallest();
    folder.edit("content/portal.toml", "[\"en\"]", "[\"en\", \"ar\"]\nauthoritative = \"en\"");
    let server = Server::start(&folder);
    let page = server.client.get(&format!("{GALLERY}contact/1/?locale=ar")).expect(200).body;
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
}

#[test]
fn examples_that_are_broken_say_where_and_why_beside_the_others() {
    let folder = Folder::smallest();
    let server = Server::start(&folder);
    server.client.get(GALLERY).expect(200);
    for (text, message) in [
        ("[[example]\nname = 1\n", "unclosed array table"),
        ("[[example]]\nname = \"An empty one\"\n", "`field` is undefined"),
    ] {
        folder.write("themes/default/components/field/examples.toml", text);
        let page = until("the gallery breaks", || {
            let answer = server.client.get(GALLERY);
            answer.body.contains(message).then_some(answer.body)
        });
        assert!(page.contains("components/field/"), "{page}");
        assert!(frames(&page).iter().any(|path| path.contains("/contact/1/")), "the others are drawn: {page}");
    }
    fs::remove_dir_all(folder.path("themes")).expect("it was written");
    let mended =
        || frames(&server.client.get(GALLERY).body).iter().any(|path| path.contains("/field/1/")).then_some(());
    until("the gallery is mended", mended);
}

/// The cookie with which the words are chosen.
fn choose(server: &Server<'_>, words: &str) -> String {
    let answer = server.client.post_form("/__candor/words", &[("words", words)]).expect(303);
    assert_eq!(answer.header("location"), DESK);
    let (_, attributes) = answer.cookie("candor_words");
    assert!(attributes.contains(&"SameSite=Strict") && attributes.contains(&"Path=/"), "{attributes:?}");
    if attributes.contains(&"Max-Age=0") { String::new() } else { answer.cookies() }
}

#[test]
fn other_words_are_shown_in_the_browser_that_asks_for_them() {
    let folder = Folder::smallest();
    let server = Server::start(&folder);
    let read = |path: &str, words: &str| server.client.ask("GET", path).header("cookie", words).send().body;
    let plain = server.client.get("/en/").expect(200).body;
    assert!(plain.contains("What Example Ltd does with") && plain.contains("data-words=\"\""), "{plain}");

    let pseudo = choose(&server, "pseudo");
    let page = read("/en/", &pseudo);
    let title = "⟦Y\u{301}o\u{301}o\u{301}u\u{301}r\u{301}r\u{301} ";
    assert!(
        page.contains(title) && page.contains(" Example Ltd ") && page.contains("data-words=\"Pseudo-locale\""),
        "{page}"
    );
    assert!(!page.contains("{name}") && !page.contains("What Example"), "{page}");
    assert!(read("/api/nope", &pseudo).contains('⟦') && read(&format!("{GALLERY}contact/1/"), &pseudo).contains('⟦'));
    assert!(read(DESK, &pseudo).contains("value=\"pseudo\" aria-describedby=\"pseudo-is\" checked"));
    folder.edit(EDITION, "Nothing.", "Edited.");
    until("the other words follow the edit", || read("/en/privacy/", &pseudo).contains("Edited.").then_some(()));

    let long = choose(&server, "long");
    assert!(read("/en/", &long).contains("<h1>Your data, your rights Your data, your rights</h1>"));
    let plainly = choose(&server, "plain");
    assert_eq!(read("/en/", &plainly), server.client.get("/en/").expect(200).body);
    assert!(!server.client.get("/en/").body.contains('⟦'));
    server.client.post_form("/__candor/words", &[("words", "nonsense")]).expect(400);
}

#[test]
fn the_phone_frames_pages_of_the_preview_which_lets_nobody_else() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let frame = |query: &str| frames(&server.client.get(&format!("{PHONE}{query}")).expect(200).body);
    assert_eq!(frame("?path=/uz/privacy/%3Fa%3Db"), ["/uz/privacy/?a=b"]);
    for other in [
        "",
        "?path=//elsewhere.example/",
        "?path=https://elsewhere.example/",
        "?path=/%5Celsewhere.example",
        "?path=/__candor/phone/",
    ] {
        assert_eq!(frame(other), ["/"], "{other}");
    }
    let page = server.client.get(&format!("{PHONE}?path=/uz/")).expect(200);
    assert!(page.body.contains("src=\"/uz/\" width=\"390\" height=\"844\""), "{}", page.body);
    for width in ["320", "768"] {
        assert!(page.body.contains(&format!("?path=%2Fuz%2F&amp;width={width}\"")), "{}", page.body);
    }
    assert!(page.header("content-security-policy").ends_with("frame-ancestors 'self'; frame-src 'self'"));
    let framed = server.client.get("/uz/").expect(200);
    assert!(framed.header("content-security-policy").ends_with("frame-ancestors 'self'"), "{framed:?}");
}

#[tokio::test]
async fn the_function_lets_nobody_frame_its_answers() {
    let answer = Host::start().await.get("/api/health", &[]).await.expect(200);
    assert_eq!(answer.header("x-frame-options"), "DENY");
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{answer:?}");
}
