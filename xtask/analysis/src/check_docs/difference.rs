//! A type of a spec beside one that a document describes: in what they differ.

use spec::Span;

use super::position::Position;

/// A difference of two types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The key of the endpoint where it was first met.
    pub key: String,
    /// Where the document describes that endpoint.
    pub start: Position,
    /// What differs: `Item.price`.
    pub subject: String,
    /// Where the spec has it.
    pub span: Span,
    /// How it differs.
    pub kind: Kind,
}

/// How two types differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The document has a field that the spec lacks, of this type.
    New(String),
    /// The spec has a field that the document lacks.
    Gone,
    /// The document says the first type, the spec the second one.
    Type(String, String),
    /// The document has a value of an enum that the spec lacks.
    NewValue(String),
    /// The spec has a value of an enum that the document lacks.
    GoneValue(String),
    /// The document has an object of a union that the spec lacks, by its tag.
    NewMember(String),
}
