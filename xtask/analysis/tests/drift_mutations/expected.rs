//! What a mutation should be found as, from the spec language alone.

use serde_json::Value;
use spec::{Api, IdForm, Scalar, Type, Values};

use super::mutation::{Mutation, Operation, kind};
use super::site::{Holder, Site};

/// What a mutation is.
pub(crate) enum Expected {
    /// No drift, and why.
    NoDrift(&'static str),
    /// More than one change, and why.
    Many(&'static str),
    /// Findings: the rule and the exact path.
    Findings(Vec<(&'static str, String)>),
}

const OPEN: &str = "the spec leaves the keys there open (`json` or a map)";

pub(crate) fn expected(api: &Api, site: &Site, mutation: &Mutation) -> Expected {
    let one = |rule| Expected::Findings(vec![(rule, site.path.clone())]);
    match mutation.operation {
        Operation::Add if matches!(site.ty, Type::Struct(_)) => {
            Expected::Findings(vec![("new_field", format!("{}.added", site.path))])
        }
        Operation::Add => Expected::NoDrift(OPEN),
        Operation::Remove => match site.holder {
            Holder::Object { optional: true, .. } => Expected::NoDrift("the field may be absent (`name?`)"),
            Holder::Object { .. } => one("missing_field"),
            _ => Expected::NoDrift(OPEN),
        },
        Operation::Rename => renamed(site, mutation.with.as_str().expect("a name")),
        Operation::Null if site.ty == Type::Scalar(Scalar::Json) => Expected::NoDrift("`json` takes null"),
        Operation::Null if site.nullable => Expected::NoDrift("the value may be null (`T?`)"),
        Operation::Null => one("null_not_allowed"),
        Operation::Retype if matches!(site.ty, Type::Struct(_)) && mutation.with.is_object() => {
            Expected::Many("an empty object lacks every field of the type")
        }
        Operation::Retype => match retyped(api, &site.ty, &mutation.with) {
            Ok(rule) => one(rule),
            Err(why) => Expected::NoDrift(why),
        },
        Operation::Value => one("unknown_value"),
        Operation::Shorten => one("tuple_length"),
    }
}

fn renamed(site: &Site, name: &str) -> Expected {
    let Holder::Object { optional, .. } = site.holder else { return Expected::NoDrift(OPEN) };
    let (holder, _) = site.path.rsplit_once('.').expect("a member has a name");
    let mut findings = vec![("new_field", format!("{holder}.{name}"))];
    if !optional {
        findings.push(("missing_field", site.path.clone()));
    }
    Expected::Findings(findings)
}

/// The rule for a value of another kind, or why it is none's.
fn retyped(api: &Api, ty: &Type, with: &Value) -> Result<&'static str, &'static str> {
    const TAKEN: &str = "the type takes the other kind too";
    let found = kind(with);
    match (ty, found) {
        (Type::Scalar(Scalar::Json), _)
        | (Type::Map(_), "object")
        | (Type::List(_), "array")
        | (Type::Scalar(Scalar::String | Scalar::Url | Scalar::Cursor), "string")
        | (Type::Scalar(Scalar::Integer | Scalar::Number | Scalar::Timestamp | Scalar::Cursor), "integer")
        | (Type::Scalar(Scalar::Number), "number")
        | (Type::Scalar(Scalar::Boolean), "boolean")
        | (Type::Id(_), "integer") => Err(TAKEN),
        (Type::Tuple(_), "array") => Ok("tuple_length"),
        (Type::Id(index), "string") if api.ids[*index].form == IdForm::Text => Err(TAKEN),
        (Type::Id(_), "string" | "number") => Ok("id_form"),
        (Type::Scalar(Scalar::Timestamp), "string" | "number") => Ok("time_form"),
        (Type::Enum(index), found) => match (&api.enums[*index].values, found) {
            (Values::Text(_), "string") | (Values::Integer(_), "integer") => Ok("unknown_value"),
            _ => Ok("type_changed"),
        },
        _ => Ok("type_changed"),
    }
}
