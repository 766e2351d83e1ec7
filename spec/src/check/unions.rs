//! Unions: every member is a type, and no two look the same on the wire.

use std::collections::BTreeMap;

use super::names::{self, Taken, entries};
use super::symbols::Symbols;
use super::types;
use crate::model::{Enum, Id, IdForm, JsonKind, Members, TaggedMember, Type, Union, UnionMember, Values};
use crate::name::{self, Named};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// What members of a union refer to.
pub(super) struct Definitions<'a> {
    pub(super) symbols: &'a Symbols<'a>,
    pub(super) ids: &'a [Id],
    pub(super) enums: &'a [Enum],
}

pub(super) fn unions(acc: &mut Problems, definitions: &Definitions<'_>) -> Vec<Union> {
    definitions.symbols.unions.iter().map(|entry| union(acc, definitions, entry)).collect()
}

fn union(acc: &mut Problems, definitions: &Definitions<'_>, entry: &Entry) -> Union {
    let tag = entry.value.get("tag").and_then(Node::filled);
    let of = entry.value.meant("of");
    let bad = |why: &str| Problem::BadUnion { why: why.to_owned() };
    match of {
        Some(of) if of.is_list() && tag.is_some() => acc.add(of.span, bad("with `tag`, its values are needed")),
        Some(of) if of.is_map() && tag.is_none() => {
            acc.add(of.span, bad("`tag` is missing, the field with these values"));
        }
        Some(of) if of.entries().len().max(of.items().len()) < 2 && !of.is_scalar() => {
            acc.add(of.span, bad("it needs at least two"));
        }
        _ => {}
    }
    let members = match tag {
        Some(tag) => Members::Tagged { tag: tag.to_owned(), of: tagged(acc, definitions, of) },
        None => Members::Kinds(by_kind(acc, definitions, of)),
    };
    let doc = entry.value.text_of("doc").unwrap_or_default().to_owned();
    Union { name: entry.key.literal(), doc, members, span: entry.key.span }
}

fn tagged(acc: &mut Problems, definitions: &Definitions<'_>, of: Option<&Node>) -> Vec<TaggedMember> {
    let mut taken = Taken::new(Named::Variant);
    let mut members = Vec::new();
    for entry in entries(of) {
        let wire = entry.key.literal();
        let long = Some(&entry.value).filter(|value| value.is_long_form());
        let node = long.map_or(Some(&entry.value), |long| long.get("type"));
        let ty = node.and_then(|node| Some((types::resolve(acc, definitions.symbols, node)?, node.span)));
        let rust = names::named(acc, long.and_then(|long| long.get("name")), entry, &wire, Named::Variant);
        let (Some((ty, span)), Some(rust)) = (ty, rust) else { continue };
        if !matches!(ty, Type::Struct(_) | Type::External(_)) {
            acc.add(span, Problem::BadUnion { why: "only an object has a field".to_owned() });
        }
        claim(acc, &mut taken, &rust, &wire, entry.key.span);
        members.push(TaggedMember { wire, rust, ty });
    }
    members
}

fn by_kind(acc: &mut Problems, definitions: &Definitions<'_>, of: Option<&Node>) -> Vec<UnionMember> {
    let mut taken = Taken::new(Named::Variant);
    let mut first: BTreeMap<JsonKind, Span> = BTreeMap::new();
    let mut members = Vec::new();
    for node in of.map(Node::items).unwrap_or_default() {
        let Some(ty) = types::resolve(acc, definitions.symbols, node) else { continue };
        let kinds = match kinds(definitions, &ty) {
            Ok(kinds) => kinds,
            Err(why) => {
                acc.add(node.span, Problem::BadUnion { why: why.to_owned() });
                continue;
            }
        };
        for kind in &kinds {
            match first.get(kind) {
                None => _ = first.insert(*kind, node.span),
                Some(place) => {
                    let why = format!("two are {}", words(*kind));
                    acc.add_related(node.span, Problem::BadUnion { why }, *place, "the other one");
                }
            }
        }
        let rust = variant(definitions, &ty).to_owned();
        claim(acc, &mut taken, &rust, &node.literal(), node.span);
        members.push(UnionMember { kinds, rust, ty });
    }
    members
}

fn claim(acc: &mut Problems, taken: &mut Taken, rust: &str, wire: &str, span: Span) {
    if name::is_reserved(rust, Named::Variant) {
        acc.add(span, Problem::ReservedName { name: rust.to_owned(), of: Named::Variant });
    } else {
        taken.claim(acc, rust, wire, span);
    }
}

/// The kinds of JSON that a type is read from.
fn kinds(definitions: &Definitions<'_>, ty: &Type) -> Result<Vec<JsonKind>, &'static str> {
    Ok(match ty {
        Type::Scalar(Scalar::Boolean) => vec![JsonKind::Flag],
        Type::Scalar(Scalar::Integer | Scalar::Number) => vec![JsonKind::Number],
        Type::Scalar(Scalar::String | Scalar::Url | Scalar::Date) => vec![JsonKind::Text],
        Type::Scalar(Scalar::Timestamp) => vec![JsonKind::Text, JsonKind::Number],
        Type::Scalar(Scalar::Cursor) => return Err("a cursor is a text or a number, and belongs to pages"),
        Type::Scalar(Scalar::Json) => return Err("`json` is of every kind; what is none of the others is kept anyway"),
        Type::Scalar(Scalar::Bytes) => return Err("`bytes` are not JSON"),
        Type::Id(index) => match definitions.ids[*index].form {
            IdForm::Digits => vec![JsonKind::Text, JsonKind::Number],
            IdForm::Text => vec![JsonKind::Text],
        },
        Type::Enum(index) => match definitions.enums[*index].values {
            Values::Text(_) => vec![JsonKind::Text],
            Values::Integer(_) => vec![JsonKind::Number],
        },
        Type::Struct(_) | Type::Map(_) => vec![JsonKind::Object],
        Type::List(_) | Type::Tuple(_) => vec![JsonKind::List],
        Type::Union(_) => return Err("a union cannot be in a union: write its types here"),
        Type::External(_) => return Err("of a type of another crate it is not known what it looks like"),
        Type::Nullable(_) => return Err("write `?` where the union is used, and not inside of it"),
    })
}

/// The name of a member in Rust: that of its definition, or its kind.
fn variant<'a>(definitions: &'a Definitions<'_>, ty: &Type) -> &'a str {
    let symbols = definitions.symbols;
    match ty {
        Type::Id(index) => &definitions.ids[*index].name,
        Type::Enum(index) => &definitions.enums[*index].name,
        Type::Struct(index) => &symbols.types[*index].name,
        Type::Scalar(Scalar::Boolean) => "Flag",
        Type::Scalar(Scalar::Integer) => "Integer",
        Type::Scalar(Scalar::Number) => "Number",
        Type::Scalar(Scalar::Timestamp) => "Timestamp",
        Type::Scalar(Scalar::Date) => "Date",
        Type::Scalar(Scalar::Url) => "Url",
        Type::List(_) | Type::Tuple(_) => "List",
        Type::Map(_) => "Map",
        _ => "Text",
    }
}

fn words(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Text => "texts",
        JsonKind::Number => "numbers",
        JsonKind::Flag => "flags",
        JsonKind::List => "lists",
        JsonKind::Object => "objects",
    }
}
