//! Facts about the pages of the guide: none is forgotten, links lead somewhere, code is compiled, and what they repeat is so.

mod markdown;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hikerapi_guide::PAGES;
use markdown::{Block, Page};
use spec::Source;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(file: impl AsRef<Path>) -> String {
    let file = file.as_ref();
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Every page, the README included, with its path in this project.
fn pages() -> Vec<(&'static str, Page)> {
    PAGES.iter().map(|file| (*file, Page::read(&read(file)))).collect()
}

/// The blocks of all pages in one language.
fn blocks(language: &str) -> Vec<(&'static str, Block)> {
    let all = pages().into_iter().flat_map(|(file, page)| page.blocks.into_iter().map(move |block| (file, block)));
    all.filter(|(_, block)| block.language() == language).collect()
}

#[test]
fn every_page_is_compiled_and_in_the_summary() {
    let entries = fs::read_dir(root().join("docs/src")).expect("the guide");
    let names = entries.map(|entry| entry.expect("a page").file_name().into_string().expect("a name"));
    let files: BTreeSet<_> = names.filter(|name| name.ends_with(".md") && name != "SUMMARY.md").collect();

    let compiled = PAGES.iter().filter_map(|file| file.strip_prefix("docs/src/")).map(str::to_owned);
    assert_eq!(compiled.collect::<BTreeSet<_>>(), files, "the pages in tests/guide/src/lib.rs");
    let summary = Page::read(&read("docs/src/SUMMARY.md")).links;
    assert_eq!(summary.len(), files.len(), "docs/src/SUMMARY.md lists a page twice, or not");
    assert_eq!(summary.into_iter().collect::<BTreeSet<_>>(), files, "the pages in docs/src/SUMMARY.md");
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    for (file, page) in pages() {
        let folder = Path::new(file).parent().expect("a folder");
        for link in page.links.iter().filter(|link| !link.contains("://")) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { PathBuf::from(file) } else { folder.join(path) };
            assert!(root().join(&target).exists(), "{file} links to {link}");
            let headings = || Page::read(&read(&target)).headings;
            assert!(heading.is_empty() || headings().iter().any(|known| known == heading), "{file} links to {link}");
        }
    }
}

#[test]
fn every_path_of_this_project_exists() {
    const FOLDERS: [&str; 6] = ["client/", "tests/", "examples/", "docs/", "benches/", "xtask/"];
    for (file, page) in pages() {
        for path in page.code.iter().filter(|code| FOLDERS.iter().any(|folder| code.starts_with(folder))) {
            let is_pattern = path.contains(['<', '*', '{', ' ']);
            assert!(is_pattern || root().join(path).exists(), "{file} mentions {path}");
        }
    }
}

#[test]
fn code_runs_unless_a_comment_says_why_not() {
    const LANGUAGES: [&str; 9] = ["rust", "toml", "yaml", "console", "text", "json", "csv", "sql", "mermaid"];
    const NOT_RUN: [&str; 4] = ["ignore", "no_run", "compile_fail", "should_panic"];
    for (file, page) in pages() {
        for block in page.blocks {
            let Block { info, comment, text } = &block;
            assert!(LANGUAGES.contains(&block.language()), "{file}: a block is `{info}`:\n{text}");
            let is_run = !NOT_RUN.iter().any(|word| info.contains(word));
            assert!(is_run || comment.starts_with("<!-- not "), "{file}: no comment says why `{info}`:\n{text}");
            let is_picture = text.starts_with("flowchart") || text.starts_with("sequenceDiagram");
            assert!(!is_picture || info == "mermaid", "{file}: a picture is `{info}`");
        }
    }
}

#[test]
fn crates_and_features_in_manifests_exist() {
    for (file, Block { text, .. }) in blocks("toml") {
        for (name, rest) in
            text.lines().filter(|line| line.starts_with("hikerapi")).filter_map(|line| line.split_once(" = "))
        {
            let manifest = match name {
                "hikerapi" => read("client/Cargo.toml"),
                "hikerapi-testing" => read("client/testing/Cargo.toml"),
                "hikerapi-runtime" => read("client/runtime/Cargo.toml"),
                "hikerapi-arrow" => read("client/arrow/Cargo.toml"),
                "hikerapi-harvest" => read("client/harvest/Cargo.toml"),
                _ => panic!("{file}: {name} is no crate of this project"),
            };
            let features =
                rest.split_once("features = [").and_then(|(_, list)| list.split_once(']')).map_or("", |(list, _)| list);
            for feature in features.split(", ").map(|name| name.trim_matches('"')).filter(|name| !name.is_empty()) {
                let is_known = manifest.lines().any(|line| line.starts_with(&format!("{feature} = [")));
                assert!(is_known, "{file}: {name} has no feature `{feature}`");
            }
        }
    }
}

#[test]
fn every_kind_of_error_is_explained() {
    let source = read("client/runtime/src/error/kind.rs");
    let kinds = source.split_once("pub enum ErrorKind {").expect("the kinds").1.split_once("\n}").expect("their end").0;
    let kinds: Vec<_> = kinds.lines().filter_map(|line| line.trim().strip_suffix(',')).collect();
    let page = read("docs/src/errors.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | ")).map(|(kind, _)| kind);
    assert_eq!(rows.collect::<Vec<_>>(), kinds);
}

