//! How one page leads to the next: the ways to the items and to what says where the next page starts must exist.

use super::items::items;
use super::names::is_written;
use super::steps::{Place, describe, path, step};
use crate::model::{End, Pages, Param, Part, Place as ParamPlace, Presence, Step, Type, Way, may_be_absent};
use crate::name::{self, Named};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::yaml::{Entry, Node, Value};

pub(super) fn pages(acc: &mut Problems, place: &Place<'_>, entry: &Entry) -> Option<Pages> {
    if !place.is_read {
        acc.add(entry.key.span, Problem::BadPages { why: "pages are read, so the endpoint must be a GET or `safe`" });
    }
    let node = &entry.value;
    let items = items(acc, place, node);
    let more = ending(acc, place, node.get("more"), Scalar::Boolean, "a `boolean`");
    let total = ending(acc, place, node.get("total"), Scalar::Integer, "an `integer`");
    let of = ending(acc, place, node.get("of"), Scalar::Integer, "an `integer`");
    let size = node.get("size").and_then(|at| parameter(acc, place, at, Wanted::Integer));
    let has_end = more.is_some() || total.is_some() || of.is_some() || size.is_some();
    let item = items.as_ref().map(|(_, item)| item);
    let way = way(acc, place, entry, item, has_end);
    if let (Some(size), Some(entry)) = (&size, node.entry("size"))
        && way.as_ref().and_then(Way::parameter) == Some(size)
    {
        acc.add(
            entry.value.span,
            Problem::BadPages { why: "this parameter says which page it is, not how many items it has" },
        );
    }
    let max_stale_pages = max_stale_pages(acc, node.get("max_stale_pages"));
    let (items, item) = items?;
    let key = node.get("key").and_then(|at| key(acc, place, &item, at));
    Some(Pages { items, item, way: way?, key, more, total, of, size, max_stale_pages })
}

/// Where the next page starts: exactly one of six ways.
fn way(acc: &mut Problems, place: &Place<'_>, entry: &Entry, item: Option<&Type>, has_end: bool) -> Option<Way> {
    let node = &entry.value;
    // The form check reports a second way, none, and keys of another one.
    let ways = ["next", "number", "link", "last", "offset", "url"];
    let first = ways.iter().find_map(|key| node.entry(key))?;
    let which = first.key.literal();
    let end = ends(acc, node.get("end"));
    let has_end = has_end || end.len() > 1;
    match which.as_str() {
        "next" => {
            let next = next(acc, place, &first.value, has_end);
            let cursor = self::cursor(acc, place, entry, Wanted::Cursor);
            Some(Way::Token { next: next?, cursor: cursor?, end })
        }
        "number" => {
            let parameter = parameter(acc, place, &first.value, Wanted::OptionalInteger)?;
            Some(Way::Number { parameter, first: node.get("first").and_then(Node::count).unwrap_or(1) })
        }
        "offset" => Some(Way::Offset { parameter: parameter(acc, place, &first.value, Wanted::OptionalInteger)? }),
        "link" => Some(Way::Link { relation: relation(acc, &first.value)? }),
        "last" => {
            let field = item.and_then(|item| last(acc, place, item, &first.value));
            let wanted = field.as_ref().map_or(Wanted::Any, |(_, ty)| Wanted::As(ty));
            let cursor = self::cursor(acc, place, entry, wanted);
            Some(Way::Last { field: field?.0, cursor: cursor? })
        }
        _ => Some(Way::Url { next: url(acc, place, &first.value, has_end)?, end }),
    }
}

/// The relation of a link: one word.
fn relation(acc: &mut Problems, node: &Node) -> Option<String> {
    let word = node.filled()?;
    if !word.chars().all(|c| c.is_ascii_graphic() && !"\"',;<>".contains(c)) {
        acc.add(node.span, Problem::BadPages { why: "a relation of a link is one word, such as `next`" });
        return None;
    }
    Some(word.to_owned())
}

