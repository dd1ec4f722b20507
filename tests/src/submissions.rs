//! Subject requests over HTTP, against the real engine: from the form to its receipt, and back by reference and key.

use candor_model::{Catalogue, Locale, Reference, Right};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde_json::{Value, json};

use crate::client::{Answer, Client};
use crate::program::Folder;
use crate::server::Server;

/// A name, an address and a text that only a careful program gives back as they were typed.
pub(crate) const NAME: &str = "Goʻzal \"O'ktam\" <script>alert(1)</script> & Ўринбоева 🌿 שלום";
pub(crate) const EMAIL: &str = "gozal.oʻrinboyeva@example.uz";
pub(crate) const DETAILS: &str = "\n\nBirinchi qator </textarea><b>\n\tIkkinchi: “narx” 100%+1 &amp; \u{202e}oxiri";

/// The fields of a good submission.
pub(crate) fn submission<'a>(right: &'a str, locale: &'a str) -> Vec<(&'a str, &'a str)> {
    let fields = [("right", right), ("locale", locale), ("relationship", "customer"), ("name", NAME)];
    fields.into_iter().chain([("email", EMAIL), ("details", DETAILS)]).collect()
}

/// The same as JSON.
pub(crate) fn as_json(fields: &[(&str, &str)]) -> Value {
    fields.iter().map(|&(name, text)| (name.to_owned(), Value::from(text))).collect::<serde_json::Map<_, _>>().into()
}

/// The reference in the address of a receipt.
pub(crate) fn reference(answer: &Answer) -> Reference {
    let reference = answer.header("location").strip_prefix("/api/receipts/");
    reference.and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no receipt's address in {answer:?}"))
}

/// The receipt page that a form's answer leads its browser to.
fn receipt_page(client: &Client, answer: &Answer) -> String {
    let question = client.ask("GET", answer.header("location")).header("cookie", &answer.cookies());
    question.send().expect(200).body
}

/// What the build tells the intake.
fn catalogue(folder: &Folder) -> Catalogue {
    assert_eq!(folder.candor(&["build"]).code, 0);
    serde_json::from_str(&folder.read("dist/intake/catalogue.json")).expect("the intake reads the same file")
}

fn local(moment: Timestamp) -> Zoned {
    moment.to_zoned(TimeZone::get("Asia/Tashkent").expect("jiff brings its zones"))
}

/// A date as each locale of the sample writes it, not by the theme.
fn written(date: Date, locale: &str) -> String {
    let uz = "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr";
    let ru = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря";
    let en = "January February March April May June July August September October November December";
    let (day, year) = (date.day(), date.year());
    let month = |months: &'static str| months.split(' ').nth(date.month() as usize - 1).expect("twelve months");
    match locale {
        "uz" => format!("{year}-yil {day}-{}", month(uz)),
        "ru" => format!("{day} {} {year} года", month(ru)),
        _ => format!("{day} {} {year}", month(en)),
    }
}

#[test]
fn the_last_day_for_an_answer_skips_the_countrys_days_off() {
    let catalogue = catalogue(&Folder::sample());
    let rules = &catalogue.requests;
    let last_day = |received| rules.respond_within.reckon(received, &rules.calendar);
    assert_eq!(last_day(date(2026, 11, 23)).respond_by, date(2026, 12, 7));
    // 8 December is free; Saturday the 12th is worked in exchange for another day.
    assert_eq!(last_day(date(2026, 12, 1)).respond_by, date(2026, 12, 15));
    // 31 December and 1 January are free, and 2027 is not final yet.
    let over_new_year = last_day(date(2026, 12, 25));
    assert_eq!((over_new_year.respond_by, over_new_year.provisional), (date(2027, 1, 12), true));
    assert_eq!(written(date(2026, 12, 7), "uz"), "2026-yil 7-dekabr");
}

#[test]
fn every_right_in_every_locale_leads_from_the_form_to_its_receipt() {
    let folder = Folder::sample();
    let catalogue = catalogue(&folder);
    let server = Server::start(&folder);
    assert_eq!((catalogue.requests.rights.len(), catalogue.locales.len()), (6, 3));
    for right in catalogue.requests.rights.iter().map(|rules| rules.right) {
        for locale in &catalogue.locales {
            server.client.get(&format!("/{locale}/requests/{right}/")).expect(200);
            check_form(&server.client, &catalogue, right, locale);
        }
    }
}

