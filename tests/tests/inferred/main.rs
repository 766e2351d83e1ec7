//! What `cargo xtask infer` makes of the documented examples, compared with the hand-written spec.
//!
//! `UPDATE_EXPECT=1 cargo test -p hikerapi-tests --test inferred` updates `tests/inferred/`: an entry for each example, inferred
//! from that example alone, and the table of differences.

mod compare;

use std::fs;
use std::path::PathBuf;

use analysis::fit::fits_wholly;
use analysis::fixture::Fixture;
use analysis::infer::{Hints, Inferred, Request, infer};
use expect_test::expect_file;
use hikerapi_tests::project::{self, root};
use serde::Serialize;
use serde::de::DeserializeOwned;
use spec::{Api, Endpoint, Source, Type};

/// The inferred entries as code: each must compile.
macro_rules! clients {
    ($($name:ident $path:literal)*) => {
        $(mod $name { hikerapi::endpoints!($path); pub(super) use endpoints::types::*; })*
    };
}

struct Written {
    sources: Vec<Source>,
    api: Api,
    fixtures: Vec<Fixture>,
}

fn manual() -> Written {
    let sources = project::sources(&root().join("spec"));
    let api = project::checked(&sources);
    let fixtures = recorded();
    Written { sources, api, fixtures }
}

/// All fixtures, in the order of their paths.
fn recorded() -> Vec<Fixture> {
    let folder = root().join("tests/fixtures");
    let mut fixtures = Vec::new();
    for group in fs::read_dir(&folder).expect("the fixtures") {
        for file in fs::read_dir(group.expect("a folder").path()).expect("a group") {
            let file = file.expect("a file").path();
            let path = file.strip_prefix(&folder).expect("it is below").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&file).expect("a fixture");
            fixtures.push(Fixture::parse(&path, &path, text).expect("JSON"));
        }
    }
    fixtures.sort_by(|a, b| a.path.cmp(&b.path));
    fixtures
}

impl Written {
    /// Every endpoint that has an example and is not deprecated, with the example.
    fn examples(&self) -> Vec<(&Endpoint, &Fixture)> {
        let group = self.api.groups.iter().find(|group| group.name == "user").expect("the group");
        let of = |path: &str| self.fixtures.iter().find(|fixture| fixture.path == path).expect("a fixture");
        let active = group.endpoints.iter().filter(|endpoint| endpoint.deprecated.is_none());
        active.filter_map(|endpoint| Some((endpoint, of(endpoint.example.as_deref()?)))).collect()
    }

    /// The files of the spec that describe the service and no endpoint.
    fn service(&self) -> Vec<Source> {
        let mut sources: Vec<_> =
            self.sources.iter().filter(|source| source.text.contains("\napi:")).cloned().collect();
        without_references(&mut sources, "");
        sources.iter_mut().for_each(without_families);
        sources
    }

    /// The spec without one endpoint.
    fn without(&self, endpoint: &Endpoint) -> Vec<Source> {
        let mut sources = self.sources.clone();
        let text = &mut sources[endpoint.span.file].text;
        let start = text[..endpoint.span.start].rfind('\n').map_or(0, |newline| newline + 1);
        let first = text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1);
        let lines = text[first..].split_inclusive('\n');
        let inner: usize =
            lines.take_while(|line| line.trim().is_empty() || line.starts_with("    ")).map(str::len).sum();
        text.replace_range(start..first + inner, "");
        without_references(&mut sources, &endpoint.path);
        sources
    }
}

/// A family has groups, and none is there.
fn without_families(source: &mut Source) {
    let Some(start) = source.text.find("  families:\n") else { return };
    let below = source.text[start..].split_inclusive('\n').skip(1);
    let inner: usize = below.take_while(|line| line.trim().is_empty() || line.starts_with("    ")).map(str::len).sum();
    source.text.replace_range(start..start + "  families:\n".len() + inner, "");
}

/// What refers to an endpoint that is not there: the rate of an account, the example of a group, a response that answers its
/// requests.
fn without_references(sources: &mut [Source], path: &str) {
    for source in sources {
        let refers = |line: &&str| {
            let key = line.trim_start();
            let is_reference = key.starts_with("account:")
                || key.starts_with("example:")
                || key.starts_with("cache:") && key.contains("also:");
            is_reference && line.contains(path)
        };
        source.text = source.text.split_inclusive('\n').filter(|line| !refers(line)).collect();
    }
}

/// The request of a user who knows the required parameters and the name of the cursor alone.
fn request(endpoint: &Endpoint) -> Request {
    let value = |ty: &Type| if matches!(ty, Type::Id(_)) { "787132" } else { "nature" };
    let params = endpoint.params.iter().filter(|param| param.required);
    let query: Vec<_> = params.map(|param| format!("{}={}", param.wire, value(&param.ty))).collect();
    Request::parse("GET", &format!("{}?{}", endpoint.path, query.join("&"))).expect("a request")
}