#[test]
fn every_setting_and_every_feature_is_listed() {
    let page = Page::read(&read("docs/src/settings.md")).code;
    let is_listed = |name: &str| page.iter().any(|code| code == name);
    for file in ["client/runtime/src/client/builder.rs", "client/runtime/src/client/connecting.rs"] {
        let source = read(file);
        let setters = source.lines().filter(|line| line.starts_with("    pub fn ") && line.contains("(mut self"));
        for setter in setters {
            let name = setter["    pub fn ".len()..].split(['(', '<']).next().expect("a name");
            assert!(is_listed(name), "docs/src/settings.md does not list `{name}`");
        }
    }
    let manifest = read("client/Cargo.toml");
    let features = manifest.split_once("[features]\n").expect("features").1.split_once("\n\n").expect("their end").0;
    for feature in features.lines().filter_map(|line| line.split_once(" = [")).map(|(name, _)| name) {
        assert!(
            feature == "default" || is_listed(feature),
            "docs/src/settings.md does not list the feature `{feature}`"
        );
    }
}

#[test]
fn the_features_of_the_spec_are_those_of_the_client() {
    let manifest = read("client/Cargo.toml");
    let api = read("spec/api.yaml");
    let families = api.split_once("\n  families:\n").map_or("", |(_, rest)| rest);
    let rows = families.lines().take_while(|line| line.is_empty() || line.starts_with("    "));
    let features: Vec<_> = rows.filter_map(|line| line.trim().strip_prefix("feature: ")).collect();
    assert!(!features.is_empty(), "no family has a feature: is the test still right?");
    let (docs, _) =
        read("client/src/lib.rs").split_once("#![").map(|(docs, code)| (docs.to_owned(), code.len())).expect("docs");
    for feature in features {
        assert!(manifest.contains(&format!("\n{feature} = [")), "client/Cargo.toml has no feature `{feature}`");
        assert!(docs.contains(&format!("`{feature}`")), "the docs of the client do not list the feature `{feature}`");
    }
}

#[test]
fn the_specs_of_the_guide_are_valid() {
    let blocks = blocks("yaml");
    let block = |page: &str, name: &str| {
        let is_it =
            |(file, block): &&(&str, Block)| file.ends_with(page) && block.text.starts_with(&format!("# {name}\n"));
        blocks.iter().find(is_it).unwrap_or_else(|| panic!("{page} has no {name}")).1.text.clone()
    };
    // The code of the page reads this file.
    assert_eq!(block("own-endpoints.md", "spec/posts.yaml"), read("tests/guide/spec/posts.yaml"));

    check_spec(["spec/api.yaml", "spec/orders.yaml"].map(|name| (name, block("another-service.md", name))).into());

    // What the language's page shows is the spec of the example, whose client its code uses.
    let api = "api:\n  name: Shop\n  doc: A shop.\n  crate: shop\n  servers: [{ url: https://api.shop.example }]\n";
    for (_, Block { text, .. }) in blocks.iter().filter(|(file, _)| file.ends_with("spec-language.md")) {
        let (place, lines) = text.split_once('\n').expect("a place in the first line");
        match place.trim_start_matches("# ") {
            "of an api.yaml" if lines.contains("families:") => {
                let group = ("spec/v2_user.yaml", block("spec-language.md", "v2_user.yaml"));
                check_spec(vec![("spec/api.yaml", format!("{api}{lines}")), group]);
            }
            "v2_user.yaml" => {}
            "user.yaml" => check_spec(vec![("spec/api.yaml", api.to_owned()), ("spec/user.yaml", lines.to_owned())]),
            "of an api.yaml" => check_spec(vec![("spec/api.yaml", format!("{api}{lines}"))]),
            path => assert!(read(path).contains(lines), "{path} does not contain:\n{lines}"),
        }
    }

    // The entry becomes a part of this project's spec.
    let (_, entry) = blocks.iter().find(|(file, _)| file.ends_with("add-an-endpoint.md")).expect("an entry");
    let (types, endpoints) = entry.text.split_once("\nendpoints:\n").expect("types and endpoints");
    let user = read("spec/user.yaml").replacen("\ntypes:\n", &format!("\n{types}\n"), 1);
    let user = user.replacen("\nendpoints:\n", &format!("\nendpoints:\n{endpoints}\n"), 1);
    assert!(user.contains("\n  Note:\n") && user.contains("\n  /v1/user/notes/chunk:\n"));
    let files = specs()
        .into_iter()
        .map(|path| (path.clone(), if path == "spec/user.yaml" { user.clone() } else { read(&path) }));
    check_spec(files.collect());
}

/// The files of this project's spec.
fn specs() -> Vec<String> {
    let names = fs::read_dir(root().join("spec")).expect("the spec").map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.into_string().expect("UTF-8")).filter(|name| name.ends_with(".yaml"));
    let mut paths: Vec<_> = names.map(|name| format!("spec/{name}")).collect();
    paths.sort();
    paths
}

#[track_caller]
fn check_spec(files: Vec<(impl Into<String>, String)>) {
    let source = |(path, text): (_, String)| Source { path: Into::into(path), text };
    let sources: Vec<_> = files.into_iter().map(source).collect();
    if let Err(problems) = spec::read(&sources) {
        panic!("{}", spec::render(&problems, &sources, spec::Color::Plain));
    }
}
