//! Results: rows as JSON, as many as fit, with what they cost.
//!
//! A result is one text, which is JSON. It has no second copy as `structuredContent`: an agent would read both.

use std::sync::Arc;

use hikerapi_runtime::Error;
use hikerapi_runtime::client::Budget;
use hikerapi_runtime::dynamic::RowType;
use hikerapi_runtime::rows::to_json;
use hikerapi_runtime::values::Json;
use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::{Value, json};

use crate::words::count;

/// What a result has at most besides its rows: names, numbers, the checkpoint and the notes.
const REST: usize = 1_000;

/// The longest text of the service in a note.
const LONGEST_NOTE: usize = 400;

/// Items that were fetched, each as JSON, and how many could not be read.
#[derive(Debug, Default)]
pub(super) struct Fetched {
    pub(super) rows: Vec<String>,
    unreadable: u64,
}

impl Fetched {
    /// Adds an item, in the form of its row; as it came, where the spec has no type of it.
    pub(super) fn add(&mut self, ty: Option<RowType>, item: &Json) {
        match ty.map(|ty| ty.read(item)) {
            None => self.rows.push(item.as_json().to_owned()),
            Some(Ok(row)) => self.rows.push(to_json(&row)),
            Some(Err(_)) => self.unreadable += 1,
        }
    }

    /// Returns the rows, and notes how many items are none.
    pub(super) fn into_rows(self, notes: &mut Vec<String>) -> Rows {
        if self.unreadable > 0 {
            notes.push(format!("{} left out: not as the spec says", count(self.unreadable, "item")));
        }
        Rows { all: self.rows.into(), taken: 0 }
    }
}

/// Rows of which some are left. A clone shares them: a list waits at several checkpoints, and its rows are in memory once.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    all: Arc<[String]>,
    taken: usize,
}

impl Rows {
    pub(super) fn is_empty(&self) -> bool {
        self.taken == self.all.len()
    }

    /// Returns what tells rows that are shared from others, and their bytes.
    pub(super) fn memory(&self) -> (usize, usize) {
        (self.all.as_ptr().addr(), self.all.iter().map(String::len).sum())
    }

    /// Takes the rows that fit in a result. A row that never fits is taken alone, and is cut.
    pub(super) fn take(&mut self, most_bytes: usize, notes: &mut Vec<String>) -> Vec<String> {
        let room = most_bytes.saturating_sub(REST);
        let mut taken = Vec::new();
        let mut bytes = 0;
        while let Some(row) = self.all.get(self.taken) {
            // With its comma.
            bytes += row.len() + 1;
            if bytes > room && !taken.is_empty() {
                break;
            }
            taken.push(fitting(row, room, notes));
            self.taken += 1;
        }
        let left = self.all.len() - self.taken;
        if left > 0 {
            let rows = count(left as u64, "more row");
            notes.push(format!("{rows} fetched and paid for: call again with the checkpoint for the rest"));
        }
        taken
    }
}

/// A row; where it is too large, its beginning as a text.
fn fitting(row: &str, room: usize, notes: &mut Vec<String>) -> String {
    if row.len() < room {
        return row.to_owned();
    }
    // In a text, a quotation mark takes two bytes, and other characters up to twelve.
    let escaped = |char: char| Value::from(char.to_string()).to_string().len() - 2;
    let mut bytes = 2;
    let end = row.char_indices().find(|(_, char)| {
        bytes += escaped(*char);
        bytes > room
    });
    let beginning = row.get(..end.map_or(row.len(), |(at, _)| at)).unwrap_or_default();
    notes.push(format!("a row has {} bytes, and is cut after {}: it is a text", row.len(), beginning.len()));
    Value::from(beginning).to_string()
}

/// What a result has besides its rows.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// To go on, where rows are left.
    pub(super) checkpoint: Option<String>,
    pub(super) units: u64,
    pub(super) notes: Vec<String>,
}

/// The result with many rows.
pub(super) fn rows(rows: &[String], facts: &Facts, budget: &Budget) -> CallToolResult {
    result("rows", &format!("[{}]", rows.join(",")), facts, budget)
}

/// The result with one row. One that is too large is cut, and is a text.
pub(super) fn row(row: &str, most_bytes: usize, mut facts: Facts, budget: &Budget) -> CallToolResult {
    let row = fitting(row, most_bytes.saturating_sub(REST), &mut facts.notes);
    result("row", &row, &facts, budget)
}

/// A result. Its text is joined from parts: in it, columns have the order of the spec.
fn result(name: &str, value: &str, facts: &Facts, budget: &Budget) -> CallToolResult {
    let mut rest = json!({"units": facts.units, "units_left": budget.remaining()});
    if let Some(checkpoint) = &facts.checkpoint {
        rest["checkpoint"] = checkpoint.as_str().into();
    }
    if !facts.notes.is_empty() {
        rest["note"] = facts.notes.join("; ").into();
    }
    let rest = rest.to_string();
    CallToolResult::success(vec![ContentBlock::text(format!("{{\"{name}\":{value},{}", rest.trim_start_matches('{')))])
}

