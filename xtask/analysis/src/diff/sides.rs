//! Two specs side by side: which parts of them belong together.

use spec::{Api, Endpoint, Enum, Field, Group, Id, Span, Struct, Union};

use super::path::template;

/// The old and the new spec.
pub struct Sides<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    /// By method and path, whatever the names of its parameters, else by the method's name.
    pub(super) endpoints: Pairs<At<'a>>,
    pub(super) groups: Pairs<&'a Group>,
    /// By name.
    pub(super) definitions: Pairs<Definition<'a>>,
}

/// What belongs together, and what is alone on its side.
pub(super) struct Pairs<T> {
    pub(super) both: Vec<(T, T)>,
    pub(super) removed: Vec<T>,
    pub(super) added: Vec<T>,
}

/// An endpoint and its group.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) group: &'a Group,
    pub(super) endpoint: &'a Endpoint,
}

/// A type that the spec defines.
#[derive(Clone, Copy)]
pub(super) enum Definition<'a> {
    Id(&'a Id),
    Enum(&'a Enum),
    Struct(&'a Struct),
    Union(&'a Union),
}

impl<'a> Definition<'a> {
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Id(id) => &id.name,
            Self::Enum(definition) => &definition.name,
            Self::Struct(definition) => &definition.name,
            Self::Union(definition) => &definition.name,
        }
    }

    pub(super) fn span(self) -> Span {
        match self {
            Self::Id(id) => id.span,
            Self::Enum(definition) => definition.span,
            Self::Struct(definition) => definition.span,
            Self::Union(definition) => definition.span,
        }
    }

    pub(super) fn doc(self) -> &'a str {
        match self {
            Self::Id(id) => &id.doc,
            Self::Enum(definition) => &definition.doc,
            Self::Struct(definition) => &definition.doc,
            Self::Union(definition) => &definition.doc,
        }
    }

    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Id(_) => "an id",
            Self::Enum(_) => "an enum",
            Self::Struct(_) => "a struct",
            Self::Union(_) => "a union",
        }
    }
}

impl<'a> Sides<'a> {
    /// Puts two specs side by side.
    #[must_use]
    pub fn new(old: &'a Api, new: &'a Api) -> Self {
        let same_method = |a: &At<'_>, b: &At<'_>| a.endpoint.method == b.endpoint.method;
        let same_path = |a: &At<'_>, b: &At<'_>| same_method(a, b) && a.endpoint.path == b.endpoint.path;
        let same_template = |a: &At<'_>, b: &At<'_>| {
            same_method(a, b)
                && a.endpoint.path.contains('{')
                && template(&a.endpoint.path) == template(&b.endpoint.path)
        };
        let same_name = |a: &At<'_>, b: &At<'_>| a.group.name == b.group.name && a.endpoint.name == b.endpoint.name;
        Self {
            old,
            new,
            endpoints: Pairs::by(endpoints(old), endpoints(new), &[&same_path, &same_template, &same_name]),
            groups: Pairs::by(groups(old), groups(new), &[&|a, b| a.name == b.name]),
            definitions: Pairs::by(definitions(old), definitions(new), &[&|a, b| a.name() == b.name()]),
        }
    }

    /// The structs that are structs on both sides.
    pub(super) fn structs(&self) -> impl Iterator<Item = (&'a Struct, &'a Struct)> {
        self.definitions.both.iter().filter_map(|pair| match pair {
            (Definition::Struct(old), Definition::Struct(new)) => Some((*old, *new)),
            _ => None,
        })
    }

    /// The unions that are unions on both sides.
    pub(super) fn unions(&self) -> impl Iterator<Item = (&'a Union, &'a Union)> {
        self.definitions.both.iter().filter_map(|pair| match pair {
            (Definition::Union(old), Definition::Union(new)) => Some((*old, *new)),
            _ => None,
        })
    }

    /// The enums that are enums on both sides.
    pub(super) fn enums(&self) -> impl Iterator<Item = (&'a Enum, &'a Enum)> {
        self.definitions.both.iter().filter_map(|pair| match pair {
            (Definition::Enum(old), Definition::Enum(new)) => Some((*old, *new)),
            _ => None,
        })
    }
}

/// The fields of a struct, by their name on the wire, else by their name in Rust.
pub(super) fn fields<'a>(old: &'a Struct, new: &'a Struct) -> Pairs<&'a Field> {
    let ways: [Way<'_, &Field>; 2] = [&|a, b| a.wire == b.wire, &|a, b| a.rust == b.rust];
    Pairs::by(old.fields.iter().collect(), new.fields.iter().collect(), &ways)
}

type Way<'w, T> = &'w dyn Fn(&T, &T) -> bool;

impl<T> Pairs<T> {
    /// Pairs by the first way that finds a partner; what the first way leaves goes to the next.
    pub(super) fn by(old: Vec<T>, new: Vec<T>, ways: &[Way<'_, T>]) -> Self {
        let mut pairs = Self { both: Vec::new(), removed: old, added: new };
        for way in ways {
            let mut alone = Vec::new();
            for old in pairs.removed {
                match pairs.added.iter().position(|new| way(&old, new)) {
                    Some(found) => pairs.both.push((old, pairs.added.remove(found))),
                    None => alone.push(old),
                }
            }
            pairs.removed = alone;
        }
        pairs
    }
}

fn endpoints(api: &Api) -> Vec<At<'_>> {
    let of_group = |group| At::all(group);
    api.groups.iter().flat_map(of_group).collect()
}

impl<'a> At<'a> {
    fn all(group: &'a Group) -> impl Iterator<Item = Self> {
        group.endpoints.iter().map(move |endpoint| Self { group, endpoint })
    }
}

fn groups(api: &Api) -> Vec<&Group> {
    api.groups.iter().collect()
}

fn definitions(api: &Api) -> Vec<Definition<'_>> {
    let ids = api.ids.iter().map(Definition::Id);
    let enums = api.enums.iter().map(Definition::Enum);
    let structs = api.types.iter().map(Definition::Struct);
    let unions = api.unions.iter().map(Definition::Union);
    ids.chain(enums).chain(structs).chain(unions).collect()
}
