//! Parquet, with nested columns.

use hikerapi_arrow::{Error, ParquetWriter};
use hikerapi_runtime::rows::{DynamicCell, Schema};

use super::destination::{Name, Writer};
use super::sink::Sink;
use crate::failure::Failure;

/// A writer of Parquet.
pub(super) struct Parquet {
    to: ParquetWriter<Writer>,
    name: Name,
}

impl Parquet {
    pub(super) fn new(to: Writer, schema: &Schema) -> Result<Self, Failure> {
        let name = to.name.clone();
        let to = ParquetWriter::new(to, schema).map_err(|error| failure(&name, &error))?;
        Ok(Self { to, name })
    }
}

impl Sink for Parquet {
    fn write(&mut self, row: &dyn DynamicCell) -> Result<(), Failure> {
        self.to.push(row).map_err(|error| failure(&self.name, &error))
    }

    /// Does nothing: a file can be read once it is complete.
    fn flush(&mut self) -> Result<(), Failure> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        let Self { to, name } = *self;
        to.finish().map_err(|error| failure(&name, &error))?;
        Ok(())
    }
}

fn failure(name: &Name, error: &Error) -> Failure {
    match error.io() {
        Some(error) => name.failure(error),
        None => Failure::failed(format!("cannot write Parquet: {error}")),
    }
}

#[cfg(test)]
mod tests;
