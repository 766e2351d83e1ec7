//! What a build of the client costs beside reqwest alone, and what generated code adds with more endpoints.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use hikerapi_tests::made_up_spec;

use crate::used::{Used, used};

/// What the client turns on of reqwest.
const REQWEST: &str =
    r#"reqwest = { version = "0.13", default-features = false, features = ["rustls", "http2", "gzip"] }"#;

pub(crate) fn run() {
    println!("\n### Build\n");
    println!("Cold builds in folders of their own, CPU of all compilers together, with crates downloaded before.\n");
    println!("| crate with | crates in the tree | dev, CPU s | release, CPU s |\n|---|---|---|---|");
    let root = xtask::project::root();
    let client = format!("hikerapi = {{ path = {:?} }}", root.join("client"));
    let mut crates = Vec::new();
    for (name, dependency) in [("reqwest, same features", REQWEST), ("the client", client.as_str())] {
        let project = Project::new(dependency, &root);
        let count = project.crates();
        let (dev, release) = (project.build(&[]), project.build(&["--release"]));
        println!("| {name} | {count} | {:.1} | {:.1} |", dev.seconds(), release.seconds());
        crates.push((count, dev.seconds()));
    }
    if let [(bare, bare_dev), (ours, our_dev)] = crates.as_slice() {
        println!(
            "\nThe client takes {} crates and {:.1} s of CPU more than reqwest alone.",
            ours - bare,
            our_dev - bare_dev
        );
    }
    sizes(&client, &root);
}

/// The same client generated from more and more endpoints.
fn sizes(client: &str, root: &Path) {
    println!(
        "\n| endpoints, made up | lines of generated code | lines an endpoint | dev, CPU s | again after one changed, CPU s |"
    );
    println!("|---|---|---|---|---|");
    for endpoints in [22, 200, 2_000] {
        let project = Project::new(client, root);
        project.build(&[]);
        let lines = project.generate(endpoints, 1);
        let dev = project.build(&[]);
        project.touch();
        let again = project.build(&[]);
        let each = lines / endpoints;
        println!("| {endpoints} | {lines} | {each} | {:.1} | {:.1} |", dev.seconds(), again.seconds());
    }
}

/// A crate with one dependency.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(dependency: &str, root: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let manifest =
            format!("[package]\nname = \"alone\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\n[workspace]\n");
        std::fs::write(folder.path().join("Cargo.toml"), manifest).expect("a file");
        std::fs::create_dir(folder.path().join("src")).expect("a folder");
        std::fs::write(folder.path().join("src/lib.rs"), "").expect("a file");
        // The versions that this project has been tested with.
        std::fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("a file");
        let project = Self { folder };
        let status = project.cargo("fetch").status().expect("cargo");
        assert!(status.success(), "the crates could not be fetched");
        project
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.arg(command).arg("--quiet").current_dir(self.folder.path()).stdout(Stdio::null());
        cargo.env("CARGO_TARGET_DIR", self.folder.path().join("target"));
        cargo
    }

    fn build(&self, args: &[&str]) -> Used {
        let before = used();
        let status = self.cargo("build").args(args).status().expect("cargo");
        assert!(status.success(), "the crate does not build");
        used().since(before)
    }

    /// All crates that are compiled for it, itself left out.
    fn crates(&self) -> usize {
        let mut cargo = self.cargo("tree");
        let output = cargo.args(["--prefix", "none", "--edges", "normal,build"]).stdout(Stdio::piped()).output();
        let tree = String::from_utf8(output.expect("cargo").stdout).expect("text");
        let of = |line: &str| line.split(" (").next().unwrap_or_default().to_owned();
        tree.lines().map(of).filter(|line| !line.is_empty()).collect::<BTreeSet<_>>().len() - 1
    }

    /// Puts a client with that many endpoints into the crate, beside the real one, and counts its lines.
    fn generate(&self, endpoints: usize, seed: u64) -> usize {
        let sources: Vec<_> = made_up_spec(seed, endpoints)
            .into_iter()
            .filter(|(name, _)| name != "api.yaml")
            .map(|(path, text)| spec::Source { path, text })
            .collect();
        let api = spec::read_extension(&sources, "hikerapi").unwrap_or_else(|problems| {
            panic!("{}", spec::render(&problems, &sources, spec::Color::Plain));
        });
        let mut lines = 0;
        for (path, text) in codegen::generate(&api).iter() {
            lines += text.lines().count();
            let file = self.source(path);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, text).expect("a file");
        }
        std::fs::write(self.folder.path().join("src/lib.rs"), "pub mod generated;\n").expect("a file");
        lines
    }

    fn source(&self, path: &str) -> PathBuf {
        self.folder.path().join("src/generated").join(path)
    }

    /// Changes one endpoint: another price.
    fn touch(&self) {
        let file = self.source("group0/get0.rs");
        let text = std::fs::read_to_string(&file).expect("the endpoint");
        let changed = text.replacen("units: ", "units: 1", 1);
        assert_ne!(text, changed, "nothing was changed");
        std::fs::write(file, changed).expect("a file");
    }
}
