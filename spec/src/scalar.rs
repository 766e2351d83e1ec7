//! The scalars of the language: one row each. Everything that needs them reads this table.

/// A type that needs no definition.
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
    Date,
    Cursor,
    Json,
    Bytes,
}

/// Everything about one scalar.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The scalar.
    pub scalar: Scalar,
    /// Its name in a spec.
    pub name: &'static str,
    /// Its type in generated code, as the runtime's `rt` module exports it.
    pub rust: &'static str,
    /// Whether a parameter can have this type.
    pub param: bool,
    /// What it is, for the schema and for messages.
    pub doc: &'static str,
}

/// All scalars, in the order in which messages list them.
pub const SCALARS: &[Row] = &[
    Row { scalar: Scalar::String, name: "string", rust: "Text", param: true, doc: "Text." },
    Row { scalar: Scalar::Boolean, name: "boolean", rust: "bool", param: true, doc: "`true` or `false`." },
    Row { scalar: Scalar::Integer, name: "integer", rust: "i64", param: true, doc: "A whole number." },
    Row {
        scalar: Scalar::Number,
        name: "number",
        rust: "Number",
        param: true,
        doc: "A number, which may have a fraction.",
    },
    Row { scalar: Scalar::Url, name: "url", rust: "Url", param: true, doc: "A URL; not validated." },
    Row {
        scalar: Scalar::Timestamp,
        name: "timestamp",
        rust: "Timestamp",
        param: true,
        doc: "A timestamp: RFC 3339 text or Unix seconds.",
    },
    Row { scalar: Scalar::Date, name: "date", rust: "Date", param: true, doc: "A day: `2026-01-31`." },
    Row {
        scalar: Scalar::Cursor,
        name: "cursor",
        rust: "Cursor",
        param: true,
        doc: "Where the next page starts: an opaque text or number.",
    },
    Row { scalar: Scalar::Json, name: "json", rust: "Json", param: false, doc: "JSON of unknown shape." },
    Row {
        scalar: Scalar::Bytes,
        name: "bytes",
        rust: "Part",
        param: false,
        doc: "A file or other bytes. Only for a field of `upload`, for `body` and for `returns`.",
    },
];

impl Scalar {
    /// Returns the scalar of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        SCALARS.iter().find(|row| row.name == name).map(|row| row.scalar)
    }

    /// Returns its row.
    #[must_use]
    pub fn row(self) -> &'static Row {
        // Every scalar has its row: `every_scalar_has_a_row` checks them.
        SCALARS.iter().find(|row| row.scalar == self).unwrap_or(&SCALARS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_has_a_row() {
        use Scalar::{Boolean, Bytes, Cursor, Date, Integer, Json, Number, String, Timestamp, Url};
        for scalar in [String, Boolean, Integer, Number, Url, Timestamp, Date, Cursor, Json, Bytes] {
            assert_eq!(scalar.row().scalar, scalar);
            assert_eq!(Scalar::named(scalar.row().name), Some(scalar));
        }
        assert_eq!(SCALARS.len(), 10);
    }
}
