//! What a schema with alternatives is, and what must be known of schemas to find it.

use std::rc::Rc;

use super::schemas::Definition;
use crate::entry::shape::Shape;
use crate::openapi::json::Json;

/// How the alternatives of a schema are distinguished.
#[derive(Debug, Clone)]
pub(super) enum Union<'a> {
    /// By a field of the objects: its name, and each of its values with the object.
    Tagged(&'a str, Vec<(String, &'a Json)>),
    /// By the kind of JSON, of which there are several.
    ByKind(Vec<Member<'a>>),
    /// All are of one kind.
    One(Member<'a>),
    /// By nothing that the language has a word for.
    Unknown(&'static str),
}

/// An alternative: a kind of JSON.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'a> {
    pub(super) kind: Kind,
    /// Its schema; `None` for any value of the kind.
    pub(super) schema: Option<&'a Json>,
}

/// A kind of JSON, in the order in which a union lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Text,
    Integer,
    Number,
    Flag,
    List,
    Object,
}

pub(super) const OBJECTS: &str = "one of several objects, and no field tells them apart";
pub(super) const ANYTHING: &str = "one of its alternatives can be anything";
pub(super) const CIRCLE: &str = "its alternatives refer to themselves or nest too deeply";

/// The fields of an object that can tell it from others, with their texts.
pub(super) type Tags<'a> = Rc<Vec<(&'a str, &'a str)>>;

/// What is known of the schemas of a document.
pub(super) trait Look<'a> {
    fn document(&self) -> &'a Json;

    /// What a schema becomes.
    fn definition(&self, schema: &'a Json) -> Option<Definition>;

    /// How the alternatives of a schema are distinguished; `None` if it has none.
    fn union(&self, schema: &'a Json) -> Option<Rc<Union<'a>>>;

    /// The fields of an object that can tell it from others.
    fn tags(&self, object: &'a Json) -> Tags<'a>;

    /// What is left where names for it, null and lone parts are taken away; what has a name of its own keeps it.
    fn inner(&self, schema: &'a Json) -> &'a Json;
}

impl Kind {
    /// The type of any value of the kind.
    pub(super) fn shape(self) -> Shape {
        match self {
            Self::Text => Shape::named("string"),
            Self::Integer => Shape::named("integer"),
            Self::Number => Shape::named("number"),
            Self::Flag => Shape::named("boolean"),
            Self::List => Shape::List(Box::new(Shape::json())),
            Self::Object => Shape::Map(Box::new(Shape::json())),
        }
    }
}
