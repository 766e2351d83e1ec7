//! Tables for people.

use std::io::Write;

use hikerapi_runtime::rows::{Column, DynamicCell, FlatSchema, Schema};

use super::destination::Writer;
use super::layout::{Layout, header_and_values, names_and_values};
use super::sink::Sink;
use crate::failure::Failure;
use crate::terminal::{Terminal, visible};

/// The rows under one header.
const ROWS_OF_A_HEADER: usize = 100;

/// A writer of tables.
///
/// The first rows decide the widths. The header comes again after 100 rows, and where a number needs a wider column. One row
/// alone that is too wide is a list of its columns.
pub(super) struct Table {
    to: Writer,
    schema: FlatSchema,
    /// The width of the terminal; no limit where it is none.
    width: Option<usize>,
    terminal: Terminal,
    /// Rows that are not written yet.
    pending: Vec<Vec<String>>,
    layout: Option<Layout>,
    rows_under_header: usize,
}

impl Table {
    pub(super) fn new(to: Writer, schema: &Schema, width: Option<usize>, terminal: Terminal) -> Self {
        let schema = FlatSchema::new(schema);
        Self { to, schema, width, terminal, pending: Vec::new(), layout: None, rows_under_header: 0 }
    }

    fn columns(&self) -> &[Column] {
        self.schema.columns()
    }

    /// Writes the rows that are pending.
    fn write_pending(&mut self) -> Result<(), Failure> {
        let mut rows = std::mem::take(&mut self.pending);
        while !rows.is_empty() {
            let layout = self.layout.take().filter(|layout| layout.fits(&rows));
            let is_new = layout.is_none() || self.rows_under_header >= ROWS_OF_A_HEADER;
            let layout = layout.unwrap_or_else(|| Layout::new(self.columns(), &rows, self.width));
            if is_new {
                self.rows_under_header = 0;
            }
            let rest = rows.split_off(rows.len().min(ROWS_OF_A_HEADER - self.rows_under_header));
            self.rows_under_header += rows.len();
            let text = header_and_values(self.columns(), &layout, is_new, &rows);
            self.layout = Some(layout);
            self.print(&text)?;
            rows = rest;
        }
        Ok(())
    }

    /// Writes the only row as a list of its columns, if it is too wide for a line.
    fn write_alone(&mut self) -> Result<(), Failure> {
        let layout = Layout::new(self.columns(), &self.pending, self.width);
        let [row] = &*self.pending else { return Ok(()) };
        if layout.hidden().is_empty() {
            return self.write_pending();
        }
        let text = names_and_values(self.columns(), row, self.width);
        self.pending.clear();
        self.print(&text)
    }

    fn print(&mut self, text: &str) -> Result<(), Failure> {
        self.to.write_all(text.as_bytes()).map_err(|error| self.to.name.failure(&error))
    }

    fn note_hidden(&self) {
        /// The names that are listed.
        const MOST: usize = 8;
        let hidden = self.layout.as_ref().map(Layout::hidden).unwrap_or_default();
        let names: Vec<_> = hidden.iter().take(MOST).map(|index| &*self.columns()[*index].name).collect();
        let (number, names) = (hidden.len(), names.join(", "));
        let more = match number.saturating_sub(MOST) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        if number > 0 {
            self.terminal.note(&format!(
                "{number} columns do not fit: {names}{more}. `--select` chooses columns, `--format jsonl` has all."
            ));
        }
    }
}

impl Sink for Table {
    fn write(&mut self, row: &dyn DynamicCell) -> Result<(), Failure> {
        let cells = self.schema.cells(row);
        self.pending.push(cells.iter().map(|cell| visible(&cell.to_string()).into_owned()).collect());
        if self.pending.len() >= ROWS_OF_A_HEADER { self.write_pending() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Failure> {
        // Whether the first row is the only one decides what it looks like.
        if self.layout.is_some() || self.pending.len() > 1 {
            self.write_pending()?;
        }
        self.to.flush().map_err(|error| self.to.name.failure(&error))
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        match (&self.layout, self.pending.len()) {
            (None, 1) => self.write_alone()?,
            _ => self.write_pending()?,
        }
        self.note_hidden();
        self.to.flush().map_err(|error| self.to.name.failure(&error))
    }
}
