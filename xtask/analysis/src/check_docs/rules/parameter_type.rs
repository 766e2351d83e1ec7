//! A parameter whose documented type is of another kind than the spec's.

use spec::{Api, IdForm, Scalar, Type, Values};

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("parameter_type"),
    why: "The client would send a value that the service refuses. Text allows any value, and an unknown word proves nothing.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (documented, endpoint) in comparison.both() {
        for row in &documented.params {
            let Some(param) = endpoint.params.iter().find(|param| param.wire == row.name) else { continue };
            let own = kind(comparison.api, &param.ty);
            let documented_kind = named(&row.ty);
            if let (Some(documented_kind), Some(own)) = (documented_kind, own)
                && !agree(documented_kind, own)
            {
                let what = format!("{}, {} in the spec", documented_kind.word(), own.word());
                let help =
                    format!("make `{}` {} as documented, if a request confirms it", row.name, documented_kind.word());
                let documented = (row.name.as_str(), what, help);
                let mut finding = comparison.finding(
                    (RULE.name, Severity::Additive),
                    row.start,
                    &endpoint.key(),
                    Some(endpoint),
                    documented,
                );
                finding.spec = Some(comparison.location(param.span));
                acc.push(finding);
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    /// A number, or the digits of one in a text.
    Digits,
    Number,
    Boolean,
    List,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Integer => "a whole number",
            Self::Digits => "digits",
            Self::Number => "a number",
            Self::Boolean => "a flag",
            Self::List => "a list",
        }
    }
}

fn named(word: &str) -> Option<Kind> {
    Some(match word {
        "string" | "str" | "text" | "url" | "uri" => Kind::Text,
        "integer" | "int" | "int32" | "int64" | "long" => Kind::Integer,
        "number" | "float" | "double" | "decimal" => Kind::Number,
        "boolean" | "bool" => Kind::Boolean,
        "array" | "list" => Kind::List,
        _ => return None,
    })
}

fn kind(api: &Api, ty: &Type) -> Option<Kind> {
    Some(match ty {
        Type::Scalar(Scalar::Integer) => Kind::Integer,
        Type::Scalar(Scalar::Number) => Kind::Number,
        Type::Scalar(Scalar::Boolean) => Kind::Boolean,
        Type::Id(index) if api.ids[*index].form == IdForm::Digits => Kind::Digits,
        Type::Enum(index) if matches!(api.enums[*index].values, Values::Integer(_)) => Kind::Integer,
        Type::List(_) => Kind::List,
        Type::Nullable(inner) => return kind(api, inner),
        Type::Struct(_) | Type::Union(_) | Type::Map(_) | Type::Tuple(_) | Type::External(_) => return None,
        Type::Scalar(Scalar::Json | Scalar::Bytes) => return None,
        _ => Kind::Text,
    })
}

fn agree(documented: Kind, own: Kind) -> bool {
    match (documented, own) {
        (Kind::Text | Kind::Integer | Kind::Number, Kind::Digits) | (Kind::Number, Kind::Integer) => true,
        (documented, own) => documented == own,
    }
}
