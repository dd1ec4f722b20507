//! The preview while an author works: every way in which editors save is noticed, and a mistake never takes the page
//! away.

use std::fs;

use serde_json::Value;

use crate::client::Events;
use crate::preview::asset;
use crate::program::{Folder, SMALLEST};
use crate::server::{Server, until};

const EDITION: &str = "content/policies/privacy/1/en.md";
const PAGE: &str = "/en/privacy/";

/// A preview with one open page.
struct Live<'f> {
    server: Server<'f>,
    events: Events,
    /// What the page was told last.
    told: Value,
}

impl<'f> Live<'f> {
    fn start(folder: &'f Folder) -> Self {
        let server = Server::start(folder);
        let mut events = server.client.events();
        let told = events.next().expect("a page is told at once what is shown");
        Self { server, events, told }
    }

    /// Waits until the open page is told to reload: another site is shown, and it is the newest content.
    fn reload(&mut self) {
        let before = self.told["site"].clone();
        self.told = self.events.until(|told| told["site"] != before && is_newest(told));
    }

    /// Waits until the open page is told of errors, and gives them.
    fn errors(&mut self) -> Vec<Value> {
        let told = self.events.until(|told| !is_newest(told));
        assert_eq!(told["site"], self.told["site"], "the last good site stays");
        told["errors"].as_array().expect("a list").clone()
    }

    fn page(&self, path: &str) -> String {
        self.server.client.get(path).expect(200).body
    }

    /// Waits until an address answers so: the steps in between may be told or not.
    fn until_status(&self, path: &str, status: u16) {
        until(&format!("{path} answers {status}"), || (self.server.client.get(path).status == status).then_some(()));
    }
}

fn is_newest(told: &Value) -> bool {
    told["errors"].as_array().is_some_and(Vec::is_empty)
}

#[test]
fn an_edit_of_a_policy_reloads_the_page_with_the_new_words() {
    let folder = Folder::smallest();
    let mut live = Live::start(&folder);
    assert!(live.page(PAGE).contains("Nothing."));
    folder.edit(EDITION, "Nothing.", "We deliver parcels.");
    live.reload();
    let page = live.page(PAGE);
    assert!(page.contains("We deliver parcels.") && !page.contains("Nothing."));
    let mark = live.told["site"].as_str().expect("a mark");
    assert!(page.contains(&format!("data-site=\"{mark}\"")), "the reloaded page knows that it is the newest");
}

#[test]
fn a_broken_edit_keeps_the_last_good_page_and_says_what_is_wrong_until_it_is_mended() {
    let folder = Folder::smallest();
    let mut live = Live::start(&folder);
    folder.edit(EDITION, "title = ", "titel = ");
    let errors = live.errors();
    assert_eq!(errors[0]["file"], EDITION);
    assert_eq!((errors[0]["line"].as_u64(), errors[0]["column"].as_u64()), (Some(2), Some(1)), "{errors:?}");
    for said in ["severity", "code", "message", "hint"] {
        assert!(errors[0][said].as_str().is_some_and(|text| !text.is_empty()), "no {said} in {errors:?}");
    }
    assert!(live.page(PAGE).contains("Nothing."));
    let told = live.server.running.stderr();
    assert!(told.contains(errors[0]["message"].as_str().expect("a sentence")) && told.contains(EDITION), "{told}");

    folder.edit(EDITION, "titel = ", "title = ");
    let mended = live.events.until(is_newest);
    assert_eq!(mended["site"], live.told["site"], "the same content is the same site: no reload, the errors go");
    folder.edit(EDITION, "Nothing.", "Mended.");
    live.reload();
    assert!(live.page(PAGE).contains("Mended."));
}

#[test]
fn a_page_that_is_opened_while_there_are_errors_is_told_of_them_at_once() {
    let folder = Folder::smallest();
    let mut live = Live::start(&folder);
    folder.write(EDITION, "no front matter");
    live.errors();
    assert!(!is_newest(&live.server.client.events().next().expect("the first event comes at once")));
}

#[test]
fn an_editor_that_replaces_the_file_is_noticed() {
    let folder = Folder::smallest();
    let mut live = Live::start(&folder);
    let text = folder.read(EDITION);
    let file = folder.path(EDITION);
    // Most editors: a temporary file that takes the name.
    let draft = folder.path("content/policies/privacy/1/.en.md.tmp");
    fs::write(&draft, text.replace("Nothing.", "Replaced.")).expect("a draft");
    fs::rename(&draft, &file).expect("renamed");
    live.reload();
    assert!(live.page(PAGE).contains("Replaced."));
    // Vim: the old file becomes a back-up, and goes.
    let backup = folder.path("content/policies/privacy/1/en.md~");
    fs::rename(&file, &backup).expect("renamed");
    fs::write(&file, text.replace("Nothing.", "Replaced again.")).expect("a new file");
    fs::remove_file(&backup).expect("removed");
    live.reload();
    assert!(live.page(PAGE).contains("Replaced again."));
    // And once more, since the watch must have followed the name, not the old file.
    folder.edit(EDITION, "Replaced again.", "Saved in place.");
    live.reload();
    assert!(live.page(PAGE).contains("Saved in place."));
}

