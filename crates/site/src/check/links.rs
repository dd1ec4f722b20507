//! Every link of every edition: it leads to a page and a clause that exist, out of the portal, or to a fact that holds.

use std::collections::BTreeMap;

use candor_model::{Locale, PolicyId};
use jiff::civil::Date;

use super::facts::{Claim, Facts};
use super::fault::Fault;
use super::register_links::{Found, Index, Reader};
use super::rows::{PolicyRow, VersionRow};
use crate::edition::{Edition, FACT, Link, REGISTER, plain_text};
use crate::nearest::nearest;
use crate::portal::Target;
use crate::routes::{Destination, Page, RegisterName, Routes};
use crate::{Code, Diagnostic, Report, Span};

/// Where the links of an edition go, by its file and by the target as it was written.
pub(super) type Links = BTreeMap<String, BTreeMap<String, Target>>;

/// What links are held against.
pub(super) struct World<'a> {
    pub(super) base_url: &'a str,
    pub(super) routes: &'a Routes,
    pub(super) registers: &'a Index,
    /// Nothing where they could not all be read.
    pub(super) facts: Option<&'a Facts>,
    pub(super) policies: &'a [PolicyRow],
    /// The day of the build.
    pub(super) today: Date,
}

/// Resolves the links of all editions, and reports those that lead nowhere.
pub(super) fn check(world: &World<'_>, report: &mut Report) -> Links {
    let mut links = Links::new();
    for policy in world.policies {
        for version in &policy.versions {
            for (locale, draft) in &version.editions {
                let Some(edition) = &draft.edition else { continue };
                let from = From { world, policy, version, locale, file: &draft.file };
                links.insert(draft.file.clone(), from.resolve_all(edition, report));
            }
        }
    }
    links
}

/// The edition in which a link stands.
struct From<'a> {
    world: &'a World<'a>,
    policy: &'a PolicyRow,
    version: &'a VersionRow,
    locale: &'a Locale,
    file: &'a str,
}

