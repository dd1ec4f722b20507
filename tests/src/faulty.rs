//! A table that fails by plan: the real engine behind DynamoDB's wire protocol, whose calls are lost, cut off or refused.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use candor::engine::{self, Database};
use candor_intake::{Connection, Store};
use http::{HeaderMap, StatusCode};
use proptest::prelude::*;
use tokio::net::TcpListener;

const TABLE: &str = "candor";

/// What goes wrong with one call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// Nothing.
    None,
    /// The table is overloaded and does nothing.
    Throttled,
    /// The table does it, and its answer is lost on the way.
    AnswerLost,
    /// The table does it, and its answer breaks off.
    AnswerCut,
    /// Something on the way is down; the table never hears of it.
    Down,
}

/// A table behind HTTP whose calls go wrong by plan; once the plan is used up, all goes well.
#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) database: Database,
    plan: Arc<Mutex<VecDeque<Fault>>>,
}

impl Table {
    pub(crate) async fn start(plan: Vec<Fault>) -> (Self, Store) {
        let table = Self { database: engine::open(None).expect("memory"), plan: Arc::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let router = Router::new().fallback(answer).with_state(table.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let store = store_at(address, TABLE);
        store.create_table().await.expect("an empty engine takes a table");
        table.fail(plan);
        (table, store)
    }

    /// Lets calls go wrong by that plan from now on.
    pub(crate) fn fail(&self, plan: Vec<Fault>) {
        *self.plan.lock().expect("nobody panics with it") = plan.into();
    }

    /// Lets everything go well from now on.
    pub(crate) fn recover(&self) {
        self.fail(Vec::new());
    }
}

/// A store that reaches its table over the wire at that address, as the function does.
pub(crate) fn store_at(address: SocketAddr, table: &str) -> Store {
    let connection = Connection {
        region: "local".to_owned(),
        access_key_id: "key".to_owned(),
        secret_access_key: "secret".to_owned(),
        session_token: None,
        endpoint: Some(format!("http://{address}")),
    };
    Store::connect(connection, table)
}

async fn answer(State(table): State<Table>, headers: HeaderMap, body: Bytes) -> Response {
    let fault = table.plan.lock().expect("nobody panics with it").pop_front().unwrap_or(Fault::None);
    let target = headers["x-amz-target"].to_str().expect("a target is text").to_owned();
    let run = || engine::answer(&table.database, &target, &body);
    let error = |status: StatusCode, name: &str| {
        (status, format!("{{\"__type\":\"com.amazonaws.dynamodb.v20120810#{name}\"}}")).into_response()
    };
    match fault {
        Fault::None => {
            let (status, json) = run();
            (StatusCode::from_u16(status).expect("a status"), json).into_response()
        }
        Fault::Throttled => error(StatusCode::BAD_REQUEST, "ProvisionedThroughputExceededException"),
        Fault::AnswerLost => {
            run();
            error(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError")
        }
        Fault::AnswerCut => {
            run();
            (StatusCode::OK, "{\"It").into_response()
        }
        Fault::Down => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// What goes wrong with each of some calls: mostly nothing.
pub(crate) fn faults() -> impl Strategy<Value = Vec<Fault>> {
    let fault = prop_oneof![
        4 => Just(Fault::None),
        1 => Just(Fault::Throttled),
        2 => Just(Fault::AnswerLost),
        2 => Just(Fault::AnswerCut),
        1 => Just(Fault::Down),
    ];
    prop::collection::vec(fault, 0..60)
}
