//! Goldens of the generator: each spec's generated files are compared byte by byte, and compiled.
//!
//! `UPDATE_EXPECT=1 cargo test -p hikerapi-tests --test goldens` updates them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use analysis::fit::fits_wholly;
use analysis::fixture::Fixture;
use analysis::samples::Recorded;
use codegen::{Files, Samples};
use expect_test::expect_file;
use hikerapi_testing::{Answer, ServerOf};
use hikerapi_tests::{Scripts, project};
use spec::Api;

// The goldens as code: what does not compile, or warns, is no golden.
#[deny(warnings, missing_docs)]
#[path = "../golden/everything/generated/mod.rs"]
#[rustfmt::skip]
pub mod everything;
#[deny(warnings, missing_docs)]
#[allow(clippy::module_inception, reason = "it is what this golden is about")]
#[path = "../golden/keywords/generated/mod.rs"]
#[rustfmt::skip]
pub mod keywords;
#[deny(warnings, missing_docs)]
#[path = "../golden/minimal/generated/mod.rs"]
#[rustfmt::skip]
pub mod minimal;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

fn api(folder: &Path) -> Api {
    project::checked(&project::sources(folder))
}

/// All files below a folder, from the folder inward.
fn files_below(root: &Path, folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_below(root, &path));
        } else {
            found.insert(path.strip_prefix(root).expect("it is below").to_string_lossy().replace('\\', "/"));
        }
    }
    found
}

/// Every file that is missing, changed or left over.
fn differences(folder: &Path, files: &Files) -> Vec<String> {
    let present = files_below(folder, folder);
    let is_other = |path: &str, text: &str| fs::read(folder.join(path)).map_or(true, |bytes| bytes != text.as_bytes());
    let other = files.iter().filter(|(path, text)| is_other(path, text)).map(|(path, _)| path.to_owned());
    let extra = present.iter().filter(|path| files.get(path).is_none()).map(|path| format!("{path} (left over)"));
    other.chain(extra).collect()
}

#[track_caller]
fn check(name: &str) {
    let folder = folder().join(name);
    let api = api(&folder.join("spec"));
    let files = codegen::generate(&api, &Samples::default());
    assert_eq!(files, codegen::generate(&api, &Samples::default()), "the same spec gives the same bytes");
    let generated = folder.join("generated");
    for (path, text) in files.iter() {
        let path = generated.join(path);
        // An update writes a file and no folder.
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        expect_file![path].assert_eq(text);
    }
    let differences = differences(&generated, &files);
    assert!(differences.is_empty(), "delete the extra files, which the generator does not write: {differences:#?}");
}

#[test]
fn a_spec_with_everything_in_it() {
    check("everything");
}

#[test]
fn every_keyword_as_field_parameter_and_method() {
    check("keywords");
}

#[test]
fn the_smallest_spec() {
    check("minimal");
}

/// It is compiled by the crate `shop`.
#[test]
fn a_second_service() {
    check("shop");
}

/// It is compiled by the crate `texts`, whose doc tests are the code that a doc must not become.
#[test]
fn docs_that_could_be_code_links_or_html() {
    check("texts");
}

#[test]
fn every_golden_is_checked_and_compiled() {
    let entries = std::fs::read_dir(folder()).expect("the goldens");
    let found: BTreeSet<_> = entries.map(|entry| entry.expect("an entry").file_name().into_string().unwrap()).collect();
    assert_eq!(found, ["everything", "keywords", "minimal", "shop", "texts"].map(str::to_owned).into());
}

#[test]
fn every_scalar_stands_in_the_spec_with_everything() {
    let read = |name: &str| fs::read_to_string(folder().join("everything/spec").join(name)).expect("the spec");
    let text = ["things.yaml", "orders.yaml"].map(read).concat();
    for row in spec::SCALARS {
        assert!(text.contains(&format!(": {}", row.name)), "`{}` is in no golden", row.name);
    }
}

