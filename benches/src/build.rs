//! Build times of the client: by features, and beyond reqwest alone. Those of generated code follow.

use std::path::Path;

use hikerapi_benches::targets::at_most;

use crate::calls::calls;
use crate::standalone::Standalone;
use crate::{features, incremental, sizes};

/// What the client's default features enable in reqwest, and the cryptography for it.
const REQWEST: &str = r#"reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider", "http2", "gzip"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }"#;

pub(crate) fn run() {
    println!("### Build\n");
    println!(
        "Cold builds in separate folders, CPU of all compilers together, with crates downloaded in advance and not"
    );
    println!(
        "incremental, as Cargo builds crates from a registry. The client is built after reqwest in the same folder, so that"
    );
    println!("its own cost is measured directly, not as the difference of two large numbers.\n");
    let root = hikerapi_tests::project::root();
    beyond_reqwest(&root);
    features::run(&root);
    sizes::run(&root);
    incremental::run(&root);
}

pub(crate) fn client(root: &Path) -> String {
    format!("hikerapi = {{ path = {:?} }}", root.join("client"))
}

fn beyond_reqwest(root: &Path) {
    let bare = Standalone::new(REQWEST, root).crates();
    let api = hikerapi_tests::api();
    println!("| built | crates | dev, CPU s | release, CPU s |\n|---|---|---|---|");
    let mut project = Standalone::new(&client(root), root);
    project.incremental(false);
    let (reqwest, reqwest_release) =
        (project.build(&["-p", "reqwest"]), project.build(&["-p", "reqwest", "--release"]));
    println!("| reqwest, same features | {bare} | {:.1} | {:.1} |", reqwest.seconds(), reqwest_release.seconds());
    let (ours, ours_release) = (project.build(&[]), project.build(&["--release"]));
    println!(
        "| the client, beyond reqwest | {} | {:.1} | {:.1} |",
        project.crates() - bare,
        ours.seconds(),
        ours_release.seconds()
    );
    project.write("src/lib.rs", &calls(&api, "use hikerapi::Client;\n"));
    let (calling, calling_release) = (project.build(&[]), project.build(&["--release"]));
    let endpoints: usize = api.groups.iter().map(|group| group.endpoints.len()).sum();
    println!(
        "| a program that calls all {endpoints} endpoints, beyond both | | {:.1} | {:.1} |",
        calling.seconds(),
        calling_release.seconds()
    );
    println!();
    let more = project.crates() - bare;
    at_most("crates more than reqwest with the same features", 12.0, &[(String::new(), more as f64)]);
    at_most("the client beyond reqwest, in dev: CPU s", 5.0, &[(String::new(), ours.seconds())]);
}
