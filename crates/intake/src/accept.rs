//! Submission to subject request: the rules, as a function of what was sent, the catalogue and the moment.

use candor_model::{
    Behalf, Catalogue, Channel, Field, FieldError, FieldFault, FieldKind, PolicyKind, PrivateNumber, Reference,
    RelationshipId, RequestState, Required, Right, SubjectRequest, request_fields,
};
use candor_theme::{Typed, keeps_numbers};
use email_address::{EmailAddress, Options};
use jiff::Timestamp;
use jiff::civil::Date;

/// What an accepted submission gets from its surroundings.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    /// When it arrived.
    pub(crate) at: Timestamp,
    /// The day of that moment in the portal's time zone.
    pub(crate) on: Date,
    /// The reference that it will have.
    pub(crate) reference: Reference,
    /// The hash of the key that will open it.
    pub(crate) key_hash: String,
    /// What nobody can guess, for the digest of the submission.
    pub(crate) salt: String,
    /// How it came.
    pub(crate) channel: Channel,
    /// It may come from a program.
    pub(crate) doubtful: bool,
}

/// Checks a submission by the table that drew its form, and makes a subject request of it, or says all that is wrong.
pub(crate) fn accept(
    typed: &Typed,
    catalogue: &Catalogue,
    arrival: Arrival,
) -> Result<SubjectRequest, Vec<FieldError>> {
    let right = offered_right(typed, catalogue);
    // Without a right, at least what every form asks for is checked: the form for access asks for nothing more.
    let fields = asked(*right.as_ref().unwrap_or(&Right::Access), catalogue, arrival.channel);
    let faults = fields.iter().filter_map(|field| {
        let fault = fault(field, typed, catalogue)?;
        Some(FieldError { field: field.name.to_owned(), fault })
    });
    let errors: Vec<_> = right.as_ref().err().cloned().into_iter().chain(faults).collect();
    match right {
        Ok(right) if errors.is_empty() => Ok(request(right, typed, catalogue, arrival)),
        _ => Err(errors),
    }
}

/// What is asked for. The answer to what the form takes goes to the e-mail address; to a letter, a letter may be the answer.
fn asked(right: Right, catalogue: &Catalogue, channel: Channel) -> Vec<Field> {
    let mut fields = request_fields(right, &catalogue.requests.relationships);
    let email = fields.iter_mut().find(|field| field.kind == FieldKind::Email && channel != Channel::Form);
    email.into_iter().for_each(|field| field.required = Required::Never);
    fields
}

/// The right that a submission names, if the portal offers it.
pub(crate) fn offered_right(typed: &Typed, catalogue: &Catalogue) -> Result<Right, FieldError> {
    let name = text(typed, "right");
    let offered = Right::from_name(name).filter(|right| catalogue.requests.of(*right).is_some());
    let fault = if name.is_empty() { FieldFault::Missing } else { FieldFault::NotOffered };
    offered.ok_or_else(|| FieldError { field: "right".to_owned(), fault })
}

/// What was typed into a field, without the blanks around it.
pub(crate) fn text<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", |text| text.trim())
}

fn request(right: Right, typed: &Typed, catalogue: &Catalogue, arrival: Arrival) -> SubjectRequest {
    let rules = &catalogue.requests;
    let clock = rules.clock_of(right);
    let reckoning = clock.respond_within.reckon(arrival.on, &rules.calendar);
    let locale = catalogue.locale(text(typed, "locale")).unwrap_or(catalogue.default_locale());
    SubjectRequest {
        reference: arrival.reference,
        right,
        relationship: relationship(typed, catalogue),
        behalf: behalf(typed).unwrap_or_default(),
        person: Some(text(typed, "person").to_owned()).filter(|person| !person.is_empty()),
        name: text(typed, "name").to_owned(),
        email: text(typed, "email").to_owned(),
        details: text(typed, "details").to_owned(),
        locale: locale.clone(),
        received: arrival.at,
        received_on: arrival.on,
        respond_by: reckoning.respond_by,
        extended_by: None,
        questions: Vec::new(),
        provisional: reckoning.provisional,
        special_days: clock.respond_within.special_days(arrival.on, &rules.calendar),
        clock,
        state: RequestState::Received,
        confirmed: None,
        links_sent: Vec::new(),
        closed_on: None,
        doubtful: arrival.doubtful,
        held: false,
        purged: false,
        events: 0,
        head: String::new(),
        policy: catalogue.policy(PolicyKind::Privacy).map(|policy| policy.reference(locale)),
        key_hash: arrival.key_hash,
        salt: arrival.salt,
    }
}

/// Who the person is to the controller, where the form asks.
fn relationship(typed: &Typed, catalogue: &Catalogue) -> Option<RelationshipId> {
    let offered = &catalogue.requests.relationships;
    let name = text(typed, "relationship");
    let chosen = offered.iter().find(|relationship| relationship.id.as_str() == name);
    chosen.filter(|_| offered.len() > 1).map(|relationship| relationship.id.clone())
}

