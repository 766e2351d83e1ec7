//! The parameters of a request, as far as its values show their types.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use spec::{Api, Scalar, Type};

use super::cursor_param::CursorName;
use super::draft::Draft;
use super::known::of_type;
use super::request::Request;
use crate::entry::declared::{Declared, part, type_of, wire};
use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Entry, Layout, Map, Node};
use crate::timestamp;
use crate::values::scalars;
use crate::values::siblings::Siblings;

/// What is known of parameters, beside their values.
pub(super) struct Known<'k> {
    /// The ids of the spec by their values in fixtures.
    pub(super) ids: &'k BTreeMap<String, usize>,
    pub(super) siblings: Siblings<'k>,
    pub(super) declared: Option<&'k Declared>,
}

/// The section, required parameters first.
///
/// `named` is the parameter that the caller calls the cursor. It is there even where no page was found.
pub(super) fn params(
    draft: &mut Draft<'_>,
    request: &Request,
    known: &Known<'_>,
    cursor: Option<&CursorName>,
    named: Option<&str>,
) -> Map {
    let has_pages = cursor.is_some();
    let cursor = match cursor {
        Some(CursorName::Given(name) | CursorName::Usual(name)) => Some(name.as_str()),
        Some(CursorName::Guess(_)) | None => named,
    };
    let in_path = spec::path::placeholders(&request.path);
    let mut sent: Vec<(&str, Option<&str>)> = in_path.map(|name| (name, None)).collect();
    for (name, value) in &request.params {
        match sent.iter_mut().find(|(known, _)| known == name) {
            Some(known) => known.1 = Some(value),
            None => sent.push((name, Some(value))),
        }
    }
    let mut taken = Taken::default();
    let mut params = Vec::new();
    for (name, value) in sent.iter().copied().filter(|(name, _)| Some(*name) != cursor) {
        let mut notes = Vec::new();
        let (shape, ty) = param(draft, known, name, value, &mut notes);
        // The items of a list are sent one by one.
        let is_list = request.params.iter().filter(|(sent, _)| sent == name).count() > 1;
        // The brackets are how a list is sent, and no part of its name.
        let in_brackets = name.strip_suffix("[]").filter(|wire| !wire.is_empty());
        let declared = known.declared.and_then(|declared| declared.param(in_brackets.unwrap_or(name)));
        let declared_type = declared.and_then(type_of);
        let is_list = is_list || declared_type.is_some_and(|ty| ty.starts_with('['));
        let shape = if ty.is_none() { with_declared(shape, declared_type) } else { shape };
        let is_one = matches!(ty, Some(Type::List(_))) || !(is_list || in_brackets.is_some());
        let shape = if is_one { shape } else { Shape::List(Box::new(shape)) };
        let list = match declared.and_then(|entry| part(entry, "list")) {
            Some(list) => Some(list.clone()),
            None => in_brackets.map(|_| Node::from("brackets")),
        };
        let wire = in_brackets.unwrap_or(name);
        let entry =
            Written { wire, is_required: is_required(known, wire, true), shape, ty, list, has_pages: false, notes };
        params.push(entry.entry(known, &mut taken));
    }
    let was_sent = |name: &str| sent.iter().any(|(sent, _)| sent.strip_suffix("[]").unwrap_or(sent) == name);
    let declared = known.declared.map(Declared::params).unwrap_or_default();
    for entry in declared.iter().filter(|entry| !was_sent(wire(entry)) && Some(wire(entry)) != cursor) {
        params.push(not_sent(draft.api, known, entry, &mut taken));
    }
    params.sort_by_key(|param| param.key.ends_with('?'));
    if let Some(wire) = cursor {
        let (shape, ty) = (Shape::named("cursor"), Some(&Type::Scalar(Scalar::Cursor)));
        let is_required = is_required(known, wire, false);
        params.push(
            Written { wire, is_required, shape, ty, list: None, has_pages, notes: Vec::new() }.entry(known, &mut taken),
        );
    }
    let mut section = Map::new(Layout::Fit);
    section.entries = params;
    section
}

/// What a value looks like, or what the document declares, where that is another scalar: a code of digits is a text.
fn with_declared(shape: Shape, declared: Option<&str>) -> Shape {
    let item = declared.map(|ty| ty.trim_start_matches('[').trim_end_matches(']'));
    let (Shape::Name(name), Some(declared)) = (&shape, item.and_then(Scalar::named)) else { return shape };
    let Some(seen) = Scalar::named(name) else { return shape };
    let is_more_exact = declared == Scalar::String && matches!(seen, Scalar::Url | Scalar::Timestamp | Scalar::Date);
    if is_more_exact { shape } else { Shape::named(declared.row().name) }
}

fn is_required(known: &Known<'_>, name: &str, otherwise: bool) -> bool {
    let declared = known.declared.and_then(|declared| declared.param(name));
    declared.map_or(otherwise, |entry| !entry.key.ends_with('?'))
}

