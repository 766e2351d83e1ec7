//! A difference that the spec records, and that is there no more.

use std::collections::BTreeSet;

use spec::{Endpoint, EndpointPart};

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::document::DocumentedEndpoint;
use crate::check_docs::known;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("settled_difference"),
    why: "The reason is not true any more, and the record would hide the next difference. A notice where only pages have the \
          endpoint, since they say less than an OpenAPI document. Silent where the documentation says nothing about it.",
    check,
};

/// It needs the findings of all other rules.
fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    let found = known::parts(acc, comparison);
    let mut settled = BTreeSet::new();
    let (described, on_pages): (Vec<_>, Vec<_>) =
        comparison.both().partition(|(documented, _)| documented.is_described);
    for (documented, endpoint) in described.into_iter().chain(on_pages) {
        for known in endpoint.differs.iter().filter(|known| is_said(documented, &known.part)) {
            let difference = (documented.key.clone(), known.part.clone());
            if found.contains(&difference) || !settled.insert(difference) {
                continue;
            }
            let severity = if documented.is_described { Severity::Additive } else { Severity::Notice };
            let (subject, what) = words(documented, endpoint, &known.part);
            let help = format!("remove `{subject}` from `differs`");
            let mut finding = comparison.finding(
                (RULE.name, severity),
                documented.start,
                &documented.key,
                Some(endpoint),
                (subject, what.to_owned(), help),
            );
            finding.spec = Some(comparison.location(known.span));
            acc.push(finding);
        }
    }
}

/// Whether the documentation says anything about that part.
fn is_said(documented: &DocumentedEndpoint, part: &EndpointPart) -> bool {
    match part {
        EndpointPart::Endpoint | EndpointPart::Deprecated => true,
        EndpointPart::Param(_) => documented.has_table,
        EndpointPart::Returns => documented.is_described,
        EndpointPart::Cost => documented.price.is_some(),
    }
}

/// The key in `differs`, and how the two agree.
fn words<'p>(documented: &DocumentedEndpoint, endpoint: &Endpoint, part: &'p EndpointPart) -> (&'p str, &'static str) {
    let same = "the documentation says the same as the spec";
    match part {
        EndpointPart::Endpoint => ("endpoint", "the documentation has it"),
        EndpointPart::Param(name) => {
            let is_known = documented.params.iter().any(|row| row.name == *name)
                || endpoint.params.iter().any(|param| param.wire == *name);
            (name, if is_known { same } else { "neither the documentation nor the spec has it" })
        }
        EndpointPart::Returns => ("returns", same),
        EndpointPart::Cost => ("cost", same),
        EndpointPart::Deprecated => ("deprecated", same),
    }
}
