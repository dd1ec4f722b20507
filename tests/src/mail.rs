//! Mail: what a request's subject and officer are written, by the preview's files and by a mail server, and the link that
//! confirms.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use serde_json::Value;

use crate::officer::put_request;
use crate::program::{Folder, Run};
use crate::server::{DATA, Server, records, until};
use crate::submissions::{DETAILS, EMAIL, NAME, as_json, submission};

/// A request that was just sent, with the letters about it.
struct Sent<'f> {
    folder: &'f Folder,
    receipt: Value,
}

impl<'f> Sent<'f> {
    fn new(folder: &'f Folder, server: &Server<'_>, right: &str, locale: &str) -> Self {
        let receipt = server.client.post_json("/api/requests", &as_json(&submission(right, locale))).expect(201).json();
        Self { folder, receipt }
    }

    fn text(&self, name: &str) -> &str {
        self.receipt[name].as_str().expect("a text")
    }

    /// The page in a letter, once the courier has written it.
    fn letter(&self, event: u32, audience: &str) -> String {
        let path = self.path(event, audience, "html");
        // The message is written last.
        until("the letter is written", || self.folder.path(&self.path(event, audience, "eml")).exists().then_some(()));
        self.folder.read(&path)
    }

    fn path(&self, event: u32, audience: &str, ending: &str) -> String {
        format!(".candor/mail/{}.{event}.{audience}.{ending}", self.text("reference"))
    }

    fn step(&self, command: &str, more: &[&str]) -> Run {
        let arguments = ["requests", command, self.text("reference"), "--data", DATA, "--as", "Nargiza"];
        let run = self.folder.candor(&[&arguments, more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run
    }

    fn state(&self) -> Value {
        records(self.folder, &["requests", "show", self.text("reference")]).remove(0)
    }
}

/// The path of the link that confirms.
pub(crate) fn confirm_path(letter: &str) -> String {
    let (_, rest) = letter.split_once("/api/confirm/").unwrap_or_else(|| panic!("no link in {letter}"));
    format!("/api/confirm/{}", rest.split('"').next().expect("an attribute ends"))
}

#[test]
fn subject_and_officer_are_told_and_nothing_that_was_typed_is_passed_on() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    for (right, locale, subject, words) in [
        ("erasure", "uz", "Murojaatingizni qabul qildik: ", "Javob muddati: "),
        ("access", "ru", "Мы получили ваше обращение ", "Ответ придёт не позднее "),
        ("restriction", "en", "We have received your request ", "You get our answer by "),
    ] {
        let sent = Sent::new(&folder, &server, right, locale);
        let letter = sent.letter(1, "subject");
        let title = format!("<title>{subject}{}</title>", sent.text("reference"));
        let status = format!("{}/{locale}/requests/status/", server.site);
        for part in [&title, words, sent.text("key"), &status, &format!("<html lang=\"{locale}\"")] {
            assert!(letter.contains(part), "no {part} in {letter}");
        }
        let officer = sent.letter(1, "officer");
        assert!(officer.contains(&format!("candor requests show {}", sent.text("reference"))), "{officer}");
        assert!(!officer.contains(sent.text("key")), "{officer}");
        for personal in ["Goʻzal", "alert(1)", "Birinchi", EMAIL, DETAILS, NAME] {
            assert!(!letter.contains(personal) && !officer.contains(personal), "{personal} in {letter}{officer}");
        }
        let message = folder.read(&sent.path(1, "subject", "eml"));
        let id = format!("Message-ID: <{}.1.subject@turnapost.example.uz>", sent.text("reference"));
        for header in [&id, "Auto-Submitted: auto-generated", "Content-Type: multipart/alternative", "From: "] {
            assert!(message.contains(header), "no {header} in {message}");
        }
        let shown = server.client.get(&format!("/__candor/mail/{}.1.subject.html", sent.text("reference"))).expect(200);
        assert_eq!(shown.body, letter);
    }
    let list = server.client.get("/__candor/mail/").expect(200).body;
    assert_eq!(list.matches("subject.html</a>").count(), 3, "{list}");
    server.client.get("/__candor/mail/..%2Fhashing-key").expect(404);
}

#[test]
fn the_link_confirms_once_it_is_pressed_and_not_before() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let sent = Sent::new(&folder, &server, "access", "ru");
    let path = confirm_path(&sent.letter(1, "subject"));
    for _ in 0..2 {
        let page = server.client.get(&path).expect(200).body;
        assert!(page.contains("Да, это я") && page.contains("<form method=\"post\" action=\"/api/confirm/"), "{page}");
    }
    assert_eq!(sent.state()["confirmed"], Value::Null);
    let press = |path: &str| server.client.post_form(path, &[("locale", "ru")]);
    let pressed = path.split('?').next().expect("a path");
    assert!(press(pressed).expect(200).body.contains("Спасибо. Теперь мы знаем"));
    assert!(press(pressed).expect(200).body.contains("Спасибо. Теперь мы знаем"));
    let record = sent.state();
    assert!(record["confirmed"].is_string(), "{record}");
    assert_eq!(record["history"].as_array().map(Vec::len), Some(2), "it is confirmed once: {record}");
    assert_eq!(record["history"][1]["by"], "subject");

