//! Where letters go: a mail server, or files in a folder.

use std::fs;
use std::path::PathBuf;

use candor_intake::{Letter, Post};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::{Address, SmtpTransport, Transport};

use crate::Error;

/// Files instead of mail, for the preview: each letter as a message that any mail program opens, and as the page in it.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    /// The folder, which is made where it is missing.
    pub(crate) path: PathBuf,
    /// The address that letters come from.
    pub(crate) from: String,
}

impl Post for Folder {
    async fn send(&self, letter: &Letter) -> Result<(), String> {
        let message = message(letter, &self.from)?.formatted();
        let failed = |error: std::io::Error| format!("the folder for mail: {}", error.kind());
        fs::create_dir_all(&self.path).map_err(failed)?;
        fs::write(self.path.join(format!("{}.html", letter.id)), &letter.html).map_err(failed)?;
        fs::write(self.path.join(format!("{}.eml", letter.id)), message).map_err(failed)
    }
}

/// A mail server, by SMTP.
#[derive(Clone)]
pub(crate) struct Server {
    transport: SmtpTransport,
    from: String,
}

impl Server {
    /// The mail server at an address such as `smtps://name:password@mail.example.uz`. Nothing is sent yet.
    ///
    /// # Errors
    /// The address is none, or has no way of encryption.
    pub(crate) fn at(address: &str, from: String) -> Result<Self, Error> {
        let transport = SmtpTransport::from_url(address).map_err(|_| Error::MailServer)?;
        Ok(Self { transport: transport.build(), from })
    }
}

impl Post for Server {
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
