//! What all formats have in common.

use hikerapi_runtime::rows::DynamicCell;

use crate::failure::Failure;

/// What takes rows of one schema.
pub(crate) trait Sink {
    /// Adds a row, which is an object.
    fn write(&mut self, row: &dyn DynamicCell) -> Result<(), Failure>;

    /// Makes the rows so far visible to a reader, where the format can.
    fn flush(&mut self) -> Result<(), Failure>;

    /// Ends the output.
    fn finish(self: Box<Self>) -> Result<(), Failure>;
}
