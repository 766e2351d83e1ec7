//! How a value was written in JSON, so that it is written back the same way.

/// As a number or as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Number,
    Text,
}