#[test]
fn samples_made_from_a_spec_match_its_types() {
    let goldens = [
        ("everything", everything::samples::RESPONSES),
        ("keywords", keywords::samples::RESPONSES),
        ("minimal", minimal::samples::RESPONSES),
    ];
    for (golden, responses) in goldens {
        let api = api(&folder().join(golden).join("spec"));
        // A response without JSON has no sample.
        let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
        let endpoints: Vec<_> = endpoints.filter_map(|endpoint| Some((endpoint, endpoint.returns.ty()?))).collect();
        let samples: Vec<_> = responses.iter().copied().flatten().collect();
        assert_eq!(samples.len(), endpoints.len(), "{golden}");
        for (sample, (endpoint, returns)) in samples.into_iter().zip(endpoints) {
            let body = (sample.body)();
            let fixture = Fixture::parse(&endpoint.path, &endpoint.path, body.clone()).expect("JSON");
            assert!(fits_wholly(&api, returns, &fixture.response), "{golden} {}: {body}", endpoint.path);
        }
    }
}

/// All fixtures of the spec, in the order of their paths.
fn fixtures(api: &Api) -> Vec<Fixture> {
    let methods = api.groups.iter().flat_map(|group| group.endpoints.iter().map(|found| (&group.name, &found.name)));
    let mut paths: Vec<_> = methods.flat_map(|(group, method)| hikerapi_tests::fixtures(group, method)).collect();
    paths.sort();
    let root = project::root().join("tests/fixtures");
    let inner = |path: &Path| path.strip_prefix(&root).expect("below the fixtures").display().to_string();
    let parse = |path: &PathBuf| Fixture::parse(&inner(path), "", std::fs::read(path).expect("a file")).expect("JSON");
    paths.iter().map(parse).collect()
}

#[test]
fn the_committed_client_is_what_the_spec_gives() {
    let root = project::root();
    let api = api(&root.join("spec"));
    let Recorded { responses, types, .. } = analysis::samples::recorded(&api, &fixtures(&api));
    let files = codegen::generate(&api, &Samples { responses, types });
    let differences = differences(&root.join("client/src/generated"), &files);
    assert!(differences.is_empty(), "{differences:#?}\nrun `cargo xtask codegen`");
}

/// A thing with as little as the spec allows.
fn thing(pk: u64) -> String {
    format!(
        r#"{{"pk":{pk},"key":"k","a_string":"","a_timestamp":0,"list":[],"list_of_lists":[["dark-blue","new"]],
        "map":{{"a":1}},"pair":[1,null],"camelCase":1,"weird-name_":2,"größe":0.5,"self":"s","type":"t"}}"#
    )
}

