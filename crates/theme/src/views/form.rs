//! The rights, and the form for each: drawn from the field table, empty on the site, filled in again with its errors
//! by the intake.

use std::collections::BTreeMap;

use candor_model::{
    Behalf, Catalogue, Field, FieldError, FieldFault, FieldKind, KEEP_NUMBERS, PrivateNumber, Right, RightRules, Role,
    request_fields,
};
use serde::Serialize;

use crate::{Chrome, RightCard, Words};

/// `/<locale>/requests/`: the rights in plain words.
#[derive(Clone, Debug, Serialize)]
pub struct RequestsPage {
    /// The frame.
    pub chrome: Chrome,
    /// The rights that the portal offers.
    pub rights: Vec<RightCard>,
    /// How fast we answer, in words; nothing where the rights differ, and each card says it.
    pub respond_within: Option<String>,
    /// The path of the status page.
    pub status_path: String,
    /// The path of the page with the figures of past years, where there are any.
    pub figures_path: Option<String>,
}

/// `/<locale>/requests/<right>/`: the form for one right.
#[derive(Clone, Debug, Serialize)]
pub struct RequestFormPage {
    /// The frame. With errors, the template puts the theme's word for "Error" before the title.
    pub chrome: Chrome,
    /// The right's name; the words stand under `rights.<right>`.
    pub right: &'static str,
    /// What the right lets a person do.
    pub summary: String,
    /// How fast we answer, in words.
    pub respond_within: String,
    /// Within what time the law wants receipt to be confirmed, in words; empty where it does not.
    pub acknowledge_within: String,
    /// Whether it must become sure who asks, so that we send a link.
    pub confirm: bool,
    /// Where the form is sent.
    pub action: &'static str,
    /// The fields in their order.
    pub fields: Vec<FieldView>,
    /// All that is wrong, in the order of the fields; empty for a fresh form.
    pub errors: Vec<ErrorView>,
    /// The one-time token that a page with script sent along; the form keeps it.
    pub submission_key: String,
}

/// One field as it is drawn.
#[derive(Clone, Debug, Serialize)]
pub struct FieldView {
    /// The field: name, kind, limits.
    #[serde(flatten)]
    pub field: Field,
    /// What it is called.
    pub label: String,
    /// What helps to fill it in; may be empty.
    pub hint: String,
    /// What was typed.
    pub value: String,
    /// The answers that it offers; none where one types.
    pub options: Vec<FormOption>,
    /// What is wrong with it; empty where nothing is.
    pub error: String,
    /// Whether to send private numbers in it as they are; none where the form does not ask.
    pub keep_numbers: Option<bool>,
}

/// One answer that a field offers.
#[derive(Clone, Debug, Serialize)]
pub struct FormOption {
    /// What is sent.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What one should know before choosing it; may be empty.
    pub hint: String,
    /// It was chosen.
    pub chosen: bool,
}

/// One entry of an error summary.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorView {
    /// The field's name; the summary links to `#<field>`. Empty where no field is wrong.
    pub field: String,
    /// What is wrong, as a sentence.
    pub message: String,
}

/// What a visitor typed, by field name; a fresh form has nothing.
pub type Typed = BTreeMap<String, String>;

/// Whether a visitor who was asked about private numbers said to send them as they are.
#[must_use]
pub fn keeps_numbers(typed: &Typed) -> bool {
    typed.get(KEEP_NUMBERS).is_some_and(|answer| answer == "yes")
}

impl RequestFormPage {
    /// The form for `right`, with what was typed and what is wrong with it.
    #[must_use]
    pub fn new(
        chrome: Chrome,
        right: Right,
        catalogue: &Catalogue,
        words: &Words<'_>,
        (typed, errors): (&Typed, &[FieldError]),
    ) -> Self {
        let rules = &catalogue.requests;
        let fields = request_fields(right, &rules.relationships);
        let clock = rules.clock_of(right);
        Self {
            chrome,
            right: right.as_str(),
            summary: words.text(&format!("rights.{right}.summary")),
            respond_within: words.time_limit(clock.respond_within),
            acknowledge_within: clock.acknowledge_within.map(|limit| words.time_limit(limit)).unwrap_or_default(),
            confirm: rules.needs_confirmation(right),
            action: "/api/requests",
            fields: fields.iter().map(|field| field_view(*field, catalogue, words, (typed, errors))).collect(),
            errors: errors.iter().map(|error| ErrorView::new(error, words)).collect(),
            submission_key: typed.get("submission_key").cloned().unwrap_or_default(),
        }
    }
}

