//! Samples for tests: every endpoint has a response, and every type a value.

use std::collections::BTreeMap;

use hikerapi::rt::{self, Endpoint, Sample, Sampled};
use hikerapi::types::{Media, User, UserPk};
use hikerapi::{Client, samples};
use hikerapi_tests::fixture;
use serde_json::Value;

// `each_json_request!` and `each_type!`, with everything in the spec.
include!(concat!(env!("OUT_DIR"), "/requests.rs"));
include!(concat!(env!("OUT_DIR"), "/types.rs"));

fn bodies() -> BTreeMap<&'static str, String> {
    let all = <Client as Sampled>::RESPONSES.iter().copied().flatten();
    all.map(|response| (response.operation.path, (response.body)())).collect()
}

/// Whether a sample is a recorded value, but for lists that have fewer items, and those that had none.
fn shows(sample: &Value, recorded: &Value) -> bool {
    match (sample, recorded) {
        (Value::Array(sample), Value::Array(recorded)) => {
            let is_shorter = sample.len() <= recorded.len() && sample.is_empty() == recorded.is_empty();
            is_shorter && sample.iter().zip(recorded).all(|(sample, recorded)| shows(sample, recorded))
        }
        (Value::Object(sample), Value::Object(recorded)) => {
            let shows = |(name, value): (&String, &Value)| sample.get(name).is_some_and(|sample| shows(sample, value));
            sample.len() == recorded.len() && recorded.iter().all(shows)
        }
        _ => sample == recorded,
    }
}

/// Whether it is an empty list, or a page without items.
fn is_empty_list(value: &Value) -> bool {
    let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    is_empty(value) || value.get(0).is_some_and(is_empty)
}

/// The response of an endpoint decodes, and is its fixture; where that is an empty list, it is made from the spec.
fn check_response<E: Endpoint>() {
    let operation = E::OPERATION;
    let body = bodies().remove(operation.path).unwrap_or_else(|| panic!("{} has no sample", operation.path));
    rt::decode::<E>(body.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", operation.path));
    let fixture = serde_json::from_slice(&fixture(operation.group, operation.name)).expect("JSON");
    let sample = serde_json::from_str(&body).expect("JSON");
    let path = operation.path;
    assert!(is_empty_list(&fixture) || shows(&sample, &fixture), "{path}: run `cargo xtask codegen`: {body}");
}

#[test]
fn every_endpoint_that_returns_json_has_its_fixture_as_a_sample() {
    let checked = each_json_request!(check_response);
    assert_eq!(bodies().len(), checked.len());
}

fn check_type<T: Sample>() {
    let _ = T::sample();
}

#[test]
fn every_type_has_a_sample_that_decodes() {
    each_type!(check_type);
}

#[test]
fn a_sample_is_the_fullest_value_of_the_fixtures() {
    assert!(User::sample().username.is_some());
    assert!(Media::sample().caption_text.len() > 10);
    assert_eq!(UserPk::sample(), UserPk::from(1));
}

#[test]
fn the_samples_of_an_extension_are_made_from_its_spec_and_those_of_the_client() {
    let responses = extension::endpoints::samples::RESPONSES;
    let bodies: Vec<_> = responses.iter().copied().flatten().map(|response| (response.body)()).collect();
    let [story, list] = bodies.as_slice() else { panic!("{bodies:?}") };
    assert_eq!(story, &format!(r#"{{"pk":1,"taken_at":"2026-01-02T03:04:05Z","user":{}}}"#, samples_of_user_short()));
    assert!(list.starts_with(r#"[[{"pk":1,"#) && list.ends_with(r#","next-page"]"#), "{list}");
    assert_eq!(
        extension::endpoints::types::Story::sample().user.username,
        hikerapi::types::UserShort::sample().username
    );
}

fn samples_of_user_short() -> String {
    <hikerapi::types::UserShort as samples::Sample>::json()
}

mod extension {
    hikerapi::endpoints!(
        r"
        uses: [UserShort, UserPk]
        group: { name: stories, doc: Stories., base: /v1/stories }
        ids: { StoryPk: The id of a story. }
        types:
          Story:
            doc: A story.
            fields:
              pk: { type: StoryPk, doc: Its id. }
              taken_at: { type: timestamp, doc: When it was posted. }
              user: { type: UserShort, doc: The owner. }
        endpoints:
          /v1/stories/by/id:
            doc: One story.
            params: { id: StoryPk }
            returns: Story
          /v1/stories/chunk:
            doc: One page of stories.
            params: { user_id: UserPk, cursor?: cursor }
            returns: [[Story], cursor?]
            pages: { items: 0, next: 1, cursor: cursor, end: [null], key: pk }
        "
    );
}
