//! The service's published documentation checked against the spec.
//!
//! Rules compare what the document says of each endpoint with the spec; its examples are checked by the rules for
//! responses.

pub mod comparison;
pub mod described;
pub mod description;
pub mod difference;
pub mod document;
mod known;
pub mod position;
pub mod rules;
pub mod table;
mod types;

use std::collections::HashMap;
use std::sync::Arc;

use spec::{Api, Source};

use crate::conformance;
use crate::findings::Finding;
use crate::fixture::Fixture;
use crate::json::{self, Data, Value};
use comparison::Comparison;
use document::Document;

/// The rules for responses that an example alone can break; the others are about all fixtures together.
const RULES_FOR_EXAMPLES: &[&str] = &[
    "new_field",
    "missing_field",
    "type_changed",
    "null_not_allowed",
    "unknown_value",
    "tuple_length",
    "id_form",
    "irregular_json",
];

/// Everything in which the documentation and the spec disagree, in the order of the documentation.
#[must_use]
pub fn check(api: &Api, sources: &[Source], document: &Document) -> Vec<Finding> {
    let comparison = Comparison::new(api, sources, document);
    let mut findings = Vec::new();
    for rule in rules::RULES {
        (rule.check)(&mut findings, &comparison);
    }
    known::settle(&mut findings, &comparison);
    let examples = examples(&comparison);
    let of_responses = conformance::check(api, sources, &examples).into_iter();
    let of_one = of_responses.filter(|finding| RULES_FOR_EXAMPLES.contains(&finding.rule.as_str()));
    // An example is no fixture: `drift --patch` fixes only what a recorded response shows.
    findings.extend(of_one.map(|finding| Finding { change: None, ..finding }));
    let pages: HashMap<_, _> = document.pages.iter().enumerate().map(|(at, page)| (page.path.as_str(), at)).collect();
    findings.sort_by_cached_key(|finding| {
        let location = finding.occurrence.as_ref().map(|occurrence| &occurrence.location);
        location.map(|at| (pages.get(at.file.as_str()).copied(), at.line, at.column))
    });
    findings
}

/// The examples as responses, with their locations in the document.
fn examples(comparison: &Comparison<'_>) -> Vec<Fixture> {
    let mut examples = Vec::new();
    for (documented, endpoint) in comparison.both() {
        let Some(group) = comparison.group(&documented.key) else { continue };
        for (index, (start, text)) in documented.examples.iter().enumerate() {
            let Ok((mut response, mut oddities)) = json::read(text) else { continue };
            shift(&mut response, start.offset);
            oddities.iter_mut().for_each(|oddity| oddity.at += start.offset);
            let path = format!("{}/{}.{index}.json", group.name, endpoint.name);
            let source = Arc::clone(&comparison.document.pages[start.page]);
            examples.push(Fixture { path, source, response, oddities });
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of some MB with an example for each endpoint must not be copied for each.
    #[test]
    fn examples_share_the_text_of_their_page() {
        let mut spec = format!("{}group: {{ doc: G., base: /v1/g }}\nendpoints:\n", crate::entry::names::API);
        let mut page = String::new();
        for number in 0..500 {
            spec.push_str(&format!("  /v1/g/x{number}: {{ doc: X., returns: json }}\n"));
            page.push_str(&format!("### GET /v1/g/x{number}\n\n```json\n{{\"a\": {number}}}\n```\n"));
        }
        let sources = [Source { path: "g.yaml".to_owned(), text: spec }];
        let api = spec::read(&sources).expect("a spec");
        let document = document::read([Source { path: "page.md".to_owned(), text: page }]);
        let examples = examples(&Comparison::new(&api, &sources, &document));
        assert_eq!(examples.len(), 500);
        assert!(examples.iter().all(|example| Arc::ptr_eq(&example.source, &document.pages[0])));
    }
}
