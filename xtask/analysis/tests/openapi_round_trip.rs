//! `export` then `import` gives an equal model, docs included: of the project's own spec, and of one with everything.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

mod project;

use std::path::{Path, PathBuf};

use analysis::openapi::export::{Examples, document};
use analysis::openapi::import::{File, Options, import};
use analysis::openapi::json::{self, Json};
use spec::{Api, Source};

#[test]
fn the_own_spec_comes_back() {
    comes_back(&project::root().join("spec"));
}

#[test]
fn everything_comes_back() {
    comes_back(&everything());
}

#[test]
fn what_writes_comes_back() {
    comes_back(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi/writes"));
}

#[test]
fn a_part_comes_back_as_it_was() {
    let api = project::spec(&everything()).1;
    let document = exported(&api);
    let files = files(&document, Some("/v1/items/more"));
    let part = read(&files, Some(&everything().join("api.yaml")));
    let [group] = part.groups.as_slice() else { panic!("one group, not {}", part.groups.len()) };
    assert_eq!(group.endpoints.len(), 1);
    let whole = api.groups.iter().flat_map(|group| &group.endpoints).find(|endpoint| endpoint.name == "more").unwrap();
    assert_eq!(group.endpoints[0].cost, whole.cost, "the endpoint has the price, whatever the other `api.yaml` has");
    let names: Vec<_> = part.types.iter().map(|ty| ty.name.as_str()).collect();
    assert_eq!(names, ["Item", "Part", "ItemPage", "Inner"], "what it needs, in the order of the spec, and no more");
}

#[test]
fn a_difference_is_found() {
    let api = project::spec(&everything()).1;
    let text = json::print(&exported(&api)).replacen("\"x-sparse\": true", "\"x-sparse\": false", 1);
    let files = files(&json::parse(&text).unwrap(), None);
    assert_ne!(placeless(read(&files, None)), placeless(api));
}

/// The export with one edit, imported.
#[track_caller]
fn edited(from: &str, to: &str, expected: &str) {
    let text = json::print(&exported(&project::spec(&everything()).1));
    assert!(text.contains(from), "`{from}` is not in\n{text}");
    let files = files(&json::parse(&text.replacen(from, to, 1)).unwrap(), None);
    let text: String = files.iter().map(|file| file.text.as_str()).collect();
    assert!(text.contains(expected), "`{expected}` is missing in\n{text}");
    // The rest is there.
    read(&files, None);
    assert!(text.contains("/v1/items/more") && text.contains("  Item:"), "{text}");
}

#[test]
fn what_was_edited_wrongly_is_left_out_and_nothing_else() {
    edited("\"cursor\": \"", "\"cursor\": \"no_", "# left out: its `pages`: ");
    edited("\"x-fixture\": \"", "\"x-fixture\": \"../", "# left out: its `example`: ");
    edited("\"x-cost\": ", "\"x-cost\": [], \"x-other\": ", "# left out: its `cost`: ");
    edited("\"x-deprecated\": ", "\"x-deprecated\": 1, \"x-other\": ", "# left out: its `deprecated`: ");
    edited("\"x-rust-name\": \"", "\"x-rust-name\": \"No Name ", "# - GET /v1/items/{id}/type: ");
    edited("\"x-file\": \"shelf.yaml\"", "\"x-file\": \"con.yaml\"", "types:");
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    let api = project::spec(&everything()).1;
    assert_eq!(json::print(&exported(&api)), json::print(&exported(&api)));
    let again = json::parse(&json::print(&exported(&api))).unwrap();
    assert_eq!(json::print(&again), json::print(&exported(&api)), "in the same order");
    assert_eq!(again, exported(&api));
}

/// The files of an export, or of a part of it.
#[track_caller]
fn files(document: &Json, prefix: Option<&str>) -> Vec<File> {
    import(document, &Options { prefix, ..Options::default() }).unwrap().files
}

fn everything() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi/everything")
}

/// The document, printed and read again.
fn exported(api: &Api) -> Json {
    json::parse(&json::print(&document(api, &Examples::new()).unwrap())).unwrap()
}

#[track_caller]
fn comes_back(folder: &Path) {
    let api = project::spec(folder).1;
    let files = files(&exported(&api), None);
    let back = placeless(read(&files, None));
    let api = placeless(api);
    for (line, (back, api)) in back.lines().zip(api.lines()).enumerate() {
        assert_eq!(back, api, "line {line} of the model");
    }
    assert_eq!(back.lines().count(), api.lines().count());
}

fn read(files: &[File], more: Option<&Path>) -> Api {
    let file = |file: &File| Source { path: file.name.clone(), text: file.text.clone() };
    let mut sources: Vec<_> = files.iter().map(file).collect();
    if let Some(path) = more {
        // The part contains its ids too.
        let text = project::text(path);
        let api = text.split("\nids:").next().unwrap();
        // The part has no group of a family.
        let api = api.lines().filter(|line| !line.starts_with("  families:")).map(|line| format!("{line}\n")).collect();
        sources.push(Source { path: "zz.yaml".to_owned(), text: api });
    }
    spec::read(&sources).unwrap_or_else(|problems| panic!("{}", spec::render(&problems, &sources, spec::Color::Plain)))
}

/// The model as text without places, so that fields that are added later are compared too.
fn placeless(mut api: Api) -> String {
    api.files.clear();
    api.groups.iter_mut().for_each(|group| group.file = 0);
    let text = format!("{api:#?}");
    let mut parts = text.split("Span {");
    let first = parts.next().unwrap().to_owned();
    first + &parts.map(|part| part.split_once('}').unwrap().1).collect::<String>()
}
