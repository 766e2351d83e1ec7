//! A line of a journal: what a response has brought.

use std::fmt::Write;

use hikerapi_runtime::pages::Checkpoint;
use hikerapi_runtime::rows::write_json;
use hikerapi_runtime::values::Json;

/// What is written.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) input: Option<&'a str>,
    pub(crate) items: &'a [Json],
    pub(crate) units: u64,
    /// Where the list goes on.
    pub(crate) checkpoint: Option<&'a Checkpoint>,
    pub(crate) state: State<'a>,
}

/// What is left to do for the input.
#[derive(Debug, Clone, Copy)]
pub(crate) enum State<'a> {
    /// There may be more.
    Open,
    /// Nothing.
    Done,
    /// Nothing: another request would fail, too.
    Failed(&'a str),
}

/// What is read, but for the items.
#[derive(Debug)]
pub(crate) struct Progressed {
    pub(crate) input: Option<String>,
    pub(crate) units: u64,
    pub(crate) checkpoint: Option<Checkpoint>,
    pub(crate) is_done: bool,
    /// Why it failed for good.
    pub(crate) failed: Option<String>,
}

/// Why a line cannot be read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    Damaged,
    /// Its checkpoint is whole, and none that this version knows.
    Checkpoint(String),
}

impl Entry<'_> {
    /// Returns the line, without its end.
    ///
    /// # Errors
    /// Where the checkpoint cannot be written as JSON.
    pub(crate) fn line(&self) -> serde_json::Result<String> {
        let mut line = String::from("{");
        let text = |text: &str| serde_json::Value::from(text).to_string();
        if let Some(input) = self.input {
            let _ = write!(line, "\"input\":{},", text(input));
        }
        let _ = write!(line, "\"units\":{}", self.units);
        match self.state {
            State::Open => {}
            State::Done => line.push_str(",\"done\":true"),
            State::Failed(why) => {
                let _ = write!(line, ",\"failed\":{}", text(why));
            }
        }
        if let Some(checkpoint) = self.checkpoint {
            let _ = write!(line, ",\"checkpoint\":{}", serde_json::to_string(checkpoint)?);
        }
        line.push_str(",\"items\":[");
        for (index, item) in self.items.iter().enumerate() {
            if index > 0 {
                line.push(',');
            }
            // Without white space, and so on one line.
            write_json(item, &mut line);
        }
        line.push_str("]}");
        Ok(line)
    }
}

impl Progressed {
    /// Reads a line.
    pub(crate) fn read(line: &[u8]) -> Result<Self, Unreadable> {
        let line = std::str::from_utf8(line).ok().and_then(|line| line.parse::<Json>().ok());
        let line = line.ok_or(Unreadable::Damaged)?;
        let units = line.get("units").and_then(|units| units.read().ok()).ok_or(Unreadable::Damaged)?;
        let checkpoint = line.get("checkpoint").map(|checkpoint| checkpoint.read::<Checkpoint>()).transpose();
        Ok(Self {
            input: Self::input(&line),
            units,
            checkpoint: checkpoint.map_err(|error| Unreadable::Checkpoint(error.to_string()))?,
            is_done: line.get("done").is_some(),
            failed: line.get("failed").map(|why| why.read().unwrap_or_default()),
        })
    }

    /// Returns the input of a line.
    pub(crate) fn input(line: &Json) -> Option<String> {
        line.get("input")?.read().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_minified_and_their_texts_stay() {
        let item: Json = "{ \"a b\" : [1.50,\n\t\"c \\\" d\\\\\" , \"e\"],\r\n \"f\": { } }".parse().expect("JSON");
        let entry = Entry { input: None, items: &[item], units: 1, checkpoint: None, state: State::Done };
        let expected = "{\"units\":1,\"done\":true,\"items\":[{\"a b\":[1.50,\"c \\\" d\\\\\",\"e\"],\"f\":{}}]}";
        assert_eq!(entry.line().expect("a line"), expected);
    }

    #[test]
    fn a_checkpoint_that_this_version_does_not_know_is_no_damage() {
        let read = |line: &str| Progressed::read(line.as_bytes());
        assert!(matches!(read("{\"units\":1,\"checkpoint\":{\"version\":\"two\"}}"), Err(Unreadable::Checkpoint(_))));
        assert!(matches!(read("{\"units\":1,"), Err(Unreadable::Damaged)));
        assert!(read("{\"units\":1}").is_ok_and(|line| !line.is_done && line.failed.is_none()));
    }
}
