//! What the server sends.

use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;

use crate::fault::Fault;
use crate::json::json_of;
use crate::list::List;

/// An answer of the server: a sample by default, or any status, headers and body.
///
/// [`Script`](crate::Script) makes one for each call. You need this type for
/// [`respond_with`](crate::ServerOf::respond_with), and to combine a body with a [`Fault`].
///
/// ```
/// use hikerapi_testing::{Answer, Fault};
///
/// let cut = Answer::json(200, r#"{"pk": 787132}"#).fault(Fault::CutBody);
/// ```
#[derive(Debug, Clone)]
pub struct Answer {
    pub(crate) content: Content,
    pub(crate) headers: Vec<(String, String)>,
    /// The headers that are not sent, in lower case.
    pub(crate) without: Vec<String>,
    pub(crate) delay: Duration,
    pub(crate) units: Option<u64>,
    pub(crate) fault: Option<Fault>,
}

/// Where the status and the body come from.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// The sample of the endpoint; a page of it where the endpoint has pages.
    Sample,
    /// The page of a list that the request is for.
    List(List),
    /// An error in the form of the service.
    Error { status: u16, code: String },
    /// These bytes.
    Body { status: u16, is_json: bool, body: Bytes },
}

impl Answer {
    /// Returns the answer that the server sends where nothing is scripted: the endpoint's sample, or a page of it.
    #[must_use]
    pub fn sample() -> Self {
        Self::of(Content::Sample)
    }

    /// Returns a value as JSON, with status 200.
    ///
    /// # Panics
    /// Where the value cannot be written as JSON.
    #[must_use]
    #[track_caller]
    pub fn value(value: &(impl Serialize + ?Sized)) -> Self {
        Self::json(200, json_of(value))
    }

    /// Returns an answer with this status and this JSON, which is sent as it is.
    #[must_use]
    pub fn json(status: u16, json: impl Into<String>) -> Self {
        Self::of(Content::Body { status, is_json: true, body: json.into().into() })
    }

    /// Returns an answer with this status and any body.
    #[must_use]
    pub fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        Self::of(Content::Body { status, is_json: false, body: body.into() })
    }

    /// Returns an error with this status and this code, in the form of the service. An empty code is none.
    #[must_use]
    pub fn error(status: u16, code: impl Into<String>) -> Self {
        Self::of(Content::Error { status, code: code.into() })
    }

    /// Returns a list, of which the server sends the page that a request is for.
    #[must_use]
    pub fn list(list: List) -> Self {
        Self::of(Content::List(list))
    }

    fn of(content: Content) -> Self {
        Self { content, headers: Vec::new(), without: Vec::new(), delay: Duration::ZERO, units: None, fault: None }
    }

    /// Adds a header. It replaces one that the server would send itself. To change the units, see [`units`](Self::units): a
    /// header alone leaves those that the server counts as they are.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Leaves out a header that the server would send itself, such as the one with the units.
    #[must_use]
    pub fn without_header(mut self, name: &str) -> Self {
        self.without.push(name.to_ascii_lowercase());
        self
    }

    /// Sends the answer after this delay. The default is none.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Charges this many units, and sends the header with them. The default is the price of the request where the status is billed, and nothing otherwise.
    #[must_use]
    pub fn units(mut self, units: u64) -> Self {
        self.units = Some(units);
        self
    }

    /// Sends the answer with this fault.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.fault = Some(fault);
        self
    }
}
