//! Two editions of one policy, put together at random from what policies are made of: they are compared to their end, and
//! what is said of them stands at a place that is there.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use candor_site::{Report, Sources};
use jiff::civil::date;
use proptest::prelude::*;

use crate::program::SMALLEST;

/// How long two short editions may take on a busy machine. They take some milliseconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// What editions are made of.
const PIECES: [&str; 34] = [
    "## Terms\n\n",
    "## 1. Terms\n\n",
    "## 2. Термины\n\n",
    "### Who we are\n\n",
    "### 1.1. Who we are\n\n",
    "#### Ўзимиз ҳақимизда\n\n",
    "## § 3\n\n",
    "## IV. Rights\n\n",
    "1.1. We answer within 10 working days.\n\n",
    "1.1. Мы отвечаем в течение 15 дней.\n\n",
    "1.2. Биз 30 кун ичида жавоб берамиз:\nа) ёзма;\nб) оғзаки.\n\n",
    "1.2. We keep:\na) names;\nb) numbers;\nd) places.\n\n",
    "2.1. Oʻn ish kuni, 1 000 000 soʻm, 2026-yil 5-mart.\n\n",
    "2.1.1. 1,000,000 UZS, 5 March 2026, 9:00, 1.5 GB.\n\n",
    "3.7. Write to privacy@example.com or https://example.com/a?b=1.\n\n",
    "3.7. Пишите: privacy@example.org, +998 71 200-00-00.\n\n",
    "- one\n- two\n  - three\n\n",
    "1. one\n2. two\n\n",
    "1) one\n3) three\n\n",
    "| Name | Term |\n|---|---|\n| sid | 5 days |\n\n",
    "| Имя | Срок |\n|---|---|\n| sid | 6 дней |\n| x | |\n\n",
    "> 4.1. Quoted.\n\n",
    "[see](#1.1) and [there](/cookies/#2.1), [10 days](fact:requests.respond_within)\n\n",
    "[list](register:cookies)\n\n",
    "A note.[^1]\n\n[^1]: Below, 7 days.\n\n",
    "**1.3.** Bold label, 256 bits.\n\n",
    "The `en` edition prevails.\n\n",
    "Преимущество имеет редакция на английском языке.\n\n",
    "сooкie, а Latin c in Cyrillic\n\n",
    "o'zbek, oʻzbek, o‘zbek\n\n",
    "five thousand two hundred days; пять тысяч двести дней\n\n",
    "№ 152-ФЗ от 27.07.2006, ст. 18.1\n\n",
    "~~gone~~ `code` *stress* ![](x.png)\n\n",
    "![^1] ~ 1.1.1.1. 0. 00 1.0 ﷽\n\n",
];

fn edition() -> impl Strategy<Value = String> {
    let body = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..14);
    body.prop_map(|pieces| format!("+++\ntitle = \"P\"\n+++\n\n{}", pieces.concat()))
}

/// The files of a portal whose policy has an edition in English, which prevails, and one in another language.
fn files(english: String, locale: &str, other: String) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        SMALLEST.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    files[0].1 = files[0].1.replace("[\"en\"]", &format!("[\"en\", \"{locale}\"]"));
    files[2].1 = english;
    files.push((format!("content/policies/privacy/1/{locale}.md"), other));
    files
}

/// What is said of a portal.
fn report(files: &[(String, String)]) -> Report {
    let mut sources = Sources::default();
    files.iter().for_each(|(path, text)| sources.insert(path.as_str(), text.as_str()));
    let (told, report) = mpsc::channel();
    thread::spawn(move || told.send(candor_site::build(&sources, date(2026, 11, 24), true).1));
    report.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no end of this: {files:#?}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_two_editions_are_compared(english in edition(), locale in prop::sample::select(vec!["uz", "ru", "uz-Cyrl", "ar"]), other in edition()) {
        let files = files(english, locale, other);
        for diagnostic in report(&files).iter() {
            let spans = [Some(&diagnostic.span), diagnostic.related.as_ref().map(|(span, _)| span)];
            for span in spans.into_iter().flatten() {
                let file = files.iter().find(|(path, _)| *path == span.file).map(|(_, text)| text.as_str());
                let is_there = file.unwrap_or_default().get(span.range.clone()).is_some();
                prop_assert!(is_there, "{:?}\n{:#?}", diagnostic, files);
            }
        }
    }
}
