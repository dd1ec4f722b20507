//! What is written to whom: an event of a request as a letter. Nothing that a visitor typed gets into a letter to an
//! address that the visitor typed too, or anybody could have us send their words to anybody.

use candor_model::{Audience, Catalogue, Event, EventKind, Locale, PolicyReference, RefusalGround, SubjectRequest};
use candor_theme::{LetterFact, LetterFrame, LetterLink, LetterView, Words};

use crate::duties::will_expire_on;
use crate::links::{confirm_until, is_awaited};
use crate::receipt::STATUS_PLACE;
use crate::requests::Found;
use crate::token::Token;
use crate::{Intake, Key};

/// A letter that is ready to be sent.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The same for the same letter, however often it is sent.
    pub id: String,
    /// The address that it goes to.
    pub to: String,
    /// The name that it comes from.
    pub from: String,
    /// Where answers go.
    pub reply_to: String,
    /// The locale, as `Content-Language` says it.
    pub locale: Locale,
    /// The subject line.
    pub subject: String,
    /// The letter as text.
    pub text: String,
    /// The letter as HTML.
    pub html: String,
}

/// Why a letter cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unwritable {
    /// The event is not there.
    #[error("the event that the letter tells is missing")]
    NoEvent,
    /// The theme cannot render it.
    #[error("the theme: {0}")]
    Theme(String),
}

/// Writes the letters of one portal.
pub(crate) struct Writer<'a> {
    pub(crate) intake: &'a Intake,
    /// How readers reach the portal, without a slash at the end.
    pub(crate) front: &'a str,
}

impl Writer<'_> {
    /// The letter that tells an event, with what was found of its request.
    pub(crate) fn tell(&self, (number, audience): (u32, Audience), found: &Found) -> Result<Letter, Unwritable> {
        let event = found.events.iter().find(|event| event.number == number).ok_or(Unwritable::NoEvent)?;
        let id = format!("{}.{number}.{}", found.request.reference, audience.as_str());
        match audience {
            Audience::Subject => {
                // The portal may have lost the locale since.
                let words = self.intake.theme.words(self.intake.locale(found.request.locale.as_str()));
                self.finish(id, found.request.email.clone(), self.to_subject(event, found, &words))
            }
            Audience::Officer => self.finish_for_officer(id, self.to_officer(event, &found.request, &self.own_words())),
        }
    }

    /// The words of the portal's default locale, in which officers are written to.
    pub(crate) fn own_words(&self) -> Words<'_> {
        self.intake.theme.words(self.intake.catalogue.default_locale())
    }

    pub(crate) fn finish_for_officer(&self, id: String, view: LetterView) -> Result<Letter, Unwritable> {
        self.finish(id, self.officer().to_owned(), view)
    }

    fn officer(&self) -> &str {
        let controller = &self.intake.catalogue.controller;
        controller.officer.as_ref().map_or(&controller.email, |officer| &officer.email)
    }

    fn finish(&self, id: String, to: String, view: LetterView) -> Result<Letter, Unwritable> {
        let (text, html) = self.intake.theme.letter(&view).map_err(|error| Unwritable::Theme(error.to_string()))?;
        Ok(Letter {
            id,
            to,
            from: view.chrome.controller,
            reply_to: self.officer().to_owned(),
            locale: view.chrome.locale,
            subject: view.subject,
            text,
            html,
        })
    }

    fn to_subject(&self, event: &Event, found: &Found, words: &Words<'_>) -> LetterView {
        let request = &found.request;
        let right = words.text(&format!("rights.{}.title", request.right));
        let kind = event.kind.as_str();
        let date = match &event.kind {
            EventKind::Received(received) => words.date(received.respond_by).text,
            EventKind::Extended { respond_by, .. } => words.date(*respond_by).text,
            _ => String::new(),
        };
        let ground = match &event.kind {
            EventKind::Refused { ground, article } => refusal(*ground, article.as_deref(), words),
            _ => String::new(),
        };
        let need = match &event.kind {
            EventKind::NeedsMore { need, .. } => words.text(&format!("requests.needs.{}", need.as_str())),
            _ => String::new(),
        };
        let values = [("right", right.as_str()), ("date", &date), ("ground", &ground), ("need", &need)];
        let mut view =
            self.frame(words, words.text_with(&format!("mail.{kind}.subject"), &[reference(request).as_pair()]));
        view.paragraphs.push(words.text_with(&format!("mail.{kind}.lead"), &values));
        view.remark = found.remark_of(event).to_owned();
        if event.kind.is_provisional() {
            view.closing.push(words.text("requests.provisional"));
        }
        match &event.kind {
            EventKind::Received(_) => {
                view.paragraphs.extend(self.is_for_another(request).then(|| words.text("requests.for_another")));
                self.add_receipt(&mut view, request, words);
                self.add_link(&mut view, found, words);
            }
            EventKind::LinkSent => self.add_link(&mut view, found, words),
            EventKind::NeedsMore { stops, .. } => view.closing.extend(how_to_answer(*stops, words)),
            EventKind::Refused { .. } => view.closing.push(appeal(&self.intake.catalogue, words)),
            _ => {}
        }
        view.links.push(LetterLink {
            title: words.text("mail.to_status"),
            address: format!("{}/{}/{STATUS_PLACE}", self.front, words.locale()),
        });
        view
    }

    fn is_for_another(&self, request: &SubjectRequest) -> bool {
        self.intake.catalogue.requests.acts_for_another(request.relationship.as_ref())
    }

    /// Reference and key.
    fn add_receipt(&self, view: &mut LetterView, request: &SubjectRequest, words: &Words<'_>) {
        let hashing_key = &self.intake.host.hashing_key;
        let key = Key::of(&request.reference, hashing_key);
        let fact = |label: &str, value: String| LetterFact { label: words.text(label), value };
        view.facts.push(fact("fields.reference.label", request.reference.to_string()));
        if key.opens(request) {
            view.facts.push(fact("fields.key.label", key.to_string()));
        }
        if let Some(policy) = &request.policy {
            let title = policy_title(policy, &self.intake.catalogue, words);
            view.facts.push(fact("receipt.policy", format!("{title}, SHA-256 {}", policy.digest)));
        }
        view.facts.push(fact("receipt.head", format!("SHA-256 {}", request.head)));
    }

    /// The link that confirms, where the right needs it.
    fn add_link(&self, view: &mut LetterView, found: &Found, words: &Words<'_>) {
        let request = &found.request;
        // A request that came by letter may be older than the link would be.
        let is_over = self.intake.now().0 > confirm_until(request);
        if !is_awaited(request) || is_over {
            return;
        }
        let until = words.moment(&self.intake.local(confirm_until(request))).text;
        view.paragraphs.push(words.text_with("mail.received.confirm", &[("until", &until)]));
        if let Some(last) = will_expire_on(found) {
            view.closing.push(words.text_with("mail.received.expires", &[("date", &words.date(last).text)]));
        }
        let newest = request.links_sent.len();
        let token = Token::of(&request.reference, newest, &self.intake.host.hashing_key).as_text();
        view.links.push(LetterLink {
            title: words.text("mail.to_confirm"),
            address: format!("{}/api/confirm/{token}?locale={}", self.front, words.locale()),
        });
        view.closing.push(words.text("mail.no_answer"));
    }

    /// An officer learns that there is something to see, and sees it where nobody else does: mail is no place for what a
    /// subject wrote.
    fn to_officer(&self, event: &Event, request: &SubjectRequest, words: &Words<'_>) -> LetterView {
        let right = words.text(&format!("rights.{}.title", request.right));
        let date = words.date(request.respond_by).text;
        let kind = event.kind.as_str();
        let of_request = reference(request);
        let values = [of_request.as_pair(), ("date", date.as_str()), ("right", &right)];
        let mut view = self.frame(words, words.text_with(&format!("mail.officer.{kind}_subject"), &values));
        view.paragraphs.push(words.text_with(&format!("mail.officer.{kind}_lead"), &values));
        if self.is_for_another(request) && request.state.is_open() {
            view.paragraphs.push(words.text("mail.officer.for_another"));
        }
        view.facts.push(LetterFact {
            label: words.text("mail.officer.command"),
            value: format!("candor requests show {}", request.reference),
        });
        view
    }

    pub(crate) fn frame(&self, words: &Words<'_>, subject: String) -> LetterView {
        let catalogue = &self.intake.catalogue;
        let chrome = LetterFrame {
            locale: words.locale().clone(),
            direction: words.locale().direction(),
            portal: catalogue.name.get(words.locale()).to_owned(),
            controller: catalogue.controller.name.get(words.locale()).to_owned(),
        };
        LetterView {
            chrome,
            subject,
            paragraphs: Vec::new(),
            remark: String::new(),
            facts: Vec::new(),
            links: Vec::new(),
            closing: Vec::new(),
        }
    }
}

