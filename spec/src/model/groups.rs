//! Groups, their endpoints, and what those take and cost.

use super::pages::Pages;
use super::types::Type;
use crate::source::Span;

/// The endpoints of one file.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "plain")]
pub struct Group {
    /// Its name as Rust code: `user`, or `r#type`.
    pub name: String,
    pub doc: String,
    pub base: String,
    pub endpoints: Vec<Endpoint>,
    /// The position of its file in [`Api::files`](super::Api::files).
    pub file: usize,
}

/// A GET endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// The path as written, with `{name}` for a parameter in it.
    pub path: String,
    /// The method's name in Rust.
    pub name: String,
    /// What the method returns.
    pub doc: String,
    /// Required parameters first.
    pub params: Vec<Param>,
    /// The type of the response.
    pub returns: Type,
    /// The place of that type.
    pub returns_span: Span,
    /// How one page leads to the next.
    pub pages: Option<Pages>,
    /// What a request costs.
    pub cost: Cost,
    /// How long a response may be cached, if it may be.
    pub cache: Option<Caching>,
    /// Why it should not be used any more, if so.
    pub deprecated: Option<Deprecated>,
    /// A recorded response, as a path inside the fixtures.
    pub example: Option<String>,
    /// The place of the path.
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
    /// The value that the service assumes if it is not sent, as written.
    pub default: Option<String>,
    pub span: Span,
}

/// What a request costs, in units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The units of a request.
    pub units: u32,
    /// The units while a boolean parameter is true, by its name on the wire.
    pub when: Vec<(String, u32)>,
}

/// How long a response may be cached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caching {
    /// The seconds from its arrival.
    pub seconds: u32,
    /// The other requests that it answers.
    pub also: Vec<Answers>,
}

/// A request to another endpoint that a response answers, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The path of the endpoint.
    pub path: String,
    /// Its parameters by their names on the wire, each with the path to the field of the response that is its value.
    pub params: Vec<(String, Vec<String>)>,
}

/// A deprecation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// The endpoints to use instead.
    pub replacements: Vec<Replacement>,
    /// Why.
    pub reason: Option<String>,
}

/// An endpoint to use instead of a deprecated one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// An endpoint of this spec: `user().followers_chunk`.
    Method {
        /// The group's name.
        group: String,
        /// The method's name.
        method: String,
    },
    /// A path that is not in this spec.
    Path(String),
}
