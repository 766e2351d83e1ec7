//! What goes wrong in the storm.

use super::List;

/// What goes wrong with one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An error of this status line, with these headers and this body.
    Status(&'static str, &'static str, &'static str),
    /// The connection is reset before a byte of the reply.
    Reset,
    /// The connection ends in the middle of the body.
    CutBody,
    /// The body is whole by its length, but ends in the middle of the JSON.
    TruncatedJson,
    /// The body is larger than the client reads.
    Oversized,
    /// A page for people, with status 200.
    Html,
    /// A redirect to a server that is none of the client's.
    Elsewhere,
    /// Nothing is ever sent.
    Stall,
    /// Values of a wrong type in the accounts, but for their ids.
    WrongTypes,
    /// Ids that are none.
    WrongIds,
    /// Null wherever it is not an id.
    Nulls,
    /// Fields that no type has.
    NewFields,
}

/// What the server sends.
#[derive(Debug)]
pub enum Worded {
    /// A page as it should be.
    Page(String),
    /// Another reply.
    Reply {
        /// The status line's end.
        status: &'static str,
        /// Lines of headers.
        headers: String,
        /// The body.
        body: String,
    },
    /// A reply that ends after so many bytes of its body.
    Cut {
        /// The whole body.
        body: String,
        /// The bytes that are sent.
        at: usize,
    },
    /// A reset.
    Reset,
    /// Nothing.
    Silence,
}

/// All of them. Those that cost time are rare.
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

    /// A name for counts of it.
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

    pub(super) fn word(&self, list: &List, cursor: Option<&str>, elsewhere: &str) -> Worded {
        let ok = |body: String| Worded::Reply { status: "200 OK", headers: String::new(), body };
        match self {
            Self::Status(status, headers, body) => {
                Worded::Reply { status, headers: (*headers).to_owned(), body: (*body).to_owned() }
            }
            Self::Reset => Worded::Reset,
            Self::Stall => Worded::Silence,
            Self::CutBody => {
                let body = list.page(cursor);
                Worded::Cut { at: body.len() / 2, body }
            }
            Self::TruncatedJson => {
                let body = list.page(cursor);
                ok(body[..body.len() - 1].to_owned())
            }
            Self::Oversized => ok(format!("{}{}", list.page(cursor), " ".repeat(200_000))),
            Self::Html => ok("<html><body>One moment, please</body></html>".to_owned()),
            Self::Elsewhere => {
                let headers = format!("location: {elsewhere}/v1/user/followers/chunk\r\n");
                Worded::Reply { status: "307 Temporary Redirect", headers, body: String::new() }
            }
            Self::WrongTypes => ok(list.page_of(cursor, |pk| {
                format!(r#"{{"pk":{pk},"username":[{pk}],"is_private":"no","profile_pic_url":{{"x":1}}}}"#)
            })),
            // The id can still be read in what is kept raw.
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
