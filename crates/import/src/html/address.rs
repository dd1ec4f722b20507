//! Where a page's links lead: the only file that knows how an address is completed.

use url::Url;

use super::tree::{Node, Tree};

/// Schemes that lead somewhere from any page.
const OUTSIDE: [&str; 6] = ["https:", "http:", "mailto:", "tel:", "sms:", "tg:"];

/// Where a page was, so that its addresses can be completed.
pub(super) struct Addresses {
    base: Option<Url>,
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To an address that is whole.
    Address(String),
    /// To a place in the page itself.
    Within,
    /// To an address of which only the end is written.
    Unknown(String),
    /// Nowhere: a script, or nothing.
    Nowhere,
}

impl Addresses {
    /// Reads what a page says of its own address.
    pub(super) fn of(tree: &Tree) -> Self {
        let find = |is: &dyn Fn(&Node) -> bool, value: &str| {
            tree.nodes.iter().filter(|node| is(node)).find_map(|node| node.attribute(value)).map(str::to_owned)
        };
        let is_link = |node: &Node| node.name == "link" && node.attribute("rel").is_some_and(|rel| rel == "canonical");
        let is_meta = |node: &Node| node.name == "meta" && node.attribute("property") == Some("og:url");
        let page = [saved_from(tree), find(&is_link, "href"), find(&is_meta, "content")];
        let page = page.into_iter().flatten().find_map(|address| whole(&address));
        let base = find(&|node| node.name == "base", "href");
        let base = base.and_then(|base| match &page {
            Some(page) => page.join(&base).ok(),
            None => whole(&base),
        });
        Self { base: base.or(page) }
    }

    /// Where an address on the page leads.
    pub(super) fn target(&self, address: &str) -> Target {
        let address = address.trim();
        let small = address.to_lowercase();
        if address.is_empty() || small.starts_with("javascript:") || small.starts_with("about:") {
            return Target::Nowhere;
        }
        if address.starts_with('#') {
            return Target::Within;
        }
        if let Some(mail) = address.split_once("/cdn-cgi/l/email-protection#").and_then(|(_, code)| uncovered(code)) {
            return Target::Address(format!("mailto:{mail}"));
        }
        if OUTSIDE.iter().any(|scheme| small.starts_with(scheme)) {
            return Target::Address(direct(address).unwrap_or_else(|| address.to_owned()));
        }
        match self.base.as_ref().and_then(|base| base.join(address).ok()) {
            Some(whole) => Target::Address(whole.into()),
            None => Target::Unknown(address.to_owned()),
        }
    }
}

/// `saved from url=(0029)https://example.uz/privacy`, as browsers write it, or `url: https://…`, as SingleFile does.
fn saved_from(tree: &Tree) -> Option<String> {
    let address = |comment: &String| {
        let (_, after) = comment.split_once("saved from url=(").or_else(|| comment.split_once("url: "))?;
        let start = after.find("http")?;
        after[start..].split_whitespace().next().map(str::to_owned)
    };
    tree.comments.iter().find_map(address)
}

fn whole(address: &str) -> Option<Url> {
    Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// Google Docs lead to an address by way of Google.
fn direct(address: &str) -> Option<String> {
    let url = whole(address)
        .filter(|url| url.path() == "/url" && url.host_str().is_some_and(|host| host.contains("google.")))?;
    url.query_pairs().find(|(key, _)| key == "q").map(|(_, address)| address.into_owned())
}

/// An e-mail address that Cloudflare covered: in hexadecimal, each byte mixed with the first.
pub(super) fn uncovered(code: &str) -> Option<String> {
    let byte = |at: usize| code.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let key = byte(0)?;
    let bytes: Option<Vec<u8>> = (2..code.len()).step_by(2).map(|at| byte(at).map(|byte| byte ^ key)).collect();
    String::from_utf8(bytes?).ok().filter(|mail| mail.contains('@'))
}
