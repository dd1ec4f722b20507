//! Letters as messages, and the mail server that takes them.

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::{Address, SmtpTransport, Transport};

use crate::{Letter, Post};

/// The text is no address of a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the mail server's address is not like smtps://NAME:PASSWORD@mail.example.uz, or smtp://SERVER for one without encryption"
)]
pub struct BadMailServer;

/// A mail server, by SMTP.
#[derive(Clone)]
pub struct MailServer {
    transport: SmtpTransport,
    from: String,
}

impl MailServer {
    /// The mail server at an address such as `smtps://name:password@mail.example.uz`. Nothing is sent yet.
    ///
    /// # Errors
    /// The text is no address of a mail server.
    pub fn at(address: &str, from: String) -> Result<Self, BadMailServer> {
        let transport = SmtpTransport::from_url(address).map_err(|_| BadMailServer)?;
        Ok(Self { transport: transport.build(), from })
    }
}

impl Post for MailServer {
    async fn send(&self, letter: &Letter) -> Result<(), String> {
        let message = message(letter, &self.from)?;
        let transport = self.transport.clone();
        let sent = tokio::task::spawn_blocking(move || transport.send(&message)).await;
        sent.map_err(|_| "the mail server: broken down".to_owned())?.map(drop).map_err(|error| reason(&error))
    }
}

/// What a mail server's refusal says without the address that it may repeat.
fn reason(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_timeout() => "the mail server did not answer in time".to_owned(),
        None if error.is_client() => "the mail server does not take such an address".to_owned(),
        None if error.is_tls() => "the mail server offers no encryption that can be trusted".to_owned(),
        None => "the mail server cannot be reached".to_owned(),
    }
}

impl Letter {
    /// The letter as a message from that address, in the form in which mail programs open it (RFC 5322).
    ///
    /// # Errors
    /// One of the addresses is none. The reason names no address.
    pub fn message(&self, from: &str) -> Result<Vec<u8>, String> {
        message(self, from).map(|message| message.formatted())
    }
}

/// The letter as a message: text and HTML, from the company, and marked so that no machine answers it (RFC 3834).
fn message(letter: &Letter, from: &str) -> Result<Message, String> {
    let address = |text: &str, whose: &str| text.parse::<Address>().map_err(|_| format!("{whose} address is none"));
    let sender = address(from, "the sender's")?;
    let domain = sender.domain().to_owned();
    let header = |name, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
    Message::builder()
        .message_id(Some(format!("<{}@{domain}>", letter.id)))
        .from(Mailbox::new(Some(letter.from.clone()), sender))
        .reply_to(Mailbox::new(None, address(&letter.reply_to, "the officer's")?))
        .to(Mailbox::new(None, address(&letter.to, "the subject's")?))
        .subject(letter.subject.clone())
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("Content-Language", letter.locale.as_str()))
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
        .map_err(|_| "the letter is no message".to_owned())
}
