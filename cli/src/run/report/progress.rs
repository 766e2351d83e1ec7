//! One line of progress on standard error, where that is a terminal.

use std::time::{Duration, Instant};

use hikerapi_runtime::client::Usage;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::tally::Tally;
use crate::job::Job;
use crate::terminal::{Terminal, warn};
use crate::words::{count, grouped, time};

/// How often the line is drawn.
const PER_SECOND: u8 = 5;

/// The line. Clones draw the same one.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    /// Whether rows go to the terminal, too.
    has_rows: bool,
    started: Instant,
    /// What is fetched: `followers-chunk`.
    what: &'static str,
    /// The inputs, where they are known.
    inputs: Option<u64>,
    /// The items, where they are bounded.
    items: Option<u64>,
}

impl Progress {
    /// The progress of a job. `inputs` is their number, where it is known.
    pub(crate) fn new(terminal: &Terminal, job: &Job, inputs: Option<u64>) -> Self {
        let inputs = if job.inputs.is_none() { Some(1) } else { inputs };
        let items = inputs.zip(job.list.max_items).map(|(inputs, items)| inputs.saturating_mul(items));
        let is_shown = terminal.is_error && !terminal.is_quiet;
        let bar = is_shown.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(PER_SECOND));
            if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(1000 / u64::from(PER_SECOND)));
            bar
        });
        Self {
            bar,
            has_rows: terminal.is_output,
            started: Instant::now(),
            what: job.endpoint.operation.name,
            inputs,
            items,
        }
    }

    /// Shows how far the run has come.
    pub(crate) fn show(&self, tally: &Tally, usage: &Usage) {
        if let Some(bar) = &self.bar {
            bar.set_message(self.message(tally, usage, self.started.elapsed()));
        }
    }

    /// Prints a line that stays, above that of the progress.
    pub(crate) fn print(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| warn(line)),
            None => warn(line),
        }
    }

    /// Writes rows, which must not mix with the line of progress.
    pub(crate) fn above<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) if self.has_rows => bar.suspend(write),
            _ => write(),
        }
    }

    /// Removes the line.
    pub(crate) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Returns how many inputs are not done; 0 where their number is not known.
    pub(crate) fn left(&self, tally: &Tally) -> u64 {
        self.inputs.map_or(0, |inputs| inputs.saturating_sub(tally.ended()))
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn message(&self, tally: &Tally, usage: &Usage, elapsed: Duration) -> String {
        let done = tally.ended();
        let mut parts = vec![match self.items {
            Some(most) => format!("{} of {}", grouped(tally.items), count(most, "item")),
            None => count(tally.items, "item"),
        }];
        match self.inputs {
            Some(1) => {}
            Some(inputs) => parts.push(format!("{} of {}", grouped(done), count(inputs, "input"))),
            None => parts.push(count(done, "input")),
        }
        parts.push(count(usage.units, "unit"));
        let seconds = elapsed.as_secs_f64();
        if seconds > 0.0 {
            parts.push(format!("{:.1} requests/s", usage.requests as f64 / seconds));
        }
        let part = match (self.inputs, self.items) {
            (_, Some(most)) => tally.items as f64 / most as f64,
            (Some(inputs), None) if inputs > 1 => done as f64 / inputs as f64,
            _ => 0.0,
        };
        if part > 0.0 && part < 1.0 {
            let to_go = Duration::from_secs_f64((seconds * (1.0 / part - 1.0)).min(1e9));
            parts.push(format!("{} to go", time(to_go)));
        }
        format!("{}: {}", self.what, parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(inputs: Option<u64>, items: Option<u64>) -> Progress {
        Progress { bar: None, has_rows: false, started: Instant::now(), what: "list", inputs, items }
    }

    #[test]
    fn progress_has_what_is_known() {
        let usage = hikerapi::Client::builder().key("k").build().expect("a client").usage();
        let tally = Tally { items: 1_000, done: 2, done_before: 1, failed: 1, ..Tally::default() };
        let message = |inputs, items| progress(inputs, items).message(&tally, &usage, Duration::from_secs(20));
        let expected = "list: 1,000 items, 4 of 16 inputs, 0 units, 0.0 requests/s, 1:00 to go";
        assert_eq!(message(Some(16), None), expected);
        let expected = "list: 1,000 of 3,000 items, 0 units, 0.0 requests/s, 40 s to go";
        assert_eq!(message(Some(1), Some(3_000)), expected);
        assert_eq!(message(None, None), "list: 1,000 items, 4 inputs, 0 units, 0.0 requests/s");
        assert_eq!(message(Some(4), None), "list: 1,000 items, 4 of 4 inputs, 0 units, 0.0 requests/s");
    }
}
