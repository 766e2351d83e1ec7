//! Why a text is not JSON.

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The offset at which reading stopped.
    pub at: usize,
    /// What is wrong there.
    pub why: String,
}
