//! What the tables of the language are made of.

/// A mapping with fixed keys.
pub(crate) struct Form {
    /// As messages name it: `an endpoint`.
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) keys: &'static [Key],
}

/// One key of a form.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// What may stand in one place.
pub(crate) enum Shape {
    /// Any text that is not blank.
    Text,
    /// Text for people, not blank either.
    Doc,
    Flag,
    /// A whole number, not negative, of 32 bits.
    Count,
    /// Any scalar.
    Literal,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A type expression.
    Type,
    /// No plain value in it stands twice.
    List(&'static Shape),
    /// A mapping with free keys.
    Map {
        keys: &'static str,
        value: &'static Shape,
    },
    Form(&'static Form),
    /// A text stands for a form that has only its `doc`.
    DocOr(&'static Form),
    /// A type stands for a form that has only its `type`.
    TypeOr(&'static Form),
    /// A number stands for a form that has only its `units`.
    CountOr(&'static Form),
}

impl Key {
    pub(super) const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, doc, shape, required: true }
    }

    pub(super) const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, doc, shape, required: false }
    }
}

/// How the spec knows something.
pub(super) const BASIS: &[&str] = &["example", "declared", "prose"];
