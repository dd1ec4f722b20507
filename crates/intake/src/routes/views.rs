//! Records as views: what the theme's pages, and programs, are shown of them.

use candor_model::{ANSWER, Event, EventKind, FieldError, Right, Role};
use candor_theme::{
    ConfirmOutcome, ConfirmPage, ErrorView, EventView, LinkView, QuestionView, ReceiptPage, ReckoningView,
    RequestFormPage, RequestView, StatusPage, Typed, Words,
};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::answer::Reader;
use crate::Impossible;
use crate::accept::text;
use crate::duties::will_expire_on;
use crate::letters::{appeal, policy_title, refusal};
use crate::limits::Excess;
use crate::links::{confirm_until, is_awaited, may_send};
use crate::receipt::{Receipt, STATUS_PLACE};
use crate::requests::{Confirmation, Found};

/// The form for `right` again, with what was typed and what is wrong with it.
pub(super) fn request_form(reader: &Reader, right: Right, typed: &Typed, errors: &[FieldError]) -> RequestFormPage {
    let chrome = reader.chrome(&format!("rights.{right}.title"), &format!("requests/{right}/"));
    RequestFormPage::new(chrome, right, &reader.intake.catalogue, &reader.words(), (typed, errors))
}

/// The form for `right` again, with what was typed and when to send it again.
pub(super) fn request_form_too_soon(reader: &Reader, right: Right, typed: &Typed, excess: Excess) -> RequestFormPage {
    let error = ErrorView::of_no_field(reader.too_much("errors.too-many", excess.seconds));
    RequestFormPage { errors: vec![error], ..request_form(reader, right, typed, &[]) }
}

/// The receipt as a page.
pub(super) fn receipt(reader: &Reader, receipt: &Receipt) -> ReceiptPage {
    let words = reader.words();
    let catalogue = &reader.intake.catalogue;
    ReceiptPage {
        chrome: reader.chrome("receipt.title", "requests/"),
        reference: receipt.reference.to_string(),
        key: receipt.key.to_string(),
        right: right_title(receipt.right, &words),
        for_another: receipt.role == Some(Role::Processor),
        received: words.moment(&reader.intake.local(receipt.received)),
        respond_by: words.date(receipt.respond_by),
        provisional: receipt.provisional,
        reckoning: ReckoningView::new(
            &receipt.clock,
            (receipt.received_on, receipt.respond_by, &[]),
            &catalogue.requests.calendar,
            &words,
        ),
        respond_within: words.time_limit(receipt.clock.respond_within),
        confirm_by: receipt.confirm_by.map(|date| words.date(date)),
        acknowledge_within: receipt.clock.acknowledge_within.map(|limit| words.time_limit(limit)).unwrap_or_default(),
        policy: receipt.policy.as_ref().map(|policy| policy_title(policy, catalogue, &words)).unwrap_or_default(),
        head: receipt.head.clone(),
        policy_digest: receipt.policy.as_ref().map(|policy| policy.digest.clone()).unwrap_or_default(),
        status_path: format!("/{}/{STATUS_PLACE}", reader.locale),
    }
}

/// The status page with the request that was found, what was typed to answer a question, and what is wrong with that.
pub(super) fn status_found(reader: &Reader, found: &Found, typed: (&Typed, &[FieldError])) -> StatusPage {
    let words = reader.words();
    let errors = typed.1.iter().map(|error| ErrorView::new(error, &words)).collect();
    let request = Some(request_view(reader, found, typed));
    StatusPage { request, ..status_page(reader, &Typed::new(), errors) }
}

/// The status page of a request of which nothing is asked, for whoever answered all the same.
pub(super) fn status_not_asked(reader: &Reader, found: &Found) -> StatusPage {
    let message = reader.words().text("errors.not-asked");
    let errors = vec![ErrorView { field: "found".to_owned(), message }];
    StatusPage { errors, ..status_found(reader, found, (&Typed::new(), &[])) }
}