fn inferred(sources: &[Source], fixtures: &[Fixture], endpoint: &Endpoint, response: &Fixture) -> Inferred {
    let api = spec::read(sources).expect("the spec without the endpoint");
    let cursor = endpoint.pages.as_ref().and_then(|pages| pages.way.parameter());
    let hints = Hints { cursor, ..Hints::default() };
    let inferred = infer(&api, sources, fixtures, &request(endpoint), std::slice::from_ref(response), hints);
    let inferred = inferred.unwrap_or_else(|failure| panic!("{}: {failure:?}", endpoint.path));
    let new = self::endpoint(&inferred.api, &endpoint.path);
    assert!(fits_wholly(&inferred.api, json(new), &response.response), "{}\n{}", endpoint.path, inferred.entry);
    assert!(!codegen::generate(&inferred.api, &codegen::Samples::default()).is_empty());
    inferred
}

fn endpoint<'a>(api: &'a Api, path: &str) -> &'a Endpoint {
    let mut endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    endpoints.find(|endpoint| endpoint.path == path).expect("the inferred endpoint")
}

/// The type of a response.
fn json(endpoint: &Endpoint) -> &Type {
    endpoint.returns.ty().expect("JSON")
}

fn folder() -> PathBuf {
    root().join("tests/inferred")
}

#[test]
fn from_one_example_alone_types_differ_only_where_it_cannot_tell() {
    let manual = manual();
    let mut table = String::from(compare::HEAD);
    let examples = manual.examples();
    assert!(examples.len() >= 16, "{}", examples.len());
    for (endpoint, response) in examples {
        let inferred = inferred(&manual.service(), &[], endpoint, response);
        expect_file![folder().join(format!("{}.yaml", endpoint.name))].assert_eq(&inferred.entry);
        let new = self::endpoint(&inferred.api, &endpoint.path);
        compare::pages(endpoint, new);
        let differences = compare::returns(&manual.api, json(endpoint), &inferred.api, json(new), &response.response);
        differences.iter().for_each(|row| table.push_str(&format!("| `{}` | {row} |\n", endpoint.name)));
    }
    println!("{table}");
    expect_file![folder().join("differences.md")].assert_eq(&table);
}

#[test]
fn beside_the_rest_of_the_spec_its_types_are_used_and_nothing_new_is_needed() {
    let manual = manual();
    for (endpoint, response) in manual.examples() {
        let inferred = inferred(&manual.without(endpoint), &manual.fixtures, endpoint, response);
        let new = self::endpoint(&inferred.api, &endpoint.path);
        assert_eq!(new.returns, endpoint.returns, "{}", endpoint.path);
        assert_eq!(inferred.api.types.len(), manual.api.types.len(), "{}", inferred.entry);
        assert_eq!(new.pages, endpoint.pages, "{}", endpoint.path);
    }
}

/// Reads an example into the generated types, and compares what they write with what came.
#[track_caller]
fn decodes<T: DeserializeOwned + Serialize>(method: &str) {
    let bytes = fs::read(root().join(format!("tests/fixtures/user/{method}.json"))).expect("a fixture");
    let typed: T = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{method}: {error}"));
    let came: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(serde_json::to_value(&typed).expect("JSON"), came, "{method}");
}

clients! {
    about "inferred/about.yaml"
    by_id "inferred/by_id.yaml"
    by_url "inferred/by_url.yaml"
    by_username "inferred/by_username.yaml"
    clips_chunk "inferred/clips_chunk.yaml"
    followers_chunk "inferred/followers_chunk.yaml"
    following_chunk "inferred/following_chunk.yaml"
    highlights "inferred/highlights.yaml"
    highlights_by_username "inferred/highlights_by_username.yaml"
    medias_chunk "inferred/medias_chunk.yaml"
    medias_pinned "inferred/medias_pinned.yaml"
    search_followers "inferred/search_followers.yaml"
    search_following "inferred/search_following.yaml"
    stories "inferred/stories.yaml"
    stories_by_username "inferred/stories_by_username.yaml"
    tag_medias_chunk "inferred/tag_medias_chunk.yaml"
}

type Page<T> = (Vec<T>, Option<hikerapi::values::Cursor>);

#[test]
fn the_inferred_clients_decode_their_examples() {
    decodes::<about::UserAbout>("about");
    decodes::<by_id::UserById>("by_id");
    decodes::<by_url::UserByUrl>("by_url");
    decodes::<by_username::UserByUsername>("by_username");
    decodes::<Page<clips_chunk::UserClipsChunk>>("clips_chunk");
    decodes::<Page<followers_chunk::UserFollowersChunk>>("followers_chunk");
    decodes::<Page<following_chunk::UserFollowingChunk>>("following_chunk");
    decodes::<Vec<highlights::UserHighlights>>("highlights");
    decodes::<Vec<highlights_by_username::UserHighlightsByUsername>>("highlights_by_username");
    decodes::<Page<medias_chunk::UserMediasChunk>>("medias_chunk");
    decodes::<Vec<medias_pinned::UserMediasPinned>>("medias_pinned");
    decodes::<Vec<search_followers::UserSearchFollowers>>("search_followers");
    decodes::<Vec<search_following::UserSearchFollowing>>("search_following");
    decodes::<Vec<stories::UserStories>>("stories");
    decodes::<Vec<stories_by_username::UserStoriesByUsername>>("stories_by_username");
    decodes::<Page<tag_medias_chunk::UserTagMediasChunk>>("tag_medias_chunk");
}
