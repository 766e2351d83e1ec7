//! Rows to a file of Parquet.

mod encoder;
mod properties;

use std::fmt;
use std::io::Write;

use hikerapi_runtime::rows::{DynamicCell, Schema};

use crate::batch::BatchBuilder;
use crate::error::Error;
use encoder::Encoder;

/// The rows of a batch, and its size in bytes: whichever comes first. Columns of so many values stay in the processor's cache.
const BATCH_ROWS: usize = 4_096;
const BATCH_BYTES: usize = 1 << 20;

/// Writes rows to a file of Parquet, compressed by Snappy.
///
/// Its memory does not grow with the number of rows: it holds a few batches of at most 4,096 rows or 1 MiB, and a row group of
/// about 8 MiB, which is written when it is full. A thread of its own encodes them, so that it costs the time of the caller
/// little.
///
/// The columns are those of [`to_arrow_schema`](crate::to_arrow_schema), which is in the file, too.
pub struct ParquetWriter<W> {
    to: W,
    batch: BatchBuilder,
    /// `None` after an error: the rest would be a file with a hole.
    encoder: Option<Encoder>,
    rows: u64,
}

impl<W: Write> ParquetWriter<W> {
    /// A file without rows, with the columns of a type. It writes in large parts, and needs no buffer.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn new(writer: W, schema: &Schema) -> Result<Self, Error> {
        let batch = BatchBuilder::new(schema);
        let encoder = Some(Encoder::start(batch.schema())?);
        Ok(Self { to: writer, batch, encoder, rows: 0 })
    }

    /// Adds a row of the type.
    ///
    /// # Errors
    /// Where the row does not fit the columns, which is not so for values of the type, and where the file cannot be written. The
    /// file is incomplete then, and nothing more can be added.
    pub fn push(&mut self, row: &dyn DynamicCell) -> Result<(), Error> {
        if let Err(error) = self.batch.push(row) {
            self.encoder = None;
            return Err(error);
        }
        self.rows += 1;
        if self.batch.len() >= BATCH_ROWS || self.batch.size() >= BATCH_BYTES {
            self.encode()?;
        }
        Ok(())
    }

    /// Writes what is left and the end of the file, and returns the number of rows.
    ///
    /// # Errors
    /// Where the file cannot be written, and after an earlier error.
    pub fn finish(mut self) -> Result<u64, Error> {
        if !self.batch.is_empty() {
            self.encode()?;
        }
        let encoder = self.encoder.take().ok_or_else(Error::incomplete)?;
        encoder.finish(&mut self.to)?;
        self.to.flush()?;
        Ok(self.rows)
    }

    fn encode(&mut self) -> Result<(), Error> {
        let mut encoder = self.encoder.take().ok_or_else(Error::incomplete)?;
        if !encoder.encode(self.batch.finish()?, &mut self.to)? {
            return encoder.finish(&mut self.to);
        }
        self.encoder = Some(encoder);
        Ok(())
    }
}

impl<W> fmt::Debug for ParquetWriter<W> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ParquetWriter").field("rows", &self.rows).finish_non_exhaustive()
    }
}