/// The first thing that is wrong with one field.
pub(crate) fn fault(field: &Field, typed: &Typed, catalogue: &Catalogue) -> Option<FieldFault> {
    let text = text(typed, field.name);
    let length = text.chars().count();
    if text.is_empty() {
        return is_required(field, typed).then_some(FieldFault::Missing);
    }
    if text.chars().any(|c| c.is_control() && !(field.kind == FieldKind::Text && matches!(c, '\n' | '\t'))) {
        return Some(FieldFault::BadCharacter);
    }
    if length > field.max_length {
        return Some(FieldFault::TooLong { max: field.max_length, actual: length });
    }
    match field.kind {
        FieldKind::Email => (!is_email(text)).then_some(FieldFault::NotAnEmail),
        FieldKind::Relationship => (!is_relationship(text, catalogue)).then_some(FieldFault::NotOffered),
        FieldKind::Behalf => behalf(typed).is_none().then_some(FieldFault::NotOffered),
        FieldKind::Text if !keeps_numbers(typed) => private_numbers(text),
        FieldKind::Line | FieldKind::Text => None,
    }
}

fn private_numbers(text: &str) -> Option<FieldFault> {
    let numbers = PrivateNumber::all_in(text);
    (!numbers.is_empty()).then_some(FieldFault::PrivateNumbers { numbers })
}

fn is_required(field: &Field, typed: &Typed) -> bool {
    match field.required {
        Required::Always => true,
        Required::ForAnother => behalf(typed).is_some_and(|behalf| behalf != Behalf::Oneself),
        Required::Never => false,
    }
}

/// On whose behalf the request is made: one's own where nothing is said. None where what is said is not offered.
fn behalf(typed: &Typed) -> Option<Behalf> {
    match text(typed, "behalf") {
        "" => Some(Behalf::default()),
        name => Behalf::from_name(name),
    }
}

/// An address alone, at a domain with a dot: neither `Name <a@b.uz>` nor `a@localhost`. One with quotes may be an address,
/// but no mail server takes it.
fn is_email(text: &str) -> bool {
    let strict = Options::default().with_required_tld().without_domain_literal().without_display_text();
    EmailAddress::parse_with_options(text, strict).is_ok() && !text.contains('"')
}

/// Whether the portal has a relationship of that name.
pub(crate) fn is_relationship(text: &str, catalogue: &Catalogue) -> bool {
    catalogue.requests.relationships.iter().any(|relationship| relationship.id.as_str() == text)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::sample;

    fn accepted(fields: &[(&str, &str)]) -> Result<SubjectRequest, Vec<FieldError>> {
        let typed = fields.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
        let arrival = Arrival {
            at: "2026-11-20T19:30:00Z".parse().expect("a moment"),
            on: date(2026, 11, 21),
            reference: Reference::from_random([7; 8]),
            key_hash: "hash".to_owned(),
            salt: "salt".to_owned(),
            channel: Channel::Form,
            doubtful: false,
        };
        accept(&typed, &sample::catalogue(), arrival)
    }

    fn faults(fields: &[(&str, &str)]) -> Vec<(String, &'static str)> {
        let errors = accepted(fields).err().unwrap_or_default();
        errors.into_iter().map(|error| (error.field, error.fault.as_str())).collect()
    }

    const GOOD: [(&str, &str); 6] = [
        ("right", "erasure"),
        ("locale", "ru"),
        ("relationship", "customer"),
        ("name", "  Goʻzal Ўринбоева 🌿 "),
        ("email", "gozal@example.uz"),
        ("details", "1\n\t2"),
    ];

    #[test]
    fn a_request_keeps_every_letter_and_gets_its_dates_and_its_policy() {
        let request = accepted(&GOOD).expect("a good submission");
        assert_eq!(request.name, "Goʻzal Ўринбоева 🌿");
        assert_eq!(request.details, "1\n\t2");
        assert_eq!(request.relationship.as_ref().map(RelationshipId::as_str), Some("customer"));
        assert_eq!((request.received_on, request.respond_by), (date(2026, 11, 21), date(2026, 12, 4)));
        assert_eq!(request.policy.expect("a policy is in force").digest, "digest-ru");
    }

    #[test]
    fn a_right_has_its_own_time_limit() {
        let mut fields = GOOD;
        fields[0].1 = "rectification";
        let request = accepted(&fields).expect("a good submission");
        assert_eq!(request.clock.respond_within.to_string(), "7 working days");
        assert_eq!(request.respond_by, date(2026, 12, 1));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let long = "ж".repeat(4001);
        let wrong = faults(&[("right", "objection"), ("name", "A\0"), ("email", "A <a@b.uz>"), ("details", &long)]);
        let wrong: Vec<_> = wrong.iter().map(|(field, fault)| (field.as_str(), *fault)).collect();
        let expected = [
            ("right", "not-offered"),
            ("relationship", "missing"),
            ("name", "bad-character"),
            ("email", "not-an-email"),
            ("details", "too-long"),
        ];
        assert_eq!(wrong, expected);
    }

    #[test]
    fn an_address_that_no_mail_server_takes_is_none() {
        let mut fields = GOOD;
        for email in
            ["\"a b\"@example.uz", "a@localhost", "a@[127.0.0.1]", "A <a@example.uz>", "a@example.uz, b@example.uz"]
        {
            fields[4].1 = email;
            assert_eq!(faults(&fields), [("email".to_owned(), "not-an-email")], "{email}");
        }
    }

    #[test]
    fn only_a_right_that_needs_details_asks_for_them() {
        let mut fields = GOOD;
        fields[5].1 = " \n ";
        assert!(accepted(&fields).is_ok());
        fields[0].1 = "rectification";
        assert_eq!(faults(&fields), [("details".to_owned(), "missing")]);
    }

    #[test]
    fn an_unknown_locale_is_the_portals_default() {
        let mut fields = GOOD;
        fields[1].1 = "de";
        assert_eq!(accepted(&fields).expect("a good submission").locale.as_str(), "uz");
    }
}
