//! Why rows cannot be columns, or not be written.

use std::{fmt, io};

use arrow_schema::ArrowError;

/// Why there is no batch or no file.
#[derive(Debug)]
pub struct Error(Cause);

#[derive(Debug)]
enum Cause {
    Misfit {
        row: u64,
        column: String,
        found: &'static str,
    },
    TooLarge {
        column: String,
    },
    Closed,
    Arrow(ArrowError),
    #[cfg(feature = "parquet")]
    Parquet(parquet::errors::ParquetError),
    #[cfg(feature = "parquet")]
    Io(io::Error),
    #[cfg(feature = "parquet")]
    Incomplete,
}

impl Error {
    /// A value that is not the next one of the schema.
    pub(crate) fn misfit(row: u64, column: String, found: &'static str) -> Self {
        Self(Cause::Misfit { row, column, found })
    }

    /// More than Arrow's offsets of 32 bits can count.
    pub(crate) fn too_large(column: String) -> Self {
        Self(Cause::TooLarge { column })
    }

    /// A row after one that did not fit.
    pub(crate) fn closed() -> Self {
        Self(Cause::Closed)
    }

    /// An earlier error, after which nothing more can be written.
    #[cfg(feature = "parquet")]
    pub(crate) fn incomplete() -> Self {
        Self(Cause::Incomplete)
    }

    /// Returns whether a row is too much for one batch: where a column has more than 2 GiB of text, or more than 2,147,483,647
    /// items. It fits the next batch, unless it is that large itself.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.0, Cause::TooLarge { .. })
    }

    /// Returns the error of the file, where it could not be written: a full disk, a closed pipe.
    #[must_use]
    pub fn io(&self) -> Option<&io::Error> {
        match &self.0 {
            #[cfg(feature = "parquet")]
            Cause::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Misfit { row, column, found } => write!(
                formatter,
                "row {row} does not fit its schema: {found} came for the column `{column}`; write the values in the order of \
                 the schema, and each in the type of its column"
            ),
            Cause::TooLarge { column } => write!(
                formatter,
                "the batch is too large: the column `{column}` has more than 2 GiB of text or 2,147,483,647 items; finish \
                 the batch before this row"
            ),
            Cause::Closed => formatter.write_str(
                "the row was not added: one before it did not fit its schema; finish the batch, then add others",
            ),
            Cause::Arrow(error) => write!(formatter, "the columns cannot be a batch: {error}"),
            #[cfg(feature = "parquet")]
            Cause::Parquet(error) => write!(formatter, "the Parquet file cannot be encoded: {error}"),
            #[cfg(feature = "parquet")]
            Cause::Io(error) => write!(formatter, "the Parquet file cannot be written: {error}"),
            #[cfg(feature = "parquet")]
            Cause::Incomplete => formatter.write_str("the Parquet file is incomplete because of an earlier error"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Cause::Arrow(error) => Some(error),
            #[cfg(feature = "parquet")]
            Cause::Parquet(error) => Some(error),
            #[cfg(feature = "parquet")]
            Cause::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ArrowError> for Error {
    fn from(error: ArrowError) -> Self {
        Self(Cause::Arrow(error))
    }
}

#[cfg(feature = "parquet")]
impl From<parquet::errors::ParquetError> for Error {
    fn from(error: parquet::errors::ParquetError) -> Self {
        Self(Cause::Parquet(error))
    }
}

#[cfg(feature = "parquet")]
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self(Cause::Io(error))
    }
}
