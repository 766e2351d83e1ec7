//! Rows to a batch of Arrow.

use std::fmt;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::SchemaRef;
use hikerapi_runtime::rows::{Cell, CellWriter, DynamicCell, Schema, schema};

use crate::columns::take_all;
use crate::error::Error;
use crate::schema::to_arrow_schema;
use crate::writer::ColumnWriter;

/// Collects rows into a batch of Arrow.
///
/// ```
/// use hikerapi_arrow::BatchBuilder;
/// use hikerapi_runtime::rows::schema;
/// use shop::types::Order;
/// use shop::values::from_json;
///
/// let orders: Vec<Order> = from_json(br#"[{"id": 7, "status": "open"}, {"id": "8", "status": "paid"}]"#)?;
///
/// let mut builder = BatchBuilder::new(&schema::<Order>());
/// orders.iter().try_for_each(|order| builder.push(order))?;
/// let batch = builder.finish()?;
/// assert_eq!(batch.num_rows(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct BatchBuilder {
    schema: SchemaRef,
    /// Whether a row is an object, and not one value.
    is_object: bool,
    writer: ColumnWriter,
    /// Whether a row did not fit: the columns have different lengths until the batch is finished.
    is_closed: bool,
}

impl BatchBuilder {
    /// A batch without rows, with the columns of a type.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let arrow = Arc::new(to_arrow_schema(schema));
        let writer = ColumnWriter::new(&arrow);
        Self { schema: arrow, is_object: schema.is_object(), writer, is_closed: false }
    }

    /// Returns the schema of its batches.
    #[must_use]
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Adds a row of the type.
    ///
    /// # Errors
    /// Where the row does not fit the columns, which is not so for values of the type, and where a column would have more than
    /// 2 GiB of text ([`Error::is_too_large`]). The row is not added. Those before it are still there: [`finish`](Self::finish)
    /// returns them, and only after it can others be added.
    pub fn push(&mut self, row: &dyn DynamicCell) -> Result<(), Error> {
        if self.is_closed {
            return Err(Error::closed());
        }
        self.writer.begin();
        if self.is_object {
            row.write(&mut self.writer);
        } else {
            self.writer.begin_object();
            self.writer.field("value");
            row.write(&mut self.writer);
            self.writer.end_object();
        }
        let added = self.writer.end();
        self.is_closed = added.is_err();
        added
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.writer.rows
    }

    /// Returns whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns about how many bytes the rows have.
    #[must_use]
    pub fn size(&self) -> usize {
        self.writer.bytes
    }

    /// Returns the rows as a batch, and begins another one.
    ///
    /// # Errors
    /// Where Arrow refuses the columns, which is not so for rows that were added. None of them is in the next batch.
    pub fn finish(&mut self) -> Result<RecordBatch, Error> {
        let rows = self.len();
        let arrays = take_all(&mut self.writer.columns, 0, self.schema.fields(), rows);
        self.is_closed = false;
        self.writer.rows = 0;
        self.writer.rows_before += rows as u64;
        self.writer.bytes = 0;
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays?, &options)?)
    }
}

impl fmt::Debug for BatchBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("BatchBuilder").field("rows", &self.len()).finish_non_exhaustive()
    }
}

/// Returns values of a type as a batch: a column for each field of an object, or one with the name `value` for anything else.
///
/// # Errors
/// As [`BatchBuilder::push`].
///
/// ```
/// use shop::types::Order;
/// use shop::values::from_json;
///
/// let orders: Vec<Order> = from_json(br#"[{"id": 7, "status": "open"}, {"id": "8", "status": "paid"}]"#)?;
/// let batch = hikerapi_arrow::record_batch(&orders)?;
/// assert_eq!(batch.num_rows(), 2);
/// assert_eq!(batch["id"].null_count(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn record_batch<'a, T: Cell + 'a>(items: impl IntoIterator<Item = &'a T>) -> Result<RecordBatch, Error> {
    let mut builder = BatchBuilder::new(&schema::<T>());
    items.into_iter().try_for_each(|item| builder.push(item))?;
    builder.finish()
}
