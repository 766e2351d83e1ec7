//! Definitions, and the types that fields and parameters have.

use crate::name;
use crate::scalar::Scalar;
use crate::source::Span;

/// How the spec knows something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A recorded reply shows it.
    Example,
    /// The service's own description names it.
    Declared,
    /// Only words speak of it.
    Prose,
}

/// A type that the runtime's crate defines. What kind it is, only that crate knows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub struct External {
    pub name: String,
    pub span: Span,
}

/// An identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub struct Id {
    pub name: String,
    pub doc: String,
    pub form: IdForm,
    pub span: Span,
}

/// What an identifier looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdForm {
    /// A number up to 64 bits, written as number or as text.
    Digits,
    /// Opaque text.
    Text,
}

/// An open enum.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub struct Enum {
    pub name: String,
    pub doc: String,
    pub values: Values,
    pub span: Span,
}

/// The known values of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub enum Values {
    Text(Vec<Value<String>>),
    Integer(Vec<Value<i64>>),
}

/// A known value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub struct Value<T> {
    pub wire: T,
    pub rust: String,
    pub doc: String,
    pub basis: Basis,
    pub span: Span,
}

/// An object.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub struct Struct {
    pub name: String,
    pub doc: String,
    pub fields: Vec<Field>,
    pub span: Span,
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub wire: String,
    /// The name in Rust.
    pub rust: String,
    /// The type, without the mark for null.
    pub ty: Type,
    /// Whether it may be absent.
    pub optional: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it leads back to its own object without a list between.
    pub boxed: bool,
    /// What it holds.
    pub doc: Option<String>,
    /// How the spec knows it.
    pub basis: Basis,
    /// Where its name stands.
    pub span: Span,
    /// Where its type stands, the mark for null included.
    pub ty_span: Span,
}

/// A resolved type. Definitions are positions in the lists of [`Api`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub enum Type {
    Scalar(Scalar),
    Id(usize),
    Enum(usize),
    Struct(usize),
    External(usize),
    List(Box<Type>),
    Tuple(Vec<Type>),
    Map(Box<Type>),
    Nullable(Box<Type>),
}

/// Whether a value must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always, and not null.
    Required,
    /// Always, or null.
    Nullable,
    /// At times, and then not null.
    Optional,
    /// At times, and then it may be null.
    Sparse,
}

impl Enum {
    /// The module that it stands in, as it is written in Rust: `r#type` of `Type`.
    #[must_use]
    pub fn module(&self) -> String {
        module_of(&self.name)
    }
}

impl Struct {
    /// The module that it stands in, as it is written in Rust: `r#type` of `Type`.
    #[must_use]
    pub fn module(&self) -> String {
        module_of(&self.name)
    }
}

fn module_of(definition: &str) -> String {
    name::snake(definition).expect("the name of a definition begins with a letter, as checked by `symbols`")
}

impl Field {
    /// Both marks in one.
    #[must_use]
    pub fn presence(&self) -> Presence {
        match (self.optional, self.nullable) {
            (false, false) => Presence::Required,
            (false, true) => Presence::Nullable,
            (true, false) => Presence::Optional,
            (true, true) => Presence::Sparse,
        }
    }
}
