//! The link that confirms, sent once more: when, how often, and for how long it then works.

use candor_intake::{Break, verify};
use candor_model::Reference;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::client::Answer;
use crate::host::{HOME, Host};
use crate::program::Folder;
use crate::server::{DATA, Server, records, until};
use crate::submissions::{as_json, between, submission};

/// A request that nobody has confirmed.
struct Sent<'h> {
    host: &'h Host,
    own: Value,
    cookies: String,
}

impl<'h> Sent<'h> {
    async fn new(host: &'h Host, right: &str) -> Self {
        let answer = host.json(HOME, "/api/requests", &as_json(&submission(right, "en"))).await.expect(201);
        let receipt = answer.json();
        let own = json!({ "reference": receipt["reference"], "key": receipt["key"] });
        Self { host, own, cookies: answer.cookies() }
    }

    fn reference(&self) -> &str {
        self.own["reference"].as_str().expect("a reference")
    }

    /// Presses the button of the page that shows the request.
    async fn press(&self, locale: &str) -> Answer {
        let fields = [("locale", locale), ("reference", self.reference())];
        self.host.form_with(&self.cookies, "/api/resend", &fields).await
    }

    async fn resend(&self) -> Answer {
        self.host.json(HOME, "/api/resend", &self.own).await
    }

    async fn page(&self) -> String {
        let key = self.own["key"].as_str().expect("a key");
        let fields = [("locale", "en"), ("reference", self.reference()), ("key", key)];
        self.host.form(HOME, "/api/status", &fields).await.expect(200).body
    }

    async fn confirm(&self, path: &str) -> u16 {
        self.host.form(HOME, path, &[("locale", "en")]).await.status
    }

    async fn check_chain(&self) {
        let reference: Reference = self.reference().parse().expect("a reference");
        let store = &self.host.store;
        let mut request = store.request(&reference).await.expect("the engine answers").expect("it is there");
        let events = store.events(&reference).await.expect("the engine answers");
        assert_eq!(verify(&request, &events, &[]), []);
        request.links_sent.pop();
        assert_eq!(verify(&request, &events, &[]), [Break::State], "no link is left out unnoticed");
    }
}