fn check_form(client: &Client, catalogue: &Catalogue, right: Right, locale: &Locale) {
    let details = format!("{right} {locale}");
    let mut fields = submission(right.as_str(), locale.as_str());
    fields[5].1 = &details;
    let answer = client.post_form("/api/requests", &fields).expect(303);
    assert_eq!(answer.body, "");
    let reference = reference(&answer);
    let (cookie, attributes) = answer.cookie("candor_receipt");
    assert_eq!(attributes, ["HttpOnly", "Max-Age=1800", "Path=/api", "SameSite=Lax"]);
    let (named, key) = cookie.split_once('.').expect("reference and key");
    assert_eq!((named.parse(), key.len()), (Ok(reference.clone()), 26));

    let page = receipt_page(client, &answer);
    let record = client
        .ask("GET", answer.header("location"))
        .header("cookie", &answer.cookies())
        .header("accept", "application/json")
        .send()
        .json();
    let received: Timestamp = record["received"].as_str().expect("a moment").parse().expect("a moment");
    let rules = &catalogue.requests;
    let respond_by = rules.respond_within.reckon(local(received).date(), &rules.calendar).respond_by;
    let date = format!("<time datetime=\"{respond_by}\">{}</time>", written(respond_by, locale.as_str()));
    for part in [format!("<html lang=\"{locale}\""), date, reference.to_string(), key[..5].to_owned()] {
        assert!(page.contains(&part), "no {part} in {page}");
    }
    let policy = catalogue.policies.iter().find(|policy| policy.id.as_str() == "privacy").expect("it is in force");
    assert_eq!(record["policy"]["digest"], policy.digests[locale].as_str());
}

#[test]
fn a_program_gets_its_receipt_as_json() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let answer = server.client.post_json("/api/requests", &as_json(&submission("access", "en"))).expect(201);
    assert_eq!(answer.header("content-type"), "application/json");
    let receipt = answer.json();
    assert_eq!(receipt["reference"], reference(&answer).to_string());
    assert_eq!((&receipt["right"], &receipt["locale"]), (&json!("access"), &json!("en")));
    assert_eq!(receipt["status_url"], "https://privacy.turnapost.example.uz/en/requests/status/");
    let pair = json!({ "reference": receipt["reference"], "key": receipt["key"] });
    let status = server.client.post_json("/api/status", &pair).expect(200).json();
    for same in ["reference", "right", "received", "respond_by", "provisional"] {
        assert_eq!(status[same], receipt[same], "{same}");
    }
    assert_eq!((&status["state"], &status["events"][0]["kind"]), (&json!("received"), &json!("received")));
}

#[test]
fn everything_typed_is_still_in_the_form_beside_everything_that_is_wrong_with_it() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let long = format!("{DETAILS}{}", "ж".repeat(4000));
    let key = "0123456789abcdef-token";
    let fields = [
        ("right", "rectification"),
        ("locale", "ru"),
        ("submission_key", key),
        ("name", "  "),
        ("email", NAME),
        ("details", &long),
    ];
    let page = server.client.post_form("/api/requests", &fields).expect(422).body;
    let summary = between(&page, "<div class=\"errors\"", "</div>");
    for (field, sentence) in [
        ("relationship", "Заполните поле «Как вы с нами связаны»."),
        ("name", "Заполните поле «Фамилия, имя и отчество»."),
        ("email", "В поле «Адрес электронной почты» нужен полный адрес, например name@example.com."),
        ("details", "не больше 4\u{a0}000"),
    ] {
        assert!(summary.contains(&format!("href=\"#{field}\"")) && summary.contains(sentence), "{field}: {summary}");
        assert!(
            page.contains(&format!("id=\"{field}-error\"")) && page.contains(&format!("id=\"{field}\"")),
            "{field}"
        );
    }
    assert!(page.contains("<title>Ошибка: ") && page.contains("<html lang=\"ru\""), "{page}");
    assert!(!page.contains("<script>") && !page.contains("<b>"), "what was typed is text: {page}");
    assert_eq!(input(&page, "email"), NAME);
    assert_eq!(input(&page, "name"), "  ");
    assert_eq!(input(&page, "submission_key"), key);
    // A browser drops the first line end after the tag.
    let typed = between(&page, "<textarea id=\"details\"", "</textarea>");
    assert_eq!(unescaped(typed.split_once(">\n").expect("the tag ends with its line").1), long);

    let errors = server.client.post_json("/api/requests", &as_json(&fields)).expect(422);
    assert_eq!(errors.header("content-type"), "application/problem+json");
    let faults = errors.json()["errors"].as_array().expect("a list").clone();
    let faults: Vec<_> = faults.iter().map(|e| (e["field"].as_str(), e["fault"].as_str())).collect();
    let expected = ["missing", "missing", "not-an-email", "too-long"];
    let expected = ["relationship", "name", "email", "details"].into_iter().zip(expected);
    assert_eq!(faults, expected.map(|(field, fault)| (Some(field), Some(fault))).collect::<Vec<_>>());
}

