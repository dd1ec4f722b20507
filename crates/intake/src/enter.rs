//! A request that came another way than by the form, as an officer enters it: the same rules, other surroundings.

use candor_model::{Catalogue, Channel, FieldError, FieldFault, Reference};
use candor_theme::Typed;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::accept::{Arrival, accept, is_relationship, text};
use crate::hashing::hex;
use crate::store::Entered;
use crate::{Key, NewRequest};

/// How and when a request came that an officer enters, and who enters it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// How it came.
    pub channel: Channel,
    /// When it came.
    pub received: Timestamp,
    /// The day of that moment in the portal's time zone, from which the clock runs.
    pub received_on: Date,
    /// When it is entered.
    pub entered: Timestamp,
    /// Who enters it.
    pub officer: String,
    /// Bytes that nobody can guess.
    pub random: [u8; 40],
}

/// Checks what an officer typed as the form of the right would be checked, by the same field names, and makes a request of
/// it with the key that opens its receipt. Only an e-mail address need not be given.
///
/// # Errors
/// Everything that is wrong, in one go. A relationship or a locale that the portal does not have is wrong even where the
/// form would pass it over: a form cannot send one, an officer may mistype it.
pub fn enter(typed: &Typed, catalogue: &Catalogue, entry: Entry) -> Result<(NewRequest, Key), Vec<FieldError>> {
    let Entry { channel, received, received_on, entered, officer, random } = entry;
    let (reference, key) = (Reference::from_random(part(&random, 0)), Key::from_random(part(&random, 8)));
    let (key_hash, salt) = (key.hash(), hex(&random[24..]));
    let arrival = Arrival { at: received, on: received_on, reference, key_hash, salt, channel, doubtful: false };
    let accepted = accept(typed, catalogue, arrival);
    let mut errors = accepted.as_ref().err().cloned().unwrap_or_default();
    for error in not_offered(typed, catalogue) {
        if errors.iter().all(|known| known.field != error.field) {
            errors.push(error);
        }
    }
    match accepted {
        Ok(request) if errors.is_empty() => {
            Ok((NewRequest::entered(request, Entered { at: entered, officer, channel }), key))
        }
        _ => Err(errors),
    }
}

/// Relationship and locale, where they are named and the portal does not have them.
fn not_offered(typed: &Typed, catalogue: &Catalogue) -> impl Iterator<Item = FieldError> {
    let (relationship, locale) = (text(typed, "relationship"), text(typed, "locale"));
    let known = [
        ("relationship", relationship.is_empty() || is_relationship(relationship, catalogue)),
        ("locale", locale.is_empty() || catalogue.locale(locale).is_some()),
    ];
    let unknown = known.into_iter().filter(|(_, is_known)| !is_known);
    unknown.map(|(field, _)| FieldError { field: field.to_owned(), fault: FieldFault::NotOffered })
}

/// The next bytes from `start`.
fn part<const N: usize>(random: &[u8; 40], start: usize) -> [u8; N] {
    std::array::from_fn(|at| random[start + at])
}
