//! Bytes to what a visitor sent: a form or JSON, in UTF-8, nothing checked yet.

use std::collections::BTreeMap;

use candor_model::{ConsentMethod, KeptChoices};
use candor_theme::Typed;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use percent_encoding::percent_decode;
use serde::Deserialize;
use serde_json::Value;

use crate::choose::{Chosen, Decision, KeptByScript};
use crate::problem::Problem;

/// In which of the two encodings a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// `application/x-www-form-urlencoded`, as a page without script sends it.
    Form,
    /// `application/json`.
    Json,
}

impl Encoding {
    /// The encoding that the headers name.
    pub(crate) fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let header = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).ok_or(Problem::WrongType)?;
        let mut parts = header.split(';').map(|part| part.trim().to_ascii_lowercase());
        let encoding = match parts.next().as_deref() {
            Some("application/x-www-form-urlencoded") => Self::Form,
            Some("application/json") => Self::Json,
            _ => return Err(Problem::WrongType),
        };
        let charset =
            parts.find_map(|part| part.strip_prefix("charset=").map(|name| name.trim_matches('"').to_owned()));
        let utf8 = charset.is_none_or(|name| name == "utf-8" || name == "utf8");
        if utf8 { Ok(encoding) } else { Err(Problem::WrongType) }
    }
}

/// The texts of a body by field name. A field that comes twice counts as it came last; a JSON member that is null
/// counts as not sent. Line ends become the one character that they are.
pub(crate) fn typed(encoding: Encoding, body: &[u8]) -> Result<Typed, Problem> {
    match encoding {
        Encoding::Form => form(body),
        Encoding::Json => json::<BTreeMap<String, Value>>(body)?.into_iter().filter_map(text_member).collect(),
    }
}

/// The choices of a body.
///
/// A form has `purpose.<id>=given` for each box that is ticked, and the button that was pressed as
/// `choice=accept-all|refuse-all|save`; or it is what the banner's script keeps. JSON has `choices` by purpose, or the same
/// `choice`.
pub(crate) fn chosen(encoding: Encoding, body: &[u8]) -> Result<Chosen, Problem> {
    match encoding {
        Encoding::Form => {
            let typed = form(body)?;
            // A script that is older or newer must not be taken for a form in which nothing is ticked.
            if !typed.keys().any(|name| name.starts_with('_')) {
                return form_choices(typed);
            }
            let kept = str::from_utf8(body).ok().and_then(KeptChoices::parse);
            kept_choices(kept.ok_or_else(|| malformed("not the choices that the banner's script keeps"))?)
        }
        Encoding::Json => json::<JsonChoices>(body).and_then(json_choices),
    }
}

/// How long the key may be under which a script sends a choice.
const MAX_KEY: usize = 64;

#[derive(Deserialize)]
struct JsonChoices {
    choice: Option<String>,
    choices: Option<BTreeMap<String, String>>,
    locale: Option<String>,
}

fn form_choices(typed: Typed) -> Result<Chosen, Problem> {
    let of_purpose = |(name, value): (&String, &String)| {
        name.strip_prefix("purpose.").map(|purpose| (purpose.to_owned(), value.clone()))
    };
    let boxes = typed.iter().filter_map(of_purpose).collect();
    let decision = decision(typed.get("choice").map_or("save", String::as_str), Some(boxes))?;
    Ok(Chosen { decision, locale: typed.get("locale").cloned(), method: ConsentMethod::Page, kept: None })
}

fn kept_choices(kept: KeptChoices) -> Result<Chosen, Problem> {
    let KeptChoices { choices, since, signal, seen, key, .. } = kept;
    let key = key.filter(|key| (1..=MAX_KEY).contains(&key.len()));
    let key = key.ok_or_else(|| malformed("`_key` is missing: a short text that is another one each time"))?;
    let key = format!("{key} {}", since.as_millisecond());
    let method = if seen.is_empty() { ConsentMethod::Signal } else { ConsentMethod::Banner };
    if method == ConsentMethod::Signal && !signal {
        return Err(malformed("`_seen` is empty although the browser's signal did not decide"));
    }
    let kept = Some(KeptByScript { since, seen, signal, key });
    Ok(Chosen { decision: Decision::Kept(choices), locale: None, method, kept })
}

