//! Build times of generated code, by number of endpoints.

use std::path::Path;
use std::time::Instant;

use hikerapi_benches::targets::{Seen, at_most};
use hikerapi_tests::synthetic_spec;
use spec::{Api, Source};

use crate::build::client;
use crate::calls::calls;
use crate::standalone::Standalone;
use crate::used::Used;

/// Numbers of endpoints, and the LLVM lines per endpoint on 2026-11-25: without calls, and called.
const SIZES: [(usize, f64, f64); 3] = [(22, 124.0, 5341.0), (200, 71.0, 4045.0), (2_000, 67.0, 3956.0)];

/// Measures clients with more and more synthetic endpoints, each in a crate of its own that depends on the real client.
pub(crate) fn run(root: &Path) {
    println!(
        "\nClients of synthetic endpoints in a crate of their own. The build of that crate alone: without any calls, and with"
    );
    println!(
        "a function that calls each endpoint, both not incremental; and without calls, incremental, after a change to one"
    );
    println!("endpoint. Types and requests are compiled where they are used.\n");
    println!(
        "| endpoints | lines | lines per endpoint | dev, CPU s | LLVM lines per endpoint | one changed: CPU s | time, s | \
         all called: dev, CPU s | LLVM lines per endpoint |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let (mut unused, mut used) = (Vec::new(), Vec::new());
    let mut project = Standalone::new(&client(root), root);
    for (endpoints, most, most_called) in SIZES {
        project.incremental(false);
        // Their dependencies, once.
        project.remove("src/generated");
        project.write("src/lib.rs", "");
        project.build(&[]);
        let (api, lines) = generate(&project, endpoints);
        project.write("src/lib.rs", "pub mod generated;\n");
        let dev = project.build(&[]);
        let llvm = project.llvm_lines() / endpoints;
        let head = "use hikerapi::Client;\nuse generated::Groups as _;\npub mod generated;\n";
        project.write("src/lib.rs", &calls(&api, head));
        let called = project.build(&[]);
        let called_llvm = project.llvm_lines() / endpoints;
        let (again, time) = changed(&mut project);
        println!(
            "| {endpoints} | {lines} | {} | {:.1} | {llvm} | {:.1} | {time:.1} | {:.1} | {called_llvm} |",
            lines / endpoints,
            dev.seconds(),
            again.seconds(),
            called.seconds()
        );
        let share =
            |seen: usize, bound: f64| -> Seen { (format!("{endpoints} endpoints: {seen}"), seen as f64 / bound) };
        unused.push(share(llvm, most));
        used.push(share(called_llvm, most_called));
    }
    println!();
    at_most("LLVM lines per endpoint of the client, times those of 2026-11-25", 1.0, &unused);
    at_most("the same where all endpoints are called", 1.0, &used);
}

/// Measures an incremental build after a change to one endpoint, without calls of the endpoints.
fn changed(project: &mut Standalone) -> (Used, f64) {
    project.incremental(true);
    project.write("src/lib.rs", "pub mod generated;\n");
    project.build(&[]);
    touch(project);
    let start = Instant::now();
    (project.build(&[]), start.elapsed().as_secs_f64())
}

/// Writes a client with that many endpoints into the crate and counts its lines.
fn generate(project: &Standalone, endpoints: usize) -> (Api, usize) {
    let sources: Vec<_> = synthetic_spec(1, endpoints)
        .into_iter()
        .filter(|(name, _)| name != "api.yaml")
        .map(|(path, text)| Source { path, text })
        .collect();
    let api = spec::read_extension(&sources, "hikerapi").unwrap_or_else(|problems| {
        panic!("{}", spec::render(&problems, &sources, spec::Color::Plain));
    });
    let mut lines = 0;
    for (path, text) in codegen::generate(&api, &codegen::Samples::default()).iter() {
        lines += text.lines().count();
        project.write(&format!("src/generated/{path}"), text);
    }
    (api, lines)
}

/// Changes the price of one endpoint.
fn touch(project: &Standalone) {
    let file = "src/generated/group0/get0.rs";
    let text = project.read(file);
    let changed = text.replacen("units: ", "units: 1", 1);
    assert_ne!(text, changed, "nothing was changed");
    project.write(file, &changed);
}
