//! What statuses, codes and texts of error responses mean.

/// What statuses and error bodies mean.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the language's tables document each key")]
pub struct ErrorRules {
    pub code: String,
    pub message: Vec<String>,
    pub violations: Option<Violations>,
    pub bodies: Vec<ErrorBody>,
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
#[allow(missing_docs, reason = "the language's tables document each key")]
pub struct Violations {
    pub list: String,
    pub path: String,
    pub text: String,
}

/// A body that is an error, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the language's tables document each key")]
pub struct ErrorBody {
    pub field: String,
    pub is: Option<FieldValue>,
    pub alone: bool,
}

/// The value of a field that makes a body an error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub enum FieldValue {
    Flag(bool),
    Number(i64),
    Text(String),
}

/// What the statuses from `first` to `last` mean.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "documented above")]
pub struct Status {
    pub first: u16,
    pub last: u16,
    pub verdict: Verdict,
    /// What the caller can do.
    pub doc: Option<String>,
}

/// What a code in an error body means; `None` is as the status has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "documented above")]
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
#[allow(missing_docs, reason = "documented above")]
pub struct Text {
    pub text: String,
    pub status: u16,
    pub verdict: Verdict,
    /// What the caller can do.
    pub doc: Option<String>,
}

/// What a response means, whether it is billed, and whether a retry can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "documented above")]
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

            /// Returns the variant of that word.
            #[must_use]
            pub fn of_word(word: &str) -> Option<Self> {
                Self::WORDS.iter().position(|known| *known == word).map(|index| Self::ALL[index])
            }

            /// Returns the variant's name in Rust.
            #[must_use]
            pub fn rust(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),+ }
            }
        }
    };
}

pub(super) use words;

words! {
    /// What a response means for the caller.
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
    /// Whether a retry can help.
    Retry {
        /// It cannot.
        Never = "never",
        /// It can, after a pause that grows.
        Backoff = "backoff",
        /// It can, after the pause that the service requests.
        Wait = "wait",
    }
}
