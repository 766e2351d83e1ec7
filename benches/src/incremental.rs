//! What a maintainer waits for: one endpoint of 150 is changed, the client is generated and checked again.

use std::path::Path;
use std::process::{Command, Stdio};

use hikerapi_benches::targets::{Seen, at_most};
use hikerapi_tests::synthetic_spec;

use crate::standalone::Standalone;
use crate::used::{Used, used};

const ENDPOINTS: usize = 150;
const TIMES: usize = 5;

/// A client's crate, as its maintainer has it.
const LIB: &str = "extern crate self as hikerapi;\n\n#[rustfmt::skip]\nmod generated;\n\npub use generated::*;\n\
                   pub use hikerapi_runtime::{Error, Result, client, error, pages, response, rt, values};\n";

/// A change of the spec: the text that is replaced once after a heading, and with what. Each run has its own number.
struct Change {
    name: &'static str,
    after: &'static str,
    from: &'static str,
    to: fn(usize) -> String,
}

const CHANGES: &[Change] = &[
    Change {
        name: "the doc of an endpoint",
        after: "\nendpoints:",
        from: "List 0",
        to: |run| format!("List {run} of"),
    },
    Change {
        name: "a parameter of an endpoint",
        after: "\nendpoints:",
        from: "      id: ",
        to: |run| format!("      more{run}: {{ type: string, doc: \"More.\" }}\n      id: "),
    },
    Change {
        name: "a field of a type",
        after: "\ntypes:",
        from: "      pk: ",
        to: |run| format!("      more_{run}?: {{ type: string, doc: \"More.\" }}\n      pk: "),
    },
];

/// Measures `cargo xtask codegen` and an incremental `cargo check` after each change, with all that cargo does itself.
pub(crate) fn run(root: &Path) {
    println!(
        "\nOne change in a client of {ENDPOINTS} endpoints: `cargo xtask codegen`, with its development build, and an incremental"
    );
    println!("`cargo check` of the client, each with what cargo does itself. CPU, the median of {TIMES} runs.\n");
    println!("| changed | `cargo xtask codegen`, CPU s | `cargo check`, CPU s | together, s |\n|---|---|---|---|");
    let runtime = root.join("client/runtime");
    let features = r#"features = ["rustls", "http2", "gzip"]"#;
    let project = Standalone::new(&format!("hikerapi-runtime = {{ path = {runtime:?}, {features} }}"), root);
    for (name, text) in synthetic_spec(1, ENDPOINTS) {
        project.write(&format!("spec/{name}"), &text);
    }
    project.write("src/lib.rs", LIB);
    let (codegen, check) = (|| codegen(root, &project), || project.check());
    codegen();
    check();
    let row = |name: &str, mut change: Box<dyn FnMut(usize) + '_>| -> Seen {
        let mut runs = Vec::new();
        for run in 1..=TIMES {
            change(run);
            runs.push((codegen().seconds(), check().seconds()));
        }
        runs.sort_by(|one, other| (one.0 + one.1).total_cmp(&(other.0 + other.1)));
        let (generated, checked) = runs[TIMES / 2];
        println!("| {name} | {generated:.2} | {checked:.2} | {:.2} |", generated + checked);
        (name.to_owned(), generated + checked)
    };
    row("nothing", Box::new(|_| {}));
    const FILE: &str = "spec/group0.yaml";
    let text = project.read(FILE);
    let mut seen = Vec::new();
    for Change { name, after, from, to } in CHANGES {
        let (head, tail) = text.split_once(after).expect("a heading of the synthetic spec");
        assert!(tail.contains(from), "nothing would be changed: {name}");
        seen.push(row(
            name,
            Box::new(|run| project.write(FILE, &format!("{head}{after}{}", tail.replacen(from, &to(run), 1)))),
        ));
    }
    println!();
    at_most("one endpoint of 150 changed, codegen and check together: CPU s", 2.0, &seen);
}

fn codegen(root: &Path, project: &Standalone) -> Used {
    let mut cargo = Command::new("cargo");
    cargo.args(["xtask", "codegen", "--spec"]).arg(project.path().join("spec"));
    cargo.arg("--out").arg(project.path().join("src/generated")).current_dir(root).stdout(Stdio::null());
    let before = used();
    assert!(cargo.status().expect("cargo").success(), "the client could not be generated");
    used().since(before)
}
