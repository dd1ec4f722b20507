//! The facts of a portal: what a text may claim of them, and whether it agrees.
//!
//! Whatever `portal.toml` and the registers hold can be claimed by a `fact:` link. The table of all facts says what of
//! each is compared; the words around that stay free, since languages inflect them.

mod compare;
mod contradictions;
mod judge;
mod known;
mod purposes;
mod suggest;
mod table;

pub(super) use contradictions::warn_of_contradictions;
pub(super) use judge::Claim;
pub(super) use known::Facts;
