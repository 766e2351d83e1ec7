//! Every fixture decodes into its endpoint's type, and serializes to the same JSON.

use std::path::Path;

use hikerapi::rt::Endpoint;
use hikerapi::{rt, user};
use hikerapi_tests::fixtures;
use serde::Serialize;
use serde_json::Value;

// `each_json_request!`, with every endpoint of the spec that returns JSON.
include!(concat!(env!("OUT_DIR"), "/requests.rs"));

/// The first difference between a fixture and its serialized value.
fn difference(original: &Value, written: &Value, path: &str) -> Option<String> {
    match (original, written) {
        (Value::Array(original), Value::Array(written)) if original.len() == written.len() => {
            let mut pairs = original.iter().zip(written).enumerate();
            pairs.find_map(|(index, (original, written))| difference(original, written, &format!("{path}[{index}]")))
        }
        (Value::Object(original), Value::Object(written)) => {
            let lost = original.keys().find(|key| !written.contains_key(*key));
            let added = written.keys().find(|key| !original.contains_key(*key));
            match (lost, added) {
                (Some(key), _) => Some(format!("{path}.{key} is in the fixture, but no field of the type")),
                (_, Some(key)) => Some(format!("{path}.{key} is not in the fixture: may it be absent (`{key}?:`)?")),
                _ => {
                    original.iter().find_map(|(key, value)| difference(value, &written[key], &format!("{path}.{key}")))
                }
            }
        }
        _ if original == written => None,
        _ => Some(format!("{path} is {original} in the fixture, and is written as {written}")),
    }
}

/// Decodes and serializes every fixture of an endpoint.
fn round_trips<E: Endpoint<Output: Serialize>>() {
    let operation = E::OPERATION;
    let paths = fixtures(operation.group, operation.name);
    let place = format!("tests/fixtures/{}/{}.json", operation.group, operation.name);
    assert!(!paths.is_empty(), "{} has no fixture: save a response as {place}", operation.path);
    for path in paths {
        let text = std::fs::read(&path).expect("a readable fixture");
        let decoded = rt::decode::<E>(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let original: Value = serde_json::from_slice(&text).expect("JSON");
        let written = serde_json::to_value(&decoded).expect("JSON");
        if let Some(place) = difference(&original, &written, "$") {
            panic!("{}: {place}", path.display());
        }
        // Equal values can have different texts, such as the last digit of a float. The order of fields is that of the spec.
        let reread: Value = serde_json::from_str(&serde_json::to_string(&decoded).expect("JSON")).expect("JSON");
        let [reread, original] = [reread, original].map(|mut value| {
            value.sort_all_objects();
            value.to_string()
        });
        assert_eq!(reread, original, "{}", path.display());
    }
}

#[test]
fn every_fixture_decodes_and_serializes_to_the_same_json() {
    each_json_request!(round_trips);
}

#[test]
fn floats_keep_their_last_digit() {
    let text = std::fs::read_to_string(&fixtures("user", "clips_chunk")[0]).expect("the fixture");
    assert!(text.contains("60.736000061035156"));
    let decoded = rt::decode::<user::ClipsChunkRequest>(text.as_bytes()).expect("clips");
    assert!(serde_json::to_string(&decoded).expect("JSON").contains("60.736000061035156"));
}

#[test]
fn a_number_that_is_whole_is_written_as_it_arrived() {
    let text = std::fs::read_to_string(&fixtures("user", "clips_chunk")[0]).expect("the fixture");
    for duration in ["0", "1", "0.21", "1.0", "9007199254740993"] {
        let text = text.replace("60.736000061035156", duration);
        let decoded = rt::decode::<user::ClipsChunkRequest>(text.as_bytes()).expect("clips");
        let written: Value = serde_json::to_value(&decoded).expect("JSON");
        assert_eq!(difference(&serde_json::from_str(&text).expect("JSON"), &written, "$"), None);
        assert!(written.to_string().contains(&format!("\"video_duration\":{duration},")), "{duration}");
    }
}

#[test]
fn the_named_examples_exist() {
    let api = hikerapi_tests::api();
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    let examples: Vec<_> = endpoints.filter_map(|endpoint| endpoint.example.as_deref()).collect();
    assert!(examples.len() >= 20, "the pages of users have 20 examples, the spec names {}", examples.len());
    for example in examples {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(example);
        assert!(path.is_file(), "{} does not exist", path.display());
    }
}
