//! JSON Lines: an object on each line.

use std::io::Write;

use hikerapi_runtime::rows::{DynamicCell, write_json};

use super::destination::Writer;
use super::sink::Sink;
use crate::failure::Failure;
use crate::terminal::is_command;

/// A writer of JSON Lines.
pub(super) struct JsonLines {
    to: Writer,
    line: String,
    /// Whether a terminal shows it.
    is_shown: bool,
}

impl JsonLines {
    pub(super) fn new(to: Writer, is_shown: bool) -> Self {
        Self { to, line: String::new(), is_shown }
    }
}

impl Sink for JsonLines {
    fn write(&mut self, row: &dyn DynamicCell) -> Result<(), Failure> {
        self.line.clear();
        write_json(row, &mut self.line);
        if self.is_shown && self.line.contains(is_command) {
            self.line = escaped(&self.line);
        }
        self.line.push('\n');
        self.to.write_all(self.line.as_bytes()).map_err(|error| self.to.name.failure(&error))
    }

    fn flush(&mut self) -> Result<(), Failure> {
        self.to.flush().map_err(|error| self.to.name.failure(&error))
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        self.flush()
    }
}

/// The same JSON, in which characters that command a terminal are escapes. On one line of JSON, they are in texts only.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len() + 8);
    for character in json.chars() {
        match is_command(character) {
            // They are all below U+10000.
            true => escaped.push_str(&format!("\\u{:04x}", u32::from(character))),
            false => escaped.push(character),
        }
    }
    escaped
}
