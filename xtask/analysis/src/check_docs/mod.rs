//! The service's published documentation checked against the spec.
//!
//! Rules compare what the document says of each endpoint with the spec; its examples are checked by the rules for
//! responses.

pub mod comparison;
pub mod page;
pub mod rules;

use spec::{Api, Source};

use crate::conformance;
use crate::findings::Finding;
use crate::fixture::Fixture;
use crate::json::{self, Data, Value};
use comparison::Comparison;
use page::Page;

/// The rules for replies that an example alone can break; the others are about all fixtures together.
const OF_RESPONSES: &[&str] =
    &["new_field", "missing_field", "type_changed", "null_not_allowed", "unknown_value", "tuple_length", "id_form"];

/// Everything in which the page and the spec do not agree, in the order of the page.
#[must_use]
pub fn check(api: &Api, sources: &[Source], page: &Page) -> Vec<Finding> {
    let comparison = Comparison { api, sources, page };
    let mut findings = Vec::new();
    for rule in rules::RULES {
        (rule.check)(&mut findings, &comparison);
    }
    let examples = examples(&comparison);
    let of_responses = conformance::check(api, sources, &examples).into_iter();
    let of_one = of_responses.filter(|finding| OF_RESPONSES.contains(&finding.rule.as_str()));
    // A page is no fixture: `drift --patch` settles what a recorded reply shows as well.
    findings.extend(of_one.map(|finding| Finding { change: None, ..finding }));
    findings.sort_by_cached_key(|finding| {
        finding.occurrence.as_ref().map(|occurrence| (occurrence.location.line, occurrence.location.column))
    });
    findings
}

/// The examples as replies whose places are those of the page.
fn examples(comparison: &Comparison<'_>) -> Vec<Fixture> {
    let mut examples = Vec::new();
    for (endpoint_told, endpoint) in comparison.both() {
        let group = comparison
            .api
            .groups
            .iter()
            .find(|group| group.endpoints.iter().any(|known| known.path == endpoint_told.path));
        let Some(group) = group else { continue };
        for (index, (start, text)) in endpoint_told.examples.iter().enumerate() {
            let Ok(mut response) = json::parse(text) else { continue };
            shift(&mut response, *start);
            let path = format!("{}/{}.{index}.json", group.name, endpoint.name);
            examples.push(Fixture { path, source: comparison.page.source.clone(), response });
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
