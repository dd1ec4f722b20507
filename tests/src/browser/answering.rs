//! A subject who is asked for more answers in the browser, with and without script.

use super::everywhere::is_well;
use super::visitor::{Browser, Script};
use crate::answering::{Ticket, done};
use crate::program::Folder;
use crate::server::Server;

const QUESTION: &str = "Which of your two accounts do you mean?\nPlease name the e-mail address of the account.";

#[tokio::test]
async fn a_question_is_answered_on_the_status_page_with_and_without_script() {
    for (script, locale, label, thanks) in [
        (Script::Runs, "en", "Your answer", "We have your answer"),
        (Script::Blocked, "ru", "Ваш ответ", "Мы получили ваш ответ"),
    ] {
        let folder = Folder::sample();
        let server = Server::start(&folder);
        let ticket = Ticket::send(&server, "access", locale);
        done(&ticket.step(&folder, "ask", &["--text", QUESTION]));
        let browser = Browser::open(&server.site, script).await;
        browser.resize(320, 700).await;
        browser.visit(&format!("/{locale}/requests/status/")).await;
        browser.fill("#reference", &ticket.reference).await;
        browser.fill("#key", &ticket.key).await;
        browser.click("form button").await;
        browser.says("label[for=answer]", label).await;
        is_well(&browser).await;
        browser.says(".notice .remark", "Please name the e-mail address").await;

        browser.click("section.notice form button").await;
        browser.find("#answer-error").await;
        is_well(&browser).await;
        browser.click("#errors a[href='#answer']").await;
        assert_eq!(browser.focus().await, "answer");
        browser.fill("#answer", "The one of 2024,\n<please>.").await;
        browser.click("section.notice form button").await;
        browser.says(".events", thanks).await;
        browser.says(".events", "<please>").await;
        assert_eq!(browser.count("#answer").await, 0);
        is_well(&browser).await;
    }
}
