//! Why the reader did not take a text: what, and the way to it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, Expected, Unexpected};

use super::Step;

/// Why a text was not taken. A pointer: what fits is not to pay for it.
#[derive(Debug)]
pub(in crate::decode) struct Misfit(Box<Reason>);

#[derive(Debug)]
struct Reason {
    what: Cow<'static, str>,
    /// From the inside out, as the steps are told on the way back.
    way: Vec<Step>,
}

impl Misfit {
    #[cold]
    pub(super) fn new(what: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Reason { what: what.into(), way: Vec::new() }))
    }

    /// No JSON. Which mistake it is, and where, is told by a reader that keeps lines and columns.
    #[cold]
    pub(super) fn broken() -> Self {
        Self::new("broken JSON")
    }

    /// The same, in a part of a list or an object.
    #[cold]
    pub(super) fn within(mut self, step: Step) -> Self {
        self.0.way.push(step);
        self
    }

    /// The way to what did not fit, and what did not fit there.
    pub(in crate::decode) fn into_parts(mut self) -> (Vec<Step>, String) {
        self.0.way.reverse();
        (self.0.way, self.0.what.into_owned())
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.what)
    }
}

impl std::error::Error for Misfit {}

impl Error for Misfit {
    #[cold]
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self::new(what.to_string())
    }

    #[cold]
    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("invalid type: {}, expected {expected}", name(found)))
    }

    #[cold]
    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("invalid value: {}, expected {expected}", name(found)))
    }
}

/// As JSON writes it: serde says `unit value` of null and writes out every zero of `1e300`.
fn name(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Unit => "null".to_owned(),
        Unexpected::Float(value) => format!("floating point `{value:?}`"),
        found => found.to_string(),
    }
}
