//! Tables of the tool's own: for people on a terminal, as JSON Lines for programs.

use std::process::ExitCode;

use clap::Arg;
use clap::builder::PossibleValuesParser;
use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use crate::failure::Failure;
use crate::terminal::{Terminal, write_out};

/// Rows with the same columns.
pub(crate) struct Listing {
    pub(crate) columns: &'static [&'static str],
    pub(crate) rows: Vec<Row>,
}

/// A row.
pub(crate) struct Row {
    /// The text of each column.
    pub(crate) cells: Vec<String>,
    /// Its JSON.
    pub(crate) json: String,
}

impl Row {
    /// A row with these cells, for people, and this value, for programs.
    pub(crate) fn new(cells: Vec<String>, value: &impl Serialize) -> Result<Self, Failure> {
        let json = serde_json::to_string(value);
        let json = json.map_err(|error| Failure::failed(format!("cannot write JSON: {error}")))?;
        Ok(Self { cells, json })
    }
}

/// The option by which the user chooses.
pub(crate) fn format() -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(PossibleValuesParser::new(["table", "jsonl"]))
        .hide_possible_values(true)
        .help("table or jsonl; by default a table on a terminal and jsonl in a pipe")
}

impl Listing {
    /// Prints it in a format, or in that for what the program is connected to.
    pub(crate) fn print(&self, format: Option<&str>, terminal: &Terminal) -> Result<ExitCode, Failure> {
        let is_table = format.map_or(terminal.is_output, |format| format == "table");
        let text = if is_table { self.table(terminal) } else { self.lines() };
        print(text.as_bytes())
    }

    fn lines(&self) -> String {
        self.rows.iter().map(|row| format!("{}\n", row.json)).collect()
    }

    /// Returns it as a table.
    pub(crate) fn table(&self, terminal: &Terminal) -> String {
        let mut table = Table::new();
        if let Some(width) = terminal.width().and_then(|width| u16::try_from(width).ok()) {
            table.set_width(width);
        }
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(self.columns.to_vec());
        for row in &self.rows {
            table.add_row(row.cells.clone());
        }
        // Cells have a space on both sides.
        let lines = table.lines().map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(&line).trim_end()));
        lines.collect()
    }
}

/// Prints bytes to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<ExitCode, Failure> {
    write_out(bytes).map_err(|error| Failure::stdout(&error))?;
    Ok(ExitCode::SUCCESS)
}
