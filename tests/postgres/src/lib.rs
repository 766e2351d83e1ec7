//! A server of PostgreSQL for tests: made from the binaries of the system, on a socket of its own, gone with its value.
//!
//! ```no_run
//! let Some(server) = hikerapi_test_postgres::Postgres::shared() else { return };
//! let url = server.url("a_database");
//! ```

#![cfg(unix)]

mod binaries;
mod owner;
mod server;

pub use server::Postgres;
