//! What the preview prints when it starts: the address, the pages, the desk, and where submissions are kept.

use std::net::SocketAddr;

use super::shown::Shown;
use super::{Settings, desk};
use crate::terminal;

/// Prints it.
pub(super) fn greet(address: SocketAddr, settings: &Settings, shown: &Shown) {
    let site = format!("http://{address}");
    terminal::print_line(format_args!("\nPreview    {site}/"));
    for page in pages(shown) {
        terminal::print_line(format_args!("           {site}{page}"));
    }
    terminal::print_line(format_args!("Desk       {site}{}", desk::HOME));
    terminal::print_line(format_args!("Database   {}", settings.data.display()));
    terminal::print_line("\nEdit the content and the page follows. Ctrl-C stops.\n");
}

/// The center of each locale, and the policies of the first.
fn pages(shown: &Shown) -> Vec<String> {
    let Some(site) = &shown.site else { return Vec::new() };
    let catalogue = &site.catalogue;
    let centers = catalogue.locales.iter().map(|locale| format!("/{locale}/"));
    let first = catalogue.default_locale();
    let policies = catalogue.policies.iter().map(|policy| format!("/{first}/{}/", policy.id.as_str()));
    centers.chain(policies).collect()
}
