//! The parts of the benchmarks, in the order of their sections, and the programs that measure them.

use clap::ValueEnum;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Part {
    Decode,
    Allocations,
    Wire,
    Rows,
    /// Minutes: a million jobs in each store. PostgreSQL where it is installed
    Harvest,
    Generator,
    /// Minutes: everything is compiled several times
    Build,
    /// Many minutes the first time: four other generators are installed below `target/`, and their clients built
    Rivals,
}

impl Part {
    /// Its name on the command line and in the page.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// Whether it runs the release binary of the commands: as what is measured, or to export the spec.
    pub(super) fn runs_commands(self) -> bool {
        matches!(self, Self::Generator | Self::Rivals)
    }

    /// The arguments of `cargo run` for each program that measures it. Together they print its section.
    pub(super) fn runs(self) -> Vec<Vec<&'static str>> {
        let benches = |name| users("hikerapi-benches", name);
        match self {
            Self::Decode => vec![benches("decode")],
            Self::Allocations => vec![users("hikerapi-allocations", "")],
            Self::Wire => vec![benches("wire")],
            Self::Rows => vec![users("hikerapi-rows", "")],
            Self::Harvest => vec![vec!["--profile", "users", "--bin", "hikerapi-harvest-bench"]],
            // The stages have the release profile of the commands.
            Self::Generator => vec![vec!["--release", "--bin", "hikerapi-stages"], benches("generator")],
            Self::Build => vec![benches("build")],
            Self::Rivals => vec![benches("rivals")],
        }
    }
}

fn users(program: &'static str, name: &'static str) -> Vec<&'static str> {
    vec!["--profile", "users", "--features", "rivals", "--bin", program, "--", name]
}
