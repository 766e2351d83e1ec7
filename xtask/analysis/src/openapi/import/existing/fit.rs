//! Whether a definition of a spec is what a document declares. The spec can know more: which texts are ids, and what `json` is.

use std::collections::{BTreeMap, BTreeSet};

use spec::{Api, Enum, Field, IdForm, Members, Scalar, Struct, Type, Union, Values};

use crate::entry::shape::Shape;
use crate::entry::yaml::{Entry as Member, Map, Node};
use crate::openapi::import::entry::{Body, Entry};

/// A definition of a spec.
pub(super) enum Definition<'a> {
    Id,
    Enum(&'a Enum),
    Struct(&'a Struct),
    Union(&'a Union),
}

/// All definitions with their names.
pub(super) fn definitions(api: &Api) -> impl Iterator<Item = (&str, Definition<'_>)> {
    let ids = api.ids.iter().map(|id| (id.name.as_str(), Definition::Id));
    let enums = api.enums.iter().map(|one| (one.name.as_str(), Definition::Enum(one)));
    let types = api.types.iter().map(|ty| (ty.name.as_str(), Definition::Struct(ty)));
    let unions = api.unions.iter().map(|union| (union.name.as_str(), Definition::Union(union)));
    ids.chain(enums).chain(types).chain(unions)
}

/// The names of an import that are more than names.
pub(super) struct Names {
    /// Those that mean the same in both.
    pub(super) same: BTreeSet<String>,
    /// The unions of a text and a number: what a document says of an id that comes as either.
    pub(super) text_or_number: BTreeSet<String>,
}

/// The names of the unions of a text and a number.
pub(super) fn texts_or_numbers(entries: &[Entry]) -> BTreeSet<String> {
    let is_such = |entry: &&Entry| {
        let Body::Node(Node::Map(body)) = &entry.body else { return false };
        let Some(Node::List(of)) = member(body, "of") else { return false };
        let word = |node: &Node, name: &str| *node == Node::from(name) || *node == Node::Word(name.to_owned());
        of.len() == 2 && ["string", "integer"].iter().all(|name| of.iter().any(|node| word(node, name)))
    };
    entries.iter().filter(|entry| entry.section == "unions").filter(is_such).map(|entry| entry.name.clone()).collect()
}

/// Whether an entry has the shape of the definition. The definition can have more fields, where a response can be without them.
pub(super) fn fits(api: &Api, known: &Definition<'_>, entry: &Entry, names: &Names) -> bool {
    match (known, &entry.body) {
        (Definition::Struct(known), Body::Object(object)) => {
            let declared: BTreeMap<&str, &Shape> =
                object.fields.iter().map(|field| (field.wire.as_str(), &field.shape)).collect();
            let fits = |field: &Field| match declared.get(field.wire.as_str()) {
                Some(declared) => is_same(api, &field.ty, declared, names),
                None => field.optional,
            };
            let is_known = |wire: &str| known.fields.iter().any(|field| field.wire == wire);
            known.fields.iter().all(fits) && declared.keys().all(|wire| is_known(wire))
        }
        (Definition::Enum(known), Body::Node(Node::Map(body))) if entry.section == "enums" => {
            let known: BTreeSet<String> = match &known.values {
                Values::Text(values) => values.iter().map(|value| value.wire.clone()).collect(),
                Values::Integer(values) => values.iter().map(|value| value.wire.to_string()).collect(),
            };
            known == values_of(body)
        }
        (Definition::Union(known), Body::Node(Node::Map(body))) if entry.section == "unions" => {
            is_same_union(api, known, body, &names.same)
        }
        (Definition::Id | Definition::Enum(_) | Definition::Struct(_) | Definition::Union(_), _) => false,
    }
}

fn member<'m>(map: &'m Map, key: &str) -> Option<&'m Node> {
    map.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// The values of an enum.
pub(super) fn values_of(body: &Map) -> BTreeSet<String> {
    let text = |node: &Node| match node {
        Node::Text(text) | Node::Word(text) => text.clone(),
        Node::List(_) | Node::Map(_) => String::new(),
    };
    match member(body, "values") {
        Some(Node::List(values)) => values.iter().map(text).collect(),
        Some(Node::Map(values)) => values.entries.iter().map(|value| value.key.clone()).collect(),
        _ => BTreeSet::new(),
    }
}

fn is_same_union(api: &Api, known: &Union, body: &Map, same: &BTreeSet<String>) -> bool {
    let is_named = |ty: &Type| api.name_of(ty).is_none_or(|name| same.contains(name));
    if !known.members.types().all(is_named) {
        return false;
    }
    let written = |ty: &Type| shape(api, ty).node();
    match (&known.members, member(body, "of")) {
        (Members::Tagged { tag, of }, Some(Node::Map(map))) => {
            let known: BTreeMap<&str, Node> =
                of.iter().map(|member| (member.wire.as_str(), written(&member.ty))).collect();
            let ty = |member: &'_ Member| match &member.value {
                Node::Map(long) => self::member(long, "type").cloned(),
                short => Some(short.clone()),
            };
            let is_tag = member(body, "tag") == Some(&Node::from(tag.as_str()));
            is_tag
                && known.len() == map.entries.len()
                && map.entries.iter().all(|member| known.get(member.key.as_str()).cloned() == ty(member))
        }
        (Members::Kinds(members), Some(Node::List(of))) => {
            members.len() == of.len() && members.iter().all(|member| of.contains(&written(&member.ty)))
        }
        _ => false,
    }
}

