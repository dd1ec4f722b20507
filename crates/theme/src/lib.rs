//! A view becomes a page: the theme's templates, its words in every locale, and the view structs that are the contract
//! between the templates and whoever has something to show.
//!
//! The site renders its pages with it at build time, the intake its receipts and forms at run time, from the same files.
//! Templates are strict: a name that a view does not have is an error, not an empty string.

mod assembly;
mod colour;
mod escape;
mod files;
mod gallery;
mod linked_data;
mod look;
mod strings;
mod theme;
mod views;
mod voice;
mod words;

#[cfg(test)]
mod tests;

pub use colour::Colour;
pub use escape::escape;
pub use files::{StringsFile, ThemeFiles};
pub use gallery::{Component, Example};
pub use linked_data::LinkedData;
pub use look::{Colours, Look, LowContrast, Scheme, Typeface};
pub use theme::{Theme, ThemeError};
pub use views::*;
pub use voice::Voice;
pub use words::Words;
