//! A part of a sample.

/// A part of a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// This text.
    Text(String),
    /// The sample of a type that the client's crate defines: its position among the externals.
    External(usize),
}
