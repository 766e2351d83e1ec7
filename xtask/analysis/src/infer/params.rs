//! The parameters of a request, as far as its values show their types.

use std::collections::BTreeMap;

use spec::{Api, Scalar, Type};

use super::cursor_param::CursorName;
use super::draft::Draft;
use super::request::Request;
use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map};
use crate::timestamp;
use crate::values::scalars;

/// The section, required parameters first.
///
/// `known` are the ids of the spec by their values in fixtures. `named` is the parameter that the caller calls the cursor. It is
/// there even where no page was found.
pub(super) fn params(
    draft: &mut Draft<'_>,
    request: &Request,
    known: &BTreeMap<String, usize>,
    cursor: Option<&CursorName>,
    named: Option<&str>,
) -> Map {
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
    let mut params = Map::new(Layout::Fit);
    for (name, value) in sent.into_iter().filter(|(name, _)| Some(*name) != cursor) {
        let mut notes = Vec::new();
        let shape = param(draft, known, name, value, &mut notes);
        // The items of a list are sent one by one.
        let is_list = request.params.iter().filter(|(sent, _)| sent == name).count() > 1;
        let shape = if is_list { Shape::List(Box::new(shape)) } else { shape };
        // The brackets are how a list is sent, and no part of its name.
        match name.strip_suffix("[]").filter(|wire| !wire.is_empty()) {
            Some(wire) => {
                let shape = if is_list { shape } else { Shape::List(Box::new(shape)) };
                let rust = names::member(&mut taken, wire, "param", |rust| names::can_name_param(wire, rust));
                let mut entry = Map::default().with("type", shape.node()).with("list", "brackets");
                entry.add_some("rust", (!names::is_usual_member(wire, &rust)).then_some(rust));
                params.add_said(notes, wire, entry);
            }
            None => add(&mut params, &mut taken, name, name, &shape, notes),
        }
    }
    if let Some(name) = cursor {
        add(&mut params, &mut taken, name, &format!("{name}?"), &Shape::named("cursor"), Vec::new());
    }
    params
}

fn add(params: &mut Map, taken: &mut Taken, wire: &str, key: &str, shape: &Shape, notes: Vec<String>) {
    let rust = names::member(taken, wire, "param", |rust| names::can_name_param(key, rust));
    if names::is_usual_member(wire, &rust) {
        params.add_said(notes, key, shape.node());
    } else {
        params.add_said(notes, key, Map::default().with("type", shape.node()).with("rust", rust));
    }
}

fn param(
    draft: &mut Draft<'_>,
    known: &BTreeMap<String, usize>,
    name: &str,
    value: Option<&str>,
    notes: &mut Vec<String>,
) -> Shape {
    if let Some(usual) = elsewhere(draft.api, name) {
        return usual;
    }
    let Some(value) = value else {
        notes.push("question: the path names it; what is it?".to_owned());
        return Shape::named("string");
    };
    if let Some(id) = known.get(value) {
        return Shape::named(&draft.api.ids[*id].name);
    }
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

/// The type of the spec's other parameters of that name, if they agree. A name as plain as `id` agrees by chance.
fn elsewhere(api: &Api, name: &str) -> Option<Shape> {
    let params = api.groups.iter().flat_map(|group| &group.endpoints).flat_map(|endpoint| &endpoint.params);
    let mut types = params.filter(|param| param.wire == name).map(|param| &param.ty);
    let first = types.next()?;
    let is_telling = *first != Type::Scalar(Scalar::Cursor) && !["id", "pk"].contains(&name);
    let known = match first {
        Type::Scalar(scalar) => scalar.row().name,
        other => api.name_of(other)?,
    };
    (is_telling && types.all(|ty| ty == first)).then(|| Shape::named(known))
}
