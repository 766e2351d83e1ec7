//! What `cargo xtask record` takes.

use std::path::PathBuf;

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The requests: paths with parameters, for example `"/v1/shop/items?id=1"`; another method stands before the path, and a body
    /// after it: `'POST /v1/shop/search {"text": "a"}'`
    #[arg(required = true, value_name = "TARGET")]
    pub(super) targets: Vec<String>,
    /// The server: https, or http on localhost [default: that of the endpoint in the spec]
    #[arg(long, value_name = "URL")]
    pub(super) server: Option<String>,
    /// Send requests that may change something, too: those that are neither GET nor `safe`
    #[arg(long)]
    pub(super) allow_changes: bool,
    /// Skip the confirmation prompt
    #[arg(long)]
    pub(super) yes: bool,
    /// Replace existing fixtures
    #[arg(long)]
    pub(super) force: bool,
    /// Make the same synthetic names as the run that printed this seed; keep it secret: it links synthetic names to real ones
    #[arg(long, value_name = "NUMBER")]
    pub(super) seed: Option<u64>,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    pub(super) spec: Option<PathBuf>,
    /// The folder of the fixtures [default: tests/fixtures]
    #[arg(long, value_name = "DIR")]
    pub(super) fixtures: Option<PathBuf>,
}
