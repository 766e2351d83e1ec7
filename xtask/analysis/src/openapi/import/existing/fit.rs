//! Whether a definition of a spec is what a document declares. The spec can know more: which texts are ids, and what `json` is.

use std::collections::{BTreeMap, BTreeSet};

use spec::{Api, Enum, IdForm, Members, Scalar, Struct, Type, Union, Values};

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

/// Whether an entry has the shape of the definition; `same` are the names that mean the same in both.
pub(super) fn fits(api: &Api, known: &Definition<'_>, entry: &Entry, same: &BTreeSet<String>) -> bool {
    match (known, &entry.body) {
        (Definition::Struct(known), Body::Object(object)) => {
            let fields: BTreeMap<&str, &Type> =
                known.fields.iter().map(|field| (field.wire.as_str(), &field.ty)).collect();
            fields.len() == object.fields.len()
                && object.fields.iter().all(|field| {
                    fields.get(field.wire.as_str()).is_some_and(|known| is_same(api, known, &field.shape, same))
                })
        }
        (Definition::Enum(known), Body::Node(Node::Map(body))) if entry.section == "enums" => {
            let known: BTreeSet<String> = match &known.values {
                Values::Text(values) => values.iter().map(|value| value.wire.clone()).collect(),
                Values::Integer(values) => values.iter().map(|value| value.wire.to_string()).collect(),
            };
            known == listed(body)
        }
        (Definition::Union(known), Body::Node(Node::Map(body))) if entry.section == "unions" => {
            is_same_union(api, known, body, same)
        }
        (Definition::Id | Definition::Enum(_) | Definition::Struct(_) | Definition::Union(_), _) => false,
    }
}

fn member<'m>(map: &'m Map, key: &str) -> Option<&'m Node> {
    map.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// The values of an enum.
fn listed(body: &Map) -> BTreeSet<String> {
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
fn is_same(api: &Api, known: &Type, declared: &Shape, same: &BTreeSet<String>) -> bool {
    match (known, declared) {
        (known, Shape::Nullable(declared)) => is_same(api, known, declared, same),
        (Type::Nullable(known), declared) => is_same(api, known, declared, same),
        (Type::Scalar(Scalar::Json), _) => true,
        (_, Shape::Name(name)) if name == "json" => true,
        (Type::List(known), Shape::List(declared)) | (Type::Map(known), Shape::Map(declared)) => {
            is_same(api, known, declared, same)
        }
        (Type::Tuple(known), Shape::Tuple(declared)) => {
            known.len() == declared.len()
                && known.iter().zip(declared).all(|(known, declared)| is_same(api, known, declared, same))
        }
        (Type::Scalar(known), Shape::Name(name)) => match Scalar::named(name) {
            Some(declared) => kinds(*known).iter().any(|kind| kinds(declared).contains(kind)),
            // Some of the texts of the spec are listed in the document.
            None => *known == Scalar::String,
        },
        (Type::Id(index), Shape::Name(name)) => match api.ids[*index].form {
            IdForm::Digits => matches!(name.as_str(), "string" | "integer"),
            IdForm::Text => name == "string",
        },
        (Type::Enum(index), Shape::Name(name)) => {
            let is_text = matches!(api.enums[*index].values, Values::Text(_));
            same.contains(name) && api.enums[*index].name == *name || name == if is_text { "string" } else { "integer" }
        }
        (known, Shape::Name(name)) => api.name_of(known) == Some(name) && same.contains(name),
        (_, Shape::List(_) | Shape::Map(_) | Shape::Tuple(_)) => false,
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
