//! Why the reader did not take a text: what, and the way to it.

use std::borrow::Cow;
use std::fmt;

use serde::de::Unexpected;

use super::Step;

const CUT: &str = "JSON that is cut off";

/// Why a text was not taken. A pointer: what fits is not to pay for it.
#[derive(Debug)]
pub struct Misfit(Option<Box<Reason>>);

#[derive(Debug)]
struct Reason {
    what: Cow<'static, str>,
    /// From the inside out, as the steps are told on the way back.
    way: Vec<Step>,
}

impl Misfit {
    #[cold]
    pub(crate) fn new(what: impl Into<Cow<'static, str>>) -> Self {
        Self(Some(Box::new(Reason { what: what.into(), way: Vec::new() })))
    }

    /// No JSON. Where it is none is told once it is read again.
    #[cold]
    pub(crate) fn broken() -> Self {
        Self::new("broken JSON")
    }

    /// No JSON, and all that is missing is its end.
    #[cold]
    pub(crate) fn cut() -> Self {
        Self::new(CUT)
    }

    pub(in crate::decode) fn is_cut(&self) -> bool {
        self.0.as_ref().is_some_and(|reason| reason.what == CUT)
    }

    /// No reason: the object has to be read again, by the names of its fields. Never seen outside of the reader.
    #[cold]
    pub(super) fn shuffled() -> Self {
        Self(None)
    }

    pub(super) fn is_shuffled(&self) -> bool {
        self.0.is_none()
    }

    /// It is of another kind than expected.
    #[cold]
    pub(crate) fn invalid_type(found: Unexpected<'_>, expected: &str) -> Self {
        Self::new(format!("invalid type: {}, expected {expected}", name(found)))
    }

    /// It is of the kind, and not what can be.
    #[cold]
    pub(crate) fn invalid_value(found: Unexpected<'_>, expected: &str) -> Self {
        Self::new(format!("invalid value: {}, expected {expected}", name(found)))
    }

    /// The same, in a part of a list or an object.
    #[cold]
    pub(in crate::decode) fn within(mut self, step: Step) -> Self {
        if let Some(reason) = &mut self.0 {
            reason.way.push(step);
        }
        self
    }

    /// The way to what did not fit, and what did not fit there.
    pub(in crate::decode) fn into_parts(self) -> (Vec<Step>, String) {
        let Some(mut reason) = self.0 else { return Default::default() };
        reason.way.reverse();
        (reason.way, reason.what.into_owned())
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |reason| formatter.write_str(&reason.what))
    }
}

impl std::error::Error for Misfit {}

/// As JSON writes it: serde says `unit value` of null and writes out every zero of `1e300`.
fn name(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Unit => "null".to_owned(),
        Unexpected::Float(value) => format!("floating point `{value:?}`"),
        found => found.to_string(),
    }
}
