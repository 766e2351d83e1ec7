//! The checked spec. What stands here is resolved, named and consistent: nothing is looked up
//! by name any more, and nothing that is made from it can fail.

use crate::name;
use crate::scalar::Scalar;
use crate::source::Span;

/// A whole spec.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// The crate whose runtime the generated code calls.
    pub runtime: String,
    /// Where the groups hang.
    pub entry: Entry,
    /// What holds for the whole service; `None` where the service is the runtime's own.
    pub service: Option<Service>,
    /// Types that the runtime's crate defines, in the order of the files.
    pub externals: Vec<External>,
    /// Identifiers, in the order of the files.
    pub ids: Vec<Id>,
    /// Open enums, in the order of the files.
    pub enums: Vec<Enum>,
    /// Objects, in the order of the files.
    pub types: Vec<Struct>,
    /// Groups of endpoints, one a file.
    pub groups: Vec<Group>,
    /// The files that all of it was read from, as messages show them.
    pub files: Vec<String>,
}

impl Api {
    /// The name of the definition that a type refers to; `None` for all that has no name of its own.
    #[must_use]
    pub fn name_of(&self, ty: &Type) -> Option<&str> {
        match ty {
            Type::Id(index) => Some(&self.ids[*index].name),
            Type::Enum(index) => Some(&self.enums[*index].name),
            Type::Struct(index) => Some(&self.types[*index].name),
            Type::External(index) => Some(&self.externals[*index].name),
            Type::Scalar(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_) => None,
        }
    }
}

/// Where the groups of generated code hang.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// On the client of the crate that the code is generated into.
    Inherent,
    /// On a foreign client, by a trait.
    Extension,
}

/// The service itself: servers, key, rate limit, price, and what its errors mean.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the language's tables document each key")]
pub struct Service {
    pub name: String,
    pub doc: String,
    /// The default first.
    pub servers: Vec<Server>,
    pub key_header: String,
    pub key_env: String,
    /// Where keys come from.
    pub key_doc: Option<String>,
    pub requests_per_second: u32,
    /// Which accounts have this rate limit, and how to use it up.
    pub rate_limit_doc: Option<String>,
    pub cost_header: String,
    pub cost_field: String,
    /// What a unit is.
    pub cost_doc: Option<String>,
    pub limits: Limits,
    pub errors: ErrorRules,
}

/// A base URL of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Without a `/` at its end.
    pub url: String,
    /// What sets it apart.
    pub doc: Option<String>,
}

/// How long to wait, and for how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the language's tables say what each is")]
pub struct Limits {
    pub timeout_seconds: u64,
    pub connect_seconds: u64,
    pub idle_seconds: u64,
    pub body_bytes: u64,
}

/// What statuses and error bodies mean.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the language's tables say what each is")]
pub struct ErrorRules {
    pub code: String,
    pub message: Vec<String>,
    pub violations: Option<Violations>,
    /// Exact rows first, classes after them.
    pub statuses: Vec<Status>,
    pub other: Verdict,
    /// What the caller can do about any other status.
    pub other_doc: Option<String>,
    pub codes: Vec<Code>,
    pub texts: Vec<Text>,
}

/// The list of wrong parameters in an error body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the language's tables say what each is")]
pub struct Violations {
    pub list: String,
    pub path: String,
    pub text: String,
}

/// What the statuses from `first` to `last` mean.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "said above")]
pub struct Status {
    pub first: u16,
    pub last: u16,
    pub verdict: Verdict,
    /// What the caller can do.
    pub doc: Option<String>,
}

/// What a code in an error body means; `None` is as the status has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "said above")]
pub struct Code {
    pub code: String,
    pub means: Means,
    pub billed: Option<bool>,
    pub retry: Option<Retry>,
    /// What the caller can do.
    pub doc: Option<String>,
}

/// What a text in a body that is not JSON means.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "said above")]
pub struct Text {
    pub text: String,
    pub status: u16,
    pub verdict: Verdict,
    /// What the caller can do.
    pub doc: Option<String>,
}

