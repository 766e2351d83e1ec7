//! What is said at the end: what the run has brought and cost, what it has left out, and how to go on.

use std::path::Path;
use std::time::Duration;

use hikerapi_runtime::client::Usage;

use super::tally::Tally;
use crate::words::{count, time};

/// The end of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spent<'a> {
    pub(crate) tally: Tally,
    /// The rows in the output; `None` where there is none, as that of a run that goes on later.
    pub(crate) rows: Option<u64>,
    pub(crate) mismatches: u64,
    pub(crate) skipped: u64,
    pub(crate) usage: Usage,
    pub(crate) has_price: bool,
    /// The units of earlier runs, which the journal has.
    pub(crate) units_before: u64,
    /// The inputs of earlier runs that are none of this one.
    pub(crate) other_inputs: u64,
    pub(crate) elapsed: Duration,
    /// The file that was written.
    pub(crate) file: Option<&'a Path>,
    pub(crate) journal: Option<&'a Path>,
    pub(crate) is_stopped: bool,
    /// The inputs that are not done; 0 where their number is not known.
    pub(crate) left: u64,
}

/// What is said of a run that was stopped and has kept no progress.
const AGAIN: &str = "this run cannot go on later: one that is begun with `--resume FILE` can";

impl Spent<'_> {
    /// Returns the lines.
    pub(crate) fn lines(&self) -> Vec<String> {
        let left_out = self.left_out();
        let mut lines = vec![self.first()];
        if !left_out.is_empty() {
            lines.push(left_out.join(", "));
        }
        lines.extend(self.file.map(|file| format!("written to {}", file.display())));
        lines.extend(self.way_on());
        lines
    }

    /// `250 rows, 12 requests, 12 units, 3.4 s`
    fn first(&self) -> String {
        let Usage { requests, units, unknown_cost, .. } = self.usage;
        let mut parts = vec![match self.rows {
            Some(rows) => count(rows, "row"),
            None => count(self.tally.items, "item"),
        }];
        parts.push(count(requests, "request"));
        if self.has_price {
            parts.push(count(units, "unit"));
        }
        if unknown_cost > 0 {
            parts.push(format!("{} of unknown cost", count(unknown_cost, "request")));
        }
        parts.push(time(self.elapsed));
        if self.units_before > 0 {
            parts.push(format!("{} in earlier runs", count(self.units_before, "unit")));
        }
        parts.join(", ")
    }

    fn left_out(&self) -> Vec<String> {
        let Tally { failed, failed_before, failed_for_now, bad, repeated, .. } = self.tally;
        let parts = [
            (self.mismatches, "value", "did not match the spec"),
            (self.skipped, "item", "could not be read and left out"),
            (failed + failed_for_now, "input", "failed"),
            (failed_before, "input", "failed in an earlier run"),
            (self.left, "input", "not fetched to the end"),
            (bad, "line", "without a value"),
            (repeated, "repeated input", "left out"),
            (self.other_inputs, "input", "of earlier runs left out, not among those of this one"),
        ];
        let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
        parts.map(|(number, thing, what)| format!("{} {what}", count(number, thing))).collect()
    }

    fn way_on(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.tally.longer > 0 {
            let lists = count(self.tally.longer, "list");
            lines.push(format!("{lists} not read to the end: `--all`, `--max-items N` and `--max-pages N` read more"));
        }
        let Some(journal) = self.journal else {
            // A single request is no loss.
            if self.is_stopped && self.tally.items > 0 && self.usage.requests > 1 {
                lines.push(AGAIN.to_owned());
            }
            return lines;
        };
        let journal = journal.display();
        lines.push(match (self.is_stopped, self.tally.failed_for_now) {
            (true, _) => format!("what was fetched is in {journal}: run the same command again to go on"),
            (false, 0) => {
                format!("what was fetched is in {journal}: the same command costs nothing until that file is deleted")
            }
            (false, _) if self.rows.is_none() => format!(
                "what was fetched is in {journal}, and is printed once nothing fails any more: run the same command again, or \
                 write it to a file by `--out`"
            ),
            (false, _) => format!("all else is in {journal}: run the same command again to try what has failed"),
        });
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The end of a run that has sent nothing yet.
    fn spent(tally: Tally) -> Spent<'static> {
        let client = hikerapi::Client::builder().key("k").build().expect("a client");
        Spent {
            tally,
            rows: Some(1_250),
            mismatches: 0,
            skipped: 0,
            usage: client.usage(),
            has_price: true,
            units_before: 0,
            other_inputs: 0,
            elapsed: Duration::from_millis(3_400),
            file: None,
            journal: None,
            is_stopped: false,
            left: 0,
        }
    }

    #[track_caller]
    fn check(spent: Spent<'_>, expected: &[&str]) {
        assert_eq!(spent.lines(), expected);
    }

    #[test]
    fn what_was_brought_and_left_out_is_said() {
        check(spent(Tally::default()), &["1,250 rows, 0 requests, 0 units, 3.4 s"]);
        let tally = Tally { failed: 1, failed_for_now: 1, bad: 1, repeated: 3, longer: 2, ..Tally::default() };
        check(
            Spent { mismatches: 2, skipped: 1, has_price: false, file: Some(Path::new("a.csv")), ..spent(tally) },
            &[
                "1,250 rows, 0 requests, 3.4 s",
                "2 values did not match the spec, 1 item could not be read and left out, 2 inputs failed, \
                 1 line without a value, 3 repeated inputs left out",
                "written to a.csv",
                "2 lists not read to the end: `--all`, `--max-items N` and `--max-pages N` read more",
            ],
        );
    }

    #[test]
    fn the_way_on_is_said() {
        let some = Tally { items: 20, ..Tally::default() };
        let first = "20 items, 0 requests, 0 units, 3.4 s";
        let mut stopped = Spent { rows: None, is_stopped: true, ..spent(some) };
        check(Spent { left: 3, ..stopped }, &[first, "3 inputs not fetched to the end"]);
        stopped.usage.requests = 2;
        check(stopped, &["20 items, 2 requests, 0 units, 3.4 s", AGAIN]);
        check(Spent { tally: Tally::default(), ..stopped }, &["0 items, 2 requests, 0 units, 3.4 s"]);
        stopped.usage.requests = 0;
        let journal = Spent { journal: Some(Path::new("j")), units_before: 7, ..stopped };
        let first = "20 items, 0 requests, 0 units, 3.4 s, 7 units in earlier runs";
        check(journal, &[first, "what was fetched is in j: run the same command again to go on"]);
        let failed = Tally { failed_for_now: 1, ..some };
        let journal = Spent { is_stopped: false, tally: failed, ..journal };
        let printed = "what was fetched is in j, and is printed once nothing fails any more: run the same command again, or \
                       write it to a file by `--out`";
        check(journal, &[first, "1 input failed", printed]);
        let first = "9 rows, 0 requests, 0 units, 3.4 s, 7 units in earlier runs";
        let again = "all else is in j: run the same command again to try what has failed";
        check(Spent { rows: Some(9), ..journal }, &[first, "1 input failed", again]);
    }
}
