//! A visitor whose letter was lost has the link sent once more.

use super::sending::fill_in;
use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;

#[tokio::test]
async fn the_page_of_a_request_has_the_link_sent_once_more_without_script() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    browser.visit("/ru/requests/access/").await;
    fill_in(&browser).await;
    browser.click("form button").await;
    browser.says("h1", "Мы получили ваше обращение").await;
    let [reference, key] = ["first", "last"].map(|place| format!(".ticket div:{place}-child code"));
    let (reference, key) = (browser.text(&reference).await, browser.text(&key).await);
    browser.visit("/ru/requests/status/").await;
    browser.fill("#reference", &reference).await;
    browser.fill("#key", &key).await;
    browser.click("form button").await;
    browser.says("#found", &reference).await;
    assert_eq!(browser.count(".events li").await, 1);
    browser.click("form[action='/api/resend'] button").await;
    browser.says(".events li:last-child", "Вы попросили ещё раз прислать ссылку").await;
    assert_eq!(browser.count("form[action='/api/resend']").await, 0);
    browser.says(".notice", "Мы отправили вам ссылку ещё раз.").await;
}
