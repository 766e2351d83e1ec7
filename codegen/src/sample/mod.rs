//! JSON for tests: a response of each endpoint and a value of each type, recorded or synthesized.

mod last_page;
mod part;
mod synthesize;
mod text;

use std::collections::BTreeMap;

pub(crate) use part::Part;
use spec::{Api, Endpoint, Type};

/// Recorded JSON, which takes the place of synthesized JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Samples {
    /// Responses, by the keys of their endpoints as the spec writes them.
    pub responses: BTreeMap<String, String>,
    /// Values of objects, by the names of their types.
    pub types: BTreeMap<String, String>,
}

/// The response of an endpoint; `None` where it is no JSON, or the smallest one would be too large or too deep.
pub(crate) fn response(api: &Api, samples: &Samples, endpoint: &Endpoint) -> Option<Vec<Part>> {
    match samples.responses.get(&endpoint.key()) {
        Some(recorded) => Some(vec![Part::Text(source(recorded))]),
        None => synthesized(api, endpoint, endpoint.returns.ty()?),
    }
}

fn synthesized(api: &Api, endpoint: &Endpoint, ty: &Type) -> Option<Vec<Part>> {
    match &endpoint.pages {
        Some(pages) => synthesize::page(api, ty, &endpoint.name, pages),
        None => synthesize::json(api, ty, &endpoint.name),
    }
}

/// The value of a definition; `None` where the smallest one would be too large or too deep.
pub(crate) fn value(api: &Api, samples: &Samples, ty: &Type) -> Option<Vec<Part>> {
    let name = api.name_of(ty).unwrap_or_default();
    match samples.types.get(name) {
        Some(recorded) => Some(vec![Part::Text(source(recorded))]),
        None => synthesize::json(api, ty, name),
    }
}

/// Recorded JSON as a literal of Rust may contain it: without carriage returns, and with the characters escaped that change
/// the direction of text, which rustc refuses.
fn source(json: &str) -> String {
    let mut text = String::new();
    for c in json.trim().chars() {
        match c {
            '\r' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text
}
