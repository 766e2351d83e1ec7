//! The files around the code: READMEs, links, the change log, workflows and forms of GitHub.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hikerapi_tests::api;
use pulldown_cmark::{Event, Parser, Tag};
use serde_yaml::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files of a folder with this ending, as paths from the root.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut files: Vec<_> =
        names.filter(|name| name.ends_with(ending)).map(|name| format!("{folder}/{name}")).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder} has no {ending}");
    files
}

/// The folders of the crates that are published: those whose manifest does not say otherwise.
fn public_crates() -> Vec<String> {
    let manifest: Vec<_> = text("Cargo.toml").lines().map(str::to_owned).collect();
    let members = manifest.iter().skip_while(|line| !line.starts_with("members")).take_while(|line| *line != "]");
    let members: Vec<_> = members.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned).collect();
    assert!(members.len() > 10, "{members:?}");
    let is_public = |folder: &String| !text(&format!("{folder}/Cargo.toml")).contains("\npublish = false");
    members.into_iter().filter(is_public).collect()
}

/// The targets of links and images, without those to headings of the same page.
fn links(markdown: &str) -> Vec<String> {
    let targets = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    targets.filter(|target| !target.starts_with('#')).collect()
}

fn is_absolute(link: &str) -> bool {
    link.starts_with("https://")
}

#[test]
fn links_between_files_lead_to_files() {
    let pages = [".", "docs/src"].map(|folder| (folder, files(folder, ".md")));
    let pages = pages.iter().flat_map(|(folder, pages)| pages.iter().map(move |page| (folder, page)));
    let mut lost = Vec::new();
    for (folder, page) in pages {
        for link in links(&text(page)).iter().filter(|link| !is_absolute(link)) {
            let path = link.split('#').next().unwrap_or_default();
            if !root().join(folder).join(path).exists() {
                lost.push(format!("{page} links to {link}"));
            }
        }
    }
    assert!(lost.is_empty(), "links that lead nowhere: {lost:#?}");
}

#[test]
fn readmes_of_published_crates_have_links_that_work_on_crates_io() {
    let crates = public_crates();
    assert!(crates.len() >= 5, "{crates:?}");
    for folder in crates {
        let readme = format!("{folder}/README.md");
        let relative: Vec<_> = links(&text(&readme)).into_iter().filter(|link| !is_absolute(link)).collect();
        assert!(relative.is_empty(), "{readme} has links that lead nowhere on crates.io: {relative:?}");
    }
}

#[test]
fn published_crates_describe_themselves() {
    for folder in public_crates() {
        let manifest = text(&format!("{folder}/Cargo.toml"));
        for key in ["description", "keywords", "categories", "include", "license.workspace", "rust-version.workspace"] {
            assert!(manifest.contains(&format!("\n{key} = ")), "{folder}/Cargo.toml lacks `{key}`");
        }
        assert!(text(&format!("{folder}/README.md")).lines().count() > 15, "{folder}/README.md says nothing");
        let lib = text(&format!("{folder}/src/lib.rs"));
        // The code of a macro's README needs the client, which compiles it.
        let is_compiled = lib.contains("doc = include_str!(\"../README.md\")") || folder == "macros";
        assert!(is_compiled, "the code in {folder}/README.md is not compiled");
    }
}

#[test]
fn the_front_pages_count_the_endpoints() {
    let count: usize = api().groups.iter().map(|group| group.endpoints.len()).sum();
    for page in ["README.md", "client/README.md", "client/src/lib.rs", "docs/src/introduction.md"] {
        assert!(
            text(page).contains(&format!("all {count} endpoints")),
            "{page} does not say that there are {count} endpoints"
        );
    }
}

#[test]
fn the_readmes_list_every_endpoint() {
    for readme in ["README.md", "client/README.md"] {
        let text = text(readme);
        let (_, table) = text.split_once("<!-- endpoints:").expect("the comment before the table");
        let api = api();
        for group in &api.groups {
            for endpoint in &group.endpoints {
                let call = format!("| `{}.{}(", api.group_mention(group), endpoint.name);
                assert!(table.contains(&call), "{readme} lacks {call}: run `cargo xtask codegen`");
            }
        }
    }
}

