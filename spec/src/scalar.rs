//! The scalars of the language: one row each. Everything that must know them walks this table.

/// A type that the language knows without a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is explained by its row")]
pub enum Scalar {
    String,
    Boolean,
    Integer,
    Number,
    Url,
    Timestamp,
    Cursor,
    Json,
}

/// What there is to know of a scalar.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The scalar.
    pub scalar: Scalar,
    /// Its name in a spec.
    pub name: &'static str,
    /// Its type in generated code, as the runtime's `rt` module exports it.
    pub rust: &'static str,
    /// Whether a parameter can be of it.
    pub param: bool,
    /// What it is, for the schema and for messages.
    pub doc: &'static str,
}

/// All scalars, in the order in which they are shown.
pub const SCALARS: &[Row] = &[
    Row { scalar: Scalar::String, name: "string", rust: "Text", param: true, doc: "Text." },
    Row { scalar: Scalar::Boolean, name: "boolean", rust: "bool", param: true, doc: "`true` or `false`." },
    Row { scalar: Scalar::Integer, name: "integer", rust: "i64", param: true, doc: "A whole number." },
    Row { scalar: Scalar::Number, name: "number", rust: "f64", param: true, doc: "A number with a fraction." },
    Row { scalar: Scalar::Url, name: "url", rust: "Url", param: true, doc: "An address; not checked." },
    Row {
        scalar: Scalar::Timestamp,
        name: "timestamp",
        rust: "Timestamp",
        param: false,
        doc: "A moment, as RFC 3339 text or as Unix seconds.",
    },
    Row {
        scalar: Scalar::Cursor,
        name: "cursor",
        rust: "Cursor",
        param: true,
        doc: "Where the next page starts; opaque text or number.",
    },
    Row { scalar: Scalar::Json, name: "json", rust: "Json", param: false, doc: "JSON that no source gives a shape." },
];

impl Scalar {
    /// The scalar of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        SCALARS.iter().find(|row| row.name == name).map(|row| row.scalar)
    }

    /// What there is to know of it.
    #[must_use]
    pub fn row(self) -> &'static Row {
        // Every scalar has its row: `every_scalar_has_a_row` walks them.
        SCALARS.iter().find(|row| row.scalar == self).unwrap_or(&SCALARS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_has_a_row() {
        use Scalar::{Boolean, Cursor, Integer, Json, Number, String, Timestamp, Url};
        for scalar in [String, Boolean, Integer, Number, Url, Timestamp, Cursor, Json] {
            assert_eq!(scalar.row().scalar, scalar);
            assert_eq!(Scalar::named(scalar.row().name), Some(scalar));
        }
        assert_eq!(SCALARS.len(), 8);
    }
}
