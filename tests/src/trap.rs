//! The field that no person sees: a program that fills it in learns nothing and has nobody written to, and a person who does
//! loses nothing.

use serde_json::Value;

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
async fn a_program_that_fills_it_in_learns_nothing_and_nobody_is_written_to() {
    let host = Host::start().await;
    let mut trapped = submission("access", "en");
    trapped.push(("comment_title", "Cheap watches"));
    let caught = host.form(HOME, "/api/requests", &trapped).await.expect(303);
    let caught_json = host.json(HOME, "/api/requests", &as_json(&trapped)).await.expect(201);
    assert_eq!(host.letters().await.len(), 0, "nobody is written to");

    let real = host.form(HOME, "/api/requests", &submission("access", "en")).await.expect(303);
    assert_eq!(shape(&caught), shape(&real));
    let real_json = host.json(HOME, "/api/requests", &as_json(&submission("access", "en"))).await.expect(201);
    assert_eq!(shape(&caught_json), shape(&real_json));
    let names = |json: &Value| json.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&caught_json.json()), names(&real_json.json()));
    assert_eq!(host.letters().await.len(), 4, "two letters of each of the other two");
}

#[tokio::test]
async fn a_person_who_filled_it_in_by_mistake_loses_nothing() {
    let host = Host::start().await;
    let mut trapped = submission("access", "en");
    trapped.push(("comment_title", "filled in by the browser"));
    let sent = host.form(HOME, "/api/requests", &trapped).await.expect(303);
    let receipt = host.get(sent.header("location"), &[("cookie", &sent.cookies())]).await.expect(200);
    let reference = reference(&sent).to_string();
    assert!(receipt.body.contains(&reference), "{}", receipt.body);
    let stored = host.store.open_requests().await.expect("the engine answers");
    assert!(stored.len() == 1 && stored[0].doubtful, "the officer sees it as what it may be");

    // The link comes when it is asked for, and with it the request is like any other.
    host.form_with(&sent.cookies(), "/api/resend", &[("locale", "en"), ("reference", &reference)]).await.expect(200);
    let letters = host.letters().await;
    assert_eq!(letters.iter().map(|letter| letter.id.as_str()).collect::<Vec<_>>(), [format!("{reference}.2.subject")]);
    let (_, link) = letters[0].text.split_once("/api/confirm/").expect("the link");
    let token = link.split(['?', '\n']).next().expect("it ends");
    host.form(HOME, &format!("/api/confirm/{token}"), &[("locale", "en")]).await.expect(200);
    host.form_with(&sent.cookies(), "/api/withdraw", &[("locale", "en"), ("reference", &reference)]).await.expect(200);
    assert_eq!(host.letters().await.len(), 2, "of its taking back both are told");
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
