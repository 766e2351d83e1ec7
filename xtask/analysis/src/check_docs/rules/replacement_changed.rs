//! The documentation recommends another endpoint, and the spec does not name it.

use std::collections::BTreeSet;

use spec::{Api, Deprecated, Replacement};

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("replacement_changed"),
    why: "The deprecation note in the client names the replacement. For an endpoint that is not deprecated it is a notice: \
          prose can name another path for many reasons.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (documented, endpoint) in comparison.both() {
        let named = paths(&documented.prose, &documented.key);
        let known =
            endpoint.deprecated.as_ref().map(|deprecated| known(comparison.api, deprecated)).unwrap_or_default();
        let new: Vec<_> = named.difference(&known).map(|path| format!("`{path}`")).collect();
        if new.is_empty() || endpoint.deprecated.is_none() == documented.is_deprecated {
            continue;
        }
        let (severity, help) = match endpoint.deprecated {
            Some(_) => (Severity::Additive, "add it to `use:` of `deprecated:`, or say in the reason why not"),
            None => (Severity::Notice, "read the documentation of it; the doc of the endpoint may need to name it"),
        };
        let what = format!("the documentation names {}", new.join(", "));
        acc.push(comparison.finding(
            (RULE.name, severity),
            documented.start,
            &documented.key,
            Some(endpoint),
            (&endpoint.name, what, help.to_owned()),
        ));
    }
}

fn known(api: &Api, deprecated: &Deprecated) -> BTreeSet<String> {
    let path = |replacement: &Replacement| match replacement {
        Replacement::Path(path) => Some(path.clone()),
        Replacement::Method { group, method } => {
            let group = api.groups.iter().find(|known| known.name == *group)?;
            group.endpoints.iter().find(|known| known.name == *method).map(|endpoint| endpoint.path.clone())
        }
    };
    let replacements = deprecated.replacements.iter().filter_map(path);
    // The author of the reason knew the paths in it.
    replacements.chain(deprecated.reason.iter().flat_map(|reason| paths(reason, ""))).collect()
}

/// The paths that a text names, other than one.
fn paths(text: &str, own: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| c.is_whitespace() || "()[]`\"'<>,".contains(c));
    words.filter_map(path).filter(|path| path != own).collect()
}

/// `/v2/shop/items` of `v2/shop/items.`: two parts at least, the first a version where no slash leads.
fn path(word: &str) -> Option<String> {
    let word = word.trim_end_matches(['.', ';', ':', '!', '?', '~', '*']);
    let bare = word.strip_prefix('/').unwrap_or(word);
    let mut parts = bare.split('/');
    let first = parts.next()?;
    let is_version =
        first.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-{}".contains(&b));
    let has_more = bare.contains('/') && bare.split('/').all(is_part);
    (has_more && (word.starts_with('/') || is_version)).then(|| format!("/{bare}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_other_words() {
        let text = "Use v1/shop/all or `/v2/shop/{id}` (not and/or, https://example.com/a/b, 1/2). See /v1/shop/own.";
        let found: Vec<_> = paths(text, "/v1/shop/own").into_iter().collect();
        assert_eq!(found, ["/v1/shop/all", "/v2/shop/{id}"]);
    }
}
