//! How one page leads to the next: the ways to the items and to the cursor must really exist.

use crate::model::{End, Pages, Param, Part, Presence, Step, Struct, Type};
use crate::problem::{Problem, Problems, nearest};
use crate::scalar::Scalar;
use crate::yaml::{Node, Value};

pub(super) fn pages(
    acc: &mut Problems,
    types: &[Struct],
    returns: &Type,
    params: &[Param],
    node: &Node,
) -> Option<Pages> {
    let items = node.get("items").and_then(|at| way(acc, types, returns, at));
    let next = node.get("next").and_then(|at| way(acc, types, returns, at));
    let item = items.as_ref().and_then(|(_, ty)| match ty {
        Type::List(item) => Some((**item).clone()),
        other => {
            acc.add(node.get("items")?.span, Problem::PagesItems { found: describe(types, other) });
            None
        }
    });
    if let (Some((_, ty)), Some(at)) = (&next, node.get("next"))
        && *ty != Type::Scalar(Scalar::Cursor)
    {
        acc.add(at.span, Problem::PagesNext { found: describe(types, ty) });
    }
    if let Some((steps, Type::Scalar(Scalar::Cursor))) = &next
        && steps.iter().all(|step| step.presence == Presence::Required)
        && let Some(at) = node.get("next")
    {
        acc.add(at.span, Problem::PagesNext { found: "always there".to_owned() });
    }
    let cursor = cursor(acc, params, node.get("cursor")?);
    let end = ends(acc, node.get("end"));
    Some(Pages { items: items?.0, item: item?, next: next?.0, cursor: cursor?, end })
}

/// Follows `response.users` or `0` from the reply inwards.
fn way(acc: &mut Problems, types: &[Struct], returns: &Type, at: &Node) -> Option<(Vec<Step>, Type)> {
    let written = at.literal();
    let mut steps = Vec::new();
    let mut ty = returns.clone();
    for part in written.split('.') {
        let (step, inner) = match step(types, &ty, part) {
            Ok(found) => found,
            Err(found) => {
                acc.add(at.span, Problem::PagesStep { step: part.to_owned(), found });
                return None;
            }
        };
        steps.push(step);
        ty = inner;
    }
    Some((steps, ty))
}

fn step(types: &[Struct], ty: &Type, part: &str) -> Result<(Step, Type), String> {
    match ty {
        Type::Tuple(items) => {
            let index: usize = part.parse().map_err(|_| format!("{} has positions, not names", describe(types, ty)))?;
            let item = items.get(index).ok_or_else(|| format!("the tuple has {} elements", items.len()))?;
            let (presence, inner) = match item {
                Type::Nullable(inner) => (Presence::Nullable, (**inner).clone()),
                item => (Presence::Required, item.clone()),
            };
            Ok((Step { part: Part::Index(index), presence }, inner))
        }
        Type::Struct(index) => {
            let ty = &types[*index];
            let field = ty.fields.iter().find(|field| field.wire == part);
            let field = field.ok_or_else(|| no_field(ty, part))?;
            let step = Step { part: Part::Field(field.rust.clone()), presence: field.presence() };
            Ok((step, field.ty.clone()))
        }
        other => Err(format!("{} has no parts", describe(types, other))),
    }
}

fn no_field(ty: &Struct, part: &str) -> String {
    let near = nearest(part, ty.fields.iter().map(|field| field.wire.as_str()));
    let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    format!("`{}` has no such field{hint}", ty.name)
}

fn describe(types: &[Struct], ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => format!("`{}`", scalar.row().name),
        Type::Struct(index) => format!("`{}`", types[*index].name),
        Type::Id(_) => "an id".to_owned(),
        Type::Enum(_) => "an enum".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Tuple(_) => "a tuple".to_owned(),
        Type::Map(_) => "a map".to_owned(),
        Type::Nullable(inner) => describe(types, inner),
    }
}

fn cursor(acc: &mut Problems, params: &[Param], node: &Node) -> Option<String> {
    let name = node.text()?.to_owned();
    match params.iter().find(|param| param.wire == name) {
        None => {
            let proposal = nearest(&name, params.iter().map(|param| param.wire.as_str())).map(str::to_owned);
            acc.add(node.span, Problem::PagesCursor { name, proposal });
            return None;
        }
        Some(param) if param.ty != Type::Scalar(Scalar::Cursor) => {
            acc.add(node.span, Problem::PagesCursorType { name: name.clone() });
        }
        Some(param) if param.required => {
            acc.add(node.span, Problem::PagesCursorRequired { name: name.clone() });
        }
        Some(_) => {}
    }
    Some(name)
}

fn ends(acc: &mut Problems, section: Option<&Node>) -> Vec<End> {
    let mut ends = Vec::new();
    for node in section.map(Node::items).unwrap_or_default() {
        match &node.value {
            Value::Null => ends.push(End::Null),
            Value::Bool(false) => ends.push(End::False),
            Value::Text(text) => ends.push(End::Text(text.clone())),
            _ => acc.add(node.span, Problem::PagesEnd { found: node.literal() }),
        }
    }
    // An absent cursor cannot lead on, whatever the list says, and null is its other spelling.
    if !ends.contains(&End::Null) {
        ends.insert(0, End::Null);
    }
    ends
}
