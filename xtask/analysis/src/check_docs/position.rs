//! Places in documentation of several pages.

/// A place in the documentation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The page, by its position.
    pub page: usize,
    /// The offset in its text.
    pub offset: usize,
}