/// How to answer a question, and what the clock does until then.
fn how_to_answer(stops: bool, words: &Words<'_>) -> impl Iterator<Item = String> {
    let stopped = stops.then(|| words.text("requests.stopped"));
    [words.text("mail.needs-more.how")].into_iter().chain(stopped)
}

/// On what ground a request is refused, and the article on which that rests: the subject can look it up.
pub(crate) fn refusal(ground: RefusalGround, article: Option<&str>, words: &Words<'_>) -> String {
    let ground = words.text(&format!("requests.grounds.{}", ground.as_str()));
    match article {
        Some(article) => format!("{ground} {}", words.text_with("requests.rests_on", &[("article", article)])),
        None => ground,
    }
}

/// `Privacy policy, version 2`: by its identifier alone where the portal no longer has it in force.
pub(crate) fn policy_title(reference: &PolicyReference, catalogue: &Catalogue, words: &Words<'_>) -> String {
    let known = catalogue.policies.iter().find(|policy| policy.id == reference.policy);
    let title = known.map_or(reference.policy.as_str(), |policy| policy.title.get(words.locale()));
    words.text_with("policy.at_version", &[("title", title), ("version", reference.version.as_str())])
}

/// Where a subject can turn who does not agree (GDPR, Art. 12(4)).
pub(crate) fn appeal(catalogue: &Catalogue, words: &Words<'_>) -> String {
    match &catalogue.requests.authority {
        Some(authority) => words.text_with("requests.appeal_to", &[("authority", authority.get(words.locale()))]),
        None => words.text("requests.appeal"),
    }
}

/// The reference, for the words that name it.
struct OfRequest(String);

impl OfRequest {
    fn as_pair(&self) -> (&'static str, &str) {
        ("reference", &self.0)
    }
}

fn reference(request: &SubjectRequest) -> OfRequest {
    OfRequest(request.reference.to_string())
}