#[tokio::test]
async fn pages_inside_objects_and_in_any_place_of_a_tuple() {
    let server = ServerOf::<everything::Client>::without_samples().start().await;
    let client = server.client();
    let json = |text: String| Answer::json(200, text).without_header("x-cost");
    server.script(
        "/v1/things/enveloped",
        [
            json(format!(r#"{{"response":{{"users":[{},{}],"more":true}},"next_page_id":"2"}}"#, thing(1), thing(2))),
            json(r#"{"response":null,"next_page_id":3}"#.to_owned()),
            json(r#"{"response":{"users":null},"next_page_id":4}"#.to_owned()),
            json(format!(r#"{{"response":{{"users":[{}]}}}}"#, thing(3))),
        ],
    );
    let mut items = client.things().enveloped().items();
    let mut found = Vec::new();
    while let Some(thing) = items.next().await.unwrap_or_else(|error| panic!("{error}")) {
        found.push(thing.pk.get());
    }
    assert_eq!(found, [1, 2, 3]);
    server
        .script("/v1/things/swapped", [json(r#"["next",["a"],1]"#.to_owned()), json(r#"[null,["b","c"]]"#.to_owned())]);
    let mut pages = client.things().swapped("x").pages();
    while pages.next().await.unwrap_or_else(|error| panic!("{error}")).is_some() {}
    // Nothing in the header: two units each, as the spec's default price is.
    assert_eq!(pages.summary().to_string(), "3 items in 2 pages, 4 units, ended: last page");
    server.script("/v1/things/7/parts/a%2Fb", [json(format!("[[{}],\"END\"]", thing(4)))]);
    let mut parts = client.things().parts(7, everything::types::Color::from("a/b")).pages();
    assert_eq!(parts.next().await.unwrap_or_else(|error| panic!("{error}")).expect("a page").items.len(), 1);
    assert!(parts.next().await.expect("the end").is_none(), "`END` ends this list");
    let targets = server.targets();
    assert_eq!(targets[..2], ["/v1/things/enveloped", "/v1/things/enveloped?page_id=2"]);
    assert_eq!(targets[4..6], ["/v1/things/swapped?type=x", "/v1/things/swapped?type=x&page=next"]);
}

#[tokio::test]
async fn text_around_names_in_a_path_and_a_slash_at_its_end_are_sent() {
    let server = ServerOf::<everything::Client>::without_samples().start().await;
    let client = server.client();
    let text = || [Answer::json(200, "\"found\"".to_owned())];
    for (path, request) in [
        ("/v1/things/-1,2/a%2Cb.c.json", client.things().x_y_key_json(-1, 2, "a,b.c")),
        ("/v1/things/0,0/%2E%2E.json", client.things().x_y_key_json(0, 0, "..")),
    ] {
        let path = path.replace("%2E", ".");
        server.script(&path, text());
        assert_eq!(request.await.unwrap_or_else(|error| panic!("{error}")).as_str(), "found");
        assert_eq!(server.targets().last(), Some(&path));
    }
    server.script("/v1/things/all/", text());
    assert_eq!(client.things().all().await.unwrap_or_else(|error| panic!("{error}")).as_str(), "found");
    assert_eq!(server.targets().last().map(String::as_str), Some("/v1/things/all/"));
}

#[test]
fn generated_groups_hang_on_a_client_of_another_service() {
    use everything::types;
    let client = everything::Client::new(["id", "key"]).expect("a client");
    let request = client.things().parts(7, types::Color::DarkBlue).after("x");
    assert!(format!("{request:?}").contains("/v1/things/{pk}/parts/{color}"));
    let _ = client.r#type().r#match();
    #[allow(deprecated, reason = "the only method of this family")]
    let request = client.early().r#type().thing();
    assert!(format!("{request:?}").contains("/early/thing"));
    let keywords = keywords::Client::new("k").expect("a client");
    let _ = keywords.words().words().r#type("x").self_("y");
    let minimal = minimal::Client::new().expect("a client");
    let _ = minimal.shop().motto();
}

#[test]
fn a_family_is_in_all_tables_where_its_feature_is_on() {
    let api = api(&folder().join("everything/spec"));
    let in_spec = api.groups.iter().filter(|group| group.name.starts_with("late_")).map(|group| group.endpoints.len());
    let expected = if cfg!(feature = "late") { in_spec.sum() } else { 0 };
    let is_late = |group: &str| group.starts_with("late_");
    let operations = everything::service::OPERATIONS.iter().filter(|operation| is_late(operation.group));
    assert_eq!(operations.count(), expected);
    let samples = everything::samples::RESPONSES.iter().copied().flatten();
    assert_eq!(samples.filter(|sample| is_late(sample.operation.group)).count(), expected);
    let groups = <everything::Client as hikerapi::dynamic::Described>::GROUPS.iter();
    assert_eq!(groups.filter(|group| is_late(group.name)).map(|group| group.endpoints.len()).sum::<usize>(), expected);
}

#[cfg(feature = "late")]
#[test]
fn the_types_of_a_family_are_in_its_module() {
    let client = everything::Client::new(["id", "key"]).expect("a client");
    let filter = everything::late::types::LateFilter::new(7).color("red");
    let request = client.late().things().list(filter).lateness("little");
    assert!(format!("{request:?}").contains("/late/things"));
    let thing = everything::late::types::LateThing::sample();
    // A type that all families share, and only this one reaches.
    assert!(matches!(thing.marks.first(), Some(everything::types::Mark::SealId(_) | everything::types::Mark::Seal(_))));
}
