//! Groups, their endpoints, and what those take and cost.

use std::borrow::Cow;

use super::errors::words;
use super::pages::Pages;
use super::types::Type;
use crate::source::Span;

/// The endpoints of one file.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "plain")]
pub struct Group {
    /// Its name as Rust code: `user`, or `r#type`.
    pub name: String,
    /// The position of its family in [`Api::families`](super::Api::families).
    pub family: Option<usize>,
    /// Its name inside of its family as Rust code: `user` of `v2_user`. Without a family, as `name`.
    pub inner: String,
    pub doc: String,
    /// Other words by which the search of the docs finds it.
    pub aliases: Vec<String>,
    /// The name of the method that its example shows, if the spec says it.
    pub example: Option<String>,
    pub base: String,
    pub endpoints: Vec<Endpoint>,
    /// The position of its file in [`Api::files`](super::Api::files).
    pub file: usize,
}

/// An endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// The method of HTTP.
    pub method: Method,
    /// The path as written, with `{name}` for a parameter in it.
    pub path: String,
    /// The method's name in Rust.
    pub name: String,
    /// What the method returns.
    pub doc: String,
    /// Other words by which the search of the docs finds it.
    pub aliases: Vec<String>,
    /// The parameters and the fields of the body, required ones first.
    pub params: Vec<Param>,
    /// How the body is written, if there is one.
    pub body: Option<BodyFormat>,
    /// Headers of every request, by name and value.
    pub headers: Vec<(String, String)>,
    /// The name of its server, if that is not one of the default servers.
    pub server: Option<String>,
    /// The header with the key by which the service recognizes a repeated request.
    pub idempotency: Option<String>,
    /// Whether it changes nothing although it is no GET.
    pub is_safe: bool,
    /// What a response contains.
    pub returns: Returns,
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
    /// Where it deliberately differs from the service's documentation.
    pub differs: Vec<KnownDifference>,
    /// A recorded response, as a path inside the fixtures.
    pub example: Option<String>,
    /// The place of the path.
    pub span: Span,
}

impl Endpoint {
    /// Returns its key in a spec: `/orders`, `POST /orders`.
    #[must_use]
    pub fn key(&self) -> String {
        match self.method {
            Method::Get => self.path.clone(),
            method => format!("{} {}", method.word(), self.path),
        }
    }
}

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words of HTTP")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// All methods of the language.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// Returns the word of HTTP: `GET`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Returns the method of that word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFormat {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Upload,
    /// The bytes alone.
    Bytes,
}

/// What a response contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returns {
    /// Nothing that is read.
    Nothing,
    /// Bytes of any kind.
    Bytes,
    /// JSON of this type; of a nullable one, an empty body is null, too.
    Json(Type),
}

impl Returns {
    /// Returns the type of JSON.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::Nothing | Self::Bytes => None,
        }
    }
}

/// Where a request has a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the path, if its name is there in braces, else in the query.
    Url,
    /// In the header of this name.
    Header(String),
    /// In a field of the body.
    Field,
    /// It is the whole body.
    Body,
}

words! {
    /// How a list is sent in a query or a form.
    ListForm {
        /// `a=1&a=2`.
        Repeat = "repeat",
        /// `a=1,2`.
        Comma = "comma",
        /// `a[]=1&a[]=2`.
        Brackets = "brackets",
    }
}

/// A parameter, or a field of the body.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "plain")]
pub struct Param {
    pub wire: String,
    pub rust: String,
    pub ty: Type,
    /// Where a request has it.
    pub place: Place,
    /// How it is sent, if it is a list in a query or a form.
    pub list: ListForm,
    pub required: bool,
    pub doc: Option<String>,
    /// The value that the service assumes if it is not sent, as written.
    pub default: Option<String>,
    /// The value that examples have, as written.
    pub sample: Option<String>,
    pub span: Span,
}

impl Param {
    /// Returns the name under which it is sent, with this body: `a[]` for a list in brackets.
    #[must_use]
    pub fn sent_name(&self, body: Option<BodyFormat>) -> Cow<'_, str> {
        match self.listed(body) {
            Some(_) if self.list == ListForm::Brackets => Cow::Owned(format!("{}[]", self.wire)),
            _ => Cow::Borrowed(&self.wire),
        }
    }

    /// Returns the type of its values, where it is a list of texts in a query or a form.
    #[must_use]
    pub fn listed(&self, body: Option<BodyFormat>) -> Option<&Type> {
        let is_text = self.place == Place::Url || (self.place == Place::Field && body == Some(BodyFormat::Form));
        match &self.ty {
            Type::List(item) if is_text && item.is_single() => Some(item),
            _ => None,
        }
    }
}

/// What a request costs, in units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The units of a request.
    pub units: u32,
    /// The units while a boolean parameter is true, by its name on the wire.
    pub when: Vec<(String, u32)>,
    /// The units that a large value of a parameter adds.
    pub more: Option<More>,
    /// Whether the service states no exact price, so that a response can cost more or less.
    pub is_estimate: bool,
}

impl Cost {
    /// A price that depends on no parameter.
    #[must_use]
    pub fn of(units: u32) -> Self {
        Self { units, when: Vec::new(), more: None, is_estimate: false }
    }

    /// Returns the units of a request, by the values of its parameters on the wire.
    pub fn units_of<'a>(&self, value: impl Fn(&str) -> Option<&'a str>) -> u64 {
        let exception = self.when.iter().find(|(param, _)| value(param) == Some("true"));
        let units = exception.map_or(self.units, |(_, units)| *units);
        let more = self.more.as_ref().map_or(0, |more| more.units_of(value(&more.of)));
        u64::from(units).saturating_add(more)
    }
}

/// Units in addition, the more of something is requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct More {
    /// How many each further step costs.
    pub units: u32,
    /// The length of a step; the first one is in the price already.
    pub every: u32,
    /// The parameter with the amount, by its name on the wire.
    pub of: String,
    /// The amount where the parameter is not sent.
    pub default: i64,
}

impl More {
    fn units_of(&self, value: Option<&str>) -> u64 {
        let amount = value.and_then(|value| value.parse().ok()).unwrap_or(self.default);
        let further = u64::try_from(amount).unwrap_or_default().saturating_sub(1) / u64::from(self.every.max(1));
        further.saturating_mul(self.units.into())
    }
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

/// A deliberate difference of an endpoint from the service's documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDifference {
    /// What of the endpoint differs.
    pub part: EndpointPart,
    /// Why.
    pub reason: String,
    /// The place of its key.
    pub span: Span,
}

/// What of an endpoint can differ from the service's documentation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointPart {
    /// The endpoint, which the documentation does not have.
    Endpoint,
    /// The parameter or field of the body of this name on the wire, which one of the two may lack.
    Param(String),
    /// The type of the response.
    Returns,
    /// The units of a request.
    Cost,
    /// Whether it is deprecated, and by what it is replaced.
    Deprecated,
}
