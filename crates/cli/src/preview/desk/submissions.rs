//! What visitors of the preview sent, as it is stored: requests and choices, the newest first.

use std::fmt::Display;

use candor_intake::{Store, StoreError};
use candor_model::{Choice, ConsentRecord, SubjectRequest};
use candor_theme::escape;
use jiff::Timestamp;
use serde::Serialize;

use super::list;

/// So many of each are shown; the officer's commands have them all.
const MOST: usize = 50;

/// Both lists, or why there are none.
pub(super) async fn submissions(store: &Store) -> String {
    match (requests(store).await, store.all_consents().await) {
        (Ok(requests), Ok(records)) => {
            let requests = section("Subject requests", requests.iter().map(request));
            requests + &section("Consent records", records.iter().rev().map(record))
        }
        (Err(error), _) | (_, Err(error)) => {
            format!("<p>The database cannot be read: {}</p>\n", escape(&error.to_string()))
        }
    }
}

async fn requests(store: &Store) -> Result<Vec<SubjectRequest>, StoreError> {
    let mut requests = store.open_requests().await?;
    requests.extend(store.closed_requests().await?);
    requests.sort_by_key(|request| std::cmp::Reverse(request.received));
    Ok(requests)
}

fn section(title: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<_> = items.take(MOST).collect();
    let items = if items.is_empty() { "<p>Nothing was sent yet.</p>\n".to_owned() } else { list("items", items) };
    format!("<h3>{title}</h3>\n{items}")
}

fn request(request: &SubjectRequest) -> String {
    let SubjectRequest { reference, state, right, received, .. } = request;
    item(reference, &[state.as_str().to_owned(), right.to_string(), to_the_second(*received)], request)
}

fn record(record: &ConsentRecord) -> String {
    let chosen = record.choices.iter().map(|(purpose, choice)| match choice {
        Choice::Given => format!("{} given", purpose.as_str()),
        Choice::Refused => format!("{} refused", purpose.as_str()),
    });
    item(&record.id, &[chosen.collect::<Vec<_>>().join(", "), to_the_second(record.received_at)], record)
}

fn to_the_second(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// What is stored, under the name by which it is found.
fn item(name: &dyn Display, facts: &[String], stored: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(stored).expect("a record is texts and dates");
    let facts = facts.join(" · ");
    format!(
        "<details><summary><code>{}</code> {}</summary>\n<pre>{}</pre></details>",
        escape(&name.to_string()),
        escape(&facts),
        escape(&json),
    )
}
