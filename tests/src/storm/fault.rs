//! The faults of the storm.

use super::List;

/// The fault of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An error with this status line, these headers and this body.
    Status(&'static str, &'static str, &'static str),
    /// The connection is reset before the first byte of the response.
    Reset,
    /// The connection is closed in the middle of the body.
    CutBody,
    /// The body has the announced length, but its JSON is cut off.
    TruncatedJson,
    /// The body is larger than the client's limit.
    Oversized,
    /// An HTML page with status 200.
    Html,
    /// A redirect to a server that the client must not follow.
    Elsewhere,
    /// Nothing is sent.
    Stall,
    /// Accounts with values of a wrong type, except for their ids.
    WrongTypes,
    /// Ids that are invalid.
    WrongIds,
    /// Null in every field except the id.
    Nulls,
    /// Fields that the type does not have.
    NewFields,
}

/// What the server sends.
#[derive(Debug)]
pub enum Outcome {
    /// The correct page.
    Page(String),
    /// Another response.
    Response {
        /// The status line after the HTTP version.
        status: &'static str,
        /// Header lines.
        headers: String,
        /// The body.
        body: String,
    },
    /// A response that ends after some bytes of its body.
    Cut {
        /// The whole body.
        body: String,
        /// The number of bytes that are sent.
        at: usize,
    },
    /// A reset of the connection.
    Reset,
    /// Nothing.
    Silence,
}

/// All faults with their weights. Slow ones are rare.
const FAULTS: &[(u8, Fault)] = &[
    (3, Fault::Status("429 Too Many Requests", "", "")),
    (2, Fault::Status("429 Too Many Requests", "retry-after: 0\r\n", "")),
    (2, Fault::Status("429 Too Many Requests", "retry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "")),
    (2, Fault::Status("408 Request Timeout", "", "")),
    (3, Fault::Status("500 Internal Server Error", "", r#"{"detail":"x","exc_type":"InstagramServerError"}"#)),
    (2, Fault::Status("502 Bad Gateway", "", "<html>")),
    (3, Fault::Status("503 Service Unavailable", "retry-after: nonsense\r\n", "")),
    (2, Fault::Status("504 Gateway Timeout", "", "")),
    (2, Fault::Status("402 Payment Required", "", r#"{"state":false,"exc_type":"InsufficientFunds"}"#)),
    (2, Fault::Status("404 Not Found", "", r#"{"detail":"Entries not found","exc_type":"NotFoundError"}"#)),
    (3, Fault::Reset),
    (3, Fault::CutBody),
    (3, Fault::TruncatedJson),
    (1, Fault::Oversized),
    (3, Fault::Html),
    (2, Fault::Elsewhere),
    (1, Fault::Stall),
    (4, Fault::WrongTypes),
    (3, Fault::WrongIds),
    (3, Fault::Nulls),
    (3, Fault::NewFields),
];

impl Fault {
    pub(super) fn pick(random: &mut fastrand::Rng) -> Self {
        let total: u8 = FAULTS.iter().map(|(weight, _)| weight).sum();
        let mut place = random.u8(..total);
        for (weight, fault) in FAULTS {
            if place < *weight {
                return fault.clone();
            }
            place -= weight;
        }
        Self::Reset
    }

    /// The name in counts.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Status(status, ..) => status,
            Self::Reset => "reset",
            Self::CutBody => "body cut off",
            Self::TruncatedJson => "JSON truncated",
            Self::Oversized => "too large",
            Self::Html => "HTML with 200",
            Self::Elsewhere => "redirect to another server",
            Self::Stall => "stall",
            Self::WrongTypes => "wrong types",
            Self::WrongIds => "wrong ids",
            Self::Nulls => "nulls",
            Self::NewFields => "new fields",
        }
    }

    pub(super) fn outcome(&self, list: &List, cursor: Option<&str>, elsewhere: &str) -> Outcome {
        let ok = |body: String| Outcome::Response { status: "200 OK", headers: String::new(), body };
        match self {
            Self::Status(status, headers, body) => {
                Outcome::Response { status, headers: (*headers).to_owned(), body: (*body).to_owned() }
            }
            Self::Reset => Outcome::Reset,
            Self::Stall => Outcome::Silence,
            Self::CutBody => {
                let body = list.page(cursor);
                Outcome::Cut { at: body.len() / 2, body }
            }
            Self::TruncatedJson => {
                let body = list.page(cursor);
                ok(body[..body.len() - 1].to_owned())
            }
            Self::Oversized => ok(format!("{}{}", list.page(cursor), " ".repeat(200_000))),
            Self::Html => ok("<html><body>Please wait</body></html>".to_owned()),
            Self::Elsewhere => {
                let headers = format!("location: {elsewhere}/v1/user/followers/chunk\r\n");
                Outcome::Response { status: "307 Temporary Redirect", headers, body: String::new() }
            }
            Self::WrongTypes => ok(list.page_of(cursor, |pk| {
                format!(r#"{{"pk":{pk},"username":[{pk}],"is_private":"no","profile_pic_url":{{"x":1}}}}"#)
            })),
            // The raw item still contains the id.
            Self::WrongIds => ok(list.page_of(cursor, |pk| format!(r#"{{"pk":{{"was":{pk}}},"username":"x"}}"#))),
            Self::Nulls => ok(list.page_of(cursor, |pk| {
                format!(r#"{{"pk":"{pk}","username":null,"full_name":null,"is_private":null,"is_verified":null}}"#)
            })),
            Self::NewFields => ok(list.page_of(cursor, |pk| {
                format!(r#"{{"new":{{"deep":[1,{{}}]}},"pk":"{pk}","username":"sample_{pk}","newer":1.5}}"#)
            })),
        }
    }
}
