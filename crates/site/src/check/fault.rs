//! What is wrong with a piece of text, before it is known where that stands.

use crate::{Code, Diagnostic, Span};

/// Which rule is broken, the sentence and the hint.
pub(super) struct Fault(pub(super) Code, pub(super) String, pub(super) String);

impl Fault {
    /// The diagnostic of it at its place.
    pub(super) fn at(self, span: Span) -> Diagnostic {
        let Self(code, message, hint) = self;
        Diagnostic::new(code, span, message, hint)
    }
}
