//! A thread that makes bytes of Parquet from batches.
//!
//! The bytes come back to the thread that has the rows, which writes them: so the file needs not be sent to another thread, and
//! its errors are those of the call that wrote it.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{self, JoinHandle};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::errors::ParquetError;

use super::properties::properties;
use crate::error::Error;

/// The batches that wait while one is encoded. The end of a row group takes longer than others.
const WAITING: usize = 2;

/// The bytes that are collected before they are sent back: about a page. The allocator keeps so many, and takes larger ones from
/// the system each time.
const PART: usize = 64 << 10;

/// The thread, and what goes there and comes back.
pub(super) struct Encoder {
    batches: SyncSender<RecordBatch>,
    bytes: Receiver<Vec<u8>>,
    thread: JoinHandle<Result<(), ParquetError>>,
}

impl Encoder {
    pub(super) fn start(schema: &SchemaRef) -> Result<Self, Error> {
        let (batches, to_encode) = sync_channel(WAITING);
        let (encoded, bytes) = channel();
        let outbox = Outbox { part: Vec::new(), to: encoded };
        let writer = ArrowWriter::try_new(outbox, SchemaRef::clone(schema), Some(properties()))?;
        let thread = thread::Builder::new().name("parquet".to_owned()).spawn(move || encode(writer, &to_encode))?;
        Ok(Self { batches, bytes, thread })
    }

    /// Encodes a batch, and writes what is ready. It waits while three others are not encoded. `false` where the thread has ended
    /// by an error, which [`finish`](Self::finish) returns.
    pub(super) fn encode(&mut self, batch: RecordBatch, to: &mut impl Write) -> Result<bool, Error> {
        let is_taken = self.batches.send(batch).is_ok();
        self.bytes.try_iter().try_for_each(|part| to.write_all(&part))?;
        Ok(is_taken)
    }

    /// Writes the rest of the file.
    pub(super) fn finish(self, to: &mut impl Write) -> Result<(), Error> {
        drop(self.batches);
        self.bytes.iter().try_for_each(|part| to.write_all(&part))?;
        match self.thread.join() {
            Ok(encoded) => Ok(encoded?),
            Err(_) => Err(ParquetError::General("its thread panicked".to_owned()).into()),
        }
    }
}

/// What the thread does.
fn encode(mut writer: ArrowWriter<Outbox>, batches: &Receiver<RecordBatch>) -> Result<(), ParquetError> {
    for batch in batches {
        writer.write(&batch)?;
    }
    // With the end of the file. Where the rows were given up, nobody takes it.
    writer.into_inner()?.flush()?;
    Ok(())
}

/// Where the thread writes the file.
struct Outbox {
    part: Vec<u8>,
    to: Sender<Vec<u8>>,
}

impl Write for Outbox {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let part = std::mem::take(&mut self.part);
        self.to.send(part).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
