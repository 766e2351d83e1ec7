//! Command lines made from specs: each endpoint is a command, with its parameters as arguments.
//!
//! [`Tool::of`] makes one of any generated client with the features `dynamic` and `samples`; [`run`] runs it. Nothing here names
//! an endpoint, and nothing knows a service: the binary `hiker` is three lines.

// They panic where a stream is closed: write to it, and handle the error.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

// From the top down: `command`; `harvest`, `mcp` and `mock`; `run` and `spec_file`; `tool`; `job`; `money`; `output`, `settings`,
// `listing` and `mock_server`; `failure`; `nearest`, `signals`, `terminal` and `words`. Each imports only from those after it, as `tests/layers` checks.
mod command;
mod failure;
#[cfg(feature = "harvest")]
mod harvest;
mod job;
mod listing;
#[cfg(feature = "mcp")]
mod mcp;
#[cfg(feature = "mock")]
mod mock;
#[cfg(feature = "mock")]
mod mock_server;
mod money;
mod nearest;
mod output;
mod run;
mod settings;
mod signals;
mod spec_file;
mod terminal;
mod tool;
mod words;

pub use tool::Tool;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs a command line and returns its exit code: 0 for success, 1 where something failed, 2 for a wrong command line, 3 where
/// a budget is exhausted, 4 where the account has no credit left, 130 after an interrupt.
pub fn run(tool: &Tool, arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match command::run(tool, arguments) {
        Ok(code) => code,
        Err(failure) => failure.report(tool.name),
    }
}
