//! Where rows go: a table on a terminal, JSON Lines in a pipe, a file in one of the formats.
//!
//! | format | a row | nested columns |
//! |---|---|---|
//! | `table` | a line, cut to the width of the terminal | `location.name`, lists as JSON text |
//! | `jsonl` | an object on a line | as they are |
//! | `csv` | a record as in RFC 4180, after a header; null is empty | `location.name`, lists as JSON text |
//! | `parquet` | a row | as they are |
//!
//! The columns of the inputs are the first: `input_user_id`, or `input_user_id_` where the type has a column of this name. A type
//! that is no object is one column, `value`. `--select` chooses from the flat columns, `location.name`, in any format.
//!
//! `--raw` is JSON Lines of the items as they came; JSON of any shape is so without it, too. Where there are inputs, an item is in
//! an object with them: `{"input_user_id":7,"item":{..}}`.

// From the top down: each module imports only from those below it.
mod csv;
mod json_lines;
#[cfg(feature = "parquet")]
mod parquet;
mod table;

mod columns;
mod destination;
mod format;
mod layout;
mod options;
mod pending;
mod records;
mod select;
mod sink;

pub(crate) use destination::Destination;
pub(crate) use format::choose as choose_format;
pub(crate) use options::{Format, OutputOptions};
pub(crate) use pending::{folder_of, remove_pending, sync_folder_of, temporary};

use std::path::PathBuf;

use hikerapi_runtime::dynamic::RowType;
use hikerapi_runtime::rows::{Column, FlatCell, Kind, Schema};
use hikerapi_runtime::values::Json;

use crate::failure::Failure;
use crate::terminal::Terminal;
use columns::{Columns, RawItem};
use csv::Csv;
use destination::Writer;
use json_lines::JsonLines;
use pending::PendingFile;
use records::Records;
use sink::Sink;
use table::Table;

/// An open output. One that is dropped before [`finish`](Self::finish) leaves no file.
pub(crate) struct Output {
    sink: Box<dyn Sink>,
    format: Format,
    columns: Columns,
    ty: RowType,
    is_raw: bool,
    file: Option<PendingFile>,
    rows: u64,
    /// Why it takes no more.
    failure: Option<Failure>,
}

/// What was made of an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// The values that did not match the spec, and are null in the row.
    pub(crate) mismatches: u64,
    /// Nothing of the item could be kept: it is not in the output.
    pub(crate) is_skipped: bool,
}

/// What became of an output.
#[derive(Debug, Clone, Default)]
pub(crate) struct Finished {
    pub(crate) rows: u64,
    /// The file, if there is one: another name than the one that was asked for, where it is not complete.
    pub(crate) path: Option<PathBuf>,
    /// Why rows are missing that were to be written.
    pub(crate) failure: Option<Failure>,
}

impl Output {
    /// Opens the output of a run, before anything is sent. The columns of the inputs have `input_` before their names, and
    /// get it where it is missing.
    ///
    /// # Errors
    /// Where the options contradict each other, where a column is unknown, and where the file cannot be written.
    pub(crate) fn open(
        options: &OutputOptions,
        inputs: &[Column],
        ty: RowType,
        terminal: &Terminal,
    ) -> Result<Self, Failure> {
        let format = format::choose(options, terminal)?;
        let columns = Columns::new(inputs, &ty.schema(), &options.select)?;
        let destination = Destination::open(options.out.as_deref())?;
        let is_raw = options.raw || (format == Format::JsonLines && is_any_json(&ty) && options.select.is_empty());
        Self::with(format, is_raw, columns, ty, destination, terminal)
    }