/// What was spent.
pub(super) fn spent(budget: &Budget) -> CallToolResult {
    success(&json!({"spent": budget.spent(), "left": budget.remaining()}))
}

/// A call that is wrong, before anything was sent.
pub(super) fn refused(message: &str, budget: &Budget) -> CallToolResult {
    error(&json!({"error": message, "units": 0, "units_left": budget.remaining()}))
}

/// A request that failed.
pub(super) fn failed(error: &Error, units: u64, budget: &Budget) -> CallToolResult {
    let mut value = json!({"error": describe(error, budget), "units": units, "units_left": budget.remaining()});
    if let Some(help) = error.help().filter(|help| !help.is_empty()) {
        value["help"] = help.into();
    }
    self::error(&value)
}

fn success(value: &Value) -> CallToolResult {
    CallToolResult::success(vec![ContentBlock::text(value.to_string())])
}

fn error(value: &Value) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(value.to_string())])
}

/// The note on a list that an error has ended.
pub(super) fn stopped(error: &Error, budget: &Budget) -> String {
    let mut why = describe(error, budget);
    if let Some((end, _)) = why.char_indices().nth(LONGEST_NOTE) {
        why.truncate(end);
        why.push_str(" ..");
    }
    format!("the list stops here: {why}")
}

/// An error in one line. Where the budget has refused it, the error says what is left, and this what was spent.
pub(super) fn describe(error: &Error, budget: &Budget) -> String {
    if error.is_budget_exhausted() {
        return format!(
            "{error}; the session has spent {} units. A person can raise its budget: restart `mcp` with a larger `--budget`",
            budget.spent()
        );
    }
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetched(rows: &[String]) -> Rows {
        Rows { all: rows.into(), taken: 0 }
    }

    fn text(result: &CallToolResult) -> &str {
        &result.content[0].as_text().expect("a text").text
    }

    #[test]
    fn rows_that_do_not_fit_are_left_for_the_next_call() {
        let mut all = fetched(&["1234", "5678", "9"].map(str::to_owned));
        let mut notes = Vec::new();
        assert_eq!(all.take(REST + 10, &mut notes), ["1234", "5678"]);
        assert_eq!(notes, ["1 more row fetched and paid for: call again with the checkpoint for the rest"]);
        notes.clear();
        let again = all.clone();
        assert_eq!(all.take(REST + 10, &mut notes), ["9"]);
        assert!(notes.is_empty() && all.is_empty() && !again.is_empty());
        assert_eq!(all.memory(), again.memory(), "both have the same rows");
    }

    #[test]
    fn a_row_that_never_fits_is_cut_and_does_not_stop_the_list() {
        let mut all = fetched(&["\"a\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\"".to_owned(), "1".to_owned()]);
        let mut notes = Vec::new();
        let taken = all.take(REST + 9, &mut notes);
        assert_eq!(taken, [r#""\"aéé""#], "9 bytes");
        assert_eq!(notes[0], "a row has 13 bytes, and is cut after 6: it is a text");
        assert_eq!(all.take(REST + 9, &mut notes), ["1"]);
    }

    #[test]
    fn a_result_is_never_larger_than_stated() {
        let error = "e".repeat(LONGEST_NOTE);
        for bytes in [2_000, 5_000, 20_000] {
            let rows_of = (0..3_000).map(|number| format!("{{\"n\":\"{}\"}}", "é\n".repeat(number % 700)));
            let mut all = fetched(&rows_of.collect::<Vec<_>>());
            while !all.is_empty() {
                let checkpoint = Some(format!("list-{}", u64::MAX));
                let mut facts = Facts { checkpoint, units: u64::MAX, notes: vec![error.clone()] };
                let taken = all.take(bytes, &mut facts.notes);
                assert!(!taken.is_empty(), "each call goes on");
                let result = rows(&taken, &facts, &Budget::units(u64::MAX));
                assert!(text(&result).len() <= bytes, "{} of {bytes}", text(&result).len());
            }
        }
    }

    #[test]
    fn a_result_is_json_in_the_order_of_the_spec() {
        let facts = Facts { checkpoint: Some("list-1".to_owned()), units: 2, notes: vec!["it".to_owned()] };
        let result = rows(&["{\"b\":1,\"a\":2}".to_owned()], &facts, &Budget::units(50));
        assert!(text(&result).starts_with(r#"{"rows":[{"b":1,"a":2}],"#), "{}", text(&result));
        let value: Value = serde_json::from_str(text(&result)).expect("JSON");
        assert_eq!(
            (&value["checkpoint"], &value["units"], &value["note"]),
            (&json!("list-1"), &json!(2), &json!("it"))
        );
        assert_eq!(result.structured_content, None);
    }
}