#[test]
fn a_new_folder_with_files_in_it_at_once_appears_and_a_removed_one_goes() {
    let folder = Folder::smallest();
    let mut live = Live::start(&folder);
    live.server.client.get("/en/terms/").expect(404);
    folder.write("content/policies/terms/1/en.md", SMALLEST[2].1.replace("Nothing.", "Terms."));
    folder.write("content/policies/terms/versions.toml", SMALLEST[1].1.replace("privacy", "terms"));
    live.until_status("/en/terms/", 200);
    live.reload();
    assert!(live.page("/en/").contains("terms"));

    fs::remove_dir_all(folder.path("content/policies/terms")).expect("removed");
    live.until_status("/en/terms/", 404);
    live.until_status(PAGE, 200);
}

#[test]
fn a_content_folder_that_is_replaced_whole_is_followed() {
    let folder = Folder::smallest();
    let mut live = Live::start(&folder);
    let other = Folder::smallest();
    other.edit(EDITION, "Nothing.", "Another branch.");
    // As version control does it, or an author who unpacks an archive.
    fs::rename(folder.path("content"), folder.path("old")).expect("renamed");
    live.errors();
    copy_content(&other, &folder);
    live.reload();
    assert!(live.page(PAGE).contains("Another branch."));
    folder.edit(EDITION, "Another branch.", "Edited there.");
    live.reload();
    assert!(live.page(PAGE).contains("Edited there."));
}

#[test]
fn a_file_of_the_portals_own_theme_is_picked_up_and_dropped_again_by_pages_and_answers() {
    let folder = Folder::smallest();
    let mut live = Live::start(&folder);
    let template = "themes/default/pages/problem.html";
    folder.write(template, "{% extends \"layout.html\" %}{% block content %}<h1>Ours alone</h1>{% endblock %}\n");
    live.reload();
    for path in ["/en/nope/", "/api/nope"] {
        assert!(live.server.client.get(path).expect(404).body.contains("<h1>Ours alone</h1>"), "{path}");
    }
    folder.write(template, "{% extends \"layout.html\" %}{% block content %}{{ page.nonsense }}{% endblock %}\n");
    assert_eq!(live.errors()[0]["file"], template);
    assert!(live.server.client.get("/en/nope/").expect(404).body.contains("Ours alone"));

    fs::remove_dir_all(folder.path("themes")).expect("removed");
    live.reload();
    assert!(!live.server.client.get("/api/nope").expect(404).body.contains("Ours alone"));
}

#[test]
fn new_styles_and_new_words_reach_the_page() {
    let folder = Folder::smallest();
    let mut live = Live::start(&folder);
    let before = asset(&live.page("/en/"), "css");
    folder.write("themes/default/styles/base.css", "body { color: rebeccapurple }\n");
    live.reload();
    let after = asset(&live.page("/en/"), "css");
    assert_ne!(after, before, "a changed style has another address");
    assert!(live.page(&after).starts_with("body{color:rebeccapurple}"));
    folder.write("content/strings/en.toml", "[center]\ntitle = \"Our promises\"\n");
    live.reload();
    assert!(live.page("/en/").contains("<h1>Our promises</h1>"));
}

#[test]
fn a_portal_that_starts_with_errors_shows_them_and_then_the_site() {
    let folder = Folder::smallest();
    folder.edit("content/portal.toml", "[portal]", "[portal");
    let mut live = Live::start(&folder);
    assert!(!is_newest(&live.told), "{}", live.told);
    let waiting = live.server.client.get(PAGE).expect(503);
    assert!(waiting.body.contains("/__candor/preview.js") && waiting.body.contains("data-site=\"\""), "{waiting:?}");
    live.server.client.get_json("/api/health").expect(503);
    assert!(live.server.running.stderr().contains("content/portal.toml:1:"), "{}", live.server.running.stderr());

    folder.edit("content/portal.toml", "[portal", "[portal]");
    live.reload();
    assert!(live.page(PAGE).contains("Nothing."));
    live.server.client.get("/api/health").expect(200);
}

#[test]
fn an_empty_folder_becomes_a_portal_as_soon_as_there_is_content() {
    let folder = Folder::empty();
    let mut live = Live::start(&folder);
    live.server.client.get("/").expect(503);
    copy_content(&Folder::smallest(), &folder);
    live.reload();
    assert!(live.page(PAGE).contains("Nothing."));
}

#[test]
fn a_changed_rule_counts_for_the_next_submission() {
    let folder = Folder::smallest();
    let live = Live::start(&folder);
    live.server.client.get("/en/requests/erasure/").expect(200);
    folder.edit("content/portal.toml", "[controller]", "[requests]\nrights = [\"access\"]\n\n[controller]");
    live.until_status("/en/requests/erasure/", 404);
    let submission = serde_json::json!({ "right": "erasure", "name": "A", "email": "a@example.com" });
    live.server.client.post_json("/api/requests", &submission).expect(422);
}

fn copy_content(from: &Folder, to: &Folder) {
    for (path, _) in SMALLEST {
        to.write(path, from.read(path));
    }
}
