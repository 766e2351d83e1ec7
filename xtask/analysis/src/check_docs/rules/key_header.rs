//! A key that is sent as no scheme of the document says.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::description::Description;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("key_header"),
    why: "With the key in another place every request is refused. A document that says nothing of keys proves nothing.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    let Some(service) = &comparison.api.service else { return };
    for description in comparison.document.descriptions.iter().filter(|description| !description.keys.is_empty()) {
        let shown = |header: &str, scheme: Option<&str>| match scheme {
            Some(scheme) => format!("`{header}: {scheme} ..`"),
            None => format!("`{header}`"),
        };
        let documented: Vec<_> =
            description.keys.iter().map(|(header, scheme)| shown(header, scheme.as_deref())).collect();
        for own in &service.auth {
            if is_known_key(description, &own.header, own.scheme.as_deref()) {
                continue;
            }
            let what = format!(
                "{} in the document, not {}",
                documented.join(" or "),
                shown(&own.header, own.scheme.as_deref())
            );
            let help = "correct `auth` in `api.yaml` if a request shows that the document is right".to_owned();
            acc.push(comparison.of_service(RULE.name, Severity::Breaking, description, (&own.header, what, help)));
        }
        if service.auth.is_empty() {
            let what = format!("{} in the document, none in the spec", documented.join(" or "));
            let help = "add `auth` to `api.yaml` if requests need a key".to_owned();
            acc.push(comparison.of_service(RULE.name, Severity::Additive, description, ("auth", what, help)));
        }
    }
}

/// Whether the document has such a key.
fn is_known_key(description: &Description, header: &str, scheme: Option<&str>) -> bool {
    description.keys.iter().any(|(other, other_scheme)| {
        let same_scheme = match (scheme, other_scheme) {
            (Some(own), Some(other)) => own.eq_ignore_ascii_case(other),
            (None, None) => true,
            // A header of the name `authorization` can be described as the key itself.
            _ => header == "authorization",
        };
        other == header && same_scheme
    })
}
