//! The field that no person sees: a program that fills it in learns nothing, and nothing is kept of what it sent.

use serde_json::{Value, json};

use crate::host::{HOME, Host};
use crate::limits::exhaust;
use crate::program::Folder;
use crate::submissions::{as_json, reference, submission};

/// The names of the headers and of the attributes of cookies.
fn shape(answer: &crate::client::Answer) -> (u16, Vec<String>, Vec<String>) {
    let names = answer.head.keys().map(ToString::to_string).collect();
    let (_, attributes) = answer.cookie("candor_receipt");
    (answer.status, names, attributes.into_iter().map(str::to_owned).collect())
}

#[tokio::test]
async fn the_answer_to_a_program_that_fills_it_in_looks_like_any_other_and_nothing_is_stored() {
    let host = Host::start().await;
    let mut trapped = submission("access", "en");
    trapped.push(("comment_title", "Cheap watches"));
    let fake = host.form(HOME, "/api/requests", &trapped).await.expect(303);
    let fake_json = host.json(HOME, "/api/requests", &as_json(&trapped)).await.expect(201);
    assert_eq!(host.items("REQ#").len() + host.items("AUD#").len() + host.items("KEY#").len(), 0, "nothing is stored");

    let real = host.form(HOME, "/api/requests", &submission("access", "en")).await.expect(303);
    assert_eq!(shape(&fake), shape(&real));
    assert_ne!(reference(&fake), reference(&real));
    let real_json = host.json(HOME, "/api/requests", &as_json(&submission("access", "en"))).await.expect(201);
    assert_eq!(shape(&fake_json), shape(&real_json));
    let names = |json: &Value| json.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let (fake, real) = (fake_json.json(), real_json.json());
    assert_eq!(names(&fake), names(&real));
    for same in ["right", "role", "clock", "respond_by", "policy", "locale", "events", "status_url"] {
        assert_eq!(fake.get(same), real.get(same), "{same}");
    }
    for long in ["reference", "key", "head"] {
        assert_eq!(fake[long].as_str().map(str::len), real[long].as_str().map(str::len), "{long}");
    }
    let own = json!({ "reference": fake["reference"], "key": fake["key"] });
    host.json(HOME, "/api/status", &own).await.expect(404);
    assert_eq!(host.items("REQ#").iter().filter(|item| item["SK"]["S"] == "REQ").count(), 1);
}

#[tokio::test]
async fn mistakes_and_limits_are_the_same_with_it() {
    let host = Host::start().await;
    let trapped = |fields: &[(&'static str, &'static str)]| [fields, &[("comment_title", "x")]].concat();
    host.form(HOME, "/api/requests", &trapped(&[("right", "access"), ("locale", "en")])).await.expect(422);
    exhaust(&host, HOME).await;
    host.form(HOME, "/api/requests", &trapped(&submission("access", "en"))).await.expect(429);
}

#[test]
fn the_form_has_it_where_nobody_sees_hears_or_reaches_it() {
    let folder = Folder::sample();
    assert_eq!(folder.candor(&["build"]).code, 0);
    for (locale, label) in
        [("en", "Please leave this empty"), ("ru", "Оставьте это поле пустым"), ("uz", "Bu maydonni boʻsh qoldiring")]
    {
        let page = folder.read(&format!("dist/site/{locale}/requests/erasure/index.html"));
        let trap = crate::submissions::between(&page, "<div class=\"trap\" aria-hidden=\"true\">", "</div>");
        assert!(trap.contains(label), "{trap}");
        for attribute in ["name=\"comment_title\"", "tabindex=\"-1\"", "autocomplete=\"off\""] {
            assert!(trap.contains(attribute), "{attribute}: {trap}");
        }
    }
}
