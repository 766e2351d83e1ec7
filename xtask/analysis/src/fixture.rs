//! A response with the file that it is from.

use std::sync::Arc;

use spec::Source;

use crate::error::Error;
use crate::json::{self, Data, Oddity, SyntaxError, Value};
use crate::located::Located;

/// One response.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// Its path inside the folder of fixtures: `user/by_id.json`.
    pub path: String,
    /// The file as messages show it, with its text.
    pub source: Arc<Located>,
    /// What it holds.
    pub response: Value,
    /// What in it is not JSON by the letter, in the order of the text.
    pub oddities: Vec<Oddity>,
}

impl Fixture {
    /// Whether the response has no content.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source.text.trim().is_empty()
    }

    /// Reads the bytes of a file as the fixture `path`, which messages show as `shown`. They are read as the client reads a
    /// response: what is not JSON by the letter, and can be read, is noted in `oddities`. An empty one is null.
    ///
    /// # Errors
    /// Where it is not JSON; the message names file, line and column.
    pub fn parse(path: &str, shown: &str, bytes: impl Into<Vec<u8>>) -> Result<Self, Error> {
        let (text, mut oddities) = json::decode(bytes.into()).map_err(|error| failed(shown, (1, 1), error))?;
        let source = Located::new(Source { path: shown.to_owned(), text });
        let mut fixture = Self {
            path: path.to_owned(),
            source: Arc::new(source),
            response: Value { start: 0, data: Data::Null },
            oddities: Vec::new(),
        };
        if !fixture.is_empty() {
            let source = &fixture.source;
            let (response, more) =
                json::read(&source.text).map_err(|error| failed(shown, source.line_column(error.at), error))?;
            oddities.extend(more);
            fixture.response = response;
        }
        Ok(Self { oddities, ..fixture })
    }
}

fn failed(shown: &str, (line, column): (usize, usize), error: SyntaxError) -> Error {
    Error {
        what: format!("cannot read the response {shown}:{line}:{column}"),
        why: error.why,
        help: "a fixture is the body of one response as JSON: fix it, or record it again",
    }
}
