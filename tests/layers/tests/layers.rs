//! Imports run downward and never in a circle, in every crate below.
//!
//! ```console
//! cargo test -p hikerapi-layers -- --nocapture                       # the figures of each crate
//! LAYERS_OF=xtask/src cargo test -p hikerapi-layers -- --nocapture   # the circles of any folder
//! ```

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use hikerapi_layers::{Import, Sources, Tree, circles, imports, mistakes, tree, upward};

/// A list of layers, from top to bottom. A layer is a list of top-level modules, which may import
/// those of lower layers and none of their own layer. `lib.rs` is above all of them.
type Layers = &'static [&'static [&'static str]];

const RUNTIME: Layers = &[
    // What generated code names, and the public modules that only re-export.
    &["rt", "blocking", "response", "values"],
    // Endpoints as data.
    &["dynamic"],
    // Lists, items, many lists at once.
    &["pages"],
    // Values as rows.
    &["rows"],
    // A call as a value; sending it; the typed response; the traits that generated requests implement. Samples of clients.
    &["request", "samples"],
    // How a client is made and what its clones share.
    &["client"],
    // Kinds, and classification by the spec's tables.
    &["error"],
    // Plain values: the position in a list, and what did not match. Responses on disk.
    &["checkpoint", "lenient", "cache"],
    // What generated types are made of.
    &["schema"],
    // The types of scalars.
    &["wire"],
    // The reader of JSON, and rules that know no request.
    &["json", "policy"],
    // Plain data.
    &["service", "raw", "redact"],
    &["headers", "hash"],
];

const TESTING: Layers = &[
    // The server and how it is started; the scripts of a test.
    &["server"],
    &["builder", "script"],
    // Its thread, and its connections.
    &["thread"],
    &["connection"],
    // The reply to a request, and what is in it.
    &["engine"],
    &["content"],
    // What is wrong with a request; JSON that is made wrong; which answer is next, and which was given before.
    &["checks", "mutation", "rules", "replays"],
    &["answer", "table", "page"],
    // What is sent.
    &["fault", "list"],
    &["observe"],
    &["errors", "items", "places", "values"],
    // Samples with the values of a request.
    &["follow"],
    &["recorded"],
    // Plain functions.
    &["body"],
    &["json", "path", "open", "auth", "division"],
];

const CLI: Layers = &[
    // The tree of commands, and what each does.
    &["command"],
    // What serves other programs.
    &["harvest", "mcp", "mock"],
    // Fetching, within what may be spent.
    &["run", "spec_file"],
    // What a command line is for.
    &["tool"],
    // What is to be done, as plain data.
    &["job"],
    // What may be spent, by the run and on the day.
    &["money"],
    &["output", "settings", "listing", "mock_server"],
    // Why a command fails.
    &["failure"],
    // What it is connected to; names that were meant; signals; numbers in words.
    &["terminal", "nearest", "signals", "words"],
];

const ARROW: Layers = &[
    // Files of Parquet.
    &["parquet"],
    // Batches of rows.
    &["batch"],
    &["writer"],
    // A builder for each column, and what it writes to.
    &["columns"],
    &["schema", "values"],
    // The names of metadata, and why rows are refused.
    &["metadata", "error"],
];

const HARVEST: Layers = &[
    // Workers.
    &["harvest"],
    // Items as files.
    &["parts"],
    // All of a store to another one.
    &["moving"],
    // What admits the requests of all workers.
    &["gate"],
    // Where jobs are.
    &["store"],
    // Plain values: the shared rate limit and budget; jobs.
    &["pacing", "job"],
    &["error"],
];

const SPEC: Layers = &[
    // Rules between the parts of a spec.
    &["check"],
    // The keys of the language, and the form of each.
    &["language"],
    // The tree of a file.
    &["yaml"],
    // Problems for people; files as text.
    &["render", "bytes"],
    &["problems"],
    &["problem"],
    &["hint", "model"],
    &["path", "name"],
    // Plain tables, and the form of code blocks.
    &["reserved", "scalar", "source", "fence"],
];

const CODEGEN: Layers = &[
    &["files"],
    &["print"],
    &["macro_input"],
    // A function for each thing that is generated.
    &["emit"],
    // What a sample of a type is.
    &["sample"],
    &["module"],
    &["docs", "rust_type"],
    // Texts of the spec as Markdown.
    &["markdown"],
    // Names, and the features that code needs.
    &["ident", "gate"],
];

const ANALYSIS: Layers = &[
    // The engines, which do not know each other.
    &["drift", "check_docs", "infer", "diff", "openapi", "scrub", "samples", "chart"],
    &["conformance"],
    &["values"],
    &["findings"],
    &["unified_diff"],
    &["entry"],
    &["pairing"],
    &["error_body"],
    &["fixture", "fit"],
    &["slot"],
    &["timestamp"],
    &["json"],
    &["located", "visible"],
    &["error"],
];

#[test]
fn imports_of_the_runtime_run_downward() {
    check("client/runtime/src", RUNTIME);
}

#[test]
fn imports_of_the_test_server_run_downward() {
    check("client/testing/src", TESTING);
}

#[test]
fn imports_of_the_crate_for_many_workers_run_downward() {
    check("client/harvest/src", HARVEST);
}

#[test]
fn imports_of_the_crate_for_arrow_run_downward() {
    check("client/arrow/src", ARROW);
}

#[test]
fn imports_of_the_command_line_run_downward() {
    check("cli/src", CLI);
}

#[test]
fn imports_of_spec_run_downward() {
    check("spec/src", SPEC);
}

#[test]
fn imports_of_codegen_run_downward() {
    check("codegen/src", CODEGEN);
}

#[test]
fn imports_of_analysis_run_downward() {
    check("xtask/analysis/src", ANALYSIS);
}

/// The commands are a flat list of modules, without layers.
#[test]
fn no_commands_import_each_other_in_a_circle() {
    let folder = "xtask/src";
    let (_, imports) = read(folder);
    let mut report = String::new();
    describe_circles(folder, &imports, &mut report);
    assert!(report.is_empty(), "\n{report}");
}

/// Prints the circles of the folder in `LAYERS_OF`, which needs no table of layers.
#[test]
fn circles_of_the_folder_in_layers_of() {
    let Some(folder) = std::env::var_os("LAYERS_OF") else { return };
    let folder = folder.to_string_lossy();
    let (tree, imports) = read(&folder);
    let mut report = String::new();
    let circles = describe_circles(&folder, &imports, &mut report);
    let files: usize = circles.iter().map(BTreeSet::len).sum();
    println!(
        "{folder}: {} files, {} imports, circles: {} with {files} files\n{report}",
        tree.files().len(),
        imports.len(),
        circles.len()
    );
}

#[track_caller]
fn check(folder: &str, layers: Layers) {
    let (tree, imports) = read(folder);
    let mistakes = mistakes(&tree, layers);
    let upward = upward(&imports, layers);
    let mut report = String::new();
    for mistake in &mistakes {
        let _ = writeln!(report, "{folder}: {mistake}");
    }
    for found in &upward {
        let Import { file, line, path, .. } = found.import;
        let _ = writeln!(report, "{folder}/{file}:{line}: `{path}` runs upward: {}", found.reason);
    }
    let circles = describe_circles(folder, &imports, &mut report);
    println!(
        "{folder}: {} files, {} imports, {} upward, circles: {} with {} files",
        tree.files().len(),
        imports.len(),
        upward.len(),
        circles.len(),
        circles.iter().map(BTreeSet::len).sum::<usize>()
    );
    assert!(report.is_empty(), "\n{report}");
}

/// Reads a crate by its `src` folder, from the workspace's root.
#[track_caller]
fn read(folder: &str) -> (Tree, Vec<Import>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let sources = Sources::in_folder(&path).unwrap_or_else(|error| panic!("cannot read {folder}: {error}"));
    let tree = tree(&sources).unwrap_or_else(|error| panic!("{folder}/{error}"));
    let imports = imports(&tree);
    (tree, imports)
}

/// Writes each circle, with the imports of a shortest one in it, and returns their files.
fn describe_circles(folder: &str, imports: &[Import], report: &mut String) -> Vec<BTreeSet<String>> {
    let mut groups = Vec::new();
    for (group, proof) in circles(imports) {
        let files: Vec<&str> = group.iter().copied().collect();
        let _ = writeln!(report, "{folder}: {} files import each other in a circle: {}", files.len(), files.join(", "));
        for Import { file, from, line, path, .. } in proof {
            let _ = writeln!(report, "    {folder}/{file}:{line}: `{path}` imports {from}");
        }
        let _ = writeln!(report, "    Remove one of these imports: move what both files need to a file below them.");
        groups.push(group.into_iter().map(str::to_owned).collect());
    }
    groups
}
