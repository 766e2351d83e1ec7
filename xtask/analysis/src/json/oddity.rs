//! What is not JSON by the letter and is read all the same, as the client reads it.

/// An irregularity of a text, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// Its offset in the decoded text.
    pub at: usize,
    /// What it is, and what it is read as.
    pub what: String,
    /// Whether a value was lost or replaced by it.
    pub changes_a_value: bool,
}

impl Oddity {
    pub(super) fn new(at: usize, what: impl Into<String>) -> Self {
        Self { at, what: what.into(), changes_a_value: true }
    }
}