/// The type as an import would have it.
fn shape(api: &Api, ty: &Type) -> Shape {
    match ty {
        Type::Scalar(scalar) => Shape::named(scalar.row().name),
        Type::List(item) => Shape::List(Box::new(shape(api, item))),
        Type::Map(value) => Shape::Map(Box::new(shape(api, value))),
        Type::Nullable(inner) => shape(api, inner).or_null(),
        Type::Tuple(items) => Shape::Tuple(items.iter().map(|item| shape(api, item)).collect()),
        named => Shape::named(api.name_of(named).unwrap_or_default()),
    }
}

/// Whether a type of the spec is what the document declares, or more exact, or open.
fn is_same(api: &Api, known: &Type, declared: &Shape, names: &Names) -> bool {
    match (known, declared) {
        (known, Shape::Nullable(declared)) => is_same(api, known, declared, names),
        (Type::Nullable(known), declared) => is_same(api, known, declared, names),
        (Type::Scalar(Scalar::Json), _) => true,
        (_, Shape::Name(name)) if name == "json" => true,
        // An object of any form.
        (Type::Struct(_), Shape::Map(value)) => **value == Shape::json(),
        (Type::List(known), Shape::List(declared)) | (Type::Map(known), Shape::Map(declared)) => {
            is_same(api, known, declared, names)
        }
        (Type::Tuple(known), Shape::Tuple(declared)) => {
            known.len() == declared.len()
                && known.iter().zip(declared).all(|(known, declared)| is_same(api, known, declared, names))
        }
        (known, Shape::Name(name)) => is_same_name(api, known, name, names),
        (_, Shape::List(_) | Shape::Map(_) | Shape::Tuple(_)) => false,
    }
}

/// Whether a type of the spec is what a name declares.
fn is_same_name(api: &Api, known: &Type, name: &str, names: &Names) -> bool {
    let is_same = names.same.contains(name) && api.name_of(known) == Some(name);
    match known {
        Type::Scalar(known) => match Scalar::named(name) {
            Some(declared) => kinds(*known).iter().any(|kind| kinds(declared).contains(kind)),
            // Some of the texts of the spec are listed in the document.
            None => *known == Scalar::String,
        },
        Type::Id(_) if names.text_or_number.contains(name) => true,
        Type::Id(index) => match api.ids[*index].form {
            IdForm::Digits => matches!(name, "string" | "integer"),
            IdForm::Text => name == "string",
        },
        Type::Enum(index) => {
            let is_text = matches!(api.enums[*index].values, Values::Text(_));
            is_same || name == if is_text { "string" } else { "integer" }
        }
        _ => is_same,
    }
}

/// The kinds of JSON that a scalar is.
fn kinds(scalar: Scalar) -> &'static [&'static str] {
    match scalar {
        Scalar::Boolean => &["flag"],
        Scalar::Integer => &["integer"],
        Scalar::Number => &["number"],
        Scalar::Timestamp | Scalar::Cursor => &["text", "integer"],
        _ => &["text"],
    }
}
