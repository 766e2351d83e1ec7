//! What describes rows: columns, and the types of their values.

use std::any::TypeId;
use std::borrow::Cow;
use std::fmt;

/// The columns of a type, in the order of the spec.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Schema {
    /// The name of the type in the spec: `UserShort`; empty for the one column `value` of what is no object.
    pub name: Cow<'static, str>,
    /// What the spec says of it, in Markdown.
    pub doc: Cow<'static, str>,
    /// The columns.
    pub columns: Vec<Column>,
    is_object: bool,
    /// The type of Rust, where it has one: two types of a spec and of its extension can have one name.
    ty: Option<TypeId>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name, as the service writes it.
    pub name: Cow<'static, str>,
    /// The type of its values.
    pub kind: Kind,
    /// Whether a value can be null.
    pub is_nullable: bool,
    /// What the spec says of it, in Markdown; empty where it says nothing.
    pub doc: Cow<'static, str>,
}

/// The type of the values of a column, in a list, or in a map.
#[derive(Clone)]
#[non_exhaustive]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A whole number of 64 bits.
    Integer,
    /// A number of 64 bits, which may have a fraction.
    Number,
    /// An id made of digits: a whole number of 64 bits without a sign.
    Id,
    /// Text.
    Text,
    /// Microseconds since 1970, UTC.
    Timestamp,
    /// Days since 1970.
    Date,
    /// JSON of any shape, as text.
    Json,
    /// A list.
    List(Box<Element>),
    /// A map with keys of text.
    Map(Box<Element>),
    /// An object. A type can contain itself, so that its columns are returned by a function.
    Object(fn() -> &'static Schema),
}

/// The type of what is in a list or in a map.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Element {
    /// Its type.
    pub kind: Kind,
    /// Whether it can be null.
    pub is_nullable: bool,
}

impl Schema {
    /// The type of objects with these columns.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, doc: impl Into<Cow<'static, str>>, columns: Vec<Column>) -> Self {
        Self { name: name.into(), doc: doc.into(), columns, is_object: true, ty: None }
    }

    /// The type of rows that are one value.
    #[must_use]
    pub fn of_value(column: Column) -> Self {
        Self { is_object: false, ..Self::new("", "", vec![column]) }
    }

    /// Sets of which type of Rust the objects are. Used by generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn of<T: 'static>(self) -> Self {
        Self { ty: Some(TypeId::of::<T>()), ..self }
    }

    /// Returns whether a row is an object, and not one value.
    #[must_use]
    pub fn is_object(&self) -> bool {
        self.is_object
    }

    /// Returns whether both are the same type, whatever columns were chosen of it. Where one is of no type of Rust, the names decide.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (self.ty, other.ty) {
            (Some(one), Some(other)) => one == other,
            _ => self.is_object && other.is_object && self.name == other.name,
        }
    }
}

impl Column {
    /// A column whose values are never null, without a doc.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Self { name: name.into(), kind, is_nullable: false, doc: Cow::Borrowed("") }
    }

    /// Sets whether a value can be null.
    #[must_use]
    pub fn nullable(self, is_nullable: bool) -> Self {
        Self { is_nullable, ..self }
    }
}

impl Element {
    /// Values that are never null.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self { kind, is_nullable: false }
    }

    /// Sets whether it can be null.
    #[must_use]
    pub fn nullable(self, is_nullable: bool) -> Self {
        Self { is_nullable, ..self }
    }
}

impl PartialEq for Kind {
    /// Objects are the same where their types are: the columns of one can contain itself.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(one), Self::List(other)) | (Self::Map(one), Self::Map(other)) => one == other,
            (Self::Object(one), Self::Object(other)) => one().is(other()),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

impl Eq for Kind {}

impl fmt::Display for Kind {
    /// For people: `text`, `list of UserShort`, `map of integer?` where the values can be null.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Id => "id",
            Self::Text => "text",
            Self::Timestamp => "timestamp",
            Self::Date => "date",
            Self::Json => "json",
            Self::Object(schema) => &schema().name,
            Self::List(element) => return write!(formatter, "list of {element}"),
            Self::Map(element) => return write!(formatter, "map of {element}"),
        })
    }
}

impl fmt::Display for Element {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.kind, if self.is_nullable { "?" } else { "" })
    }
}

impl fmt::Debug for Kind {
    /// An object by its name: the columns of one can contain itself.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Boolean => "Boolean",
            Self::Integer => "Integer",
            Self::Number => "Number",
            Self::Id => "Id",
            Self::Text => "Text",
            Self::Timestamp => "Timestamp",
            Self::Date => "Date",
            Self::Json => "Json",
            Self::Object(schema) => return formatter.debug_tuple("Object").field(&schema().name).finish(),
            Self::List(element) => return formatter.debug_tuple("List").field(element).finish(),
            Self::Map(element) => return formatter.debug_tuple("Map").field(element).finish(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two types of one name, of a client and of its extension.
    struct Own;
    struct Other;

    fn own() -> &'static Schema {
        static SCHEMA: std::sync::OnceLock<Schema> = std::sync::OnceLock::new();
        SCHEMA.get_or_init(|| Schema::new("Post", "", Vec::new()).of::<Own>())
    }

    fn other() -> &'static Schema {
        static SCHEMA: std::sync::OnceLock<Schema> = std::sync::OnceLock::new();
        SCHEMA.get_or_init(|| Schema::new("Post", "", Vec::new()).of::<Other>())
    }

    #[test]
    fn types_of_one_name_are_not_the_same() {
        assert_eq!(Kind::Object(own), Kind::Object(own));
        assert_ne!(Kind::Object(own), Kind::Object(other));
        assert!(own().is(&own().clone()) && own().is(&Schema::new("Post", "", Vec::new())));
        let value = Schema::of_value(Column::new("value", Kind::Text));
        assert!(!value.is(&value.clone()) && !value.is_object());
        // A program may give it any name.
        assert!(Schema::new("", "", Vec::new()).is_object());
    }

    #[test]
    fn kinds_are_shown_with_what_can_be_null() {
        let list = Kind::List(Box::new(Element::new(Kind::Object(own)).nullable(true)));
        assert_eq!(list.to_string(), "list of Post?");
        assert_eq!(format!("{list:?}"), "List(Element { kind: Object(\"Post\"), is_nullable: true })");
    }
}
