//! From words that were written together back to the file: where each piece of a text stands.

use std::ops::Range;

/// Where the pieces of a text begin, in the text and in the file.
#[derive(Debug, Default)]
pub(crate) struct Places(Vec<(usize, usize)>);

impl Places {
    /// Notes that from the byte `start` of the text on it stands in the file from `at` on.
    pub(crate) fn note(&mut self, start: usize, at: usize) {
        self.0.push((start, at));
    }

    /// The bytes of the file that say a part of the text.
    pub(crate) fn of(&self, range: &Range<usize>) -> Range<usize> {
        let after = self.0.partition_point(|(start, _)| *start <= range.start);
        let (start, at) = after.checked_sub(1).map_or((0, 0), |index| self.0[index]);
        let begin = at + (range.start - start);
        begin..begin + range.len()
    }
}
