//! The courier as a function: each event of its schedule is one round.

use std::sync::Arc;

use candor_intake::{Intake, MailServer, Round};
use lambda_http::lambda_runtime::{self, LambdaEvent};
use lambda_http::{Error, service_fn};
use serde_json::{Value, json};

use super::write_line;

/// Waits for events, for as long as Lambda wants.
pub(super) async fn run(intake: Intake, post: MailServer) -> Result<(), Error> {
    let courier = Arc::new((intake, post));
    let handle = |_: LambdaEvent<Value>| {
        let courier = Arc::clone(&courier);
        async move { make_round(&courier.0, &courier.1).await }
    };
    lambda_runtime::run(service_fn(handle)).await
}

/// One round. What the event says makes no difference. A letter that is given up, or a duty that is not done,
/// makes the round one that failed, so that an alarm tells of it.
async fn make_round(intake: &Intake, post: &MailServer) -> Result<Round, Error> {
    let round = intake.make_round(post, intake.base_url()).await?;
    let is_fine = round.failures.is_empty() && round.unfinished.is_empty();
    let level = if is_fine { "info" } else { "error" };
    write_line(&json!({ "level": level, "round": round }));
    match round.given_up {
        0 if round.unfinished.is_empty() => Ok(round),
        0 => Err("the duties of the day were not all done".into()),
        count => Err(format!("{count} letters will not be tried again").into()),
    }
}
