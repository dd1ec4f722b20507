//! Where the lines of a file begin, so that the place of each diagnostic is looked up and not counted anew.

/// A file and its lines.
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a file.
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let after = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(newline, _)| newline + 1);
        Self { bytes, starts: [0].into_iter().chain(after).collect() }
    }

    /// Line and column of a byte, both from 1 and columns in characters; of the end, where the file is shorter.
    pub(super) fn place(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.bytes.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let before = &self.bytes[self.starts[line - 1]..offset];
        // A byte that continues a character of UTF-8 is `10xxxxxx`.
        let column = before.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count() + 1;
        (line, column)
    }
}
