//! How far a run is: a line on a terminal, and a line a minute elsewhere.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hikerapi_harvest::job::State;
use hikerapi_harvest::{Event, Store};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::harvest::endpoint;
use crate::harvest::report::Report;
use crate::harvest::status::{number, to_go};
use crate::terminal::{Terminal, warn};
use crate::tool::Tool;
use crate::words::{count, grouped};

/// How often the store is asked, which has the numbers of all processes.
const ASKED: Duration = Duration::from_secs(5);

/// How often a line is printed where there is no terminal.
const PRINTED: Duration = Duration::from_secs(60);

/// The jobs that fail and are named.
const MOST_NAMED: u64 = 20;

/// The progress. Clones show the same.
#[derive(Clone)]
pub(super) struct Progress(Arc<Inner>);

struct Inner {
    tool: Tool,
    bar: Option<ProgressBar>,
    is_quiet: bool,
    started: Instant,
    /// What the store had when it was asked last.
    last: Mutex<Report>,
    /// What this process has done since.
    jobs: AtomicU64,
    items: AtomicU64,
    units: AtomicU64,
    failed: AtomicU64,
    retried: AtomicU64,
}

impl Progress {
    /// Shows the progress from now on, until the runtime ends.
    pub(super) fn start(tool: &Tool, terminal: &Terminal, store: &Arc<dyn Store>, report: Report) -> Self {
        let is_shown = terminal.is_error && !terminal.is_quiet;
        let bar = is_shown.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
            if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        let new = || AtomicU64::new(0);
        let progress = Self(Arc::new(Inner {
            tool: tool.clone(),
            bar,
            is_quiet: terminal.is_quiet,
            started: Instant::now(),
            last: Mutex::new(report),
            jobs: new(),
            items: new(),
            units: new(),
            failed: new(),
            retried: new(),
        }));
        progress.show();
        let (shown, store) = (progress.clone(), Arc::clone(store));
        tokio::spawn(async move { shown.ask(&*store).await });
        progress
    }

    /// Asks the store from time to time.
    async fn ask(&self, store: &dyn Store) {
        let mut printed = Instant::now();
        loop {
            tokio::time::sleep(if self.0.bar.is_some() { ASKED } else { PRINTED }).await;
            // Where it is away, that is said elsewhere.
            if let Ok(status) = store.status().await {
                let report = Report::of(&self.0.tool, store.location(), &status);
                *self.0.last.lock().unwrap_or_else(PoisonError::into_inner) = report;
                for counter in [&self.0.jobs, &self.0.items, &self.0.units] {
                    counter.store(0, Ordering::Relaxed);
                }
            }
            self.show();
            if self.0.bar.is_none() && !self.0.is_quiet && printed.elapsed() >= PRINTED {
                printed = Instant::now();
                warn(&self.message());
            }
        }
    }

    /// Notes what has happened.
    pub(super) fn note(&self, event: &Event<'_>) {
        let Inner { jobs, items, units, failed, retried, .. } = &*self.0;
        match event {
            Event::Page { items: arrived, spent, .. } => {
                items.fetch_add(*arrived, Ordering::Relaxed);
                units.fetch_add(number(spent.units), Ordering::Relaxed);
                self.show();
            }
            Event::JobEnded { job, endpoint, state, why, .. } => {
                jobs.fetch_add(1, Ordering::Relaxed);
                if *state == State::Failed && failed.fetch_add(1, Ordering::Relaxed) < MOST_NAMED {
                    let name = endpoint::name_of_key(&self.0.tool, endpoint);
                    self.print(&format!("job {} ({name}) failed: {}", job.0, why.unwrap_or("no reason is known")));
                }
                self.show();
            }
            Event::Retry { job, endpoint, why, after, .. } if retried.fetch_add(1, Ordering::Relaxed) < MOST_NAMED => {
                let name = endpoint::name_of_key(&self.0.tool, endpoint);
                let seconds = after.as_secs();
                self.print(&format!("job {} ({name}) is tried again in {seconds} s: {why}", job.0));
            }
            Event::StoreAway { why, .. } => {
                self.print(&format!("the store is away, and nothing is sent until it is back: {why}"));
            }
            Event::StoreBack => self.print("the store is back"),
            _ => {}
        }
    }

    /// Prints a line that stays.
    pub(super) fn print(&self, line: &str) {
        match &self.0.bar {
            Some(bar) => bar.suspend(|| warn(line)),
            None if self.0.is_quiet => {}
            None => warn(line),
        }
    }

    /// Removes the line.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.0.bar {
            bar.finish_and_clear();
        }
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.0.started.elapsed()
    }

    fn show(&self) {
        if let Some(bar) = &self.0.bar {
            bar.set_message(self.message());
        }
    }

    /// `400 of 1,000 jobs, 400 items, 401 units, 14.9 requests/s, about 600 requests, 40 s to go`
    fn message(&self) -> String {
        let Inner { last, jobs, items, units, .. } = &*self.0;
        let last = last.lock().unwrap_or_else(PoisonError::into_inner);
        let since = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let total = number(last.jobs.values().sum());
        let ended = total.saturating_sub(number(last.open)).saturating_add(since(jobs)).min(total);
        let rate = last.requests_last_minute as f64 / 60.0;
        let mut parts = vec![
            format!("{} of {}", grouped(ended), count(total, "job")),
            count(number(last.items) + since(items), "item"),
            count(number(last.units) + since(units), "unit"),
            format!("{rate:.1} requests/s"),
        ];
        if let Some(left) = &last.to_go {
            parts.push(format!("{} to go", to_go(left)));
        }
        parts.join(", ")
    }
}
