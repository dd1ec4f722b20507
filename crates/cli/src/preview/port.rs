//! The port on which the preview listens. Only this machine reaches it, since what it serves is not published yet.

use std::io::ErrorKind;
use std::net::Ipv4Addr;

use tokio::net::TcpListener;

use crate::Error;

/// The first port that is tried when none was asked for, and how many after it.
const USUAL: u16 = 4000;
const TRIES: u16 = 100;

/// Listens on the port that was asked for, or else on the first usual one that is free.
///
/// # Errors
/// The port is taken, or none can be had.
pub(super) async fn listen(asked: Option<u16>) -> Result<TcpListener, Error> {
    if let Some(port) = asked {
        return on(port).await;
    }
    for port in USUAL..USUAL + TRIES {
        match on(port).await {
            Err(Error::PortTaken(_)) => (),
            result => return result,
        }
    }
    on(0).await
}

async fn on(port: u16) -> Result<TcpListener, Error> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|reason| match reason.kind() {
        ErrorKind::AddrInUse => Error::PortTaken(port),
        _ => Error::Listen(reason),
    })
}
