//! Build times of the clients that other generators make for the same endpoints.
//!
//! The first run installs the generators below `target/rivals`, which takes some minutes. Each gets the exported OpenAPI
//! document; a generator for version 3.0 gets it without what that version cannot express, so that it has less to
//! generate, not more.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use hikerapi_benches::targets::at_most;
use serde_json::Value;

use crate::build::client;
use crate::features::with;
use crate::openapi_3_0::without_3_1;
use crate::standalone::Standalone;

/// Another generator and how to run it.
struct Generator {
    name: &'static str,
    /// Installs it and returns the program. An error is printed in place of the figures.
    install: fn(&Path) -> Result<PathBuf, String>,
    /// The arguments that make it write into the folder of a crate.
    arguments: &'static [&'static str],
    /// Whether it reads OpenAPI 3.1.
    reads_3_1: bool,
    /// The dependencies of the crate, if it writes no manifest.
    manifest: Option<&'static str>,
    /// The folder of the crate inside the one that it writes.
    folder: &'static str,
    /// The TLS of its client.
    tls: &'static str,
}

const GENERATORS: &[Generator] = &[
    Generator {
        name: "progenitor 0.15",
        install: |root| cargo_install(root, "cargo-progenitor", "0.15.1"),
        arguments: &["progenitor", "-i", "openapi.json", "-o", "made", "-n", "rival", "-v", "0.1.0"],
        reads_3_1: false,
        manifest: None,
        folder: "made",
        tls: NO_TLS,
    },
    Generator {
        name: "openapi-generator 7.26, reqwest",
        install: openapi_generator,
        arguments: &[
            "generate",
            "-g",
            "rust",
            "-i",
            "openapi.json",
            "-o",
            "made",
            "--skip-validate-spec",
            "--additional-properties=library=reqwest,packageName=rival",
        ],
        reads_3_1: false,
        manifest: None,
        folder: "made",
        tls: "the system's OpenSSL",
    },
    Generator {
        name: "oas3-gen 0.29",
        install: |root| cargo_install(root, "oas3-gen", "0.29.0"),
        arguments: &["generate", "client-mod", "-i", "openapi.json", "-o", "src/generated"],
        reads_3_1: true,
        manifest: Some(
            "oas3-gen-support = \"0.29\"\nanyhow = \"1\"\nhttp = \"1\"\n\
             reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\"] }\n\
             serde = { version = \"1\", features = [\"derive\"] }\nserde_html_form = \"0.4\"\nserde_json = \"1\"\n\
             serde_with = \"3\"\nvalidator = { version = \"0.20\", features = [\"derive\"] }\n",
        ),
        folder: ".",
        tls: "rustls with aws-lc",
    },
    Generator {
        name: "openapi-to-rust 0.23",
        install: |root| cargo_install(root, "openapi-to-rust", "0.23.0"),
        arguments: &["generate", "openapi.json", "--output-dir", "src/generated"],
        reads_3_1: true,
        // From its own list of required dependencies.
        manifest: Some(
            "chrono = { version = \"0.4\", features = [\"serde\"] }\nfutures-util = \"0.3\"\n\
             reqwest = { version = \"0.13\", default-features = false, features = [\"query\", \"rustls\", \"stream\"] }\n\
             reqwest-middleware = { version = \"0.5\", features = [\"query\"] }\n\
             serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\nthiserror = \"2\"\n",
        ),
        folder: ".",
        tls: "rustls with aws-lc",
    },
];

pub(crate) fn run() {
    let root = hikerapi_tests::project::root();
    println!("### Builds of other generators' clients\n");
    println!(
        "For the same endpoints, from the exported OpenAPI: cold dev builds of all crates, CPU of all compilers together, each"
    );
    println!(
        "with the features and dependencies that its generator specifies. Most of a build is reqwest, and most of reqwest is"
    );
    println!(
        "TLS, so the table shows the TLS of each. The last three columns are builds with rustls and ring, HTTP/2 and gzip for"
    );
    println!(
        "every client: all of it, and the part that is neither reqwest nor a dependency of it. Most clients enable its JSON or"
    );
    println!("query features, so their serde counts as reqwest's; ours counts as the rest.\n");
    println!(
        "![CPU seconds of a cold build, beside the clients of four other generators](docs/src/images/bench-build.svg)\n"
    );
    println!(
        "| client | generated lines | crates | TLS | CPU, s | times ours | with our transport, CPU s | times ours | without \
         reqwest |\n|---|---|---|---|---|---|---|---|---|"
    );
    let ours = of_this_project(&root);
    let document = document(&root);
    let (mut with_https, mut same_transport) = (Vec::new(), Vec::new());
    for generator in GENERATORS {
        match measure(generator, &root.join("target/rivals"), &document) {
            Ok(client) => {
                client.print(generator.name, generator.tls, &ours);
                if generator.tls != NO_TLS {
                    with_https.push((generator.name.to_owned(), ours.cpu / client.cpu));
                }
                let both = ours.same.zip(client.same);
                same_transport.extend(
                    both.map(|(ours, same)| (generator.name.to_owned(), (ours.0 + ours.1) / (same.0 + same.1))),
                );
            }
            Err(why) => println!("| {} | not measured: {why} | | | | | | | |", generator.name),
        }
    }
    println!();
    at_most("a cold dev build of the default, times that of each rival whose client has `https`", 1.0, &with_https);
    at_most("the same with our transport, times that of each rival", 1.0, &same_transport);
}

