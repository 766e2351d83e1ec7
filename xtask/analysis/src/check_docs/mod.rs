//! The service's published documentation checked against the spec.
//!
//! Rules compare what the document says of each endpoint with the spec; its examples are checked by the rules for
//! responses.

pub mod comparison;
pub mod document;
pub mod rules;

use spec::{Api, Source};

use crate::conformance;
use crate::findings::Finding;
use crate::fixture::Fixture;
use crate::json::{self, Data, Value};
use comparison::Comparison;
use document::Document;

/// The rules for responses that an example alone can break; the others are about all fixtures together.
const RULES_FOR_EXAMPLES: &[&str] =
    &["new_field", "missing_field", "type_changed", "null_not_allowed", "unknown_value", "tuple_length", "id_form"];

/// Everything in which the documentation and the spec disagree, in the order of the documentation.
#[must_use]
pub fn check(api: &Api, sources: &[Source], document: &Document) -> Vec<Finding> {
    let comparison = Comparison { api, sources, document };
    let mut findings = Vec::new();
    for rule in rules::RULES {
        (rule.check)(&mut findings, &comparison);
    }
    let examples = examples(&comparison);
    let of_responses = conformance::check(api, sources, &examples).into_iter();
    let of_one = of_responses.filter(|finding| RULES_FOR_EXAMPLES.contains(&finding.rule.as_str()));
    // An example is no fixture: `drift --patch` fixes only what a recorded response shows.
    findings.extend(of_one.map(|finding| Finding { change: None, ..finding }));
    findings.sort_by_cached_key(|finding| {
        finding.occurrence.as_ref().map(|occurrence| (occurrence.location.line, occurrence.location.column))
    });
    findings
}

/// The examples as responses, with their locations in the document.
fn examples(comparison: &Comparison<'_>) -> Vec<Fixture> {
    let mut examples = Vec::new();
    for (documented, endpoint) in comparison.both() {
        let group = comparison
            .api
            .groups
            .iter()
            .find(|group| group.endpoints.iter().any(|known| known.path == documented.path));
        let Some(group) = group else { continue };
        for (index, (start, text)) in documented.examples.iter().enumerate() {
            let Ok(mut response) = json::parse(text) else { continue };
            shift(&mut response, *start);
            let path = format!("{}/{}.{index}.json", group.name, endpoint.name);
            examples.push(Fixture { path, source: comparison.document.source.clone(), response });
        }
    }
    examples
}

fn shift(value: &mut Value, by: usize) {
    value.start += by;
    match &mut value.data {
        Data::List(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Data::Object(members) => {
            for member in members {
                member.start += by;
                shift(&mut member.value, by);
            }
        }
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => {}
    }
}