    // Another's token, one that is cut off, and none at all.
    let other = Sent::new(&folder, &server, "erasure", "en");
    let forged = pressed.replace(&sent.text("reference").replace('-', ""), &other.text("reference").replace('-', ""));
    for wrong in [forged.as_str(), &pressed[..pressed.len() - 1], "/api/confirm/x", "/api/confirm/%FF"] {
        let page = press(wrong).expect(404).body;
        assert!(page.contains("Эта ссылка не ведёт к обращению") || wrong.contains("%FF"), "{page}");
        server.client.get(wrong).expect(404);
    }
    assert_eq!(other.state()["confirmed"], Value::Null);
    // A request that is closed cannot be confirmed any more.
    let path = confirm_path(&other.letter(1, "subject"));
    other.step("refuse", &["--ground", "not-confirmed", "--text", "Nobody answered."]);
    assert!(server.client.get(&path).expect(410).body.contains("can no longer be confirmed"));
}

#[test]
fn the_link_answers_the_question_who_asks_and_no_other() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    for (right, need, expected) in [
        ("access", "identity", ["received", "needs-more", "confirmed", "answered-more"].as_slice()),
        ("erasure", "clarification", &["received", "needs-more", "confirmed"]),
    ] {
        let sent = Sent::new(&folder, &server, right, "en");
        sent.step("ask", &["--about", need, "--text", "Please tell us."]);
        let path = confirm_path(&sent.letter(1, "subject"));
        server.client.post_form(path.split('?').next().expect("a path"), &[("locale", "en")]).expect(200);
        let record = sent.state();
        let kinds: Vec<_> = record["history"].as_array().expect("a list").iter().map(|event| &event["kind"]).collect();
        assert_eq!(kinds, expected);
        assert_eq!(record["questions"][0].get("answered_on").is_some(), need == "identity");
    }
    let run = folder.candor(&["requests", "verify", "--data", DATA]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}

#[test]
fn consent_is_taken_back_without_a_confirmation() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let letter = Sent::new(&folder, &server, "withdraw-consent", "en").letter(1, "subject");
    assert!(!letter.contains("/api/confirm/") && letter.contains("Reference"), "{letter}");
}

#[test]
fn every_step_that_the_subject_must_know_is_written_to_them() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let refused = Sent::new(&folder, &server, "erasure", "uz");
    refused.step("note", &["--text", "internal"]);
    refused.step("refuse", &["--ground", "legal-obligation", "--text", "Soliq <kodeksi>\nikkinchi qator"]);
    let letter = refused.letter(3, "subject");
    for part in ["Qonun bizni", "Soliq &lt;kodeksi&gt;<br>", "ikkinchi qator", "Personallashtirish agentligi", "sudga"]
    {
        assert!(letter.contains(part), "no {part} in {letter}");
    }
    assert!(!folder.path(&refused.path(2, "subject", "eml")).exists(), "a note is nobody's mail");

    let forwarded = Sent::new(&folder, &server, "access", "en");
    forwarded.step("forward", &["--text", "Partner shop, privacy@shop.example"]);
    assert!(forwarded.letter(2, "subject").contains("privacy@shop.example"));

    let withdrawn = Sent::new(&folder, &server, "restriction", "ru");
    let fields = [("reference", withdrawn.text("reference")), ("key", withdrawn.text("key"))];
    server.client.post_form("/api/withdraw", &fields).expect(200);
    assert!(withdrawn.letter(2, "subject").contains("мы прекратили работу над обращением"));
    assert!(withdrawn.letter(2, "officer").contains("qaytarib oldi"), "the officer reads the portal's first locale");
}

