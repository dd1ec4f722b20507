//! `choices.toml`: whether visitors are still asked what was published, and in which version. Only its author says whether a
//! change matters so much that everybody is asked again.

use std::collections::BTreeSet;

use candor_model::{ConsentRules, Cookie, CookieKind, Locale, Party, Purpose};

use crate::parse::{CHOICES, ChoicesDraft};
use crate::{Code, Diagnostic, Report, Span};

/// How many changes a message names.
const NAMED: usize = 3;

/// What visitors are asked to agree to, one sentence for each purpose and each entry of the register that they may refuse,
/// whatever its dates and its description: an entry that ends, or a typing error that is mended, changes nothing of it.
pub(crate) fn asked(purposes: &[Purpose], cookies: Option<&[Cookie]>, locale: &Locale) -> BTreeSet<String> {
    let of_purpose = |purpose: &Purpose| match purpose.required {
        true => format!("{}, always on", purpose.id),
        false => purpose.id.to_string(),
    };
    let of_cookie = |cookie: &Cookie| {
        let kind = match cookie.kind {
            CookieKind::Cookie => "cookie",
            CookieKind::LocalStorage => "local storage",
            CookieKind::SessionStorage => "session storage",
            CookieKind::Pixel => "pixel",
        };
        let party = match cookie.party {
            Party::First => "first party",
            Party::Third => "third party",
        };
        let domain = cookie.domain.as_ref().map(|domain| format!(", {domain}")).unwrap_or_default();
        let (provider, duration) = (cookie.provider.get(locale), cookie.duration.get(locale));
        format!("{}: {}, {kind}, {party}, {provider}{domain}, {duration}", cookie.purpose, cookie.name)
    };
    let is_asked = |cookie: &&Cookie| !purposes.iter().any(|purpose| purpose.id == cookie.purpose && purpose.required);
    let cookies = cookies.unwrap_or_default().iter().filter(is_asked).map(of_cookie);
    purposes.iter().map(of_purpose).chain(cookies).collect()
}

/// The version of what visitors are asked. Says what changed since that was published. A portal that names no site of its
/// company asks nobody who does not come for it.
pub(super) fn check(
    draft: Option<&ChoicesDraft>,
    asked: &BTreeSet<String>,
    rules: &ConsentRules,
    report: &mut Report,
) -> u32 {
    let Some(draft) = draft else {
        if !rules.origins.is_empty() {
            let message = "What visitors are asked to agree to has not been published.";
            let hint = "Run `candor publish choices`, so that everybody is asked again when it changes, and only then.";
            report.add(Diagnostic::new(Code::ChoicesNotPublished, Span::whole(CHOICES), message, hint));
        }
        return ConsentRules::first_version();
    };
    if let (Some(version), Some(published)) = (&draft.version, &draft.asked) {
        let before: BTreeSet<&str> = published.value.iter().map(|line| line.value.as_str()).collect();
        let changes = changes(&before, asked);
        if !changes.is_empty() {
            let message = format!("Visitors are asked something else than in version {version}: {}.", named(&changes));
            let hint = "Run `candor publish choices` to ask everybody again, or with `--correct REASON` where it means the \
                        same.";
            report.add(Diagnostic::new(Code::ChoicesChanged, published.span.clone(), message, hint));
        }
    }
    draft.version.as_ref().map_or_else(ConsentRules::first_version, |version| version.value)
}

/// What is new and what is gone.
pub(crate) fn changes(before: &BTreeSet<&str>, asked: &BTreeSet<String>) -> Vec<String> {
    let new = asked.iter().filter(|line| !before.contains(line.as_str())).map(|line| format!("`{line}` is new"));
    let gone = before.iter().filter(|line| !asked.contains(**line)).map(|line| format!("`{line}` is gone"));
    new.chain(gone).collect()
}

fn named(changes: &[String]) -> String {
    let more = changes.len().saturating_sub(NAMED);
    let rest = if more == 0 { String::new() } else { format!(", and {more} more") };
    changes[..changes.len() - more].join(", ") + &rest
}
