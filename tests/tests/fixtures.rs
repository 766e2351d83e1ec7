//! Every fixture decodes into its endpoint's type and goes back as it came.

use std::path::Path;

use hikerapi::{Endpoint, rt, user};
use hikerapi_tests::fixtures;
use serde::Serialize;
use serde_json::Value;

// `each_request!`, with every endpoint of the spec.
include!(concat!(env!("OUT_DIR"), "/requests.rs"));

/// The first place where what goes back is not what came.
fn difference(there: &Value, back: &Value, path: &str) -> Option<String> {
    match (there, back) {
        (Value::Array(there), Value::Array(back)) if there.len() == back.len() => {
            let mut pairs = there.iter().zip(back).enumerate();
            pairs.find_map(|(index, (there, back))| difference(there, back, &format!("{path}[{index}]")))
        }
        (Value::Object(there), Value::Object(back)) => {
            let lost = there.keys().find(|key| !back.contains_key(*key));
            let added = back.keys().find(|key| !there.contains_key(*key));
            match (lost, added) {
                (Some(key), _) => Some(format!("{path}.{key} is in the fixture and in no type")),
                (_, Some(key)) => Some(format!("{path}.{key} is not in the fixture: may it be absent (`{key}?:`)?")),
                _ => there.iter().find_map(|(key, there)| difference(there, &back[key], &format!("{path}.{key}"))),
            }
        }
        _ if there == back => None,
        _ => Some(format!("{path} was {there} and goes back as {back}")),
    }
}

/// Decodes and writes back every fixture of an endpoint.
fn goes_there_and_back<E: Endpoint<Output: Serialize>>() {
    let operation = E::OPERATION;
    let paths = fixtures(operation.group, operation.name);
    let place = format!("tests/fixtures/{}/{}.json", operation.group, operation.name);
    assert!(!paths.is_empty(), "{} has no fixture: save a reply as {place}", operation.path);
    for path in paths {
        let text = std::fs::read(&path).expect("a readable fixture");
        let decoded = rt::decode::<E>(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let there: Value = serde_json::from_slice(&text).expect("JSON");
        let back = serde_json::to_value(&decoded).expect("JSON");
        if let Some(place) = difference(&there, &back, "$") {
            panic!("{}: {place}", path.display());
        }
        // A value can be equal and its text not, by a digit of a float: the text counts.
        let again: Value = serde_json::from_str(&serde_json::to_string(&decoded).expect("JSON")).expect("JSON");
        assert_eq!(again.to_string(), there.to_string(), "{}", path.display());
    }
}

#[test]
fn every_fixture_decodes_and_goes_back_as_it_came() {
    each_request!(goes_there_and_back);
}

#[test]
fn floats_keep_their_last_digit() {
    let text = std::fs::read_to_string(&fixtures("user", "clips_chunk")[0]).expect("the fixture");
    assert!(text.contains("60.736000061035156"));
    let decoded = rt::decode::<user::ClipsChunkRequest>(text.as_bytes()).expect("clips");
    assert!(serde_json::to_string(&decoded).expect("JSON").contains("60.736000061035156"));
}

#[test]
fn the_named_examples_exist() {
    let api = hikerapi_tests::api();
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    let examples: Vec<_> = endpoints.filter_map(|endpoint| endpoint.example.as_deref()).collect();
    assert!(examples.len() >= 11, "the page has 11 examples, the spec names {}", examples.len());
    for example in examples {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(example);
        assert!(path.is_file(), "{} does not exist", path.display());
    }
}
