//! Why a command fails: one line for people, and the exit code for programs.

use std::fmt::Display;
use std::io::{self, Write, stderr};
use std::process::ExitCode;

use hikerapi_runtime::Error;
use hikerapi_runtime::error::ErrorKind;

use crate::terminal::visible;

/// Why a command fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: Code,
    /// What happened, why, and what to do, on one line.
    pub(crate) message: String,
    pub(crate) help: Option<Help>,
}

/// What is said of a failure besides its message, where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Help {
    /// What the spec says, in Markdown.
    Spec(&'static str),
    /// Which server cannot be reached.
    Server,
    /// The command that lists the columns of this type.
    Columns(String),
}

/// The exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Code {
    /// Something failed. What was fetched is written.
    Failed = 1,
    /// The command line or the settings are wrong. Nothing was sent.
    Usage = 2,
    /// A budget is exhausted, or the price was not confirmed.
    Budget = 3,
    /// The account has no credit left.
    Credit = 4,
    /// The user interrupted it.
    Interrupted = 130,
}

impl Failure {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Code::Usage, message)
    }

    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self::new(Code::Failed, message)
    }

    /// A failure of the file system, for a file or a folder, while a run is under way.
    pub(crate) fn io(what: impl Display, error: &io::Error) -> Self {
        Self::failed(format!("{what}: {error}"))
    }

    /// A file or a folder of the command line or the settings cannot be used. Nothing was sent.
    pub(crate) fn unusable(what: impl Display, error: &io::Error) -> Self {
        Self::usage(format!("{what}: {error}"))
    }

    /// Standard output takes no more.
    pub(crate) fn stdout(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::failed("standard output was closed"),
            _ => Self::io("cannot write to standard output", error),
        }
    }

    /// Prints the message to standard error and returns the exit code.
    pub(crate) fn report(&self, tool: &str) -> ExitCode {
        // An error stream that is closed has no reader, and the exit code is for the others.
        // Problems of a spec have several lines.
        let lines: Vec<_> = self.message.split('\n').map(visible).collect();
        let _ = writeln!(stderr(), "{tool}: {}", lines.join("\n"));
        ExitCode::from(self.code as u8)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let code = match error.kind() {
            ErrorKind::BudgetExhausted => Code::Budget,
            ErrorKind::OutOfCredit => Code::Credit,
            ErrorKind::Config => Code::Usage,
            _ => Code::Failed,
        };
        Self { help: help(&error), ..Self::new(code, error.to_string()) }
    }
}

fn help(error: &Error) -> Option<Help> {
    match error.kind() {
        ErrorKind::Connect => Some(Help::Server),
        _ => error.help().map(Help::Spec),
    }
}