fn json_choices(json: JsonChoices) -> Result<Chosen, Problem> {
    let decision = decision(json.choice.as_deref().unwrap_or("save"), json.choices)?;
    Ok(Chosen { decision, locale: json.locale, method: ConsentMethod::Program, kept: None })
}

fn decision(button: &str, boxes: Option<BTreeMap<String, String>>) -> Result<Decision, Problem> {
    match (button, boxes) {
        ("accept-all", _) => Ok(Decision::AcceptAll),
        ("refuse-all", _) => Ok(Decision::RefuseAll),
        ("save", Some(boxes)) => Ok(Decision::Save(boxes)),
        ("save", None) => Err(malformed("`choices` is missing: an object with `given` or `refused` by purpose")),
        _ => Err(malformed("`choice` is not one of `accept-all`, `refuse-all` and `save`")),
    }
}

fn form(body: &[u8]) -> Result<Typed, Problem> {
    // The parser below would replace what is not UTF-8; a text that arrives changed is worse than one that is refused.
    percent_decode(body).decode_utf8().map_err(|_| malformed("the form is not in UTF-8"))?;
    Ok(form_urlencoded::parse(body).map(|(name, text)| (name.into_owned(), with_single_line_ends(&text))).collect())
}

fn json<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| {
        // The error's own text may repeat what was sent.
        malformed(&format!("not the JSON object that is expected, at line {}, column {}", error.line(), error.column()))
    })
}

fn text_member((name, value): (String, Value)) -> Option<Result<(String, String), Problem>> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(Ok((name, with_single_line_ends(&text)))),
        _ => Some(Err(malformed("every member of the object is a text"))),
    }
}

/// A browser sends a line end of a text area as two characters, a program mostly as one. A carriage return alone would
/// let a text overwrite itself in a terminal.
fn with_single_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn malformed(detail: &str) -> Problem {
    Problem::Malformed(detail.to_owned())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn encoding(content_type: &'static str) -> Result<Encoding, Problem> {
        Encoding::of(&HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]))
    }

    #[test]
    fn a_body_is_a_form_or_json_in_utf_8() {
        assert_eq!(encoding("application/x-www-form-urlencoded"), Ok(Encoding::Form));
        assert_eq!(encoding("Application/JSON; Charset=\"UTF-8\""), Ok(Encoding::Json));
        for bad in ["", "text/plain", "multipart/form-data; boundary=x", "application/json; charset=windows-1251"] {
            assert_eq!(encoding(bad), Err(Problem::WrongType), "{bad}");
        }
    }

    #[test]
    fn a_form_that_is_not_utf_8_is_refused_rather_than_changed() {
        assert!(matches!(typed(Encoding::Form, b"name=%CF%F0%E8"), Err(Problem::Malformed(_))));
        let typed = typed(Encoding::Form, "name=Go%CA%BBzal+O%CA%BBrinboyeva&details=a%0D%0Ab".as_bytes());
        let typed = typed.expect("a good form");
        assert_eq!(typed["name"], "Goʻzal Oʻrinboyeva");
        assert_eq!(typed["details"], "a\nb");
    }

    #[test]
    fn a_json_member_of_another_type_is_refused_and_null_is_nothing() {
        assert!(matches!(typed(Encoding::Json, br#"{"name": 1}"#), Err(Problem::Malformed(_))));
        assert!(matches!(typed(Encoding::Json, b"[]"), Err(Problem::Malformed(_))));
        assert_eq!(typed(Encoding::Json, br#"{"name": null}"#), Ok(Typed::new()));
    }
}
