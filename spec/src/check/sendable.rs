//! Which types a request can carry, and where.

use super::context::Context;
use crate::model::{BodyFormat, Place, Type};
use crate::problem::Problem;
use crate::scalar::Scalar;

/// What a section contains.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Param,
    Body,
    Form,
    Upload,
}

impl Kind {
    /// How a body with these fields is written.
    pub(super) fn body(self) -> Option<BodyFormat> {
        match self {
            Self::Param => None,
            Self::Body => Some(BodyFormat::Json),
            Self::Form => Some(BodyFormat::Form),
            Self::Upload => Some(BodyFormat::Upload),
        }
    }
}

/// What is wrong with the type of a parameter or a field. Only its own crate knows what an external type is; if it cannot be
/// sent, generated code does not compile.
pub(super) fn problem(context: &Context<'_>, name: &str, ty: &Type, place: &Place, kind: Kind) -> Option<Problem> {
    let name = name.to_owned();
    let fits = match (kind, place) {
        (Kind::Param, Place::Header(_)) => ty.is_single(),
        (Kind::Param, _) => is_param(context, ty),
        (Kind::Body, _) => return holds_bytes(ty).then_some(Problem::BytesElsewhere),
        (Kind::Form, _) => return (!is_form(ty)).then_some(Problem::FieldType { name, of: "a form" }),
        (Kind::Upload, _) => {
            return (!ty.is_single() && !is_bytes(ty)).then_some(Problem::FieldType { name, of: "an upload" });
        }
    };
    (!fits).then_some(Problem::ParamType { name })
}

/// One value, a list of them, or an object of these.
fn is_param(context: &Context<'_>, ty: &Type) -> bool {
    match ty {
        Type::List(item) => item.is_single(),
        Type::Struct(index) => context.types[*index].fields.iter().all(|field| match &field.ty {
            Type::List(item) => item.is_single(),
            ty => ty.is_single(),
        }),
        ty => ty.is_single(),
    }
}

/// Anything that is made of single values. A type that contains others is checked where it is sent: by brackets all can be
/// written but bytes, which are in no type.
fn is_form(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalar.row().param,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => is_form(inner),
        Type::Tuple(_) => false,
        Type::Id(_) | Type::Enum(_) | Type::External(_) | Type::Struct(_) | Type::Union(_) => true,
    }
}

fn is_bytes(ty: &Type) -> bool {
    *ty == Type::Scalar(Scalar::Bytes)
}

fn holds_bytes(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) => holds_bytes(inner),
        ty => is_bytes(ty),
    }
}