impl RightCard {
    /// The rights that the portal offers, as cards.
    #[must_use]
    pub fn all(catalogue: &Catalogue, words: &Words<'_>) -> Vec<Self> {
        let card = |rules: &RightRules| Self {
            id: rules.right.as_str(),
            title: words.text(&format!("rights.{}.title", rules.right)),
            summary: words.text(&format!("rights.{}.summary", rules.right)),
            respond_within: words.time_limit(rules.respond_within),
            path: format!("/{}/requests/{}/", words.locale(), rules.right),
        };
        catalogue.requests.rights.iter().map(card).collect()
    }

    /// How fast we answer, in words, where that is the same for all rights.
    #[must_use]
    pub fn shared_limit(catalogue: &Catalogue, words: &Words<'_>) -> Option<String> {
        let rules = &catalogue.requests;
        let limit = rules.rights.first().map_or(rules.respond_within, |first| first.respond_within);
        rules.rights.iter().all(|right| right.respond_within == limit).then(|| words.time_limit(limit))
    }
}

impl ErrorView {
    /// What is wrong with no field in particular.
    #[must_use]
    pub fn of_no_field(message: String) -> Self {
        Self { field: String::new(), message }
    }

    /// The sentence for one error, the same in the summary, at its field and in JSON. A field that has no label, since
    /// no form shows it, goes by its name.
    #[must_use]
    pub fn new(error: &FieldError, words: &Words<'_>) -> Self {
        let key = format!("errors.{}", error.fault.as_str());
        let label = words.get(&format!("fields.{}.label", error.field)).unwrap_or(&error.field);
        let message = match &error.fault {
            FieldFault::TooLong { max, actual } => words.text_with(
                &key,
                &[("label", label), ("max", &words.number(*max as u64)), ("actual", &words.number(*actual as u64))],
            ),
            FieldFault::PrivateNumbers { numbers } => {
                words.text_with(&key, &[("label", label), ("numbers", &named(numbers, words))])
            }
            _ => words.text_with(&key, &[("label", label)]),
        };
        Self { field: error.field.clone(), message }
    }
}

pub(super) fn field_view(
    field: Field,
    catalogue: &Catalogue,
    words: &Words<'_>,
    (typed, errors): (&Typed, &[FieldError]),
) -> FieldView {
    let error = errors.iter().find(|error| error.field == field.name);
    let value = typed.get(field.name).cloned().unwrap_or_default();
    let options = match field.kind {
        FieldKind::Relationship => relationships(catalogue, words, &value),
        FieldKind::Behalf => behalves(words, &value),
        FieldKind::Line | FieldKind::Email | FieldKind::Text => Vec::new(),
    };
    FieldView {
        label: words.text(&format!("fields.{}.label", field.name)),
        hint: words.text_or_empty(&format!("fields.{}.hint", field.name)),
        error: error.map(|error| ErrorView::new(error, words).message).unwrap_or_default(),
        keep_numbers: keep_numbers(field, typed, error),
        value,
        options,
        field,
    }
}

/// The kinds of number, one after the other.
fn named(numbers: &[PrivateNumber], words: &Words<'_>) -> String {
    let names: Vec<_> = numbers.iter().map(|number| words.text(&format!("numbers.{}", number.as_str()))).collect();
    words.list(&names)
}

/// The answer to the question about private numbers, where it is asked: the first time, and again while the form comes
/// back for another reason with the numbers still in it.
fn keep_numbers(field: Field, typed: &Typed, error: Option<&FieldError>) -> Option<bool> {
    let is_asked = error.is_some_and(|error| matches!(error.fault, FieldFault::PrivateNumbers { .. }));
    let text = typed.get(field.name).map_or("", String::as_str);
    let was_answered = || field.kind == FieldKind::Text && !PrivateNumber::all_in(text).is_empty();
    let keeps = keeps_numbers(typed);
    (is_asked || keeps && was_answered()).then_some(keeps)
}

/// On whose behalf one may act. Most people act for themselves, so that a fresh form says so.
fn behalves(words: &Words<'_>, chosen: &str) -> Vec<FormOption> {
    let chosen = if chosen.is_empty() { Behalf::default().as_str() } else { chosen };
    let option = |behalf: Behalf| FormOption {
        value: behalf.as_str().to_owned(),
        label: words.text(&format!("behalf.{}", behalf.as_str())),
        hint: String::new(),
        chosen: behalf.as_str() == chosen,
    };
    Behalf::ALL.into_iter().map(option).collect()
}

fn relationships(catalogue: &Catalogue, words: &Words<'_>, chosen: &str) -> Vec<FormOption> {
    let option = |relationship: &candor_model::Relationship| FormOption {
        value: relationship.id.to_string(),
        label: relationship.label.as_ref().map_or(relationship.id.as_str(), |l| l.get(words.locale())).to_owned(),
        hint: match relationship.role {
            Role::Processor => words.text("form.for_another"),
            Role::Controller | Role::Authority => String::new(),
        },
        chosen: relationship.id.as_str() == chosen,
    };
    catalogue.requests.relationships.iter().map(option).collect()
}
