//! How one page leads to the next: the paths to the items and to the cursor must exist.

use super::names::is_written;
use super::symbols::Symbols;
use crate::model::{End, Pages, Param, Part, Presence, Step, Struct, Type};
use crate::name::{self, Named};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::yaml::{Node, Value};

/// A longer path is surely a mistake, and generated code would nest as deeply.
const LONGEST_PATH: usize = 16;

/// What the paths of an endpoint are resolved in.
pub(super) struct Place<'a> {
    pub(super) symbols: &'a Symbols<'a>,
    pub(super) types: &'a [Struct],
    pub(super) returns: &'a Type,
    pub(super) params: &'a [Param],
    /// The section of the parameters: some may be in it that have problems.
    pub(super) section: Option<&'a Node>,
}

pub(super) fn pages(acc: &mut Problems, place: &Place<'_>, node: &Node) -> Option<Pages> {
    let items = node.get("items").and_then(|at| items(acc, place, at));
    let next = node.get("next").and_then(|at| next(acc, place, at));
    let cursor = node.get("cursor").and_then(|at| cursor(acc, place, at));
    let end = ends(acc, node.get("end"));
    let max_stale_pages = max_stale_pages(acc, node.get("max_stale_pages"));
    let (items, item) = items?;
    let key = node.get("key").and_then(|at| key(acc, place, &item, at));
    Some(Pages { items, item, next: next?, cursor: cursor?, key, end, max_stale_pages })
}

fn items(acc: &mut Problems, place: &Place<'_>, at: &Node) -> Option<(Vec<Step>, Type)> {
    match path(acc, place, at)? {
        (steps, Type::List(item)) => Some((steps, *item)),
        (_, other) => {
            acc.add(at.span, Problem::PagesItems { found: describe(place.types, &other) });
            None
        }
    }
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
            acc.add(at.span, Problem::PagesKey { found: describe(place.types, other) });
            None
        }
        Ok((step, Type::Scalar(_) | Type::Id(_) | Type::Enum(_) | Type::External(_))) => Some(step),
        Ok((_, other)) => {
            acc.add(at.span, Problem::PagesKey { found: describe(place.types, other) });
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
    Some(Step { part: Part::Field { wire: wire.to_owned(), rust }, presence })
}

fn next(acc: &mut Problems, place: &Place<'_>, at: &Node) -> Option<Vec<Step>> {
    let (steps, ty) = path(acc, place, at)?;
    let found = if ty != Type::Scalar(Scalar::Cursor) {
        describe(place.types, &ty)
    } else if steps.iter().all(|step| step.presence == Presence::Required) {
        "never null or absent".to_owned()
    } else {
        return Some(steps);
    };
    acc.add(at.span, Problem::PagesNext { found });
    None
}

/// Follows a path such as `response.users` or `0` from the response inwards.
fn path(acc: &mut Problems, place: &Place<'_>, at: &Node) -> Option<(Vec<Step>, Type)> {
    if !at.is_scalar() {
        return None;
    }
    let written = at.literal();
    if written.split('.').count() > LONGEST_PATH {
        let found = format!("it has more than {LONGEST_PATH} steps");
        acc.add(at.span, Problem::PagesStep { step: written, found });
        return None;
    }
    let mut steps = Vec::new();
    let mut ty = place.returns;
    for part in written.split('.') {
        match step(acc, place, ty, part) {
            Ok((step, inner)) => {
                steps.push(step);
                ty = inner;
            }
            Err(Some(found)) => {
                acc.add(at.span, Problem::PagesStep { step: part.to_owned(), found });
                return None;
            }
            Err(None) => return None,
        }
    }
    Some((steps, ty.clone()))
}

/// One step; an error without a text is reported elsewhere.
fn step<'a>(acc: &Problems, place: &Place<'a>, ty: &'a Type, part: &str) -> Result<(Step, &'a Type), Option<String>> {
    match ty {
        Type::Tuple(items) => {
            let index: usize = part.parse().map_err(|_| Some("a tuple has positions, not names".to_owned()))?;
            let item = items.get(index).ok_or_else(|| Some(format!("the tuple has {} elements", items.len())))?;
            let (presence, inner) = match item {
                Type::Nullable(inner) => (Presence::Nullable, &**inner),
                item => (Presence::Required, item),
            };
            Ok((Step { part: Part::Index(index), presence }, inner))
        }
        Type::Struct(index) => {
            let ty = &place.types[*index];
            let Some(field) = ty.fields.iter().find(|field| field.wire == part) else {
                let is_broken = is_written(place.symbols.types[*index].value.meant("fields"), part);
                return Err(if is_broken { None } else { Some(no_field(acc, ty, part)) });
            };
            let step = Step {
                part: Part::Field { wire: field.wire.clone(), rust: field.rust.clone() },
                presence: field.presence(),
            };
            Ok((step, &field.ty))
        }
        other => Err(Some(format!("{} has no parts", describe(place.types, other)))),
    }
}

fn no_field(acc: &Problems, ty: &Struct, part: &str) -> String {
    let near = acc.proposal(part, ty.fields.iter().map(|field| field.wire.as_str()));
    let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    format!("`{}` has no such field{hint}", ty.name)
}

fn describe(types: &[Struct], ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => format!("`{}`", scalar.row().name),
        Type::Struct(index) => format!("`{}`", types[*index].name),
        Type::Id(_) => "an id".to_owned(),
        Type::Enum(_) => "an enum".to_owned(),
        Type::External(_) => "a type of another crate".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Tuple(_) => "a tuple".to_owned(),
        Type::Map(_) => "a map".to_owned(),
        Type::Nullable(inner) => describe(types, inner),
    }
}

fn cursor(acc: &mut Problems, place: &Place<'_>, at: &Node) -> Option<String> {
    let name = at.filled()?.to_owned();
    match place.params.iter().find(|param| param.wire == name) {
        Some(param) if param.ty != Type::Scalar(Scalar::Cursor) => {
            acc.add(at.span, Problem::PagesCursorType { name: name.clone() });
        }
        Some(param) if param.required => {
            acc.add(at.span, Problem::PagesCursorRequired { name: name.clone() });
        }
        Some(_) => {}
        None if is_written(place.section, &name) => return None,
        None => {
            let proposal = acc.proposal(&name, place.params.iter().map(|param| param.wire.as_str()));
            acc.add(at.span, Problem::PagesCursor { name, proposal });
            return None;
        }
    }
    Some(name)
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
