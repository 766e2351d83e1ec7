//! `cargo xtask diff OLD NEW`: what changes for those who use the generated client.

mod changelog;
mod report;
mod rules;
mod rust;
mod side;
mod sides;
mod version;

use std::path::PathBuf;

use spec::Api;

use crate::failure::Failure;
use crate::project::root;
use crate::stdout;
pub use rules::{RULES, Rule};
pub use sides::Sides;
pub use version::{Effect, Step, Version};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The spec as users have it: a folder, or a revision that git knows
    old: String,
    /// The spec as users shall get it, likewise
    new: String,
    /// How the report is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The release that users have [default: the version of this workspace]
    #[arg(long, value_name = "X.Y.Z", default_value = env!("CARGO_PKG_VERSION"), hide_default_value = true)]
    released: Version,
    /// Where the spec stands in a revision
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: String,
    /// The git repository of the revisions [default: this project]
    #[arg(long, value_name = "DIR")]
    repository: Option<PathBuf>,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Something that changes for users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The name of the rule that found it.
    pub kind: &'static str,
    /// What it asks of the next version.
    pub effect: Effect,
    /// What changes, as a path in Rust: `shop::types::Item::price`.
    pub item: String,
    /// What it was and what it is, as a sentence without its stop.
    pub says: String,
    /// The line of user code that breaks.
    pub breaks: Option<String>,
}

/// Prints the report.
///
/// # Errors
/// Where a side cannot be read, or the report not written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let repository = args.repository.clone().unwrap_or_else(root);
    let old = side::read(&args.old, &repository, &args.spec)?;
    let new = side::read(&args.new, &repository, &args.spec)?;
    let changes = changes(&old, &new);
    let report = report::Report { old: &args.old, new: &args.new, released: &args.released, changes: &changes };
    stdout::write(&match args.format {
        Format::Text => report.text(),
        Format::Json => report.json(),
    })
}

/// All changes from one spec to another, in the order of the rules.
#[must_use]
pub fn changes(old: &Api, new: &Api) -> Vec<Change> {
    let sides = Sides::new(old, new);
    let mut changes = Vec::new();
    for rule in RULES {
        let found = (rule.find)(&sides).into_iter().map(|found| Change {
            kind: rule.name,
            effect: rule.effect,
            item: found.item,
            says: found.says,
            breaks: found.breaks,
        });
        changes.extend(found);
    }
    changes
}
