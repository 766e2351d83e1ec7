//! Requests as the server received them.

use bytes::Bytes;
use hikerapi_runtime::service::{BodyFormat, Operation, Param, Place};
use hikerapi_runtime::values::Json;

use crate::body::{self, RecordedPart};

/// A request that the server received.
///
/// ```
/// use hikerapi_testing::ServerOf;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> shop::Result<()> {
/// let server = ServerOf::<shop::Client>::start().await;
/// server.client().orders().by_id(7).await?;
/// let request = &server.requests()[0];
/// assert_eq!((request.method.as_str(), request.param("id")), ("GET", Some("7")));
/// assert!(request.body.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method: `GET`.
    pub method: String,
    /// The path, not decoded.
    pub path: String,
    /// The query, not decoded.
    pub query: String,
    /// All headers; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The parameters in the path and in the query, decoded.
    pub params: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
    /// The endpoint; `None` where the server has none for this method and path.
    pub operation: Option<&'static Operation>,
    /// The fields of the body: texts as they are, all else as JSON.
    pub(crate) fields: Vec<(String, String)>,
}

impl RecordedRequest {
    /// Returns the first header of this name. Case makes no difference.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Returns the value of a parameter, decoded, wherever it was sent: in the path, in the query, in a header, or in a field of
    /// the body. Of a field it is the text, or the JSON of all else.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        let in_header = || match self.declared(name)?.place {
            Place::Header(header) => self.header(header),
            Place::Url | Place::Field | Place::Body => None,
        };
        value(&self.params, name).or_else(|| value(&self.fields, name)).or_else(in_header)
    }

    /// Returns the path and the query as they were sent.
    #[must_use]
    pub fn target(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// Returns the body as JSON; `None` where it is something else.
    #[must_use]
    pub fn json(&self) -> Option<Json> {
        body::json(&self.body)
    }

    /// Returns the names and the values of a form, decoded, in their order: `lines[0][count]` is a name.
    #[must_use]
    pub fn form(&self) -> Vec<(String, String)> {
        body::form(&self.body)
    }

    /// Returns the parts of an upload; none where the body is something else.
    #[must_use]
    pub fn parts(&self) -> Vec<RecordedPart> {
        body::parts(self.content_type(), &self.body).unwrap_or_default()
    }

    /// Returns the key by which the service recognizes a repeated request, if it was sent with one.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&str> {
        self.header(self.operation?.idempotency?)
    }

    pub(crate) fn content_type(&self) -> &str {
        self.header("content-type").unwrap_or_default()
    }

    /// The parameter of the spec.
    pub(crate) fn declared(&self, name: &str) -> Option<&'static Param> {
        self.operation?.params.iter().find(|param| param.name == name)
    }

    /// How the body of the endpoint is written.
    pub(crate) fn format(&self) -> Option<BodyFormat> {
        self.operation.and_then(|operation| operation.body)
    }
}

fn value<'a>(values: &'a [(String, String)], name: &str) -> Option<&'a str> {
    values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
