//! Rows: values with one type for each column, whatever form the service sent.
//!
//! A response keeps values as they arrived: the same id is a number in one and a text in another. A row has one form for each
//! type of the spec, so that files and tables made of rows can be joined without a cast:
//!
//! | in the spec | in a row | in JSON and CSV |
//! |---|---|---|
//! | an id with `digits` | a `u64` | a number |
//! | an id with `text`, `string`, `url`, `cursor`, an enum of texts | text | text |
//! | `integer`, an enum of numbers | an `i64` | a number |
//! | `number` | an `f64` | a number |
//! | `boolean` | a `bool` | `true`, `false` |
//! | `timestamp` | microseconds since 1970, UTC | RFC 3339 in UTC: `2026-01-31T08:00:00Z` |
//! | `date` | days since 1970 | `2026-01-31` |
//! | an object | an object, with the columns of its type | in JSON an object, in CSV a column for each of its own: `location.name` |
//! | a list, a map | a list, a map | in CSV as JSON text |
//! | a union, a tuple | JSON text, with each part in the form of its type | in JSON as JSON |
//! | `json`, what a union does not know | JSON text, as it came | in JSON as JSON |
//!
//! The spec decides, not the sample: a column that is null in every row has its type. What is null or absent is null.

// From the top down: each module imports only from those below it.
mod cell;
mod columns;
mod fields;
mod flat;
mod json;
mod scalars;
mod schema;
mod time;
mod unions;

pub use cell::{Cell, CellWriter, DynamicCell};
pub use columns::{column, schema};
pub use fields::write_fields;
pub use flat::{FlatCell, FlatSchema};
pub use json::{JsonBuilder, to_json, write_json};
pub use schema::{Column, Element, Kind, Schema};
pub use unions::{write_member, write_tagged};
