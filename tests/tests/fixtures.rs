//! Every fixture decodes into its endpoint's type and goes back as it came.

use std::path::Path;

use hikerapi::{Endpoint, user};
use hikerapi_tests::fixtures;
use serde::Serialize;
use serde_json::Value;

// `each_request!`, with every endpoint of the spec.
include!(concat!(env!("OUT_DIR"), "/requests.rs"));

/// Decodes and writes back every fixture of an endpoint.
fn goes_there_and_back<E: Endpoint<Output: Serialize>>() {
    let operation = E::OPERATION;
    let paths = fixtures(operation.group, operation.name);
    assert!(!paths.is_empty(), "{} has no fixture", operation.path);
    for path in paths {
        let text = std::fs::read(&path).expect("a readable fixture");
        let decoded = E::decode(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let there: Value = serde_json::from_slice(&text).expect("JSON");
        let back = serde_json::to_value(&decoded).expect("JSON");
        assert_eq!(back, there, "{}", path.display());
        // A value can be equal and its text not, by a digit of a float: the text counts.
        let again: Value = serde_json::from_str(&serde_json::to_string(&decoded).expect("JSON")).expect("JSON");
        assert_eq!(again.to_string(), there.to_string(), "{}", path.display());
    }
}

#[test]
fn every_fixture_decodes_and_goes_back_as_it_came() {
    assert_eq!(each_request!(goes_there_and_back).len(), 22);
}

#[test]
fn floats_keep_their_last_digit() {
    let text = std::fs::read_to_string(&fixtures("user", "clips_chunk")[0]).expect("the fixture");
    assert!(text.contains("60.736000061035156"));
    let decoded = user::ClipsChunkRequest::decode(text.as_bytes()).expect("clips");
    assert!(serde_json::to_string(&decoded).expect("JSON").contains("60.736000061035156"));
}

#[test]
fn the_named_examples_exist() {
    let api = hikerapi_tests::api();
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    let examples: Vec<_> = endpoints.filter_map(|endpoint| endpoint.example.as_deref()).collect();
    assert_eq!(examples.len(), 11);
    for example in examples {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(example);
        assert!(path.is_file(), "{} does not exist", path.display());
    }
}