/// The field that identifies an item: a single value.
fn key(acc: &mut Problems, place: &Place<'_>, item: &Type, at: &Node) -> Option<Step> {
    let part = at.text()?;
    if let Type::External(_) = item {
        return external_key(acc, part, at);
    }
    match step(acc, place, item, part) {
        // Floats and JSON of unknown shape have no identity that could be hashed.
        Ok((_, other @ Type::Scalar(Scalar::Number | Scalar::Json))) => {
            acc.add(at.span, Problem::PagesKey { found: describe(place.context.types, other) });
            None
        }
        Ok((step, Type::Scalar(_) | Type::Id(_) | Type::Enum(_) | Type::External(_))) => Some(step),
        Ok((_, other)) => {
            acc.add(at.span, Problem::PagesKey { found: describe(place.context.types, other) });
            None
        }
        Err(found) => {
            if let Some(found) = found {
                acc.add(at.span, Problem::PagesStep { step: part.to_owned(), found });
            }
            None
        }
    }
}

/// The field of a type that only the client's crate knows. What it is not, generated code does not compile with; so the
/// spec says whether it can be missing: `pk?`.
fn external_key(acc: &mut Problems, part: &str, at: &Node) -> Option<Step> {
    let (wire, presence) = match part.strip_suffix('?') {
        Some(wire) => (wire, Presence::Nullable),
        None => (part, Presence::Required),
    };
    let Some(rust) = name::usual_name(wire, Named::Member) else {
        acc.add(at.span, Problem::NoIdent { name: wire.to_owned(), of: Named::Member });
        return None;
    };
    Some(Step { part: Part::Field { wire: wire.to_owned(), rust, boxed: false }, presence })
}

/// The field of the last item after which the next page starts.
fn last<'a>(acc: &mut Problems, place: &Place<'a>, item: &'a Type, at: &Node) -> Option<(Step, &'a Type)> {
    let part = at.filled()?;
    match step(acc, place, item, part) {
        Ok((step, ty)) if ty.is_single() => Some((step, ty)),
        Ok((_, other)) => {
            let found = describe(place.context.types, other);
            acc.add(at.span, Problem::PagesEndType { expected: "a single value", found });
            None
        }
        Err(found) => {
            if let Some(found) = found {
                acc.add(at.span, Problem::PagesStep { step: part.to_owned(), found });
            }
            None
        }
    }
}

/// The path to something of one type.
fn ending(
    acc: &mut Problems,
    place: &Place<'_>,
    at: Option<&Node>,
    scalar: Scalar,
    expected: &'static str,
) -> Option<Vec<Step>> {
    let at = at?;
    let (steps, ty) = path(acc, place, at)?;
    if ty != Type::Scalar(scalar) {
        let found = describe(place.context.types, &ty);
        acc.add(at.span, Problem::PagesEndType { expected, found });
        return None;
    }
    Some(steps)
}

/// The path to the URL of the next page.
fn url(acc: &mut Problems, place: &Place<'_>, at: &Node, has_end: bool) -> Option<Vec<Step>> {
    let (steps, ty) = path(acc, place, at)?;
    let can_end = has_end || may_be_absent(&steps);
    let found = match ty {
        Type::Scalar(Scalar::Url | Scalar::String) if can_end => return Some(steps),
        Type::Scalar(Scalar::Url | Scalar::String) => "never null or absent".to_owned(),
        other => describe(place.context.types, &other),
    };
    acc.add(at.span, Problem::PagesEndType { expected: "a `url?`", found });
    None
}

fn next(acc: &mut Problems, place: &Place<'_>, at: &Node, has_end: bool) -> Option<Vec<Step>> {
    let (steps, ty) = path(acc, place, at)?;
    let found = if ty != Type::Scalar(Scalar::Cursor) {
        describe(place.context.types, &ty)
    } else if !has_end && !may_be_absent(&steps) {
        "never null or absent".to_owned()
    } else {
        return Some(steps);
    };
    acc.add(at.span, Problem::PagesNext { found });
    None
}

