//! How many steps it takes to draw a page, found before it is drawn: forms in forms can take more than there is time.

use std::collections::HashMap;

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Dict, Name, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use crate::Unreadable;

/// No page of a policy takes more.
const MAX_STEPS: u64 = 3_000_000;

/// No form of a policy's lies deeper.
const MAX_DEPTH: usize = 50;

/// Counts the steps of each page.
///
/// # Errors
/// A page takes more than any policy's.
pub(super) fn count<'a>(pages: &[Page<'a>]) -> Result<(), Unreadable> {
    let mut known = HashMap::new();
    let takes_too_many = pages.iter().any(|page| {
        let mut forms = Forms { known: &mut known, depth: 0 };
        forms.steps(page.typed_operations(), page.resources()) > MAX_STEPS
    });
    if takes_too_many { Err(Unreadable::Overgrown) } else { Ok(()) }
}

struct Forms<'k> {
    /// How many steps the forms take that were counted. One in which we are takes none.
    known: &'k mut HashMap<ObjectIdentifier, u64>,
    depth: usize,
}

impl Forms<'_> {
    fn steps(&mut self, instructions: TypedIter<'_>, resources: &Resources<'_>) -> u64 {
        let mut steps: u64 = 0;
        let mut instructions = instructions;
        while let Some(instruction) = instructions.next() {
            let more = match instruction {
                TypedInstruction::XObject(form) => {
                    resources.get_x_object(form.0).map_or(0, |form| self.form(&form, resources))
                }
                _ => 0,
            };
            steps = steps.saturating_add(1).saturating_add(more);
        }
        steps
    }

    fn form(&mut self, form: &Stream<'_>, above: &Resources<'_>) -> u64 {
        let is_form = form.dict().get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Form");
        if !is_form {
            return 0;
        }
        if let Some(known) = self.known.get(&form.obj_id()) {
            return *known;
        }
        if self.depth >= MAX_DEPTH {
            return u64::MAX;
        }
        self.known.insert(form.obj_id(), 0);
        self.depth += 1;
        let own = form.dict().get::<Dict<'_>>("Resources").map(Resources::new);
        let steps = match form.decoded() {
            Ok(content) => self.steps(TypedIter::new(&content), own.as_ref().unwrap_or(above)),
            Err(_) => 0,
        };
        self.depth -= 1;
        self.known.insert(form.obj_id(), steps);
        steps
    }
}
