//! What is imported, and what that gives.

use spec::Source;

use super::existing::Existing;
use super::report::Report;
use super::tree::File;

/// What is imported, and how.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'o> {
    /// Import only this path and the paths below it, with the definitions that they need.
    pub prefix: Option<&'o str>,
    /// The extension that has the units of an operation, such as `x-reqs-cost`. An operation without it costs 1.
    pub cost_key: Option<&'o str>,
    /// Write a draft of `api.yaml` for a document of others, with a question for what that cannot say.
    pub draft: bool,
    /// The spec that entries are imported into: what it has with the same shape is not written again, and what differs gets
    /// another name.
    pub existing: Option<Existing<'o>>,
}

/// What a document gives.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The files of the spec. At the end of the last one, comments say what is left out.
    pub files: Vec<File>,
    /// How much of the document that is.
    pub report: Report,
    /// The spec that the entries come to, with them; new files are at its end.
    pub sources: Vec<Source>,
}
