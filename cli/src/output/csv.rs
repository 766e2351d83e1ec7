//! CSV as in RFC 4180: a header, CRLF after each record, quotes where a value needs them.

use std::fmt::Write;

use csv::{ErrorKind, Terminator, WriterBuilder};
use hikerapi_runtime::rows::{DynamicCell, FlatSchema, Schema};

use super::destination::{Name, Writer};
use super::sink::Sink;
use crate::failure::Failure;
use crate::terminal::visible;

/// A writer of CSV.
pub(super) struct Csv {
    to: csv::Writer<Writer>,
    name: Name,
    schema: FlatSchema,
    /// Whether a terminal shows it.
    is_shown: bool,
    /// The text of a value.
    text: String,
}

impl Csv {
    /// A file with the header.
    pub(super) fn new(to: Writer, schema: &Schema, is_shown: bool) -> Result<Self, Failure> {
        let (name, schema) = (to.name.clone(), FlatSchema::new(schema));
        let mut to = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(to);
        to.write_record(schema.columns().iter().map(|column| &*column.name)).map_err(|error| failure(&name, error))?;
        Ok(Self { to, name, schema, is_shown, text: String::new() })
    }
}

impl Sink for Csv {
    fn write(&mut self, row: &dyn DynamicCell) -> Result<(), Failure> {
        for cell in self.schema.cells(row) {
            self.text.clear();
            // A text takes all that is written to it.
            let _ = write!(self.text, "{cell}");
            let written = match self.is_shown {
                true => self.to.write_field(&*visible(&self.text)),
                false => self.to.write_field(&self.text),
            };
            written.map_err(|error| failure(&self.name, error))?;
        }
        self.to.write_record(None::<&[u8]>).map_err(|error| failure(&self.name, error))
    }

    fn flush(&mut self) -> Result<(), Failure> {
        self.to.flush().map_err(|error| self.name.failure(&error))
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        self.flush()
    }
}

fn failure(name: &Name, error: csv::Error) -> Failure {
    match error.into_kind() {
        ErrorKind::Io(error) => name.failure(&error),
        other => Failure::failed(format!("cannot write a row as CSV: {other:?}")),
    }
}
