//! Arrow and Parquet from the rows of [`hikerapi`](https://docs.rs/hikerapi), or of another client of the same generator.
//!
//! The columns are those of the spec, and so are their types, whatever form the service sent and whatever is null: see
//! [`to_arrow_schema`]. Files of two endpoints can be joined without a cast.
//!
//! - [`record_batch`] makes a batch of values that are in memory.
//! - [`BatchBuilder`] collects rows one by one.
//! - [`ParquetWriter`] writes rows to a file, in flat memory however many there are.
//!
//! Rows are values of the client's types, with its feature `rows`, or rows of types that are known only at run time, with its
//! feature `dynamic`.
//!
//! # Example
//!
//! The examples use the client of an imaginary shop. Substitute `hikerapi` for `shop`, and for `hikerapi_runtime`, too.
//!
//! ```
//! use hikerapi_arrow::ParquetWriter;
//! use hikerapi_runtime::rows::schema;
//! use shop::types::Order;
//! use shop::values::from_json;
//!
//! // As they come from `client.orders().list().items()`: ids as numbers and as text, times in any form.
//! let orders: Vec<Order> = from_json(br#"[
//!     {"id": 7, "status": "open", "placed_at": "2026-01-31T08:00:00Z"},
//!     {"id": "8", "status": "paid"}
//! ]"#)?;
//!
//! let mut file = Vec::new(); // or a `File`
//! let mut writer = ParquetWriter::new(&mut file, &schema::<Order>())?;
//! for order in &orders {
//!     writer.push(order)?;
//! }
//! assert_eq!(writer.finish()?, 2);
//! assert!(file.starts_with(b"PAR1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! - `parquet` (default): [`ParquetWriter`].

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

// From the top down: each module imports only from those below it.
#[cfg(feature = "parquet")]
mod parquet;

mod batch;
mod writer;

mod columns;
mod schema;
mod values;

mod error;
pub mod metadata;

pub use batch::{BatchBuilder, record_batch};
pub use error::Error;
#[cfg(feature = "parquet")]
#[cfg_attr(docsrs, doc(cfg(feature = "parquet")))]
pub use parquet::ParquetWriter;
pub use schema::to_arrow_schema;

// Their types are in this interface: a program needs these versions.
pub use {arrow_array, arrow_schema};
