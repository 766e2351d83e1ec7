//! The keys of what a schema says beside names and types.

/// The key with what the spec says of a type or of a column, in Markdown. It is absent where the spec says nothing.
pub const DOC: &str = "hikerapi:doc";

/// The key of a schema with the name of its type in the spec. It is absent where a row is not an object.
pub const TYPE: &str = "hikerapi:type";