/// What a reply means, costs, and whether another try can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "said above")]
pub struct Verdict {
    pub means: Means,
    pub billed: bool,
    pub retry: Retry,
}

/// Defines an enum with the word of the language for each variant, and the list of the words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// The words of the language, in the order of the variants.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The variant of that word.
            #[must_use]
            pub fn of_word(word: &str) -> Option<Self> {
                Self::WORDS.iter().position(|known| *known == word).map(|index| Self::ALL[index])
            }

            /// The variant's name in Rust.
            #[must_use]
            pub fn rust(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),+ }
            }
        }
    };
}

words! {
    /// What a reply means to the caller.
    #[allow(missing_docs, reason = "the runtime's `ErrorKind` explains each")]
    Means {
        Ok = "ok",
        BadRequest = "bad_request",
        Unauthorized = "unauthorized",
        OutOfCredit = "out_of_credit",
        Forbidden = "forbidden",
        Private = "private",
        Blocked = "blocked",
        NotFound = "not_found",
        Gone = "gone",
        InvalidParameter = "invalid_parameter",
        Redirected = "redirected",
        RateLimited = "rate_limited",
        Unavailable = "unavailable",
        Unexpected = "unexpected",
    }
}

words! {
    /// Whether another try can help.
    Retry {
        /// It cannot.
        Never = "never",
        /// It can, after a pause that grows.
        Backoff = "backoff",
        /// It can, after the pause that the service asks for.
        Wait = "wait",
    }
}

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

/// The endpoints of one file.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "plain")]
pub struct Group {
    /// As it is written in Rust: `user`.
    pub name: String,
    pub doc: String,
    pub base: String,
    pub endpoints: Vec<Endpoint>,
    /// The position of its file in [`Api::files`].
    pub file: usize,
}

/// What can be asked under one path.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// The path as written, `{name}` where a parameter stands in it.
    pub path: String,
    /// The method's name in Rust.
    pub name: String,
    /// What the caller gets.
    pub doc: String,
    /// Required parameters first.
    pub params: Vec<Param>,
    /// The type of the reply.
    pub returns: Type,
    /// Where that type stands.
    pub returns_span: Span,
    /// How one page leads to the next.
    pub pages: Option<Pages>,
    /// What a request costs.
    pub cost: Cost,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecated>,
    /// A recorded reply, as a path inside the fixtures.
    pub example: Option<String>,
    /// Where the path stands.
    pub span: Span,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "plain")]
pub struct Param {
    pub wire: String,
    pub rust: String,
    pub ty: Type,
    pub required: bool,
    pub doc: Option<String>,
    /// What the service takes where it is not sent, as written.
    pub default: Option<String>,
    pub span: Span,
}

/// How one page leads to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The way from the reply to the list of items.
    pub items: Vec<Step>,
    /// The type of one item.
    pub item: Type,
    /// The way from the reply to the next cursor.
    pub next: Vec<Step>,
    /// The parameter that takes it, by its name on the wire.
    pub cursor: String,
    /// The field that tells an item from others.
    pub key: Option<Step>,
    /// The cursors that mean the end.
    pub end: Vec<End>,
}

/// One step from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which part.
    pub part: Part,
    /// How it is wrapped in Rust.
    pub presence: Presence,
}

/// A part of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// An element of a tuple.
    Index(usize),
    /// A field.
    Field {
        /// Its name on the wire.
        wire: String,
        /// Its name in Rust.
        rust: String,
    },
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

/// A cursor that means the end.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub enum End {
    Null,
    False,
    Text(String),
}

/// What a request costs, in units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The units of a request.
    pub units: u32,
    /// The units while a boolean parameter is true, by its name on the wire.
    pub when: Vec<(String, u32)>,
}

/// That an endpoint should not be used any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// What to use instead.
    pub replacements: Vec<Replacement>,
    /// Why.
    pub reason: Option<String>,
}

/// What to use instead of a deprecated endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// An endpoint of this spec: `user().followers_chunk`.
    Method {
        /// The group's name.
        group: String,
        /// The method's name.
        method: String,
    },
    /// A path that this spec does not describe.
    Path(String),
}
