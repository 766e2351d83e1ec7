//! A value to be sent: what serde makes of it, from which JSON, forms and queries are written.

use serde::ser;

/// A value to be sent.
#[derive(Clone, PartialEq)]
pub(in crate::request) enum Tree {
    Null,
    Bool(bool),
    /// As JSON writes it.
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// The value as a parameter has it; `None` where it is null, a list or an object.
    pub(in crate::request) fn scalar(&self) -> Option<&str> {
        match self {
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
            Self::Number(text) | Self::Text(text) => Some(text),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// Why a value cannot be sent.
#[derive(Debug)]
pub(in crate::request) struct Unserializable(pub(super) String);

impl std::fmt::Display for Unserializable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Unserializable {}

impl ser::Error for Unserializable {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
