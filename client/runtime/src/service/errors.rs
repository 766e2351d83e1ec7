//! What statuses and error bodies mean.

use std::ops::RangeInclusive;

use super::pattern;

/// The tables by which a response becomes a result or an error.
#[derive(Debug)]
pub struct ErrorRules {
    /// The way to the field of a body that names the error: `code`, `error.code`, `errors.0.code`. Empty: no field does.
    pub code: &'static str,
    /// The ways to the fields of a body that describe it; the first one with text counts. None: the beginning of the body does.
    pub message: &'static [&'static str],
    /// Where a body lists invalid parameters.
    pub violations: Option<ViolationRule>,
    /// Bodies that are errors, whatever their status.
    pub bodies: &'static [BodyRule],
    /// Single statuses first, ranges after them; the first row that has the status counts.
    pub statuses: &'static [StatusRule],
    /// For every other status.
    pub other: Verdict,
    /// Codes that refine what the status means.
    pub codes: &'static [CodeRule],
    /// Texts in bodies that are not JSON; the first row that matches counts.
    pub texts: &'static [TextRule],
}

impl ErrorRules {
    /// No status is known.
    pub const DEFAULT: Self = Self {
        code: "",
        message: &[],
        violations: None,
        bodies: &[],
        statuses: &[],
        other: Verdict::new(Means::Unexpected),
        codes: &[],
        texts: &[],
    };
}

/// Where a body lists invalid parameters.
#[derive(Debug)]
pub struct ViolationRule {
    /// The field with the list.
    pub list: &'static str,
    /// The field of an item that names the parameter.
    pub path: &'static str,
    /// The field of an item that describes what is wrong.
    pub text: &'static str,
}

/// A body that is an error, whatever its status: an object with this field.
#[derive(Debug)]
pub struct BodyRule {
    pub(crate) field: &'static str,
    pub(crate) value: Option<FieldValue>,
    pub(crate) is_alone: bool,
}

impl BodyRule {
    /// An object whose field has any value but null, `false`, `0`, and an empty text, list or object.
    #[must_use]
    pub const fn new(field: &'static str) -> Self {
        Self { field, value: None, is_alone: false }
    }

    /// Only if the field has this value.
    #[must_use]
    pub const fn is(self, value: FieldValue) -> Self {
        Self { value: Some(value), ..self }
    }

    /// Only if the object has no other field.
    #[must_use]
    pub const fn alone(self) -> Self {
        Self { is_alone: true, ..self }
    }
}

/// The value of a field that makes a body an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldValue {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(&'static str),
}

/// What the statuses from `first` to `last` mean.
#[derive(Debug)]
pub struct StatusRule {
    pub(crate) first: u16,
    pub(crate) last: u16,
    pub(crate) verdict: Verdict,
    pub(crate) help: &'static str,
}

impl StatusRule {
    /// The row of one status, or of a range of them by its first and last. `help` is what the spec says about it.
    #[must_use]
    pub const fn new(statuses: &[u16], verdict: Verdict, help: &'static str) -> Self {
        Self { first: statuses[0], last: statuses[statuses.len() - 1], verdict, help }
    }

    /// Returns the statuses of the row.
    #[must_use]
    pub const fn statuses(&self) -> RangeInclusive<u16> {
        self.first..=self.last
    }

    /// Returns what they mean.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }
}

/// What a code means; `None` is as the status has it.
#[derive(Debug)]
pub struct CodeRule {
    pub(crate) code: &'static str,
    pub(crate) means: Means,
    pub(crate) billed: Option<bool>,
    pub(crate) retry: Option<Retry>,
    pub(crate) help: &'static str,
}

impl CodeRule {
    /// The row of a code that is billed and retried as its status is. `help` is what the spec says about it.
    #[must_use]
    pub const fn new(code: &'static str, means: Means, help: &'static str) -> Self {
        Self { code, means, billed: None, retry: None, help }
    }

    /// Returns the code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Returns what it means.
    #[must_use]
    pub const fn means(&self) -> Means {
        self.means
    }

    /// Sets whether it is billed, whatever the status.
    #[must_use]
    pub const fn billed(self, billed: bool) -> Self {
        Self { billed: Some(billed), ..self }
    }

    /// Sets whether a retry can help, whatever the status.
    #[must_use]
    pub const fn retry(self, retry: Retry) -> Self {
        Self { retry: Some(retry), ..self }
    }
}

/// What a text in a body that is not JSON means. `*` in it is any text, and case makes no difference.
#[derive(Debug)]
pub struct TextRule {
    pub(crate) text: &'static str,
    pub(crate) status: u16,
    pub(crate) verdict: Verdict,
    pub(crate) help: &'static str,
}

impl TextRule {
    /// The row of a text in a body of this status. `help` is what the spec says about it.
    #[must_use]
    pub const fn new(text: &'static str, status: u16, verdict: Verdict, help: &'static str) -> Self {
        Self { text, status, verdict, help }
    }

    pub(crate) fn matches(&self, status: u16, body: &[u8]) -> bool {
        self.status == status && pattern::is_in(self.text, body)
    }
}

/// What a response means, whether it is billed, and whether a retry can help.
#[derive(Debug, Clone, Copy)]
pub struct Verdict {
    pub(crate) means: Means,
    pub(crate) billed: bool,
    pub(crate) retry: Retry,
}

impl Verdict {
    /// A response that is not billed, and for which a retry does not help.
    #[must_use]
    pub const fn new(means: Means) -> Self {
        Self { means, billed: false, retry: Retry::Never }
    }

    /// Returns what the response means.
    #[must_use]
    pub const fn means(&self) -> Means {
        self.means
    }

    /// Returns whether it is billed.
    #[must_use]
    pub const fn is_billed(&self) -> bool {
        self.billed
    }

    /// Returns whether a retry can help.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        !matches!(self.retry, Retry::Never)
    }

    /// The same, billed.
    #[must_use]
    pub const fn billed(self) -> Self {
        Self { billed: true, ..self }
    }

    /// The same, with a retry that can help.
    #[must_use]
    pub const fn retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }
}

/// What a response means. [`ErrorKind`](crate::error::ErrorKind) explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "explained by the error kinds of the same names")]
pub enum Means {
    Ok,
    BadRequest,
    Unauthorized,
    OutOfCredit,
    Forbidden,
    Private,
    Blocked,
    NotFound,
    Gone,
    InvalidParameter,
    Redirected,
    RateLimited,
    Unavailable,
    Unexpected,
}

/// Whether a retry can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retry {
    /// It cannot.
    Never,
    /// It can, after a growing pause.
    Backoff,
    /// It can, after the pause that the service names.
    Wait,
}