#[test]
fn the_change_log_keeps_its_form() {
    let log = text("CHANGELOG.md");
    let versions: Vec<_> = log.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(versions.first(), Some(&"[Unreleased]"));
    for version in &versions[1..] {
        let date = version.split_once("] - ").map(|(_, date)| date.len());
        assert!(
            version.starts_with('[') && date == Some("2026-11-26".len()),
            "`## {version}`: not `## [1.2.3] - date`"
        );
    }
    let current = format!("[{}]", env!("CARGO_PKG_VERSION"));
    assert!(versions.iter().any(|version| version.starts_with(&current)), "CHANGELOG.md has no `## {current}`");
    let kinds: BTreeSet<_> = log.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let allowed = BTreeSet::from(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]);
    assert!(kinds.is_subset(&allowed), "{kinds:?}");
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn entries<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match &value[key] {
        Value::Sequence(list) => list.iter().collect(),
        Value::Mapping(map) => map.values().collect(),
        _ => Vec::new(),
    }
}

#[test]
fn workflows_may_do_little_and_name_versions() {
    for path in files(".github/workflows", ".yml") {
        let workflow = yaml(&path);
        assert!(workflow["on"].is_mapping() && workflow["name"].is_string(), "{path}");
        let read: Value = serde_yaml::from_str("contents: read").expect("YAML");
        assert_eq!(workflow["permissions"], read, "{path}: more than it needs");
        let jobs = entries(&workflow, "jobs");
        assert!(!jobs.is_empty(), "{path}");
        for job in jobs {
            assert!(job["timeout-minutes"].is_u64(), "{path}: {job:?}");
            for image in images(job) {
                let is_fixed = image == "ubuntu-24.04" || job["strategy"].is_mapping();
                assert!(is_fixed && image.contains(|char: char| char.is_ascii_digit()), "{path} runs on {image}");
            }
            for step in entries(job, "steps") {
                check_step(&path, step);
            }
        }
    }
}

/// The images that a job runs on: each names its version, so that none changes by itself.
fn images(job: &Value) -> Vec<&str> {
    match job["runs-on"].as_str() {
        Some("${{ matrix.os }}") => {
            let rows = entries(&job["strategy"]["matrix"], "include");
            assert!(!rows.is_empty(), "{job:?}");
            rows.iter().map(|row| row["os"].as_str().expect("an image")).collect()
        }
        Some(image) => vec![image],
        None => panic!("no image: {job:?}"),
    }
}

fn check_step(path: &str, step: &Value) {
    assert!(step["uses"].is_string() != step["run"].is_string(), "{path}: {step:?}");
    if let Some(action) = step["uses"].as_str() {
        let version = action.split_once("@v").map(|(_, version)| version).unwrap_or_default();
        let is_pinned = version.split('.').count() >= 2 && version.split('.').all(|part| part.parse::<u32>().is_ok());
        assert!(is_pinned, "{path}: {action} names no version");
        let keeps_token =
            action.starts_with("actions/checkout") && step["with"]["persist-credentials"] != Value::Bool(false);
        assert!(!keeps_token, "{path}: later steps can read the token of the checkout");
    }
    let run = step["run"].as_str().unwrap_or_default();
    assert!(!run.contains("${{"), "{path}: an expression in a script can inject code; pass it by `env`");
    for script in run.split_whitespace().filter(|word| word.starts_with("tests/") || word.starts_with(".ci/")) {
        assert!(root().join(script).exists(), "{path}: {script} does not exist");
    }
}

#[test]
fn ci_runs_what_a_developer_runs() {
    assert!(text(".github/workflows/ci.yml").contains("- run: bash .ci/run\n"));
}

#[test]
fn dependencies_wait_for_a_week() {
    let dependabot = yaml(".github/dependabot.yml");
    let updates = entries(&dependabot, "updates");
    assert!(updates.len() >= 2);
    for update in updates {
        assert_eq!(update["cooldown"]["default-days"], Value::from(7), "{update:?}");
    }
}

#[test]
fn forms_are_complete() {
    let forms = files(".github/ISSUE_TEMPLATE", ".yml");
    for path in forms.iter().filter(|path| !path.ends_with("config.yml")) {
        let form = yaml(path);
        assert!(form["name"].is_string() && form["description"].is_string() && form["labels"].is_sequence(), "{path}");
        let mut ids = BTreeSet::new();
        for field in entries(&form, "body") {
            let kind = field["type"].as_str().unwrap_or_default();
            let attributes = &field["attributes"];
            match kind {
                "markdown" => assert!(attributes["value"].is_string(), "{path}"),
                "input" | "textarea" => {
                    assert!(attributes["label"].is_string(), "{path}: {field:?}");
                    assert!(ids.insert(field["id"].as_str().expect("an id")), "{path}: an id twice");
                }
                other => panic!("{path}: {other} is no type of a field that we use"),
            }
        }
        assert!(!ids.is_empty(), "{path}");
    }
}
