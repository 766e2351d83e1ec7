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

/// Follows a path such as `response.users` or `0` from the response inwards.
pub(super) fn path(acc: &mut Problems, place: &Place<'_>, at: &Node) -> Option<(Vec<Step>, Type)> {
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
    let Some(mut ty) = place.returns.ty() else {
        let found = "the response is no JSON".to_owned();
        acc.add(at.span, Problem::PagesStep { step: written, found });
        return None;
    };
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
            let (presence, inner) = match item {
                Type::Nullable(inner) => (Presence::Nullable, &**inner),
                item => (Presence::Required, item),
            };
            Ok((Step { part: Part::Index(index), presence }, inner))
        }
        Type::Struct(index) => {
            let ty = &place.context.types[*index];
            let Some(field) = ty.fields.iter().find(|field| field.wire == part) else {
                let is_broken = is_written(place.context.symbols.types[*index].fields(), part);
                return Err(if is_broken { None } else { Some(no_field(acc, ty, part)) });
            };
            let step = Step {
                part: Part::Field { wire: field.wire.clone(), rust: field.rust.clone() },
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