/// A parameter that only the document has: its type by the spec's others of its name, or as it is declared.
fn not_sent(api: &Api, known: &Known<'_>, entry: &Entry, taken: &mut Taken) -> Entry {
    let name = wire(entry);
    let mut written = Entry { comments: entry.comments.clone(), key: entry.key.clone(), value: entry.value.clone() };
    taken.keep(&name.to_snake_case());
    let ty = known.siblings.ty(name);
    if let Node::Map(body) = &mut written.value {
        body.entries.retain(|part| part.key != "basis");
    }
    let is_known = |node: &Node| match node {
        Node::Text(name) | Node::Word(name) => {
            Scalar::named(name).is_some() || names::definitions(api).any(|known| known == name)
        }
        _ => true,
    };
    let new = match (ty, part(entry, "type")) {
        (Some(ty), _) => of_type(api, ty).node(),
        (None, Some(declared)) if is_known(declared) => declared.clone(),
        _ => Shape::named("string").node(),
    };
    let mut body = match written.value {
        Node::Map(body) => body,
        _ => Map::default(),
    };
    match body.get_mut("type") {
        Some(node) => *node = new,
        None => body.entries.insert(0, Entry { comments: Vec::new(), key: "type".to_owned(), value: new }),
    }
    if let Some(like) = ty.and_then(|ty| known.siblings.like(name, ty, false)).and_then(|param| param.doc.as_deref()) {
        match body.get_mut("doc") {
            Some(doc) => *doc = like.into(),
            None => body.add("doc", like),
        }
    }
    written.value = short(body);
    written
}

/// A parameter before it is written.
struct Written<'w> {
    wire: &'w str,
    is_required: bool,
    shape: Shape,
    /// The same, where the spec's other parameters have it.
    ty: Option<&'w Type>,
    list: Option<Node>,
    /// Whether it takes the cursor of pages that were found.
    has_pages: bool,
    notes: Vec<String>,
}

impl Written<'_> {
    fn entry(self, known: &Known<'_>, taken: &mut Taken) -> Entry {
        let Self { wire, is_required, shape, ty, list, has_pages, notes } = self;
        let key = if is_required { wire.to_owned() } else { format!("{wire}?") };
        let rust = names::member(taken, wire, "param", |rust| names::can_name_param(&key, rust));
        let like = ty.and_then(|ty| known.siblings.like(wire, ty, has_pages));
        let declared = known.declared.and_then(|declared| declared.param(wire));
        let of_document = |key: &str| declared.and_then(|entry| part(entry, key)).cloned();
        let default = || {
            let default = like?.default.as_ref()?;
            let is_text = !matches!(ty, Some(Type::Scalar(Scalar::Integer | Scalar::Number | Scalar::Boolean)));
            Some(if is_text { Node::Text(default.clone()) } else { Node::Word(default.clone()) })
        };
        let default = match known.declared {
            Some(_) => of_document("default"),
            None => default(),
        };
        let doc = like.and_then(|param| param.doc.as_deref()).map(Node::from).or_else(|| of_document("doc"));
        let mut body = Map::default().with("type", shape.node());
        body.add_some("list", list);
        body.add_some("default", default.filter(|_| !is_required));
        body.add_some("doc", doc);
        body.add_some("rust", (!names::is_usual_member(wire, &rust)).then_some(rust));
        Entry { comments: notes, key, value: short(body) }
    }
}

/// The type alone, where nothing else is said.
fn short(mut body: Map) -> Node {
    if body.entries.len() == 1 { body.entries.remove(0).value } else { body.into() }
}

/// The type of a parameter, and where the spec has it, what that is.
fn param<'k>(
    draft: &mut Draft<'_>,
    known: &Known<'k>,
    name: &str,
    value: Option<&str>,
    notes: &mut Vec<String>,
) -> (Shape, Option<&'k Type>) {
    let siblings = known.siblings;
    let is_no_cursor = |ty: &&Type| **ty != Type::Scalar(Scalar::Cursor);
    let usual = |ty: &'k Type| (of_type(siblings.api(), ty), Some(ty));
    if let Some(ty) = siblings.telling(name).filter(is_no_cursor) {
        return usual(ty);
    }
    let by_value = value.and_then(|value| known.ids.get(value));
    if let Some(id) = by_value {
        let name_of = Shape::named(&draft.api.ids[*id].name);
        return (name_of, siblings.ty_of(name, &Type::Id(*id)));
    }
    if let Some(ty) = siblings.in_group(name).filter(is_no_cursor) {
        return usual(ty);
    }
    (of_value(draft, name, value, notes), None)
}

fn of_value(draft: &mut Draft<'_>, name: &str, value: Option<&str>, notes: &mut Vec<String>) -> Shape {
    let Some(value) = value else {
        notes.push("question: the path names it; what is it?".to_owned());
        return Shape::named("string");
    };
    if let Some(id) = draft.id_of(value) {
        return id;
    }
    if scalars::is_id(name) {
        notes.push("question: which id is it? No response holds its value.".to_owned());
        return Shape::named("string");
    }
    Shape::named(match value {
        "true" | "false" => "boolean",
        _ if value.parse::<i64>().is_ok() => "integer",
        _ if is_fraction(value) => "number",
        _ if value.starts_with("https://") || value.starts_with("http://") => "url",
        _ if timestamp::is_rfc3339(value) => "timestamp",
        _ if timestamp::is_date(value) => "date",
        _ => "string",
    })
}

/// Whether a value is a number with a fraction: `-74.0060`. A version such as `1.2.3` is none.
fn is_fraction(value: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let digits = value.strip_prefix('-').unwrap_or(value).split_once('.');
    digits.is_some_and(|(whole, part)| [whole, part].iter().all(|side| !side.is_empty() && side.chars().all(is_digit)))
}
