//! Jobs for many workers with one key: one rate limit, one budget, nothing paid twice.
//!
//! A *store*, a file of SQLite or a schema of PostgreSQL, has jobs: an endpoint, its arguments, and how far a list has been read. Any
//! number of processes work on it. What a response brings, the position after it and its cost are committed together, so that a
//! process can be killed at any moment. The rate limit and the budget are in the store, too: whoever sends requests asks it first.
//!
//! | to | use |
//! |---|---|
//! | open a store | [`store::open`] |
//! | add jobs | [`Store::add`] |
//! | work on them | [`Harvest`] |
//! | move a store to another one | [`moving::copy`] |
//! | let another client keep to the same rate and budget | [`StoreGate`] |

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

// From the top down: `harvest`, `parts`, `moving`, `gate`, `store`, `pacing`, `job`, `error`. Each imports only from those after it, as
// `tests/layers` checks.
mod error;
mod gate;
mod harvest;
pub mod job;
pub mod moving;
pub mod pacing;
#[cfg(feature = "parts")]
#[cfg_attr(docsrs, doc(cfg(feature = "parts")))]
pub mod parts;
pub mod store;

pub use error::{Error, ErrorKind, Result};
pub use gate::{JobGate, Refused, StoreGate};
pub use harvest::{End, Event, Harvest, Stop, Summary};
pub use store::Store;
