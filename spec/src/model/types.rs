//! Definitions, and the types that fields and parameters have.

use crate::name;
use crate::scalar::Scalar;
use crate::source::Span;

/// The source of a definition, from the strongest to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A recorded response contains it.
    Example,
    /// The service's machine-readable description declares it.
    Declared,
    /// Only the service's docs mention it.
    Prose,
}

/// A type that the client's crate defines. Only that crate knows its kind.
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
    /// The id that examples have, as written.
    pub sample: Option<String>,
    pub span: Span,
}

/// The form of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdForm {
    /// A number up to 64 bits, sent as a number or as text.
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
    /// What it means; of a value in a list, no more than its name.
    pub doc: String,
    pub is_documented: bool,
    pub basis: Basis,
    pub span: Span,
}

/// An object.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub struct Struct {
    pub name: String,
    pub doc: String,
    /// Other words by which the search of the docs finds it.
    pub aliases: Vec<String>,
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
    /// Whether it may contain its own object again without a list between, and needs a `Box`. It may also be null or absent.
    pub boxed: bool,
    /// What it holds.
    pub doc: Option<String>,
    /// Its source.
    pub basis: Basis,
    /// The place of its name.
    pub span: Span,
    /// The place of its type, including the mark for null.
    pub ty_span: Span,
}

/// A value of one of several types.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub struct Union {
    pub name: String,
    pub doc: String,
    pub members: Members,
    pub span: Span,
}

/// The types of a union, and what distinguishes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Members {
    /// A field of the object.
    Tagged {
        /// The field, on the wire.
        tag: String,
        /// The members.
        of: Vec<TaggedMember>,
    },
    /// The kind of JSON.
    Kinds(Vec<UnionMember>),
}

impl Members {
    /// Returns the types, in the order of the spec.
    pub fn types(&self) -> Box<dyn Iterator<Item = &Type> + '_> {
        match self {
            Self::Tagged { of, .. } => Box::new(of.iter().map(|member| &member.ty)),
            Self::Kinds(members) => Box::new(members.iter().map(|member| &member.ty)),
        }
    }
}

/// An object of a union that a field distinguishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedMember {
    /// The value of the field, on the wire.
    pub wire: String,
    /// The variant's name in Rust.
    pub rust: String,
    /// The type: an object.
    pub ty: Type,
}

/// A type of a union that the kind of JSON distinguishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnionMember {
    /// The kinds of JSON that are this member.
    pub kinds: Vec<JsonKind>,
    /// The variant's name in Rust.
    pub rust: String,
    /// The type.
    pub ty: Type,
}

/// A kind of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "plain")]
pub enum JsonKind {
    Text,
    Number,
    Flag,
    List,
    Object,
}

/// A resolved type. A definition is its position in a list of [`Api`](crate::Api).
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub enum Type {
    Scalar(Scalar),
    Id(usize),
    Enum(usize),
    Struct(usize),
    Union(usize),
    External(usize),
    List(Box<Type>),
    Tuple(Vec<Type>),
    Map(Box<Type>),
    Nullable(Box<Type>),
}

impl Type {
    /// Returns whether a value is sent as one text. Only its own crate knows what an external type is.
    #[must_use]
    pub fn is_single(&self) -> bool {
        match self {
            Self::Scalar(scalar) => scalar.row().param,
            Self::Id(_) | Self::Enum(_) | Self::External(_) => true,
            Self::Struct(_) | Self::Union(_) | Self::List(_) | Self::Tuple(_) | Self::Map(_) | Self::Nullable(_) => {
                false
            }
        }
    }

    /// Calls `found` with each definition that the type names, those of the client's crate included.
    pub fn each_definition<'a>(&'a self, found: &mut impl FnMut(&'a Self)) {
        match self {
            Self::Scalar(_) => {}
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.each_definition(found),
            Self::Tuple(items) => items.iter().for_each(|item| item.each_definition(found)),
            Self::Id(_) | Self::Enum(_) | Self::Struct(_) | Self::Union(_) | Self::External(_) => found(self),
        }
    }
}

/// Whether a value can be null or absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always present, and never null.
    Required,
    /// Always present, but can be null.
    Nullable,
    /// Can be absent, but is never null.
    Optional,
    /// Can be absent or null.
    Sparse,
}

impl Enum {
    /// Returns the name of its module as Rust code: `r#type` for `Type`.
    #[must_use]
    pub fn module(&self) -> String {
        module_of(&self.name)
    }
}

impl Union {
    /// Returns the name of its module as Rust code: `r#type` for `Type`.
    #[must_use]
    pub fn module(&self) -> String {
        module_of(&self.name)
    }
}

impl Struct {
    /// Returns the name of its module as Rust code: `r#type` for `Type`.
    #[must_use]
    pub fn module(&self) -> String {
        module_of(&self.name)
    }
}

fn module_of(definition: &str) -> String {
    name::snake(definition).expect("the name of a definition starts with a letter, as `symbols` has checked")
}

impl Field {
    /// Returns both marks in one.
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
