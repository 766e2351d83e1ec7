//! A JSON value that knows where it begins; a number keeps its text.

/// A value and where it begins.
#[derive(Debug, Clone)]
pub struct Value {
    /// The offset of its first byte.
    pub start: usize,
    /// What it is.
    pub data: Data,
}

/// What a value is.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the kinds of JSON")]
pub enum Data {
    Null,
    Bool(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Value>),
    Object(Vec<Member>),
}

/// A member of an object, in the order of the file.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its key.
    pub name: String,
    /// The offset of the key.
    pub start: usize,
    /// The value of the key.
    pub value: Value,
}

impl Value {
    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }

    /// What it is, in the words of JSON Schema.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.data {
            Data::Null => "null",
            Data::Bool(_) => "boolean",
            Data::Number(literal) if is_whole(literal) => "integer",
            Data::Number(_) => "number",
            Data::Text(_) => "string",
            Data::List(_) => "array",
            Data::Object(_) => "object",
        }
    }
}

/// Whether a number is written without fraction and exponent. `-0` has no place among the whole
/// numbers of serde, which keeps its sign in a float.
#[must_use]
pub fn is_whole(literal: &str) -> bool {
    !literal.contains(['.', 'e', 'E']) && literal != "-0"
}
