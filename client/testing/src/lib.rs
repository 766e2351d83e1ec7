//! A local server for tests.

#![cfg_attr(doctest, doc = include_str!("../README.md"))]

mod answer;
mod builder;
mod checks;
mod connection;
mod core;
mod errors;
mod fault;
mod json;
mod list;
mod mutation;
mod path;
mod recorded;
mod rules;
mod script;
mod server;
mod socket;
mod table;
mod thread;

pub use crate::core::KEY;
pub use answer::Answer;
pub use builder::Builder;
pub use fault::{Fault, Faults};
pub use list::{CursorForm, Ending, List};
pub use recorded::RecordedRequest;
pub use script::Script;
pub use server::ServerOf;

/// A server for the tests of programs that use [`hikerapi`].
#[cfg(feature = "hikerapi")]
#[cfg_attr(docsrs, doc(cfg(feature = "hikerapi")))]
pub type Server = ServerOf<hikerapi::Client>;

/// The same server, whose [`client`](ServerOf::client) is the blocking one. Start it with
/// [`start_blocking`](ServerOf::start_blocking).
#[cfg(feature = "blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub type BlockingServer = ServerOf<hikerapi::blocking::Client>;
