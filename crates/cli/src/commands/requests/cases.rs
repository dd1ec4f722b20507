//! All requests that came in some time, open and closed: what exports and figures are made of.

use candor_intake::Store;
use candor_model::SubjectRequest;
use jiff::civil::Date;

use crate::Error;
use crate::figures::Case;

/// The requests that were received from one day to another, both included, the oldest first.
///
/// # Errors
/// The table does not answer.
pub(super) async fn received(store: &Store, from: Date, to: Date) -> Result<Vec<SubjectRequest>, Error> {
    let open = store.open_requests().await?;
    let closed = store.closed_requests().await?;
    // One that is closed between the two questions is in both answers: as it was closed, it comes first and stays.
    let mut requests = [closed, open].concat();
    requests.retain(|request| (from..=to).contains(&request.received_on));
    requests.sort_by_key(|request| (request.received, request.reference.clone()));
    requests.dedup_by(|one, other| one.reference == other.reference);
    Ok(requests)
}

/// The same with what their events tell.
///
/// # Errors
/// The table does not answer.
pub(super) async fn cases(store: &Store, from: Date, to: Date) -> Result<Vec<Case>, Error> {
    let mut cases = Vec::new();
    for request in received(store, from, to).await? {
        let events = store.events(&request.reference).await?;
        cases.push(Case::new(request, &events));
    }
    Ok(cases)
}
