//! A visitor's whole way: a policy, the rights, a request with a mistake in it, the receipt, the link in the letter, the
//! status, taking it back, the choices. Every page speaks the visitor's language and no other.

use super::engine::{Engine, in_each_engine};
use super::sending::{Ticket, correct_and_send, look_up, officer_finds, send_with_mistakes};
use super::visitor::{Browser, Script, Settings};
use super::wording::Wording;
use crate::mail::confirm_path;
use crate::program::Folder;
use crate::server::{Server, until};

const LOCALES: [&str; 3] = ["uz", "ru", "en"];

in_each_engine! {
    the_whole_way_can_be_gone_without_script: in_chromium Chromium, in_firefox Firefox;
}

/// In every language in one engine, and in one language in the other.
async fn the_whole_way_can_be_gone_without_script(engine: Engine) {
    let locales: &[_] = if engine == Engine::Chromium { &LOCALES } else { &["uz"] };
    for locale in locales {
        let folder = Folder::sample();
        let server = Server::start(&folder);
        let settings = Settings { script: Script::Blocked, ..Settings::default() };
        let browser = Browser::open_in(engine, &server.site, settings).await;
        let visitor = Visitor::new(&browser, locale);
        browser.visit("/").await;
        browser.click(&format!("#languages [hreflang={locale}]")).await;
        visitor.reads().await;
        send_with_mistakes(&browser, locale).await;
        assert_eq!(browser.value("[name=submission_key]").await, "", "no script filled it in");
        visitor.asks(&folder).await;
    }
}

#[tokio::test]
async fn the_whole_way_can_be_gone_with_script() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    let visitor = Visitor::new(&browser, "ru");
    browser.visit("/ru/").await;
    visitor.reads().await;
    send_with_mistakes(&browser, "ru").await;
    browser.until("return document.activeElement.id === 'errors'").await;
    visitor.asks(&folder).await;
    assert_eq!(browser.evaluate("return Object.keys(sessionStorage).join()").await, "");
}

/// Somebody who reads one language.
struct Visitor<'b> {
    browser: &'b Browser,
    locale: &'static str,
    words: Wording,
    others: Vec<Wording>,
}

impl<'b> Visitor<'b> {
    fn new(browser: &'b Browser, locale: &'static str) -> Self {
        let others = LOCALES.into_iter().filter(|other| *other != locale).map(Wording::of).collect();
        Self { browser, locale, words: Wording::of(locale), others }
    }

    /// From the first page to a policy, and to the rights.
    async fn reads(&self) {
        let Self { browser, locale, .. } = self;
        self.sees("h1", "center.title").await;
        browser.click(&format!("main .cards a[href='/{locale}/privacy/']")).await;
        browser.is_at(&format!("/{locale}/privacy/")).await;
        self.understands().await;
        self.sees(".contents summary", "policy.contents").await;
        browser.click(&format!(".sections a[href='/{locale}/requests/']")).await;
        self.sees("h1", "requests.title").await;
        self.sees("#next", "form.next").await;
    }

    /// From the form with its errors to a request that is confirmed and taken back, and to the choices.
    async fn asks(&self, folder: &Folder) {
        let Self { browser, locale, .. } = self;
        self.sees("h1", "rights.erasure.title").await;
        self.sees("#errors h2", "errors.title").await;
        let prefix = format!("{}: ", self.words.say("errors.prefix"));
        assert!(browser.title().await.starts_with(&prefix), "{}", browser.title().await);
        let label = self.words.say("fields.name.label");
        browser.says("#name-error", &self.words.say_with("errors.missing", &[("label", label)])).await;

        let ticket = correct_and_send(browser).await;
        self.sees("h1", "receipt.title").await;
        self.sees(".notice strong", "receipt.keep").await;
        officer_finds(folder, &ticket, locale);
        self.confirms(folder, &ticket).await;
        look_up(browser, locale, &ticket, 2).await;
        self.sees("h1", "status.title").await;
        self.sees(".facts strong", "requests.states.received").await;
        self.sees(".events li:last-child", "requests.events.confirmed").await;
        self.takes_back().await;
        self.refuses_cookies().await;
    }

    /// Opens the link in the letter, and presses the button there.
    async fn confirms(&self, folder: &Folder, ticket: &Ticket) {
        let letter = |ending| format!(".candor/mail/{}.1.subject.{ending}", ticket.reference);
        // The message is written last.
        until("the letter is written", || folder.path(&letter("eml")).exists().then_some(()));
        let page = folder.read(&letter("html"));
        assert!(page.contains(&format!("<html lang=\"{}\"", self.locale)), "{page}");
        self.understands_all(&page, "the letter");
        self.browser.visit(&confirm_path(&page)).await;
        self.sees("h1", "confirm.title").await;
        let named = [("reference", ticket.reference.as_str())];
        self.browser.says(".lead p", &self.words.say_with("confirm.ask", &named)).await;
        self.browser.click("main form button").await;
        self.browser.says(".lead p", &self.words.say_with("confirm.confirmed", &named)).await;
        self.understands().await;
    }

    async fn takes_back(&self) {
        self.sees(".withdraw summary", "status.withdraw").await;
        self.browser.click(".withdraw summary").await;
        self.sees(".withdraw p", "status.withdraw_what").await;
        self.browser.click(".withdraw button").await;
        self.sees(".facts strong", "requests.states.withdrawn").await;
        assert_eq!(self.browser.count(".withdraw").await, 0, "what is taken back cannot be taken back again");
    }

    async fn refuses_cookies(&self) {
        self.browser.click(&format!(".sections a[href='/{}/choices/']", self.locale)).await;
        self.sees("h1", "choices.title").await;
        self.browser.click("button[value=refuse-all]").await;
        self.sees("[role=status] strong", "choices.stored").await;
    }

    /// Sees the words of that key there, on a page that is in one language.
    async fn sees(&self, css: &str, key: &str) {
        self.browser.says(css, self.words.say(key)).await;
        self.understands().await;
    }

    /// Sees that the page says to be in the visitor's language, and is.
    async fn understands(&self) {
        assert_eq!(self.browser.attribute("html", "lang").await, self.locale);
        self.understands_all(&self.browser.source().await, &self.browser.path().await);
    }

    fn understands_all(&self, page: &str, what: &str) {
        for other in &self.others {
            assert_eq!(other.left_in(page, &self.words), Vec::<&str>::new(), "{} of {what}", self.locale);
        }
    }
}