#[test]
fn a_relationship_that_was_chosen_stays_chosen() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let fields = [("right", "erasure"), ("locale", "uz"), ("relationship", "addressee")];
    let page = server.client.post_form("/api/requests", &fields).expect(422).body;
    assert!(page.contains("value=\"addressee\" checked"), "{page}");
    let relationships = between(&page, "id=\"relationship-group\"", "</fieldset>");
    assert_eq!(relationships.matches(" checked").count(), 1);
}

#[test]
fn reference_and_key_show_the_request_in_the_locale_of_the_page() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let receipt = server.client.post_json("/api/requests", &as_json(&submission("erasure", "uz"))).expect(201).json();
    let (reference, key) = (text(&receipt, "reference"), text(&receipt, "key"));
    // As people type what they copied by hand.
    let typed = [reference.to_lowercase().replace('-', " "), key.to_lowercase().replace('-', "").replace('0', "o")];
    let fields = [("locale", "ru"), ("reference", &typed[0] as &str), ("key", &typed[1])];
    let page = server.client.post_form("/api/status", &fields).expect(200).body;
    let respond_by: Date = text(&receipt, "respond_by").parse().expect("a date");
    let why = ["Почему эта дата", "Срок ответа — 10 рабочих дней.", "выходной"];
    let day = written(respond_by, "ru");
    let said = ["<html lang=\"ru\"", reference, "Удалить данные", "Обращение получено", &day];
    for part in said.into_iter().chain(why) {
        assert!(page.contains(part), "no {part} in {page}");
    }
    for personal in ["Goʻzal", EMAIL, "Birinchi", key] {
        assert!(!page.contains(personal), "{personal} in {page}");
    }
}

#[test]
fn an_unknown_reference_and_a_wrong_key_look_the_same() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let receipt = server.client.post_json("/api/requests", &as_json(&submission("erasure", "uz"))).expect(201).json();
    let (known, key) = (text(&receipt, "reference"), text(&receipt, "key"));
    let unknown = Reference::from_random([1; 8]).to_string();
    let wrong_key = "00000-00000-00000-00000-000000";
    let pairs = [(known, wrong_key), (&unknown, key), (&unknown, wrong_key), ("AAAAA-AAAAA", key), (known, "short")];
    let page = |(reference, key): (&str, &str)| {
        let answer = server.client.post_form("/api/status", &[("reference", reference), ("key", key)]).expect(404);
        assert!(!answer.body.contains(key), "a key is not shown again");
        answer.body.replace(reference, "…")
    };
    let json = |(reference, key)| {
        server.client.post_json("/api/status", &json!({ "reference": reference, "key": key })).expect(404).body
    };
    for pair in pairs {
        assert_eq!(page(pair), page(pairs[0]), "{pair:?}");
        assert_eq!(json(pair), json(pairs[0]), "{pair:?}");
    }
    let incomplete = server.client.post_form("/api/status", &[("reference", known), ("key", " ")]).expect(422).body;
    assert!(incomplete.contains("id=\"key-error\"") && input(&incomplete, "reference") == known, "{incomplete}");
}

#[test]
fn a_receipt_is_for_the_browser_that_sent_the_form_alone() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let answer = server.client.post_form("/api/requests", &submission("erasure", "en")).expect(303);
    let address = answer.header("location");
    let with = |cookie: &str| server.client.ask("GET", address).header("cookie", cookie).send();
    let (_, key) = answer.cookie("candor_receipt").0.split_once('.').expect("reference and key");
    let reference = reference(&answer);
    let nothing = server.client.get(address).expect(404).body;
    assert!(nothing.contains("<h1>Tasdiqni endi koʻrsatib boʻlmaydi</h1>"), "{nothing}");
    let other = Reference::from_random([9; 8]);
    for cookie in [
        format!("candor_receipt={reference}.00000000000000000000000000"),
        format!("candor_receipt={other}.{key}"),
        format!("candor_receipt={key}"),
        "candor_receipt=".to_owned(),
    ] {
        assert_eq!(with(&cookie).expect(404).body, nothing, "{cookie}");
    }
    assert!(with(&format!("a=b; {}; c", answer.cookies())).expect(200).body.contains(&reference.to_string()));
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no text {name} in {value}"))
}

pub(crate) fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("no {from} in {page}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} in {rest}")).0
}

/// The value of an input, as a browser reads it.
pub(crate) fn input(page: &str, name: &str) -> String {
    let tag = page.split('<').find(|tag| tag.starts_with("input") && tag.contains(&format!(" name=\"{name}\"")));
    unescaped(between(tag.unwrap_or_else(|| panic!("no input {name} in {page}")), " value=\"", "\""))
}

pub(crate) fn unescaped(html: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#x27;", "'"), ("&#39;", "'")];
    let text = marks.iter().fold(html.replace("&#x2f;", "/"), |text, (mark, letter)| text.replace(mark, letter));
    text.replace("&amp;", "&")
}
