//! What a screen reader is given of a page: Chromium's accessibility tree, reduced to roles, names and states.
//!
//! When a page changes on purpose, `CANDOR_BLESS=1 cargo test -p candor-tests heard` writes it anew into
//! `tests/golden/heard/`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::sending::{Ticket, fill_in, look_up, send_with_mistakes, ticket};
use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;
use crate::tree;

#[tokio::test]
async fn a_screen_reader_gets_of_form_errors_receipt_and_status_what_it_got() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    let mut heard = Vec::new();
    browser.visit("/en/requests/erasure/").await;
    browser.says("#details-limit", "At most").await;
    heard.push(("form", hear(&browser, &[]).await));
    send_with_mistakes(&browser, "en").await;
    browser.says("#details-limit", "Characters left").await;
    heard.push(("form-with-errors", hear(&browser, &[]).await));
    fill_in(&browser).await;
    browser.click("form button").await;
    let Ticket { reference, key } = ticket(&browser).await;
    let changing = [(reference.as_str(), "[reference]"), (key.as_str(), "[key]")];
    heard.push(("receipt", hear(&browser, &changing).await));
    look_up(&browser, "en", &Ticket { reference: reference.clone(), key: key.clone() }, 1).await;
    heard.push(("status", hear(&browser, &changing).await));
    are_as_kept(&heard);
}

