//! The preview: the site from memory, the intake on the same origin, and a rebuild at every change.
//!
//! ```text
//! a change -> rebuild (a thread of its own) -> Shown --> pages, the intake's router, the developer's desk
//!                                                    \-> the event stream -> the browser reloads, or shows what is wrong
//! ```
//!
//! What is shown is one value in one channel. Requests read the newest; the event stream hears of each. When the rebuild
//! thread ends it closes the channel, with that the event streams end, and with those the server.

mod content;
mod desk;
mod events;
mod greeting;
mod mail;
mod pages;
mod port;
mod rebuild;
mod reception;
mod routes;
mod shown;
mod stop;
mod watch;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use candor_intake::Limits;

use crate::{Error, terminal};

use rebuild::{Rebuild, Wake};
use reception::Reception;
use routes::Preview;

/// What the preview is to show, and where.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// The database file.
    pub data: PathBuf,
    /// The port, when one was asked for.
    pub port: Option<u16>,
    /// Whether to open the browser.
    pub open: bool,
    /// How much the intake takes.
    pub limits: Limits,
}

/// How long answers that are under way may take when the preview is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// Serves until it is told to stop.
///
/// # Errors
/// The root cannot be read or watched, the database not be opened, or the port is taken.
pub(crate) async fn run(settings: Settings) -> Result<(), Error> {
    // Before the database, which would be made together with the folders above it.
    settings.root.canonicalize().map_err(Error::read(&settings.root))?;
    let reception = Arc::new(Reception::open(&settings.data, settings.limits).await?);
    let listener = port::listen(settings.port).await?;
    let address = listener.local_addr().map_err(Error::Listen)?;
    let (wake, woken) = mpsc::channel();
    let rebuild = tokio::task::spawn_blocking({
        let (root, wake, reception) = (settings.root.clone(), wake.clone(), Arc::clone(&reception));
        move || Rebuild::start(root, reception, wake)
    });
    let (rebuild, shown) = rebuild.await.map_err(|_| Error::Broken)??;
    greeting::greet(address, &settings, &shown.borrow());
    let rebuilding = std::thread::spawn(move || rebuild.run(&woken));
    if settings.open {
        open_browser(address);
    }
    let told_to_stop = async move {
        stop::told().await;
        // The thread is there until it is told so.
        let _ = wake.send(Wake::Stop);
    };
    let letters = mail::folder_of(&settings.data);
    let carrying = tokio::spawn(mail::carry(shown.clone(), letters.clone(), address));
    serve(listener, routes::router(Preview { shown, reception, letters }), told_to_stop).await?;
    carrying.abort();
    // It may be in the middle of a letter.
    let _ = carrying.await;
    let _ = rebuilding.join();
    terminal::tell_line("Stopped.");
    Ok(())
}

/// Serves until `told_to_stop`, and then for as long as the answers under way need, up to a bound.
async fn serve(
    listener: tokio::net::TcpListener,
    router: axum::Router,
    told_to_stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let told_to_stop = async move {
        told_to_stop.await;
        let _ = stopping.send(());
    };
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(told_to_stop).into_future();
    let bound = async {
        let _ = stopped.await;
        tokio::time::sleep(LAST_ANSWERS).await;
    };
    tokio::select! {
        result = server => result.map_err(Error::Listen),
        () = bound => Ok(()),
    }
}

/// Where there is no browser to open, the address is on the terminal.
fn open_browser(address: SocketAddr) {
    let _ = open::that_detached(format!("http://{address}/"));
}
