//! Items to the bytes of files: rows of Parquet, and lines of JSON for what is no row.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use hikerapi_arrow::ParquetWriter;
use hikerapi_runtime::dynamic::{EndpointDescription, RowType};
use hikerapi_runtime::rows::{CellWriter, DynamicCell, to_json};
use hikerapi_runtime::values::{Json, from_json};

use super::columns::{Columns, input_name};
use crate::error::{Error, ErrorKind, Result};
use crate::store::ItemRecord;

/// Makes rows of items. Its memory does not grow with their number, as long as what it has made is taken.
pub(super) struct Encoder {
    /// `None` where the endpoint has no rows.
    table: Option<Table>,
    lines: Vec<u8>,
    pub(super) counts: Counts,
}

struct Table {
    columns: Columns,
    ty: RowType,
    writer: ParquetWriter<Chunks>,
    made: Chunks,
}

/// What was made of items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// The rows of Parquet.
    pub(super) rows: u64,
    /// The items that are no rows.
    pub(super) rejected: u64,
    /// What was left out of rows, since it does not match their type.
    pub(super) mismatches: u64,
}

/// Bytes of each file, in their order.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) parquet: Vec<u8>,
    pub(super) json_lines: Vec<u8>,
}

/// What the writer of Parquet has written.
#[derive(Clone, Default)]
struct Chunks(Arc<Mutex<Vec<u8>>>);

impl Encoder {
    /// Files of the items of an endpoint, which is not known to every client.
    pub(super) fn new(endpoint: Option<&'static EndpointDescription>) -> Result<Self> {
        let rows = endpoint.and_then(|endpoint| Some((endpoint.operation, endpoint.rows?.ty)));
        let table = match rows {
            None => None,
            Some((operation, ty)) => {
                let (columns, made) = (Columns::new(operation, ty), Chunks::default());
                let writer = ParquetWriter::new(made.clone(), columns.schema()).map_err(broken)?;
                Some(Table { columns, ty, writer, made })
            }
        };
        Ok(Self { table, lines: Vec::new(), counts: Counts::default() })
    }

    /// Whether it makes a file of Parquet.
    pub(super) fn has_rows(&self) -> bool {
        self.table.is_some()
    }

    /// Adds items, and returns what is complete of the files.
    pub(super) fn add(&mut self, items: &[ItemRecord]) -> Result<Made> {
        for item in items {
            self.item(item)?;
        }
        let parquet = self.table.as_ref().map(|table| table.made.take()).unwrap_or_default();
        Ok(Made { parquet, json_lines: std::mem::take(&mut self.lines) })
    }

    /// Returns the ends of the files, and what was made.
    pub(super) fn finish(self) -> Result<(Made, Counts)> {
        let Self { table, lines, counts } = self;
        let parquet = match table {
            None => Vec::new(),
            Some(Table { writer, made, .. }) => {
                writer.finish().map_err(broken)?;
                made.take()
            }
        };
        Ok((Made { parquet, json_lines: lines }, counts))
    }

    fn item(&mut self, item: &ItemRecord) -> Result<()> {
        let json = from_json::<Json>(item.json.as_bytes()).ok();
        let row = self.table.as_mut().zip(json.as_ref());
        let row = row.and_then(|(table, json)| {
            let cells = table.columns.cells(&item.arguments)?;
            Some((table.ty.read(json).ok()?, cells, table))
        });
        let Some((row, cells, table)) = row else {
            self.line(item, json.as_ref());
            return Ok(());
        };
        table.writer.push(&table.columns.row(&cells, &row)).map_err(broken)?;
        self.counts.rows += 1;
        self.counts.mismatches += row.drift().len() as u64;
        Ok(())
    }

    fn line(&mut self, item: &ItemRecord, json: Option<&Json>) {
        self.lines.extend_from_slice(to_json(&Line { item, json }).as_bytes());
        self.lines.push(b'\n');
        self.counts.rejected += 1;
    }
}

/// The arguments of an item, as requests have them, and the item as it came.
struct Line<'a> {
    item: &'a ItemRecord,
    json: Option<&'a Json>,
}

impl DynamicCell for Line<'_> {
    fn write(&self, to: &mut dyn CellWriter) {
        to.begin_object();
        for (name, values) in &self.item.arguments {
            to.field(&input_name(name));
            match values.as_slice() {
                [one] => to.text(one),
                several => {
                    to.begin_list();
                    several.iter().for_each(|value| to.text(value));
                    to.end_list();
                }
            }
        }
        to.field("item");
        match self.json {
            Some(json) => to.json(json.as_json()),
            None => to.text(&self.item.json),
        }
        to.end_object();
    }
}

fn broken(error: hikerapi_arrow::Error) -> Error {
    Error::new(ErrorKind::Failed, format!("the rows of a part cannot be encoded: {error}")).because(error)
}

impl Chunks {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