/// A client that cannot send requests to `https` URLs.
const NO_TLS: &str = "none: no `https`";

/// Prints the client of this project with its TLS, with aws-lc's and without, and returns the figures of the default.
fn of_this_project(root: &Path) -> Measured {
    let lines = lines(&root.join("client/src/generated"));
    let build = |dependency: &str| {
        let mut alone = Standalone::new(dependency, root);
        let cpu = alone.cold(&[]).expect("the client builds");
        Measured { lines, crates: alone.crates(), cpu, same: alone.in_two() }
    };
    let ours = build(&client(root));
    ours.print("this one", "rustls with ring", &ours);
    for (name, features, tls) in [
        ("this one, `rustls-aws-lc`", &["rustls-aws-lc", "http2", "gzip"][..], "rustls with aws-lc"),
        ("this one, without default features", &[], NO_TLS),
    ] {
        Measured { same: None, ..build(&with(root, features)) }.print(name, tls, &ours);
    }
    ours
}

/// The cost of building a client.
struct Measured {
    lines: usize,
    crates: usize,
    cpu: f64,
    /// With the transport of this project's client: reqwest, and the rest.
    same: Option<(f64, f64)>,
}

impl Measured {
    fn print(&self, name: &str, tls: &str, ours: &Self) {
        let Self { lines, crates, cpu, .. } = self;
        print!("| {name} | {lines} | {crates} | {tls} | {cpu:.1} | {:.2} |", cpu / ours.cpu);
        match self.same.zip(ours.same) {
            Some(((reqwest, rest), ours)) => {
                println!(" {:.1} | {:.2} | {rest:.1} |", reqwest + rest, (reqwest + rest) / (ours.0 + ours.1));
            }
            None => println!(" | | |"),
        }
    }
}

/// The spec as OpenAPI 3.1, as `cargo xtask export openapi` prints it.
fn document(root: &Path) -> Value {
    let mut export = Command::new(root.join("target/release/xtask"));
    let output = export.args(["export", "openapi"]).current_dir(root).output().expect("the commands");
    assert!(output.status.success(), "the spec could not be exported");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn measure(generator: &Generator, tools: &Path, document: &Value) -> Result<Measured, String> {
    let program = (generator.install)(tools)?;
    let mut alone = Standalone::empty();
    let document = if generator.reads_3_1 { document.clone() } else { without_3_1(document.clone()) };
    alone.write("openapi.json", &document.to_string());
    let output = Command::new(&program).args(generator.arguments).current_dir(alone.path()).output();
    let output = output.map_err(|error| format!("{} does not run: {error}", program.display()))?;
    if !output.status.success() {
        return Err(format!("it rejects the document: {}", last_line(&output.stderr)));
    }
    let folder = generator.folder;
    if let Some(dependencies) = generator.manifest {
        let head = "[package]\nname = \"rival\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n";
        alone.write("Cargo.toml", &format!("{head}{dependencies}\n[workspace]\n"));
        alone.write("src/lib.rs", "pub mod generated;\n");
    }
    alone.enter(folder);
    let lines = lines(&alone.path().join("src"));
    alone.fetch();
    let broken = "its code does not compile";
    let (crates, cpu) = (alone.crates(), alone.cold(&[]).ok_or(broken)?);
    alone.write("Cargo.toml", &with_transport(&alone.read("Cargo.toml")));
    alone.fetch();
    let same = alone.in_two();
    Ok(Measured { lines, crates, cpu, same })
}

/// A client's manifest with the reqwest features and the cryptography of this project's client, and no other TLS.
fn with_transport(manifest: &str) -> String {
    const RING: &str = r#"ring = { package = "rustls", version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }"#;
    let line = |line: &str| {
        if line.starts_with("reqwest = ") {
            let same = line.replace(r#""rustls""#, r#""rustls-no-provider""#);
            same.replacen("features = [", r#"features = ["rustls-no-provider", "http2", "gzip", "#, 1)
        } else if line == "[dependencies]" {
            format!("{line}\n{RING}")
        } else {
            line.replace(r#"default = ["native-tls"]"#, "default = []")
        }
    };
    manifest.lines().map(|text| line(text) + "\n").collect()
}

fn last_line(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default().to_owned()
}

/// Counts the lines of Rust below a folder.
fn lines(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.map(|path| if path.is_dir() { lines(&path) } else { lines_of(&path) }).sum()
}

fn lines_of(file: &Path) -> usize {
    let is_rust = file.extension().is_some_and(|ending| ending == "rs");
    if is_rust { fs::read_to_string(file).map_or(0, |text| text.lines().count()) } else { 0 }
}

fn cargo_install(root: &Path, name: &str, version: &str) -> Result<PathBuf, String> {
    let program = root.join("bin").join(name);
    if !program.exists() {
        let mut cargo = Command::new("cargo");
        cargo.args(["install", "--quiet", "--debug", "--locked", "--version", version, name, "--root"]).arg(root);
        cargo.arg("--target-dir").arg(root.join("build"));
        succeed(&mut cargo)?;
    }
    Ok(program)
}

/// Installs the Java program from its Python package.
fn openapi_generator(root: &Path) -> Result<PathBuf, String> {
    let folder = root.join("python");
    let program = folder.join("bin/openapi-generator-cli");
    if !program.exists() {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        succeed(Command::new(folder.join("bin/pip")).args(["install", "--quiet", "openapi-generator-cli==7.26.0"]))?;
    }
    Ok(program)
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(format!("{command:?}: {}", last_line(&output.stderr))) }
}
