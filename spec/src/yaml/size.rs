//! The size of a spec. The trees of its files are in memory together, and a node needs some hundred bytes.

use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::Span;

/// The most nodes of all files: 10,000 endpoints have fewer.
const MOST_NODES: usize = 1_000_000;

/// The most bytes of all files.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What has been read so far.
#[derive(Default)]
pub(crate) struct Size {
    nodes: usize,
    bytes: usize,
}

impl Size {
    /// Counts the text of a file. `None` if the limit is passed: the file is not read, and the first such file has a problem.
    pub(super) fn add_text(&mut self, acc: &mut Problems, file: usize, bytes: usize) -> Option<()> {
        let was_too_large = self.is_too_large();
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > MOST_BYTES && !was_too_large {
            acc.add(Span { file, start: 0, end: 0 }, Problem::TooLarge { most: MOST_BYTES, of: "bytes" });
        }
        (!self.is_too_large()).then_some(())
    }

    /// Counts a node. `None` if the limit is passed, which is a problem at this node.
    pub(super) fn add_node(&mut self, acc: &mut Problems, span: Span) -> Option<()> {
        self.nodes += 1;
        if self.is_too_large() {
            acc.add(span, Problem::TooLarge { most: MOST_NODES, of: "keys and values" });
        }
        (!self.is_too_large()).then_some(())
    }

    fn is_too_large(&self) -> bool {
        self.nodes > MOST_NODES || self.bytes > MOST_BYTES
    }
}