fn are_as_kept(heard: &[(&str, String)]) {
    let mut differing = Vec::new();
    for (name, page) in heard {
        let kept = tree::root().join(format!("tests/golden/heard/{name}.txt"));
        if std::env::var_os("CANDOR_BLESS").is_some() {
            std::fs::write(&kept, page).expect("the page can be written");
        } else if std::fs::read_to_string(&kept).ok().as_deref() != Some(page) {
            differing.push(format!("{}\n{page}", kept.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// The page as it is heard, with a word in the place of whatever is another at each run.
async fn hear(browser: &Browser, changing: &[(&str, &str)]) -> String {
    let answer = browser.devtools("Accessibility.getFullAXTree", json!({})).await;
    let heard = Heard::new(&answer["nodes"]).page();
    let dates = "return [...document.querySelectorAll('time, .left')].map((time) => time.textContent)";
    let dates = browser.evaluate(dates).await;
    let digests = browser.evaluate(DIGESTS).await;
    let times = browser.evaluate(TIMES).await;
    let texts = |list: Value| serde_json::from_value::<Vec<String>>(list).expect("texts");
    let page = changing.iter().fold(heard, |page, (text, word)| page.replace(text, word));
    let page = texts(digests).iter().fold(page, |page, text| page.replace(text, "[digest]"));
    let page = texts(dates).iter().fold(page, |page, text| page.replace(text, "[date]"));
    let page = texts(times).iter().fold(page, |page, text| page.replace(text, "[time]"));
    // Towards the end of a year it is not yet final on which days people work in the next one.
    page.lines().filter(|line| !line.contains("calendar for that year")).map(|line| format!("{line}\n")).collect()
}

const DIGESTS: &str = "return [...document.querySelectorAll('code')].map((code) => code.textContent)
     .filter((text) => text.length === 64)";

const TIMES: &str = r"return document.body.innerText.match(/\b\d\d:\d\d\b/g) ?? []";

/// Roles that only frame what is in them.
const FRAMES: [&str; 5] = ["generic", "strong", "code", "time", "none"];
/// What is said elsewhere: as the name of a field, with its line, or as the point of a list.
const SILENT: [&str; 5] = ["InlineTextBox", "ListMarker", "LineBreak", "LabelText", "Legend"];

/// The tree as Chromium gives it.
struct Heard<'t> {
    nodes: BTreeMap<&'t str, &'t Value>,
    root: &'t Value,
}

impl<'t> Heard<'t> {
    fn new(nodes: &'t Value) -> Self {
        let nodes = nodes.as_array().expect("the tree is a list of nodes");
        let root = nodes.iter().find(|node| node.get("parentId").is_none()).expect("a tree has a root");
        Self { nodes: nodes.iter().map(|node| (node["nodeId"].as_str().unwrap_or_default(), node)).collect(), root }
    }

    fn page(&self) -> String {
        let mut page = String::new();
        self.write(self.root, 0, &mut page);
        page
    }

    /// A line for a node, unless it is silent or frames others, and lines for those in it, further to the right.
    fn write(&self, node: &Value, depth: usize, page: &mut String) {
        let name = text(node, "name");
        let depth = if is_frame(node) {
            depth
        } else {
            let alone = self.words(node).filter(|_| name.is_empty());
            let line = format!("{:indent$}{}{}\n", "", role(node), told(node, alone.as_deref()), indent = 2 * depth);
            page.push_str(&line);
            if alone.is_some() || text(node, "role") == "textbox" {
                return;
            }
            depth + 1
        };
        let named_by =
            |child: &&Value| text(child, "role") == "StaticText" && name.contains(text(child, "name").trim());
        for child in self.children(node).filter(|child| !is_silent(child)).filter(|child| !named_by(child)) {
            self.write(child, depth, page);
        }
    }

    /// The words in a node that holds nothing but words.
    fn words(&self, node: &Value) -> Option<String> {
        if text(node, "role") == "StaticText" {
            return Some(text(node, "name").to_owned());
        }
        let children = self.children(node).filter(|child| !is_silent(child));
        let words: Option<Vec<_>> = children.map(|child| self.words(child).filter(|_| is_words(child))).collect();
        words
            .map(|words| words.join(" ").split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
    }

    fn children(&self, node: &'t Value) -> impl Iterator<Item = &'t Value> {
        let ids = node["childIds"].as_array().into_iter().flatten();
        ids.filter_map(|id| self.nodes.get(id.as_str()?).copied())
    }
}

/// The role by its name in ARIA where Chromium has another one.
fn role(node: &Value) -> &str {
    match text(node, "role") {
        "RootWebArea" => "document",
        "StaticText" => "text",
        "DescriptionList" => "list of terms",
        "DisclosureTriangle" => "disclosure",
        role => role,
    }
}

fn is_frame(node: &Value) -> bool {
    node["ignored"] == true || FRAMES.contains(&text(node, "role"))
}

fn is_words(node: &Value) -> bool {
    is_frame(node) || text(node, "role") == "StaticText"
}

fn is_silent(node: &Value) -> bool {
    node["ignored"] != true && SILENT.contains(&text(node, "role"))
}

/// Name, states, value and description, those that there are.
fn told(node: &Value, alone: Option<&str>) -> String {
    let quoted = |before: &str, said: &str| {
        let said = said.replace('\n', "\\n");
        if said.is_empty() { said } else { format!("{before} \"{said}\"") }
    };
    let name = quoted("", alone.unwrap_or(text(node, "name")));
    let states = node["properties"].as_array().into_iter().flatten();
    // In a list every point has a level, which nobody hears.
    let states = states.filter(|state| state["name"] != "level" || text(node, "role") == "heading");
    let states: String = states.filter_map(state).collect();
    let value = quoted(", holds", text(node, "value"));
    format!("{name}{states}{value}{}", quoted(", described by", text(node, "description")))
}

/// A state that is said.
fn state(property: &Value) -> Option<String> {
    let name = property["name"].as_str()?;
    match (name, &property["value"]["value"]) {
        ("required" | "disabled", Value::Bool(true)) => Some(format!(", {name}")),
        ("invalid", Value::String(value)) if value != "false" => Some(", invalid".to_owned()),
        ("checked", value) => Some(if value == "true" { ", chosen" } else { ", not chosen" }.to_owned()),
        ("expanded", value) => Some(if value == true { ", open" } else { ", closed" }.to_owned()),
        ("level", Value::Number(level)) => Some(format!(", level {level}")),
        ("live", Value::String(live)) => Some(format!(", {live}")),
        _ => None,
    }
}

fn text<'v>(node: &'v Value, name: &str) -> &'v str {
    node[name]["value"].as_str().unwrap_or_default()
}