/// A mail server that says what it is told to, and hands on what it got.
pub(crate) fn mail_server(answer: &'static str) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let (letters, received) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let letters = letters.clone();
            thread::spawn(move || converse(&stream.expect("a client connects"), answer, &letters));
        }
    });
    (address, received)
}

/// One conversation of SMTP, until the client ends it.
fn converse(mut stream: &TcpStream, answer: &str, letters: &Sender<String>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a socket")).lines().map_while(Result::ok);
    let mut say = |text: &str| stream.write_all(format!("{text}\r\n").as_bytes());
    let _ = say("220 mail.example");
    while let Some(line) = lines.next() {
        match line.get(..4).unwrap_or(&line) {
            "DATA" => {
                let _ = say("354 go on");
                let message: Vec<_> = lines.by_ref().take_while(|line| line != ".").collect();
                let _ = letters.send(message.join("\n"));
                let _ = say("250 taken");
            }
            "QUIT" => {
                let _ = say("221 bye");
                return;
            }
            "EHLO" => drop(say("250-mail.example\r\n250-8BITMIME\r\n250 SMTPUTF8")),
            "RCPT" => drop(say(answer)),
            _ => drop(say("250 fine")),
        }
    }
}

#[test]
fn a_mail_server_gets_each_letter_once() {
    let folder = Folder::sample();
    let reference = put_request(&folder, EMAIL);
    folder.write(".candor/hashing-key", "0".repeat(64));
    let (address, letters) = mail_server("250 fine");
    let run = |smtp: &str| folder.candor(&["courier", "--data", DATA, "--smtp", smtp]);
    let smtp = format!("smtp://{address}");
    let first = run(&smtp);
    assert_eq!((first.code, first.stdout.as_str(), first.stderr.as_str()), (0, "Sent: 2\n", ""));
    let got: Vec<String> = letters.try_iter().collect();
    assert_eq!(got.len(), 2);
    assert!(got.iter().any(|letter| letter.contains(&format!("{reference}.1.subject@")) && letter.contains("To: ")));
    assert!(got.iter().any(|letter| letter.contains("To: privacy@turnapost.example.uz")), "{got:?}");
    assert_eq!(run(&smtp).stdout, "Sent: 0\n");
    assert_eq!(letters.try_iter().count(), 0);
}

#[test]
fn what_a_mail_server_does_not_take_is_kept_and_said_without_an_address() {
    let folder = Folder::sample();
    put_request(&folder, EMAIL);
    folder.write(".candor/hashing-key", "0".repeat(64));
    let (address, letters) = mail_server("451 try again later");
    let smtp = format!("smtp://{address}");
    let run = folder.candor(&["courier", "--data", DATA, "--smtp", &smtp]);
    assert_eq!((run.code, run.stdout.as_str()), (3, "Sent: 0\n"));
    assert!(run.stderr.contains("the mail server answered 451") && run.stderr.contains("not sent: 2, of which 0 are"));
    assert!(!run.stderr.contains(EMAIL), "{}", run.stderr);
    assert_eq!(letters.try_iter().count(), 0);
    // They wait for a later run; this one is too early.
    let again = folder.candor(&["courier", "--data", DATA, "--smtp", &smtp]);
    assert_eq!((again.code, again.stdout.as_str()), (0, "Sent: 0\n"));

    for (arguments, sentence) in [
        (&["courier", "--data", DATA] as &[&str], "say how to send mail"),
        (&["courier", "--data", DATA, "--smtp", "mail.example"], "not like smtps://"),
        (&["courier", "--table", "x", "--smtp", "smtp://127.0.0.1:1"], "CANDOR_HASHING_KEY"),
    ] {
        let run = folder.candor(arguments);
        assert!(run.code == 2 && run.stderr.contains(sentence), "{arguments:?}: {}", run.stderr);
    }
    folder.edit("content/portal.toml", "[portal]\n", "[portal]\nnonsense = 1\n");
    let run = folder.candor(&["courier", "--data", DATA, "--smtp", &smtp]);
    assert!(run.code == 1 && run.stderr.contains("`candor check`"), "{}", run.stderr);
}
