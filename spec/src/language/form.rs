//! What the tables of the language are made of.

/// A mapping with fixed keys.
pub(crate) struct Form {
    /// As messages name it: `an endpoint`.
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) keys: &'static [Key],
    /// Which keys exclude or need each other.
    pub(crate) rules: &'static [Rule],
}

/// A rule for the keys of a form.
pub(crate) enum Rule {
    /// Exactly one of these keys is there.
    One(&'static [&'static str]),
    /// At most one of these keys is there.
    AtMostOne(&'static [&'static str]),
    /// Both keys are there, or none.
    Both([&'static str; 2]),
    /// The first key is there only with one of the others.
    Needs(&'static str, &'static [&'static str]),
}

/// One key of a form.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// What a value may be.
pub(crate) enum Shape {
    /// Any text that is not blank.
    Text,
    /// Documentation, not blank either.
    Doc,
    Flag,
    /// A whole number, not negative, of 32 bits.
    Count,
    /// Any scalar.
    Literal,
    /// A flag, a whole number or a text.
    Plain,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A type expression.
    Type,
    /// A type expression with objects in it.
    FieldType,
    /// No scalar appears twice in it.
    List(&'static Shape),
    /// A mapping with free keys.
    Map {
        keys: &'static str,
        value: &'static Shape,
    },
    Form(&'static Form),
    /// A text is short for a form with nothing but `doc`.
    DocOr(&'static Form),
    /// A type is short for a form with nothing but `type`.
    TypeOr(&'static Form),
    /// As `TypeOr`, with objects in the type.
    FieldTypeOr(&'static Form),
    /// A number is short for a form with nothing but `units`.
    CountOr(&'static Form),
    /// A list of the first, or the second.
    ListOr(&'static Shape, &'static Shape),
    /// A type, or a mapping with free keys other than the type `{string: T}`.
    TypeOrMap {
        keys: &'static str,
        value: &'static Shape,
    },
}

impl Key {
    pub(super) const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, doc, shape, required: true }
    }

    pub(super) const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, doc, shape, required: false }
    }
}

/// Other words for an item.
pub(super) const ALIASES: Key = Key::optional(
    "aliases",
    Shape::List(&Shape::Text),
    "Other words by which the search of the docs finds it: `reels` for a method `clips`.",
);

/// The sources of a definition.
pub(super) const BASIS: &[&str] = &["example", "declared", "prose"];
