//! Every fixture decodes into its endpoint's type and goes back as it came.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hikerapi::{Endpoint, system, user};
use serde::Serialize;
use serde_json::Value;

/// The requests of the client. A test holds the list against the spec.
macro_rules! each_request {
    ($check:ident) => {
        [
            $check::<system::BalanceRequest>(),
            $check::<user::AboutRequest>(),
            $check::<user::ByIdRequest>(),
            $check::<user::ByUrlRequest>(),
            $check::<user::ByUsernameRequest>(),
            $check::<user::ClipsChunkRequest>(),
            $check::<user::FollowersChunkRequest>(),
            $check::<user::FollowingChunkRequest>(),
            $check::<user::MediasChunkRequest>(),
            $check::<user::MediasPinnedRequest>(),
            $check::<user::SearchFollowersRequest>(),
            $check::<user::SearchFollowingRequest>(),
            $check::<user::TagMediasChunkRequest>(),
            $check::<user::ClipsRequest>(),
            $check::<user::FollowersRequest>(),
            $check::<user::FollowingRequest>(),
            $check::<user::GuidesRequest>(),
            $check::<user::MediasRequest>(),
            $check::<user::TagMediasRequest>(),
            $check::<user::VideosRequest>(),
            $check::<user::VideosChunkRequest>(),
            $check::<user::WebProfileInfoRequest>(),
        ]
    };
}

fn fixtures(group: &str, method: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(group);
    let entries = std::fs::read_dir(&folder).expect("the group's fixtures");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.ends_with(".json") && name.split('.').next() == Some(method)
    });
    paths.sort();
    paths
}

/// Decodes and writes back every fixture of an endpoint; gives its path in the API.
fn goes_there_and_back<E: Endpoint<Output: Serialize>>() -> &'static str {
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
    operation.path
}

#[test]
fn every_fixture_decodes_and_goes_back_as_it_came() {
    let checked = BTreeSet::from(each_request!(goes_there_and_back));
    let api = xtask::input::api(&xtask::project::root().join("spec")).unwrap_or_else(|failure| panic!("{failure:?}"));
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    let described: BTreeSet<_> = endpoints.map(|endpoint| endpoint.path.as_str()).collect();
    assert_eq!(checked, described, "the list of this test and the spec");
    assert_eq!(described.len(), 22);
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
    let api = xtask::input::api(&xtask::project::root().join("spec")).unwrap_or_else(|failure| panic!("{failure:?}"));
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    let examples: Vec<_> = endpoints.filter_map(|endpoint| endpoint.example.as_deref()).collect();
    assert_eq!(examples.len(), 11);
    for example in examples {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(example);
        assert!(path.is_file(), "{} does not exist", path.display());
    }
}
