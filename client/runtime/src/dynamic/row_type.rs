//! Types of rows, and rows whose type is not known when the program is compiled.

use std::fmt;

use crate::json::{Decode, DecodeError};
use crate::lenient::{self, DecodeOptions, Drift};
use crate::raw::Body;
use crate::redact::Secrets;
use crate::request::Call;
use crate::rows::{Cell, CellWriter, DynamicCell, Schema, schema};
use crate::wire::Json;

/// A type whose values can be rows.
#[derive(Clone, Copy)]
pub struct RowType {
    schema: fn() -> Schema,
    read: fn(&Json, DecodeOptions, &Secrets) -> Result<Row, DecodeError>,
}

/// What reads rows of the responses to a request as its client reads responses: strictly where the client is strict, and with
/// fields that no type has where it reports these. Mismatches are counted and logged as those of typed responses are. No message
/// contains the key.
#[derive(Clone)]
pub struct RowReader {
    call: Call,
    ty: RowType,
}

/// A row: a value of a [`RowType`].
pub struct Row {
    value: Box<dyn SendCell>,
    drift: Vec<Drift>,
}

/// A value that another thread can write.
trait SendCell: DynamicCell + Send {}

impl<T: DynamicCell + Send> SendCell for T {}

impl RowType {
    /// The type of rows that are values of this type.
    #[must_use]
    pub const fn of<T: Cell + Decode + Send + 'static>() -> Self {
        Self { schema: schema::<T>, read: read::<T> }
    }

    /// Returns the columns.
    #[must_use]
    pub fn schema(&self) -> Schema {
        (self.schema)()
    }

    /// Decodes a value leniently: what does not match its type is null where it may be, and reported in [`Row::drift`]. The
    /// messages are made without knowledge of the key: for values of a response, use a [`RowReader`].
    ///
    /// # Errors
    /// Where nothing can be kept, with the path of the value that does not match.
    pub fn read(&self, json: &Json) -> Result<Row, DecodeError> {
        (self.read)(json, DecodeOptions::default(), &Secrets::NONE)
    }
}

impl RowReader {
    pub(super) fn new(call: &Call, ty: RowType) -> Self {
        Self { call: call.clone(), ty }
    }

    /// Decodes a value of a response.
    ///
    /// # Errors
    /// Where nothing can be kept, with the path of the value that does not match; where the client is strict, for each value that
    /// does not.
    pub fn read(&self, json: &Json) -> Result<Row, DecodeError> {
        let shared = self.call.client().shared();
        let mut row = (self.ty.read)(json, shared.decode, shared.secrets())?;
        row.drift = self.call.counted(row.drift);
        Ok(row)
    }
}

fn read<T: Cell + Decode + Send + 'static>(
    json: &Json,
    options: DecodeOptions,
    secrets: &Secrets,
) -> Result<Row, DecodeError> {
    // A body of its own, so that a row keeps no response in memory.
    let body = Body::new(json.as_json().as_bytes().to_vec());
    let decoded = lenient::decode::<T>(&body, options);
    let decoded = decoded.map_err(|failure| failure.describe(body.bytes(), secrets))?;
    Ok(Row { value: Box::new(decoded.value), drift: decoded.drift })
}

impl Row {
    /// What did not match the type of the row, by the path in the row.
    #[must_use]
    pub fn drift(&self) -> &[Drift] {
        &self.drift
    }
}

impl DynamicCell for Row {
    fn write(&self, to: &mut dyn CellWriter) {
        self.value.write(to);
    }
}

impl fmt::Debug for RowType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("RowType").field(&self.schema().name).finish()
    }
}

impl fmt::Debug for RowReader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RowReader").field("call", &self.call).field("ty", &self.ty).finish()
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Row").field("drift", &self.drift).finish_non_exhaustive()
    }
}