/// What a parameter must be.
#[derive(Clone, Copy)]
enum Wanted<'a> {
    /// An optional cursor.
    Cursor,
    /// An optional integer.
    OptionalInteger,
    Integer,
    /// Optional, and of this type, or a cursor or a text.
    As(&'a Type),
    /// Of a type that is not known.
    Any,
}

fn cursor(acc: &mut Problems, place: &Place<'_>, entry: &Entry, wanted: Wanted<'_>) -> Option<String> {
    parameter(acc, place, entry.value.get("cursor")?, wanted)
}

/// The parameter of that name, in the URL or in the body.
fn parameter(acc: &mut Problems, place: &Place<'_>, at: &Node, wanted: Wanted<'_>) -> Option<String> {
    let name = at.filled()?.to_owned();
    let inputs = place.inputs;
    let known = || inputs.params.iter().filter(|param| matches!(param.place, ParamPlace::Url | ParamPlace::Field));
    let Some(param) = known().find(|param| param.wire == name) else {
        if !is_written(inputs.section, &name) && !is_written(inputs.fields, &name) {
            let proposal = acc.proposal(&name, known().map(|param| param.wire.as_str()));
            acc.add(at.span, Problem::PagesCursor { name, proposal });
        }
        return None;
    };
    if let Some(expected) = mismatch(param, wanted) {
        let name = name.clone();
        acc.add(
            at.span,
            match wanted {
                Wanted::Cursor => Problem::PagesCursorType { name },
                _ => Problem::PagesParamType { name, expected },
            },
        );
    } else if param.required && !matches!(wanted, Wanted::Integer) {
        acc.add(at.span, Problem::PagesCursorRequired { name: name.clone() });
    }
    Some(name)
}

/// What a parameter must be, if it is not.
fn mismatch(param: &Param, wanted: Wanted<'_>) -> Option<&'static str> {
    let ty = if let Type::Nullable(inner) = &param.ty { inner } else { &param.ty };
    let (fits, expected) = match wanted {
        Wanted::Cursor => (*ty == Type::Scalar(Scalar::Cursor), "a `cursor`"),
        Wanted::OptionalInteger | Wanted::Integer => (*ty == Type::Scalar(Scalar::Integer), "an `integer`"),
        Wanted::As(field) => {
            let takes_any = matches!(ty, Type::Scalar(Scalar::Cursor | Scalar::String));
            (takes_any || ty == field, "of the type of that field, nor a `cursor` or a `string`")
        }
        Wanted::Any => (true, ""),
    };
    (!fits).then_some(expected)
}

fn max_stale_pages(acc: &mut Problems, node: Option<&Node>) -> u32 {
    let count = node.and_then(Node::count);
    if let (Some(node), Some(0)) = (node, count) {
        acc.add(node.span, Problem::BadLimit { what: "max_stale_pages" });
    }
    count.unwrap_or(Pages::MAX_STALE_PAGES)
}

fn ends(acc: &mut Problems, section: Option<&Node>) -> Vec<End> {
    let mut ends = Vec::new();
    for node in section.map(Node::items).unwrap_or_default() {
        match &node.value {
            Value::Null(_) => ends.push(End::Null),
            Value::Bool(false, _) => ends.push(End::False),
            Value::Text(text) => ends.push(End::Text(text.clone())),
            Value::Bool(true, _) | Value::Number(_) => {
                acc.add(node.span, Problem::PagesEnd { found: node.literal() });
            }
            Value::List(_) | Value::Map(_) => {} // The form check reports it.
        }
    }
    // After an absent cursor there is no next page, whatever the list says, and null means the same.
    if !ends.contains(&End::Null) {
        ends.insert(0, End::Null);
    }
    ends
}
