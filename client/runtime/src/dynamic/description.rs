//! What a spec says of its endpoints.

use super::row_type::RowType;
use crate::client::ServiceClient;
use crate::service::Operation;

/// A client whose endpoints are described. Generated code implements it with the feature `dynamic`.
pub trait Described: ServiceClient {
    /// What the spec says of the service, in Markdown.
    const DOC: &'static str;

    /// The groups, in the order of the spec.
    const GROUPS: &'static [GroupDescription];
}

/// A group of endpoints.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct GroupDescription {
    /// Its name: `user`.
    pub name: &'static str,
    /// What the spec says of it, in Markdown.
    pub doc: &'static str,
    /// Its endpoints, in the order of the spec.
    pub endpoints: &'static [EndpointDescription],
}

impl GroupDescription {
    /// A group with these endpoints.
    #[must_use]
    pub const fn new(name: &'static str, doc: &'static str, endpoints: &'static [EndpointDescription]) -> Self {
        Self { name, doc, endpoints }
    }
}

/// An endpoint.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct EndpointDescription {
    /// Its facts.
    pub operation: &'static Operation,
    /// What the spec says of it, in Markdown. Other endpoints are in it by their keys, in backticks: `/v1/user/by/id`.
    pub doc: &'static str,
    /// Its parameters, in the order of [`Operation::params`].
    pub params: &'static [ParamDescription],
    /// What to use instead, where it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The rows in its responses, where these are JSON.
    pub rows: Option<ResponseRows>,
}

impl EndpointDescription {
    /// An endpoint that is not deprecated and whose responses have no rows.
    #[must_use]
    pub const fn new(operation: &'static Operation, doc: &'static str, params: &'static [ParamDescription]) -> Self {
        Self { operation, doc, params, deprecated: None, rows: None }
    }

    /// Sets what to use instead.
    #[must_use]
    pub const fn deprecated(self, deprecated: Deprecation) -> Self {
        Self { deprecated: Some(deprecated), ..self }
    }

    /// Sets the rows in its responses.
    #[must_use]
    pub const fn rows(self, rows: ResponseRows) -> Self {
        Self { rows: Some(rows), ..self }
    }
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ParamDescription {
    /// Its name on the wire.
    pub name: &'static str,
    /// The name of its type in the spec: `UserPk`, `string`, `[integer]`.
    pub ty: &'static str,
    /// What the spec says of it, in Markdown; of the type, where it says nothing of the parameter.
    pub doc: &'static str,
    /// The value that the service uses where a request does not have it, as the spec says.
    pub default: Option<&'static str>,
}

impl ParamDescription {
    /// A parameter without a default.
    #[must_use]
    pub const fn new(name: &'static str, ty: &'static str, doc: &'static str) -> Self {
        Self { name, ty, doc, default: None }
    }

    /// Sets the value that the service uses where a request does not have it.
    #[must_use]
    pub const fn default(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }
}

/// What to use instead of a deprecated endpoint.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Deprecation {
    /// The keys of other endpoints, which the client may not have: `/v2/user/followers`.
    pub replacements: &'static [&'static str],
    /// Why it is deprecated, where the spec says it.
    pub reason: Option<&'static str>,
}

impl Deprecation {
    /// The keys of the endpoints to use instead, without a reason.
    #[must_use]
    pub const fn new(replacements: &'static [&'static str]) -> Self {
        Self { replacements, reason: None }
    }

    /// Sets why it is deprecated.
    #[must_use]
    pub const fn reason(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }
}

/// The rows in the responses of an endpoint.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ResponseRows {
    /// The JSON path of the list of rows, `$` where it is the response; `None` where the response is one row.
    pub list: Option<&'static str>,
    /// The type of a row.
    pub ty: RowType,
}

impl ResponseRows {
    /// One row: the response.
    #[must_use]
    pub const fn one(ty: RowType) -> Self {
        Self { list: None, ty }
    }

    /// A row for each item of a list, by the JSON path of the list.
    #[must_use]
    pub const fn each(list: &'static str, ty: RowType) -> Self {
        Self { list: Some(list), ty }
    }
}