fn request_view(reader: &Reader, found: &Found, typed: (&Typed, &[FieldError])) -> RequestView {
    let words = reader.words();
    let Found { request, .. } = found;
    let open = request.open_question().filter(|_| request.state.is_open());
    let of_question = (&reader.intake.catalogue, &words);
    let question = open.map(|open| QuestionView::new(open, found.question_text().to_owned(), of_question, typed));
    RequestView {
        reference: request.reference.to_string(),
        right: right_title(request.right, &words),
        state: if question.is_some() { "needs-more" } else { request.state.as_str() },
        question: question.map(Box::new),
        is_open: request.state.is_open(),
        for_another: request.state.is_open()
            && reader.intake.catalogue.requests.acts_for_another(request.relationship.as_ref()),
        received: words.moment(&reader.intake.local(request.received)),
        respond_by: words.date(request.respond_by),
        days_left: (!request.is_stopped()).then(|| (request.respond_by - reader.intake.now().1).get_days()),
        provisional: request.provisional,
        reckoning: ReckoningView::new(
            &request.clock,
            (request.received_on, request.respond_by, &request.pauses()),
            &reader.intake.catalogue.requests.calendar,
            &words,
        ),
        link: link(reader, found),
        events: for_the_subject(found).map(|(event, remark)| event_view(reader, event, remark)).collect(),
    }
}

/// The link that confirms, while it is awaited that the subject follows it.
fn link(reader: &Reader, found: &Found) -> Option<LinkView> {
    let request = &found.request;
    let (now, until) = (reader.intake.now().0, confirm_until(request));
    is_awaited(request).then(|| LinkView {
        until: reader.words().moment(&reader.intake.local(until)),
        expires: will_expire_on(found).map(|last| reader.words().date(last)),
        is_over: now > until,
        may_be_sent: may_send(request, now).is_ok(),
        was_just_sent: matches!(may_send(request, now), Err(Impossible::LinkSentJustNow(_))),
    })
}

/// The status page where the link could not be sent once more.
pub(super) fn status_without_link(
    reader: &Reader,
    found: &Found,
    (impossible, wait): (&Impossible, Option<u64>),
) -> StatusPage {
    let message = match (impossible, wait) {
        (_, Some(seconds)) => reader.too_much("errors.link-too-soon", seconds),
        (Impossible::ConfirmedAlready, _) => reader.words().text("errors.link-confirmed"),
        (Impossible::LinkSentOften, _) => reader.words().text("errors.link-too-often"),
        _ => reader.words().text("errors.no-link"),
    };
    StatusPage { errors: vec![ErrorView::of_no_field(message)], ..status_found(reader, found, (&Typed::new(), &[])) }
}

/// What the subject may see of what happened, with what was written to them on the occasion.
fn for_the_subject(found: &Found) -> impl Iterator<Item = (&Event, &str)> {
    let seen = found.events.iter().filter(|event| event.kind.is_for_the_subject());
    seen.map(|event| (event, found.remark_of(event)))
}

/// The page of a link that confirms.
pub(super) fn confirm(reader: &Reader, token: &str, reference: &str, confirmation: Confirmation) -> ConfirmPage {
    let outcome = match confirmation {
        Confirmation::Possible => ConfirmOutcome::Ask,
        Confirmation::Confirmed => ConfirmOutcome::Confirmed,
        Confirmation::LinkOver => ConfirmOutcome::LinkOver,
        Confirmation::TooLate => ConfirmOutcome::TooLate,
        Confirmation::Unknown => ConfirmOutcome::Unknown,
    };
    ConfirmPage {
        chrome: reader.chrome("confirm.title", "requests/"),
        outcome,
        action: if outcome == ConfirmOutcome::Ask { format!("/api/confirm/{token}") } else { String::new() },
        reference: reference.to_owned(),
        status_path: format!("/{}/{STATUS_PLACE}", reader.locale),
    }
}