    /// Checks all that [`open`](Self::open) does, and writes nothing.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub(crate) fn check(
        options: &OutputOptions,
        inputs: &[Column],
        ty: RowType,
        terminal: &Terminal,
    ) -> Result<(), Failure> {
        format::choose(options, terminal)?;
        Columns::new(inputs, &ty.schema(), &options.select)?;
        Destination::check(options.out.as_deref())
    }

    /// Returns the names of the columns that rows have.
    ///
    /// # Errors
    /// Where a column is unknown.
    pub(crate) fn column_names(
        options: &OutputOptions,
        inputs: &[Column],
        ty: RowType,
    ) -> Result<Vec<String>, Failure> {
        let columns = Columns::new(inputs, &ty.schema(), &options.select)?;
        Ok(columns.schema().columns.iter().map(|column| column.name.clone().into_owned()).collect())
    }

    fn with(
        format: Format,
        is_raw: bool,
        columns: Columns,
        ty: RowType,
        destination: Destination,
        terminal: &Terminal,
    ) -> Result<Self, Failure> {
        let Destination { writer, file } = destination;
        let sink = sink_of(format, columns.schema(), writer, terminal)?;
        Ok(Self { sink, format, columns, ty, is_raw, file, rows: 0, failure: None })
    }

    /// Adds an item, after the values of the inputs that it is of.
    ///
    /// # Errors
    /// Where it cannot be written. The output takes no more then.
    pub(crate) fn write(&mut self, inputs: &[FlatCell], item: &Json) -> Result<Written, Failure> {
        let written = self.add(inputs, item);
        self.noted(written)
    }

    /// Makes the rows so far visible to a reader, where the format can. Call it after each page.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        let flushed = self.sink.flush();
        self.noted(flushed)
    }

    /// Ends the output. The file of a run that is not complete has another name, `NAME.partial.EXT`: one with the name that was
    /// asked for is whole. So has one to which not all could be written: JSON Lines and CSV keep their whole records.
    pub(crate) fn finish(self, is_complete: bool) -> Finished {
        let Self { sink, format, file, rows, failure, .. } = self;
        let failure = match failure {
            Some(failure) => {
                // What it has not written yet goes into the file now, or never.
                drop(sink);
                Some(failure)
            }
            None => sink.finish().err(),
        };
        match failure {
            Some(failure) => salvaged(failure, file.zip(Records::of(format))),
            None => match file.map(|file| file.keep(is_complete)).transpose() {
                Ok(path) => Finished { rows, path, failure: None },
                Err(failure) => Finished { failure: Some(failure), ..Finished::default() },
            },
        }
    }

    fn add(&mut self, inputs: &[FlatCell], item: &Json) -> Result<Written, Failure> {
        if self.is_raw {
            self.sink.write(&RawItem { names: self.columns.input_names(), inputs, item })?;
            self.rows += 1;
            return Ok(Written::default());
        }
        if item.is_null() && self.columns.is_of_objects() {
            // A null in a list whose items can be null.
            return Ok(Written { mismatches: 0, is_skipped: true });
        }
        let Ok(row) = self.ty.read(item) else { return Ok(Written { mismatches: 1, is_skipped: true }) };
        self.columns.write(inputs, &row, &mut *self.sink)?;
        self.rows += 1;
        Ok(Written { mismatches: row.drift().len() as u64, is_skipped: false })
    }

    /// Remembers a failure.
    fn noted<T>(&mut self, result: Result<T, Failure>) -> Result<T, Failure> {
        result.inspect_err(|failure| self.failure = Some(failure.clone()))
    }
}

/// Keeps what a file has, to which no more can be written: it is paid for.
fn salvaged(failure: Failure, file: Option<(PendingFile, Records)>) -> Finished {
    let Some((rows, path)) = file.and_then(|(file, records)| file.salvage(records)) else {
        return Finished { failure: Some(failure), ..Finished::default() };
    };
    let kept = if rows == 1 { "row is".to_owned() } else { format!("{rows} rows are") };
    let message = format!("{}; the first {kept} in `{}`", failure.message, path.display());
    Finished { rows, path: Some(path), failure: Some(Failure { message, ..failure }) }
}

/// Whether items are JSON of any shape, as those of endpoints that are not described further.
fn is_any_json(ty: &RowType) -> bool {
    matches!(&*ty.schema().columns, [column] if column.kind == Kind::Json && !ty.schema().is_object())
}

fn sink_of(format: Format, schema: &Schema, to: Writer, terminal: &Terminal) -> Result<Box<dyn Sink>, Failure> {
    // What a terminal shows must not command it.
    let is_shown = terminal.is_output && to.name.is_stdout();
    Ok(match format {
        Format::Table => {
            let width = if to.name.is_stdout() { terminal.width() } else { None };
            Box::new(Table::new(to, schema, width, *terminal))
        }
        Format::JsonLines => Box::new(JsonLines::new(to, is_shown)),
        Format::Csv => Box::new(Csv::new(to, schema, is_shown)?),
        #[cfg(feature = "parquet")]
        Format::Parquet => Box::new(parquet::Parquet::new(to, schema)?),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => return Err(format::no_parquet()),
    })
}

#[cfg(test)]
mod tests;
