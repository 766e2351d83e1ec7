//! What a command is to do: plain data, from the command line.

use std::path::PathBuf;

use hikerapi_runtime::dynamic::EndpointDescription;

use crate::output::OutputOptions;

/// A command that calls an endpoint, once or for many inputs.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) endpoint: &'static EndpointDescription,
    /// The parameters that are the same in each request, with their values.
    pub(crate) arguments: Vec<(&'static str, Vec<String>)>,
    /// The parameter that has another value in each request, and where its values are.
    pub(crate) inputs: Option<Inputs>,
    pub(crate) list: ListOptions,
    pub(crate) money: MoneyOptions,
    /// The most requests at once.
    pub(crate) concurrency: usize,
    /// The file that keeps what was fetched until the run is complete, so that it can go on after it was killed.
    pub(crate) resume: Option<PathBuf>,
    /// Inputs that failed for good in an earlier run are tried again.
    pub(crate) retry_failed: bool,
    pub(crate) output: OutputOptions,
}

/// Many values of one parameter.
#[derive(Debug, Clone)]
pub(crate) struct Inputs {
    pub(crate) param: &'static str,
    pub(crate) source: Source,
    /// The field of each input that has the value, where inputs are objects of JSON; the name of the parameter by default.
    pub(crate) field: Option<String>,
}

/// Where inputs are, one on each line.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// `-`
    Stdin,
    /// `@FILE`
    File(PathBuf),
}

/// How far a list is read. Without any of these, one page is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ListOptions {
    pub(crate) all: bool,
    pub(crate) max_items: Option<u64>,
    pub(crate) max_pages: Option<u64>,
    pub(crate) unique: bool,
}

impl ListOptions {
    /// Whether the user has not said how far.
    pub(crate) fn is_one_page(&self) -> bool {
        !self.all && self.max_items.is_none() && self.max_pages.is_none()
    }
}

/// What may be spent.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MoneyOptions {
    /// The most units that the run may spend. Stating it confirms a price up to it.
    pub(crate) budget: Option<u64>,
    /// The price is confirmed.
    pub(crate) yes: bool,
    /// The price is said, and nothing is sent.
    pub(crate) dry_run: bool,
    /// The units above which the run asks before it spends, in place of the setting.
    pub(crate) confirm_above: Option<u64>,
}

impl MoneyOptions {
    /// Whether the user has confirmed whatever the price is.
    pub(crate) fn has_consent(&self) -> bool {
        self.yes || self.budget.is_some()
    }
}
