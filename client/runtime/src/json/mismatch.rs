//! Why a value does not match: what was expected, what was found, and the path to it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::Unexpected;

/// The result of reading a part of a response.
pub type Decoded<T> = Result<T, Mismatch>;

/// One step from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Index(usize),
    /// Shared: thousands of paths may lead through one name.
    Key(Arc<str>),
}

/// A longer name of a field is not shown, and a longer path ends early, since each of thousands of mismatches has one. Names
/// are never cut: a part of the key could be what is left.
const LONGEST_NAME: usize = 1_000;
const LONGEST_PATH: usize = 2_000;

/// `$[0].user.pk`.
pub(crate) fn json_path(steps: &[Step]) -> String {
    let mut path = "$".to_owned();
    for step in steps {
        if path.len() > LONGEST_PATH {
            path.push('…');
            break;
        }
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Key(key) if key.len() > LONGEST_NAME => path.push_str(&format!(".(a name of {} bytes)", key.len())),
            Step::Key(key) => path.push_str(&format!(".{key}")),
        }
    }
    path
}

const CUT: &str = "JSON that is cut off";

/// Why a value does not match. A pointer, so that a value that matches does not pay for it.
#[derive(Debug)]
pub struct Mismatch(Box<Reason>);

#[derive(Debug)]
struct Reason {
    message: Cow<'static, str>,
    /// From the inside out, as the callers add their steps.
    path: Vec<Step>,
}

impl Mismatch {
    #[cold]
    pub(crate) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Reason { message: message.into(), path: Vec::new() }))
    }

    /// The text is not JSON. Where it breaks is found by reading it again.
    #[cold]
    pub(crate) fn broken() -> Self {
        Self::new("broken JSON")
    }

    /// The text is JSON that ends too early.
    #[cold]
    pub(crate) fn cut() -> Self {
        Self::new(CUT)
    }

    pub(crate) fn is_cut(&self) -> bool {
        self.0.message == CUT
    }

    /// The value is of another type than expected.
    #[cold]
    pub(crate) fn invalid_type(found: Unexpected<'_>, expected: &str) -> Self {
        Self::new(format!("invalid type: {}, expected {expected}", name(found)))
    }

    /// The value is of the expected type, and not a valid value of it.
    #[cold]
    pub(crate) fn invalid_value(found: Unexpected<'_>, expected: &str) -> Self {
        Self::new(format!("invalid value: {}, expected {expected}", name(found)))
    }

    /// The same, in a part of a list or an object.
    #[cold]
    pub(crate) fn within(mut self, step: Step) -> Self {
        self.0.path.push(step);
        self
    }

    /// The path of the value that does not match, and the message.
    pub(crate) fn into_parts(self) -> (Vec<Step>, String) {
        let mut reason = *self.0;
        reason.path.reverse();
        (reason.path, reason.message.into_owned())
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl std::error::Error for Mismatch {}

/// The value as JSON writes it: serde calls null `unit value` and writes out every zero of `1e300`.
fn name(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Unit => "null".to_owned(),
        Unexpected::Float(value) => format!("floating point `{value:?}`"),
        found => found.to_string(),
    }
}
