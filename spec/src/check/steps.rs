//! Paths into a response: from step to step, each part must exist.

use super::context::Context;
use super::inputs::Inputs;
use super::names::is_written;
use crate::model::{Part, Presence, Returns, Step, Struct, Type};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::Node;

/// A longer path is surely a mistake, and generated code would nest as deeply.
const LONGEST_PATH: usize = 16;

/// What the paths of an endpoint are resolved in.
pub(super) struct Place<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) returns: &'a Returns,
    pub(super) inputs: &'a Inputs<'a>,
    /// Whether the endpoint only reads.
    pub(super) is_read: bool,
}

/// Follows a path such as `response.users`, `0` or `rows[].next` from the response inwards.
pub(super) fn path(acc: &mut Problems, place: &Place<'_>, at: &Node) -> Option<(Vec<Step>, Type)> {
    if !at.is_scalar() {
        return None;
    }
    let written = at.literal();
    match follow(acc, place, &written) {
        Ok((steps, ty)) => Some((steps, ty.clone())),
        Err(Some((step, found))) => {
            acc.add(at.span, Problem::PagesStep { step, found });
            None
        }
        Err(None) => None,
    }
}

/// A step, and why it leads nowhere.
type LeadsNowhere = (String, String);

/// The steps and the type at their end, or the step that leads nowhere and why; nothing where that is reported elsewhere.
fn follow<'a>(acc: &Problems, place: &Place<'a>, written: &str) -> Result<(Vec<Step>, &'a Type), Option<LeadsNowhere>> {
    if written.split('.').count() + written.matches(EACH).count() > LONGEST_PATH {
        return Err(Some((written.to_owned(), format!("it has more than {LONGEST_PATH} steps"))));
    }
    let mut ty = place.returns.ty().ok_or_else(|| Some((written.to_owned(), "the response is not JSON".to_owned())))?;
    let mut steps = Vec::new();
    let mut rest = Some(written);
    while let Some(path) = rest {
        let (name, lists, after) = first_part(place, ty, path);
        if !(name.is_empty() && lists > 0 && steps.is_empty()) {
            let in_list = || in_list(place, ty, &written[..written.len() - path.len()], name);
            let (step, inner) =
                step(acc, place, ty, name).map_err(|why| Some((name.to_owned(), in_list().or(why)?)))?;
            steps.push(step);
            ty = inner;
        }
        for _ in 0..lists {
            let (step, inner) = each(place, ty).map_err(|why| Some((format!("{name}{EACH}"), why)))?;
            steps.push(step);
            ty = inner;
        }
        rest = after;
    }
    Ok((steps, ty))
}

/// Why a name leads nowhere after the path to a list.
fn in_list(place: &Place<'_>, ty: &Type, before: &str, name: &str) -> Option<String> {
    let (Type::List(_) | Type::Map(_)) = ty else { return None };
    let what = describe(place.context.types, ty);
    Some(match before.strip_suffix('.') {
        Some(list) => format!("`{list}` is {what}, so write `{list}{EACH}.{name}`"),
        None => format!("the response is {what}, so write `{EACH}.{name}`"),
    })
}

/// What stands after the name of a list.
const EACH: &str = "[]";

/// The first name of a path, the number of lists after it, and the rest. A name can have a dot in it, where no shorter one is
/// that of a field.
fn first_part<'p>(place: &Place<'_>, ty: &Type, path: &'p str) -> (&'p str, usize, Option<&'p str>) {
    let is_field = |name: &str| match ty {
        Type::Struct(index) => place.context.types[*index].fields.iter().any(|field| field.wire == name),
        _ => false,
    };
    let ends = || path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
    let end = ends().find(|end| is_field(&path[..*end]) || is_field(path[..*end].trim_end_matches(EACH)));
    let end = end.or_else(|| ends().next()).unwrap_or(path.len());
    let part = &path[..end];
    let name = if is_field(part) { part } else { part.trim_end_matches(EACH) };
    (name, (part.len() - name.len()) / EACH.len(), path.get(end + 1..))
}

/// The step to each element of a list, or to each value of a map.
fn each<'a>(place: &Place<'a>, ty: &'a Type) -> Result<(Step, &'a Type), String> {
    let (part, inner) = match ty {
        Type::List(item) => (Part::Each, &**item),
        Type::Map(value) => (Part::Value, &**value),
        other => {
            let found = describe(place.context.types, other);
            return Err(format!("`{EACH}` leads into a list or a map, but this is {found}"));
        }
    };
    let (presence, inner) = element(inner);
    Ok((Step { part, presence }, inner))
}

/// What a list, a map or a tuple has at one place: whether it may be null there, and its type without that mark.
pub(super) fn element(ty: &Type) -> (Presence, &Type) {
    match ty {
        Type::Nullable(inner) => (Presence::Nullable, inner),
        ty => (Presence::Required, ty),
    }
}

/// One step; an error without a text is reported elsewhere.
pub(super) fn step<'a>(
    acc: &Problems,
    place: &Place<'a>,
    ty: &'a Type,
    part: &str,
) -> Result<(Step, &'a Type), Option<String>> {
    match ty {
        Type::Tuple(items) => {
            let index: usize = part.parse().map_err(|_| Some("a tuple has positions, not names".to_owned()))?;
            let item = items.get(index).ok_or_else(|| Some(format!("the tuple has {} elements", items.len())))?;
            let (presence, inner) = element(item);
            Ok((Step { part: Part::Index(index), presence }, inner))
        }
        Type::Struct(index) => {
            let ty = &place.context.types[*index];
            let Some(field) = ty.fields.iter().find(|field| field.wire == part) else {
                let is_broken = is_written(place.context.symbols.types[*index].fields(), part);
                return Err(if is_broken { None } else { Some(no_field(acc, ty, part)) });
            };
            let step = Step {
                part: Part::Field { wire: field.wire.clone(), rust: field.rust.clone(), boxed: field.boxed },
                presence: field.presence(),
            };
            Ok((step, &field.ty))
        }
        Type::Nullable(inner) => {
            let what = describe(place.context.types, inner);
            Err(Some(format!("{what} may be null here: write its type without `?`")))
        }
        other => Err(Some(format!("{} has no parts", describe(place.context.types, other)))),
    }
}

fn no_field(acc: &Problems, ty: &Struct, part: &str) -> String {
    let near = acc.proposal(part, ty.fields.iter().map(|field| field.wire.as_str()));
    let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    format!("`{}` has no such field{hint}", ty.name)
}

pub(super) fn describe(types: &[Struct], ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => format!("`{}`", scalar.row().name),
        Type::Struct(index) => format!("`{}`", types[*index].name),
        Type::Id(_) => "an id".to_owned(),
        Type::Enum(_) => "an enum".to_owned(),
        Type::Union(_) => "a union".to_owned(),
        Type::External(_) => "a type of another crate".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Tuple(_) => "a tuple".to_owned(),
        Type::Map(_) => "a map".to_owned(),
        Type::Nullable(inner) => describe(types, inner),
    }
}
