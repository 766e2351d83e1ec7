//! What the command line says of an output.

use std::path::PathBuf;

/// The options of the output.
#[derive(Debug, Clone, Default)]
pub(crate) struct OutputOptions {
    /// The format; by the name of the file, else a table on a terminal and JSON Lines in a pipe.
    pub(crate) format: Option<Format>,
    /// The file, in place of standard output; `-` is standard output, too.
    pub(crate) out: Option<PathBuf>,
    /// The columns, in this order; all by default.
    pub(crate) select: Vec<String>,
    /// Items as they came, and not as rows.
    pub(crate) raw: bool,
}

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    JsonLines,
    Csv,
    Parquet,
}

impl Format {
    pub(crate) const ALL: [Self; 4] = [Self::Table, Self::JsonLines, Self::Csv, Self::Parquet];

    /// The format with a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}