fn event_view(reader: &Reader, event: &Event, remark: &str) -> EventView {
    let words = reader.words();
    let detail = match &event.kind {
        EventKind::Extended { respond_by, .. } => {
            words.text_with("requests.extended_to", &[("date", &words.date(*respond_by).text)])
        }
        EventKind::Reckoned { respond_by, because, .. } => reckoned(*respond_by, because, &words),
        EventKind::NeedsMore { need, stops, .. } => {
            let stopped = stops.then(|| format!(" {}", words.text("requests.stopped"))).unwrap_or_default();
            format!("{}{stopped}", words.text(&format!("requests.needs.{}", need.as_str())))
        }
        EventKind::AnsweredMore { respond_by, .. } => {
            words.text_with("requests.extended_to", &[("date", &words.date(*respond_by).text)])
        }
        EventKind::Refused { ground, article } => {
            let ground = refusal(*ground, article.as_deref(), &words);
            format!("{ground} {}", appeal(&reader.intake.catalogue, &words))
        }
        _ => String::new(),
    };
    EventView {
        at: words.moment(&reader.intake.local(event.at)),
        kind: event.kind.as_str(),
        detail,
        remark: remark.to_owned(),
    }
}

/// By when we answer now that the calendar has changed, and which days have.
fn reckoned(respond_by: Date, because: &[Date], words: &Words<'_>) -> String {
    let date = words.text_with("requests.extended_to", &[("date", &words.date(respond_by).text)]);
    if because.is_empty() {
        return date;
    }
    let days: Vec<String> = because.iter().map(|day| words.date(*day).text).collect();
    format!("{date} {}", words.text_with("requests.reckoned_because", &[("days", &words.list(&days))]))
}

/// The status page where reference and key open nothing. Which of the two is wrong, nobody is told.
pub(super) fn status_not_found(reader: &Reader, typed: &Typed) -> StatusPage {
    let message = reader.words().text("errors.no-such-request");
    let error = ErrorView { field: "reference".to_owned(), message };
    status_page(reader, typed, vec![error])
}

/// The status page where one of the two was not typed.
pub(super) fn status_incomplete(reader: &Reader, typed: &Typed, missing: &[FieldError]) -> StatusPage {
    let words = reader.words();
    let errors = missing.iter().map(|error| ErrorView::new(error, &words)).collect();
    status_page(reader, typed, errors)
}

/// The status page for whoever tried too often.
pub(super) fn status_too_soon(reader: &Reader, typed: &Typed, excess: Excess) -> StatusPage {
    let error = ErrorView::of_no_field(reader.too_much("errors.too-many-tries", excess.seconds));
    status_page(reader, typed, vec![error])
}

/// A request with what happened to it, for a program of its subject.
pub(super) fn status_json(found: &Found) -> Value {
    let events = for_the_subject(found).map(|(event, remark)| {
        let mut json = json!({ "number": event.number, "at": event.at, "hash": event.hash });
        let kind = serde_json::to_value(&event.kind).expect("texts and dates are always JSON");
        for (name, value) in kind.as_object().into_iter().flatten() {
            json[name] = value.clone();
        }
        if !remark.is_empty() {
            json["remark"] = remark.into();
        }
        json
    });
    let Found { request, .. } = found;
    let link_until = is_awaited(request).then(|| confirm_until(request));
    let question = request.open_question().filter(|_| request.state.is_open());
    json!({
        "reference": request.reference,
        "right": request.right,
        "state": request.state,
        "received": request.received,
        "respond_by": request.respond_by,
        "provisional": request.provisional,
        "confirm_by": will_expire_on(found),
        "link_until": link_until,
        "question": question,
        "events": events.collect::<Vec<_>>(),
    })
}

/// The status page without a request. What was typed is still in it, but for the key.
fn status_page(reader: &Reader, typed: &Typed, errors: Vec<ErrorView>) -> StatusPage {
    StatusPage {
        chrome: reader.chrome("status.title", STATUS_PLACE),
        action: "/api/status",
        reference: text(typed, "reference").to_owned(),
        answer: text(typed, ANSWER.name).to_owned(),
        errors,
        request: None,
    }
}

fn right_title(right: Right, words: &Words<'_>) -> String {
    words.text(&format!("rights.{right}.title"))
}
