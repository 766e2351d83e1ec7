//! Build times of the client by its features.

use std::path::Path;

use crate::build::client;
use crate::standalone::Standalone;

/// The yardstick: what every client over reqwest builds.
const BARE: &str = r#"reqwest = { version = "0.13", default-features = false }"#;

/// The features of a build, and what they bring beside the rows above.
struct Row {
    features: &'static [&'static str],
    brings: &'static str,
}

const ROWS: &[Row] = &[
    Row { features: &[], brings: "tokio, hyper, url with Unicode's data for host names; the runtime and the client" },
    Row { features: &["rustls"], brings: "rustls, ring, the platform's roots" },
    Row { features: &["rustls", "http2"], brings: "h2" },
    Row { features: &["rustls", "gzip"], brings: "flate2, async-compression" },
    Row { features: DEFAULT, brings: "both: the default" },
    Row { features: &["rustls-aws-lc", "http2", "gzip"], brings: "aws-lc in place of ring" },
    Row {
        features: &["rustls", "rustls-aws-lc", "http2", "gzip"],
        brings: "aws-lc beside ring, of which aws-lc is used",
    },
    Row { features: &["rustls", "http2", "gzip", "socks"], brings: "no crate" },
    Row { features: &["rustls", "http2", "gzip", "blocking"], brings: "no crate" },
    Row { features: &["rustls", "http2", "gzip", "samples"], brings: "no crate" },
    Row { features: &["rustls", "http2", "gzip", "cache"], brings: "hmac-sha256" },
    Row { features: &["rustls", "http2", "gzip", "jiff"], brings: "jiff" },
    Row { features: &["rustls", "http2", "gzip", "macros"], brings: "the generator: syn, serde, a YAML reader" },
];

const DEFAULT: &[&str] = &["rustls", "http2", "gzip"];

/// Measures a cold build with each set of features, beside reqwest without any.
pub(crate) fn run(root: &Path) {
    println!(
        "\nThe client with its features: cold dev builds of all crates. The yardstick is reqwest without features, built first"
    );
    println!("and last: how much they differ is the noise of this table.\n");
    println!("| features | crates | dev, CPU s | times reqwest | what they bring |\n|---|---|---|---|---|");
    let bare = |place: &str| {
        let (crates, seconds) = build(BARE, root);
        println!("| reqwest without features, {place} | {crates} | {seconds:.1} | 1.00 | |");
        seconds
    };
    let yardstick = bare("first");
    for row in ROWS {
        let (crates, seconds) = build(&with(root, row.features), root);
        let times = seconds / yardstick;
        println!("| {} | {crates} | {seconds:.1} | {times:.2} | {} |", named(row.features), row.brings);
    }
    bare("last");
}

/// The dependency on the client with these features alone.
pub(crate) fn with(root: &Path, features: &[&str]) -> String {
    client(root).replace(" }", &format!(", default-features = false, features = {features:?} }}"))
}

fn named(features: &[&str]) -> String {
    if features.is_empty() {
        return "none: localhost alone".to_owned();
    }
    features.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn build(dependency: &str, root: &Path) -> (usize, f64) {
    let mut alone = Standalone::new(dependency, root);
    (alone.crates(), alone.cold(&[]).expect("the crate builds"))
}
