//! Requests as the server received them.

use hikerapi_runtime::service::Operation;

/// A request that the server received.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method: `GET`. The server refuses others.
    pub method: String,
    /// The path, not decoded.
    pub path: String,
    /// The query, not decoded.
    pub query: String,
    /// All headers; names in lower case.
    pub headers: Vec<(String, String)>,
    /// The parameters in the path and in the query, decoded.
    pub params: Vec<(String, String)>,
    /// The endpoint; `None` where the server has none at this path.
    pub operation: Option<&'static Operation>,
}

impl RecordedRequest {
    /// Returns the first header of this name. Case makes no difference.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Returns the value of a parameter, decoded, wherever it was sent.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the path and the query as they were sent.
    #[must_use]
    pub fn target(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// The cursor of the page that is requested; `None` for the first page.
    pub(crate) fn cursor(&self) -> Option<&str> {
        let paging = self.operation?.paging?;
        self.param(paging.way.parameter()?).filter(|cursor| !cursor.is_empty())
    }
}
