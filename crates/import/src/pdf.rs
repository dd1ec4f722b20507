//! x
use crate::{Unreadable, block::Draft};
pub(crate) fn read(_b: &[u8]) -> Result<Draft, Unreadable> {
    Err(Unreadable::Empty)
}
