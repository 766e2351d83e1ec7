//! A type of the language before its names are resolved, and how it is written.

use crate::entry::yaml::{Node, Place, quoted};

/// The longest tuple of the language.
pub(crate) const LONGEST_TUPLE: usize = 6;

/// A type expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A scalar or a definition.
    Name(String),
    List(Box<Shape>),
    Tuple(Vec<Shape>),
    Map(Box<Shape>),
    Nullable(Box<Shape>),
}

impl Shape {
    pub(crate) fn named(name: &str) -> Self {
        Self::Name(name.to_owned())
    }

    /// The type for an unknown shape.
    pub(crate) fn json() -> Self {
        Self::named("json")
    }

    /// The type that accepts null too.
    pub(crate) fn or_null(self) -> Self {
        match self {
            Self::Nullable(_) => self,
            shape => Self::Nullable(Box::new(shape)),
        }
    }

    /// The type without its own mark for null.
    pub(crate) fn without_null(self) -> Self {
        match self {
            Self::Nullable(inner) => *inner,
            shape => shape,
        }
    }

    pub(crate) fn is_nullable(&self) -> bool {
        matches!(self, Self::Nullable(_))
    }

    /// The names in it of which each value contains one: not those in a list or map, nor what may be null.
    pub(crate) fn needed(&self) -> Vec<&str> {
        match self {
            Self::Name(name) => vec![name],
            Self::Tuple(items) => items.iter().flat_map(Self::needed).collect(),
            Self::List(_) | Self::Map(_) | Self::Nullable(_) => Vec::new(),
        }
    }

    /// Marks what each value contains of that name as nullable.
    pub(crate) fn mark_nullable(&mut self, name: &str) {
        match self {
            Self::Name(known) if known == name => *self = self.clone().or_null(),
            Self::Tuple(items) => items.iter_mut().for_each(|item| item.mark_nullable(name)),
            Self::Name(_) | Self::List(_) | Self::Map(_) | Self::Nullable(_) => {}
        }
    }

    /// The depth of types inside types.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::Name(_) => 1,
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.depth() + 1,
            Self::Tuple(items) => items.iter().map(Self::depth).max().unwrap_or_default() + 1,
        }
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        matches!(self, Self::Name(known) if known == name)
    }

    /// As YAML: lists, tuples and maps in YAML's own notation, and a text for what has none.
    pub(crate) fn node(&self) -> Node {
        Node::Word(self.yaml())
    }

    fn yaml(&self) -> String {
        match self {
            Self::Nullable(inner) => match &**inner {
                Self::Name(name) if quoted(name, Place::Flow) == *name => format!("{name}?"),
                _ => format!("\"{}\"", self.text()),
            },
            // A type can be called `Null` or `True`, which YAML reads as something else.
            Self::Name(name) => quoted(name, Place::Flow),
            _ => self.write(Self::yaml),
        }
    }

    /// As a spec writes it, without quotes.
    pub(crate) fn text(&self) -> String {
        self.write(Self::text)
    }

    fn write(&self, part: fn(&Self) -> String) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::List(item) => format!("[{}]", part(item)),
            Self::Tuple(items) => format!("[{}]", items.iter().map(part).collect::<Vec<_>>().join(", ")),
            Self::Map(value) => format!("{{string: {}}}", part(value)),
            Self::Nullable(inner) => format!("{}?", part(inner)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::names::API;

    #[test]
    fn the_longest_tuple_is_that_of_the_language() {
        let accepts = |length: usize| {
            let returns = vec!["integer"; length].join(", ");
            let group =
                format!("group: {{ doc: D., base: / }}\nendpoints: {{ /a: {{ doc: D., returns: [{returns}] }} }}\n");
            let source = |path: &str, text: &str| spec::Source { path: path.to_owned(), text: text.to_owned() };
            spec::read(&[source("api.yaml", API), source("a.yaml", &group)]).is_ok()
        };
        assert!(accepts(LONGEST_TUPLE) && !accepts(LONGEST_TUPLE + 1));
    }
}
