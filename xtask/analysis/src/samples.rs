//! Samples for tests from fixtures: a response of each endpoint, and the fullest value of each type.

mod shortened;

use std::collections::BTreeMap;

use spec::{Api, Endpoint, Type};

use crate::fit::{fits_wholly, member_type};
use crate::fixture::Fixture;
use crate::json::{Data, Value, print_densely};
use crate::pairing;

use self::shortened::shortened;

/// JSON by endpoint and by type.
#[derive(Debug, Default)]
pub struct Recorded {
    /// The first fixture of each endpoint that is not an empty list, by the key of the endpoint in the spec. Lists in it have
    /// one item, but for that of a page and for one that is the response.
    pub responses: BTreeMap<String, String>,
    /// The fixtures that do not match their types, of endpoints that have no other: their samples are made from the spec.
    pub mismatches: Vec<String>,
    /// The value of each object that has the most fields with a value, by the name of the type.
    pub types: BTreeMap<String, String>,
}

/// Finds the samples of a spec among fixtures.
#[must_use]
pub fn recorded(api: &Api, fixtures: &[Fixture]) -> Recorded {
    let mut recorded = Recorded::default();
    let mut mismatches = Vec::new();
    let mut fullest = Fullest { api, found: BTreeMap::new() };
    for pair in pairing::pairs(api, fixtures) {
        let endpoint = &api.groups[pair.group].endpoints[pair.endpoint];
        let fixture = &fixtures[pair.fixture];
        let response = &fixture.response;
        // A response that the spec does not describe is for `drift`: a client must be able to decode its samples.
        let Some(returns) = endpoint.returns.ty() else { continue };
        if fits_wholly(api, returns, response) {
            if !is_empty_list(response) {
                recorded.responses.entry(endpoint.key()).or_insert_with(|| text(api, endpoint, returns, response));
            }
            fullest.visit(returns, response);
        } else {
            mismatches.push((endpoint.key(), &fixture.path));
        }
    }
    mismatches.retain(|(endpoint, _)| !recorded.responses.contains_key(endpoint));
    recorded.mismatches = mismatches.into_iter().map(|(_, fixture)| fixture.clone()).collect();
    let types = fullest.found.into_iter();
    recorded.types = types.map(|(name, found)| (name.to_owned(), found.text(api))).collect();
    recorded
}

/// Whether it is `[]`, or a page without items such as `[[], ""]`. As a sample it would test nothing.
fn is_empty_list(value: &Value) -> bool {
    let empty = |value: &Value| matches!(&value.data, Data::List(values) if values.is_empty());
    empty(value) || matches!(&value.data, Data::List(values) if values.first().is_some_and(empty))
}

/// The JSON of a sample.
fn text(api: &Api, endpoint: &Endpoint, returns: &Type, response: &Value) -> String {
    let ways: Vec<_> = match &endpoint.pages {
        Some(pages) => pages.items.iter().map(Vec::as_slice).collect(),
        None => vec![[].as_slice()],
    };
    print_densely(&shortened(api, returns, response, &ways))
}

struct Fullest<'a> {
    api: &'a Api,
    found: BTreeMap<&'a str, Found<'a>>,
}

/// A value of an object.
struct Found<'a> {
    filled: usize,
    ty: &'a Type,
    value: &'a Value,
}

impl Found<'_> {
    /// Its JSON as a sample.
    fn text(&self, api: &Api) -> String {
        print_densely(&shortened(api, self.ty, self.value, &[]))
    }
}

impl<'a> Fullest<'a> {
    /// Visits every object in a value. Where the value does not match its type, there is nothing to visit.
    fn visit(&mut self, ty: &'a Type, value: &'a Value) {
        match (ty, &value.data) {
            (Type::Nullable(inner), _) => self.visit(inner, value),
            (Type::List(item), Data::List(values)) => values.iter().for_each(|value| self.visit(item, value)),
            (Type::Tuple(types), Data::List(values)) => {
                types.iter().zip(values).for_each(|(ty, value)| self.visit(ty, value));
            }
            (Type::Union(index), _) => {
                member_type(self.api, *index, value).into_iter().for_each(|ty| self.visit(ty, value));
            }
            (Type::Map(item), Data::Object(members)) => {
                members.iter().for_each(|member| self.visit(item, &member.value));
            }
            (Type::Struct(index), Data::Object(members)) => {
                let definition = &self.api.types[*index];
                for field in &definition.fields {
                    let member = members.iter().find(|member| member.name == field.wire);
                    member.into_iter().for_each(|member| self.visit(&field.ty, &member.value));
                }
                let filled = filled(value);
                let known = self.found.entry(&definition.name).or_insert(Found { filled, ty, value });
                if known.filled < filled {
                    *known = Found { filled, ty, value };
                }
            }
            _ => {}
        }
    }
}

/// The number of values that are neither null nor empty.
fn filled(value: &Value) -> usize {
    match &value.data {
        Data::Null => 0,
        Data::List(values) => values.iter().map(filled).sum(),
        Data::Object(members) => members.iter().map(|member| filled(&member.value)).sum(),
        _ => 1,
    }
}