impl From<'_> {
    fn resolve_all(&self, edition: &Edition, report: &mut Report) -> BTreeMap<String, Target> {
        let mut targets = BTreeMap::new();
        for link in edition.links() {
            if let Some(warning) = self.ended(link) {
                report.add(warning);
            }
            match self.resolve(link) {
                Ok(target) => {
                    targets.insert(link.target.clone(), target);
                }
                Err(fault) => report.add(fault.at(Span::new(self.file, link.span.clone()))),
            }
        }
        targets
    }

    fn resolve(&self, link: &Link) -> Result<Target, Fault> {
        let target = link.target.as_str();
        if let Some(path) = self.on_this_site(target) {
            return self.page(path);
        }
        match scheme(target).map(str::to_ascii_lowercase).as_deref() {
            Some(REGISTER) => Ok(Target::Page(self.entry(target)?.path)),
            Some(FACT) => self.claim(&target[FACT.len() + 1..], &plain_text(&link.inlines)),
            // An edition has links with harmless schemes only.
            Some(_) => Ok(Target::Outside(target.to_owned())),
            None if target.starts_with("//") => Err(Fault(
                Code::DeadLink,
                format!("`{target}` does not say how the site is reached."),
                format!("Write `https:{target}`."),
            )),
            None => match elsewhere(target) {
                Some(address) => Err(Fault(
                    Code::DeadLink,
                    format!("`{target}` is read as a page of this portal."),
                    format!("Write `{address}`."),
                )),
                None => self.page(target),
            },
        }
    }

    /// Where a link with the scheme of the registers leads.
    fn entry(&self, target: &str) -> Result<Found, Fault> {
        let reader = Reader { locale: self.locale, version: self.version, today: self.world.today };
        self.world.registers.find(&decode_percent(&target[REGISTER.len() + 1..]), &reader)
    }

    /// The warning of a link to an entry that has ended; it leads to the entry all the same.
    fn ended(&self, link: &Link) -> Option<Diagnostic> {
        scheme(&link.target).filter(|scheme| scheme.eq_ignore_ascii_case(REGISTER))?;
        let until = self.entry(&link.target).ok()?.ended?;
        let message = format!("`{}` ended on {until}.", link.target);
        let hint = "Link to what took its place, or take the link off the words.";
        Some(Diagnostic::new(Code::EndedEntry, Span::new(self.file, link.span.clone()), message, hint))
    }

    /// What follows the portal's own origin in a full address.
    fn on_this_site<'t>(&self, target: &'t str) -> Option<&'t str> {
        let rest = target.strip_prefix(self.world.base_url)?;
        match rest.chars().next() {
            None => Some("/"),
            Some('/' | '#' | '?') => Some(rest),
            Some(_) => None,
        }
    }

    /// A claim, in which what a link cannot hold (`%20`) is written by its bytes.
    fn claim(&self, name: &str, words: &str) -> Result<Target, Fault> {
        let Some(facts) = self.world.facts else { return Ok(Target::Claim) };
        let name = decode_percent(name);
        let claim = Claim { name: &name, words, locale: self.locale, day: self.version.judged_on(facts.today()) };
        facts.judge(claim).map(|()| Target::Claim)
    }

    fn page(&self, target: &str) -> Result<Target, Fault> {
        let (address, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
        if address.is_empty() {
            self.check_anchor(anchor, Some(self.version), self.locale)?;
            return Ok(Target::Page(target.to_owned()));
        }
        let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
        let path = self.absolute(&decode_percent(path));
        let Some((found, destination)) = self.world.routes.find(&path, self.locale) else {
            return Err(self.dead(&path));
        };
        if let Destination::Page(locale, page) = destination {
            self.check_anchor(anchor, self.version_on(page), locale)?;
        }
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        Ok(Target::Page(format!("{found}{query}{anchor}")))
    }

    /// The path from the root, read from `/<locale>/<policy>/`, without `.` and `..`.
    fn absolute(&self, path: &str) -> String {
        let whole =
            if path.starts_with('/') { path.to_owned() } else { format!("/{}/{}/{path}", self.locale, self.policy.id) };
        let mut parts: Vec<&str> = Vec::new();
        for part in whole.split('/').skip(1) {
            match part {
                "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        format!("/{}", parts.join("/"))
    }

    fn dead(&self, path: &str) -> Fault {
        let routes = self.world.routes;
        let localized = format!("/{}{path}", self.locale);
        let wanted = if routes.names_locale(path) { path } else { &localized };
        let register =
            RegisterName::ALL.into_iter().find(|name| path.ends_with(&format!("/registers/{}/", name.as_str())));
        let hint = match (register, nearest(wanted, routes.paths())) {
            (Some(register), _) => format!("Fill `content/registers/{}.toml` to have it.", register.as_str()),
            // Whoever wrote no locale shall not begin to, since the text may be copied into another edition.
            (None, Some(near)) if wanted != path => {
                let prefix = format!("/{}", self.locale);
                format!("Did you mean `{}`?", near.strip_prefix(&prefix).unwrap_or(near))
            }
            (None, Some(near)) => format!("Did you mean `{near}`?"),
            (None, None) => {
                "Link to a page of this portal, such as `/privacy/`, `/choices/` or `/requests/`.".to_owned()
            }
        };
        Fault(Code::DeadLink, format!("There is no page `{path}`."), hint)
    }

    /// The version whose text a page shows; nothing for pages without such text, and where that is not sure.
    fn version_on(&self, page: &Page) -> Option<&VersionRow> {
        match page {
            Page::Policy(policy) => self.row(policy)?.current(),
            Page::Version(policy, version) => self.row(policy)?.versions.iter().find(|row| row.id == *version),
            _ => None,
        }
    }

    fn row(&self, policy: &PolicyId) -> Option<&PolicyRow> {
        self.world.policies.iter().find(|row| row.id == *policy)
    }

    /// Whether the page has a clause with that anchor. Pages that are not policies have anchors of the theme's making,
    /// which cannot be known here.
    fn check_anchor(&self, anchor: Option<&str>, version: Option<&VersionRow>, locale: &Locale) -> Result<(), Fault> {
        let (Some(anchor), Some(version)) = (anchor.filter(|anchor| !anchor.is_empty()), version) else {
            return Ok(());
        };
        let anchor = decode_percent(anchor);
        match version.has_anchor(&anchor, locale) {
            Some(false) => Err(dead_anchor(&anchor, version, locale)),
            Some(true) | None => Ok(()),
        }
    }
}

fn dead_anchor(anchor: &str, version: &VersionRow, locale: &Locale) -> Fault {
    let hint = match nearest(anchor, version.anchors(locale).unwrap_or_default()) {
        Some(near) => format!("Did you mean `#{near}`?"),
        None => "Write the number of a clause that it has, with dots, such as `#5.5` or `#1.4.a`.".to_owned(),
    };
    Fault(Code::DeadAnchor, format!("Version {} has no clause `{anchor}`.", version.id), hint)
}

/// The full address that was meant by one without a scheme: `www.example.uz`, `privacy@example.uz`.
fn elsewhere(target: &str) -> Option<String> {
    let is_mail = target.contains('@') && !target.contains('/');
    let mail = is_mail.then(|| format!("mailto:{target}"));
    mail.or_else(|| target.starts_with("www.").then(|| format!("https://{target}")))
}

/// The scheme of an address: `https` of `https://example.uz`.
fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some(scheme)
}

/// The text with `%D0%B0` read as `а`; as it stands, where that gives no text.
fn decode_percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let escaped = (byte == b'%').then(|| tail.get(..2)).flatten().and_then(|hex| str::from_utf8(hex).ok());
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &tail[2..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