/// The path of the link in a letter.
fn link(letter: &str) -> String {
    format!("/api/confirm/{}", between(letter, "/api/confirm/", "?"))
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

#[tokio::test]
async fn each_link_works_for_three_days_from_when_it_was_sent() {
    let host = Host::start().await;
    let (sent, other) = (Sent::new(&host, "access").await, Sent::new(&host, "erasure").await);
    let first = host.letters().await.into_iter().find(|letter| letter.id == format!("{}.1.subject", sent.reference()));
    let first = link(&first.expect("it was written").text);
    Host::pass(hours(71));
    let page = sent.page().await;
    assert!(page.contains("action=\"/api/resend\"") && page.contains("We have sent you a link by e-mail."), "{page}");
    let page = sent.press("en").await.expect(200).body;
    assert!(page.contains("You had the confirmation link sent once more"), "{page}");
    assert!(page.contains("The link is on its way") && !page.contains("action=\"/api/resend\""), "{page}");

    let letters = host.letters().await;
    assert_eq!(letters.len(), 1, "officers are not told");
    let letter = &letters[0];
    assert_eq!(letter.id, format!("{}.2.subject", sent.reference()));
    assert!(letter.subject.contains(sent.reference()), "{}", letter.subject);
    assert!(!letter.text.contains(sent.own["key"].as_str().expect("a key")), "{}", letter.text);
    let second = link(&letter.text);
    assert_ne!(second, first);
    assert_eq!(sent.host.get(&first, &[("accept", "text/html")]).await.status, 200);

    Host::pass(hours(71));
    assert_eq!(sent.host.get(&second, &[("accept", "text/html")]).await.status, 200);
    let page = sent.host.get(&format!("{first}?locale=en"), &[("accept", "text/html")]).await.expect(410).body;
    assert!(page.contains("Please take the one in our newest letter"), "{page}");
    assert_eq!(sent.confirm(&first).await, 410);
    let late = second.replace(&sent.reference().replace('-', ""), &other.reference().replace('-', ""));
    assert_eq!(other.confirm(&late).await, 404, "a link is of one request");
    assert_eq!(sent.confirm(&second).await, 200);
    sent.check_chain().await;
    let page = sent.page().await;
    assert!(!page.contains("/api/resend") && !page.contains("We have sent you a link"), "{page}");
    assert_eq!(sent.resend().await.status, 409, "it is confirmed");
}

#[tokio::test]
async fn a_link_that_has_run_out_is_renewed() {
    let host = Host::start().await;
    let sent = Sent::new(&host, "access").await;
    let path =
        link(&host.letters().await.iter().find(|letter| letter.text.contains("/api/confirm/")).expect("one").text);
    Host::pass(hours(80));
    assert_eq!(sent.confirm(&path).await, 410);
    let page = host.get(&format!("{path}?locale=en"), &[("accept", "text/html")]).await.expect(410).body;
    assert!(page.contains("it is too old") && page.contains("/requests/status/") && !page.contains("closed"), "{page}");
    let page = sent.page().await;
    assert!(page.contains("no longer works") && page.contains("expires at the end of"), "{page}");
    let status = sent.resend().await.expect(200).json();
    assert_eq!(status["events"][1]["kind"], "link-sent");
    let moment = |value: &Value| value.as_str().and_then(|text| text.parse::<Timestamp>().ok()).expect("a moment");
    assert_eq!(moment(&status["link_until"]), moment(&status["events"][1]["at"]) + hours(72));
    assert_eq!(sent.confirm(&path).await, 410, "what has run out stays so");
    let renewed = link(&host.letters().await[0].text);
    assert_eq!(sent.confirm(&renewed).await, 200);
    let status = host.json(HOME, "/api/status", &sent.own).await.expect(200).json();
    assert_eq!((&status["confirm_by"], &status["link_until"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn the_link_is_sent_three_times_more_and_not_twice_in_ten_minutes() {
    let host = Host::start().await;
    let sent = Sent::new(&host, "access").await;
    sent.resend().await.expect(200);
    Host::pass(SignedDuration::from_mins(4));
    let problem = sent.resend().await.expect(429);
    assert_eq!((problem.header("retry-after"), problem.header("content-type")), ("360", "application/problem+json"));
    for (locale, sentence) in [("en", "in 6 minutes"), ("ru", "через 6 минут"), ("uz", "6 daqiqadan keyin")] {
        let answer = sent.press(locale).await.expect(429);
        assert_eq!(answer.header("retry-after"), "360");
        assert!(between(&answer.body, "id=\"errors\"", "</div>").contains(sentence), "{}", answer.body);
        assert!(answer.body.contains("id=\"found\""), "the request is shown beside it");
    }
    for _ in 0..2 {
        Host::pass(SignedDuration::from_mins(10));
        sent.press("en").await.expect(200);
    }
    Host::pass(hours(1));
    assert_eq!(sent.resend().await.expect(409).header("retry-after"), "");
    for (locale, sentence) in [("en", "several times"), ("ru", "несколько раз"), ("uz", "bir necha marta")]
    {
        let page = sent.press(locale).await.expect(409).body;
        assert!(between(&page, "id=\"errors\"", "</div>").contains(sentence), "{page}");
        assert!(!page.contains("action=\"/api/resend\""), "{page}");
    }
    sent.check_chain().await;
    let letters = host.letters().await;
    assert_eq!(letters.iter().filter(|letter| letter.text.contains("/api/confirm/")).count(), 4);
}

#[tokio::test]
async fn where_no_link_is_awaited_none_is_sent() {
    let host = Host::start().await;
    let sent = Sent::new(&host, "withdraw-consent").await;
    assert!(!sent.page().await.contains("/api/resend"));
    sent.resend().await.expect(409);
    assert!(sent.press("en").await.expect(409).body.contains("needs no confirmation"));
    let closed = Sent::new(&host, "access").await;
    host.json(HOME, "/api/withdraw", &closed.own).await.expect(200);
    closed.resend().await.expect(409);
    let page = closed.page().await;
    assert!(!page.contains("/api/resend") && !page.contains("We have sent you a link"), "{page}");

    let wrong = json!({ "reference": sent.reference(), "key": "00000-00000-00000-00000-000000" });
    host.json(HOME, "/api/resend", &wrong).await.expect(404);
    host.form(HOME, "/api/resend", &[("reference", sent.reference())]).await.expect(422);
    let letters = host.letters().await;
    assert!(letters.iter().all(|letter| !letter.id.contains(".2.subject") || letter.id.contains(closed.reference())));
}

#[test]
fn the_officer_sees_that_the_link_was_sent_once_more() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    for (right, locale, subject) in [
        ("access", "en", "Please confirm your request"),
        ("erasure", "ru", "Подтвердите обращение"),
        ("restriction", "uz", "Murojaatingizni tasdiqlang"),
    ] {
        let receipt = server.client.post_json("/api/requests", &as_json(&submission(right, locale))).expect(201).json();
        let own = json!({ "reference": receipt["reference"], "key": receipt["key"] });
        server.client.post_json("/api/resend", &own).expect(200);
        let reference = receipt["reference"].as_str().expect("a reference");
        let letter = format!(".candor/mail/{reference}.2.subject");
        until("the letter is written", || folder.path(&format!("{letter}.eml")).exists().then_some(()));
        let letter = folder.read(&format!("{letter}.html"));
        assert!(letter.contains(subject) && letter.contains("/api/confirm/"), "{letter}");
        let shown = folder.candor(&["requests", "show", reference, "--data", DATA]).stdout;
        assert!(shown.contains("link-sent, the subject"), "{shown}");
        let record = records(&folder, &["requests", "show", reference]).remove(0);
        assert_eq!(
            (&record["history"][1]["kind"], &record["history"][1]["by"]),
            (&json!("link-sent"), &json!("subject"))
        );
    }
    let verified = folder.candor(&["requests", "verify", "--data", DATA]);
    assert_eq!((verified.code, verified.stderr.as_str()), (0, ""), "{}", verified.stdout);
}
