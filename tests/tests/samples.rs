//! Samples for tests: every endpoint has a response, and every type a value.

use std::collections::BTreeMap;

use hikerapi::rt::{self, Endpoint, Sample, Sampled};
use hikerapi::types::{Media, User, UserPk};
use hikerapi::{Client, samples};
use hikerapi_tests::fixture;

// `each_request!` and `each_type!`, with everything in the spec.
include!(concat!(env!("OUT_DIR"), "/requests.rs"));
include!(concat!(env!("OUT_DIR"), "/types.rs"));

fn bodies() -> BTreeMap<&'static str, String> {
    let all = <Client as Sampled>::RESPONSES.iter().copied().flatten();
    all.map(|response| (response.operation.path, (response.body)())).collect()
}

/// The response of an endpoint decodes, and is its fixture.
fn check_response<E: Endpoint>() {
    let operation = E::OPERATION;
    let body = bodies().remove(operation.path).unwrap_or_else(|| panic!("{} has no sample", operation.path));
    rt::decode::<E>(body.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", operation.path));
    let fixture = String::from_utf8(fixture(operation.group, operation.name)).expect("text");
    assert_eq!(body, fixture.trim(), "{}: run `cargo xtask codegen`", operation.path);
}

#[test]
fn every_endpoint_has_its_fixture_as_a_sample() {
    each_request!(check_response);
    assert_eq!(bodies().len(), hikerapi::service::OPERATIONS.len());
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
    assert_eq!(User::sample().username.as_deref(), Some("natgeo"));
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
