//! The real `bootstrap` under a Lambda Runtime API: a host of our own on loopback, which hands out events and takes the
//! answers as AWS does, and a table of the embedded engine behind DynamoDB's wire protocol.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use candor::engine::{self, Database};
use serde_json::Value;
use tempfile::NamedTempFile;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

use crate::program::program;

type Answer = oneshot::Sender<Result<Value, Value>>;

/// The function as a running process, with its events going in and its answers coming out.
pub(crate) struct Function {
    process: Child,
    log: NamedTempFile,
    events: mpsc::UnboundedSender<(Value, Answer)>,
}

struct Host {
    waiting: tokio::sync::Mutex<mpsc::UnboundedReceiver<(Value, Answer)>>,
    answers: Mutex<HashMap<String, Answer>>,
    handed_out: AtomicU64,
}

impl Function {
    /// Starts `bootstrap` with the intake folder that a build wrote, and a table at the given address.
    pub(crate) async fn start(intake: &Path, table: SocketAddr) -> Self {
        Self::start_with(intake, table, &[("_HANDLER", "bootstrap")]).await
    }

    /// Starts it as the courier, with a mail server.
    pub(crate) async fn start_courier(intake: &Path, table: SocketAddr, smtp: &str) -> Self {
        Self::start_with(intake, table, &[("_HANDLER", "courier"), ("CANDOR_SMTP", smtp)]).await
    }

    async fn start_with(intake: &Path, table: SocketAddr, more: &[(&str, &str)]) -> Self {
        let (events, waiting) = mpsc::unbounded_channel();
        let host = Arc::new(Host { waiting: waiting.into(), answers: Mutex::default(), handed_out: AtomicU64::new(0) });
        let address = serve(runtime_api(host)).await;
        let log = NamedTempFile::new().expect("the system has room for a file");
        let process = Command::new(program("bootstrap"))
            .stdout(log.reopen().expect("the file is there"))
            .env_clear()
            .envs(environment(address, table))
            .env("CANDOR_INTAKE", intake)
            .envs(more.iter().copied())
            .spawn()
            .expect("bootstrap starts");
        Self { process, log, events }
    }

    /// One invocation: the event in, what the function answered out. An error is what Lambda would log as a fault.
    pub(crate) async fn invoke(&self, event: Value) -> Result<Value, Value> {
        let (answer, answered) = oneshot::channel();
        self.events.send((event, answer)).expect("the host takes events as long as the test runs");
        answered.await.expect("the function answers every event")
    }
}

impl Function {
    /// All that the function has written to its log.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).expect("the log is text")
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn environment(runtime: SocketAddr, table: SocketAddr) -> [(&'static str, String); 12] {
    [
        ("AWS_LAMBDA_RUNTIME_API", runtime.to_string()),
        ("AWS_LAMBDA_FUNCTION_NAME", "candor-intake".to_owned()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256".to_owned()),
        ("AWS_REGION", "eu-central-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
        ("AWS_SESSION_TOKEN", "test".to_owned()),
        ("CANDOR_TABLE", TABLE.to_owned()),
        ("CANDOR_HASHING_KEY", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff".to_owned()),
        ("CANDOR_DYNAMODB_ENDPOINT", format!("http://{table}")),
        ("RUST_BACKTRACE", "1".to_owned()),
    ]
}

/// The table's name in the tests.
pub(crate) const TABLE: &str = "candor-test";

/// Mounts a database on a socket, as DynamoDB's endpoint.
pub(crate) async fn mount(database: Database) -> SocketAddr {
    let answer = |State(database): State<Database>, headers: HeaderMap, body: Bytes| async move {
        let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default().to_owned();
        let answer = tokio::task::spawn_blocking(move || engine::answer(&database, &target, &body)).await;
        let (status, json) = answer.expect("the engine does not panic");
        (StatusCode::from_u16(status).expect("an HTTP status"), json)
    };
    serve(Router::new().route("/", post(answer)).with_state(database)).await
}

async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let address = listener.local_addr().expect("a bound socket has an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn runtime_api(host: Arc<Host>) -> Router {
    Router::new()
        .route("/2018-06-01/runtime/invocation/next", get(next))
        .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
        .route("/2018-06-01/runtime/invocation/{id}/error", post(fault))
        .with_state(host)
}

async fn next(State(host): State<Arc<Host>>) -> impl IntoResponse {
    let (event, answer) = host.waiting.lock().await.recv().await.expect("the test holds the sender");
    let id = format!("00000000-0000-4000-8000-{:012}", host.handed_out.fetch_add(1, Ordering::Relaxed));
    host.answers.lock().expect("no test panics in here").insert(id.clone(), answer);
    let headers = [
        ("Lambda-Runtime-Aws-Request-Id", id),
        ("Lambda-Runtime-Deadline-Ms", "4102444800000".to_owned()),
        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:candor-intake".to_owned()),
        ("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000".to_owned()),
    ];
    (headers, axum::Json(event))
}

async fn response(State(host): State<Arc<Host>>, UrlPath(id): UrlPath<String>, body: Bytes) -> StatusCode {
    host.settle(&id, Ok(serde_json::from_slice(&body).expect("an answer is JSON")))
}

async fn fault(State(host): State<Arc<Host>>, UrlPath(id): UrlPath<String>, body: Bytes) -> StatusCode {
    host.settle(&id, Err(serde_json::from_slice(&body).unwrap_or_default()))
}

impl Host {
    fn settle(&self, id: &str, answer: Result<Value, Value>) -> StatusCode {
        let waiting = self.answers.lock().expect("no test panics in here").remove(id);
        // Nobody waits for the answer when the client went away.
        let _ = waiting.map(|waiting| waiting.send(answer));
        StatusCode::ACCEPTED
    }
}
