//! The Lambda functions: the hosts of the intake and of the courier in the cloud, in one binary. The handler that is set for
//! the function says which of the two it is: `courier`, or anything else for the intake. Everything that they know of their
//! surroundings is read here.
//!
//! | variable | |
//! |---|---|
//! | `CANDOR_TABLE` | the table's name |
//! | `CANDOR_HASHING_KEY` | a secret text of at least 32 characters |
//! | `CANDOR_INTAKE` | the folder with `catalogue.json` and `theme.json`; by default `intake` beside this binary |
//! | `CANDOR_ORIGIN_SECRET` | what CloudFront says in `X-Candor-Origin`; without it, anybody may call the gateway |
//! | `CANDOR_SMTP` | the courier's mail server: `smtps://NAME:PASSWORD@SERVER` |
//! | `CANDOR_MAIL_FROM` | the address that letters come from; by default the controller's |
//! | `CANDOR_DYNAMODB_ENDPOINT` | another address for DynamoDB, in tests |
//! | `AWS_REGION`, `AWS_ACCESS_KEY_ID`, … | set by Lambda |

mod courier;

use std::env::{self, VarError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use candor_intake::{
    BadMailServer, Connection, EdgeSecret, Front, HashingKey, Host, Intake, Limits, LogLine, MailServer, Store,
    UnknownTimeZone, WeakHashingKey, router,
};
use candor_model::Catalogue;
use candor_theme::{Theme, ThemeError};
use http::request::Parts;
use jiff::Timestamp;
use lambda_http::RequestExt as _;
use lambda_http::request::RequestContext;
use serde_json::json;

/// Why the function cannot start, for the operator.
#[derive(Debug, thiserror::Error)]
enum StartError {
    #[error("the environment variable {0} is not set")]
    Unset(&'static str),
    #[error("the environment variable {0} is not UTF-8 text")]
    NotText(&'static str),
    #[error("{} cannot be read: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: std::io::Error },
    #[error("{} is not the catalogue of this version: {reason}; build the site and the function anew", path.display())]
    Catalogue { path: PathBuf, reason: serde_json::Error },
    #[error("the theme cannot be used: {}", .0.iter().map(ThemeError::to_string).collect::<Vec<_>>().join("; "))]
    Theme(Vec<ThemeError>),
    #[error("CANDOR_HASHING_KEY cannot be used: {0}")]
    HashingKey(#[from] WeakHashingKey),
    #[error("CANDOR_SMTP cannot be used: {0}")]
    MailServer(#[from] BadMailServer),
    #[error(transparent)]
    TimeZone(#[from] UnknownTimeZone),
    #[error("the Lambda runtime stopped: {0}")]
    Runtime(String),
}

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            write_line(&json!({ "level": "error", "message": error.to_string() }));
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<(), StartError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| StartError::Runtime(error.to_string()))?;
    let intake = intake()?;
    let stopped = match env::var("_HANDLER").as_deref() {
        Ok("courier") => {
            let post = post(&intake)?;
            runtime.block_on(courier::run(intake, post))
        }
        _ => runtime.block_on(lambda_http::run(router(intake))),
    };
    stopped.map_err(|error| StartError::Runtime(error.to_string()))
}

fn intake() -> Result<Intake, StartError> {
    let folder = env::var_os("CANDOR_INTAKE").map_or_else(beside_the_binary, |folder| Ok(folder.into()))?;
    let catalogue = catalogue(&folder)?;
    let theme = Theme::unpack(&read(&folder.join("theme.json"))?).map_err(StartError::Theme)?;
    let store = Store::connect(connection()?, variable("CANDOR_TABLE")?);
    Ok(Intake::new(catalogue, theme, store, host()?)?)
}

/// The courier's mail server.
fn post(intake: &Intake) -> Result<MailServer, StartError> {
    let from = optional("CANDOR_MAIL_FROM")?.unwrap_or_else(|| intake.address().to_owned());
    Ok(MailServer::at(&variable("CANDOR_SMTP")?, from)?)
}

fn catalogue(folder: &Path) -> Result<Catalogue, StartError> {
    let path = folder.join("catalogue.json");
    let bytes = read(&path)?;
    serde_json::from_slice(&bytes).map_err(|reason| StartError::Catalogue { path, reason })
}

fn beside_the_binary() -> Result<PathBuf, StartError> {
    variable("LAMBDA_TASK_ROOT").map(|root| Path::new(&root).join("intake"))
}

fn connection() -> Result<Connection, StartError> {
    Ok(Connection {
        region: variable("AWS_REGION")?,
        access_key_id: variable("AWS_ACCESS_KEY_ID")?,
        secret_access_key: variable("AWS_SECRET_ACCESS_KEY")?,
        session_token: env::var("AWS_SESSION_TOKEN").ok(),
        endpoint: env::var("CANDOR_DYNAMODB_ENDPOINT").ok(),
    })
}

fn host() -> Result<Host, StartError> {
    Ok(Host {
        now: Timestamp::now,
        random,
        client,
        request_id,
        log,
        hashing_key: HashingKey::new(&variable("CANDOR_HASHING_KEY")?)?,
        front: Front::Edge(optional("CANDOR_ORIGIN_SECRET")?.map(|text| EdgeSecret::new(&text))),
        limits: Limits::default(),
    })
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("Linux gives random bytes from its first second on");
    bytes
}

/// The address that CloudFront saw, without its port. The gateway's own source address is CloudFront's, and what
/// `X-Forwarded-For` begins with anybody can write.
fn client(parts: &Parts) -> String {
    let header = parts.headers.get("cloudfront-viewer-address").and_then(|value| value.to_str().ok());
    match header.and_then(|viewer| viewer.rsplit_once(':')) {
        Some((address, _port)) => address.trim_matches(['[', ']']).to_owned(),
        None => gateway_client(parts).unwrap_or_default(),
    }
}

fn gateway_client(parts: &Parts) -> Option<String> {
    match parts.request_context_ref()? {
        RequestContext::ApiGatewayV2(context) => context.http.source_ip.clone(),
        _ => None,
    }
}

fn request_id(parts: &Parts) -> String {
    parts.lambda_context_ref().map(|context| context.request_id.clone()).unwrap_or_default()
}

fn log(line: &LogLine<'_>) {
    write_line(&json!({
        "level": if line.failure.is_some() { "error" } else { "info" },
        "method": line.method.as_str(),
        "route": line.route,
        "status": line.status,
        "milliseconds": line.took.as_millis(),
        "request_id": line.request_id,
        "failure": line.failure,
    }));
}

/// One line of JSON for CloudWatch. Where even that fails there is nobody left to tell.
fn write_line(line: &serde_json::Value) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// A variable that need not be set. One that is set and cannot be read is not taken for one that is not.
fn optional(name: &'static str) -> Result<Option<String>, StartError> {
    match env::var(name) {
        Ok(text) => Ok(Some(text)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(StartError::NotText(name)),
    }
}

fn variable(name: &'static str) -> Result<String, StartError> {
    env::var(name).map_err(|_| StartError::Unset(name))
}

fn read(path: &Path) -> Result<Vec<u8>, StartError> {
    std::fs::read(path).map_err(|reason| StartError::Unreadable { path: path.to_owned(), reason })
}
