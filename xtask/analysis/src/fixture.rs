//! A response with the file that it is from.

use spec::Source;

use crate::error::Error;
use crate::json::{self, Value};

/// One response.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// Its path inside the folder of fixtures: `user/by_id.json`.
    pub path: String,
    /// The file as messages show it, with its text.
    pub source: Source,
    /// What it holds.
    pub response: Value,
}

impl Fixture {
    /// Reads a text as the fixture `path`, which messages show as `shown`.
    ///
    /// # Errors
    /// Where it is not JSON; the message names file, line and column.
    pub fn parse(path: &str, shown: &str, text: String) -> Result<Self, Error> {
        let source = Source { path: shown.to_owned(), text };
        match json::parse(&source.text) {
            Ok(response) => Ok(Self { path: path.to_owned(), source, response }),
            Err(error) => {
                let (line, column) = source.line_column(error.at);
                Err(Error {
                    what: format!("cannot read the response {shown}:{line}:{column}"),
                    why: error.why,
                    help: "a fixture is the body of one response as JSON: fix it, or record it again",
                })
            }
        }
    }
}
