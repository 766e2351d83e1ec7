//! The end of a run: the output is finished, and what was spent is said.

use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use hikerapi_runtime::dynamic::RowType;
use hikerapi_runtime::values::{Cursor, Json};

use super::destination::To;
use super::fetch::Fetch;
use super::interrupt::{Interrupt, interrupted};
use super::journal::Journal;
use super::key::Key;
use super::report::{Spent, Tally};
use super::rows::Rows;
use crate::failure::Failure;
use crate::job::Job;
use crate::output::Finished;
use crate::terminal::Terminal;
use crate::tool::Connection;

/// What became of the output.
#[derive(Default)]
struct Written {
    finished: Option<Finished>,
    mismatches: u64,
    skipped: u64,
}

/// Ends a run with rows, and returns its exit code.
pub(super) fn end(
    fetch: Fetch<'_>,
    ty: RowType,
    units_before: u64,
    interrupt: &Interrupt,
    terminal: &Terminal,
) -> Result<ExitCode, Failure> {
    let Fetch { job, connection, destination, progress, tally, stop, past, inputs, .. } = fetch;
    let is_complete = stop.is_none() && tally.failed_for_now == 0;
    let written = match destination.to {
        // Nothing arrived: there is nothing to keep.
        To::Output(_) if stop.is_some() && tally.items == 0 => Ok(Written::default()),
        To::Output(rows) => Ok(finish(*rows, is_complete)),
        // What is printed cannot be replaced by what the next run prints.
        To::Journal(_) if stop.is_some() || !(is_complete || is_replaceable(job)) => Ok(Written::default()),
        To::Journal(journal) => Rows::open(job, ty, terminal, &progress)
            // Here something may have been sent, which the exit code says.
            .map_err(|failure| Failure::failed(failure.message))
            .and_then(|rows| replay(journal, job, &inputs, interrupt, rows))
            .map(|rows| finish(rows, is_complete)),
    };
    progress.end();
    let (written, failure) = match written {
        Ok(written) => {
            let failure = both(stop, written.finished.as_ref().and_then(|finished| finished.failure.clone()));
            (written, failure)
        }
        Err(failure) => (Written::default(), both(stop, Some(failure))),
    };
    let spent = Spent {
        tally,
        rows: written.finished.as_ref().map(|finished| finished.rows),
        mismatches: written.mismatches,
        skipped: written.skipped,
        usage: connection.as_ref().usage(),
        has_price: connection.as_ref().service().has_price(),
        units_before,
        other_inputs: past.others(&inputs),
        elapsed: progress.elapsed(),
        file: written.finished.as_ref().and_then(|finished| finished.path.as_deref()),
        journal: job.resume.as_deref(),
        is_stopped: failure.is_some(),
        left: if failure.is_some() && job.inputs.is_some() { progress.left(&tally) } else { 0 },
    };
    spent.lines().iter().for_each(|line| terminal.note(line));
    match failure {
        Some(failure) => Err(failure),
        None if tally.has_failures() => Ok(ExitCode::FAILURE),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Says what a response without rows has cost.
pub(super) fn whole(connection: &Connection, elapsed: Duration, terminal: &Terminal) {
    let spent = Spent {
        tally: Tally::default(),
        rows: None,
        mismatches: 0,
        skipped: 0,
        usage: connection.as_ref().usage(),
        has_price: connection.as_ref().service().has_price(),
        units_before: 0,
        other_inputs: 0,
        elapsed,
        file: None,
        journal: None,
        is_stopped: false,
        left: 0,
    };
    spent.lines().iter().for_each(|line| terminal.note(line));
}

fn finish(rows: Rows, is_complete: bool) -> Written {
    let (mismatches, skipped) = (rows.mismatches, rows.skipped);
    Written { finished: Some(rows.finish(is_complete)), mismatches, skipped }
}

/// Joins why a run was stopped and why its output is not whole, which can be the same. The first says the exit code.
fn both(stop: Option<Failure>, output: Option<Failure>) -> Option<Failure> {
    match (stop, output) {
        (Some(stop), Some(output)) if !output.message.starts_with(&stop.message) => {
            Some(Failure { message: format!("{}; {}", stop.message, output.message), ..stop })
        }
        (stop, output) => output.or(stop),
    }
}

/// Whether the output is a file that the next run replaces.
fn is_replaceable(job: &Job) -> bool {
    let file = job.output.out.as_ref().filter(|path| *path != Path::new("-"));
    file.is_some_and(|path| path.metadata().map_or(true, |there| there.is_file()))
}

/// Writes the rows of all runs, of the inputs of this one.
fn replay(
    journal: Journal,
    job: &Job,
    inputs: &HashSet<Key>,
    interrupt: &Interrupt,
    mut rows: Rows,
) -> Result<Rows, Failure> {
    let mut seen = Seen::new(job);
    let is_wanted = |input: Option<&str>| input.is_none_or(|input| inputs.contains(&Key::of(input)));
    journal.replay(is_wanted, |input, items| match &mut seen {
        _ if interrupt.has_come() => Err(interrupted()),
        None => rows.write(input, items),
        Some(seen) => {
            let new: Vec<_> = items.iter().filter(|item| seen.is_new(input, item)).cloned().collect();
            rows.write(input, &new)
        }
    })?;
    Ok(rows)
}

/// The items of `--unique`: a list that goes on after a checkpoint does not know those before it.
struct Seen {
    path: &'static str,
    keys: HashSet<Key>,
}

impl Seen {
    fn new(job: &Job) -> Option<Self> {
        let path = job.endpoint.operation.paging.and_then(|paging| paging.key).filter(|_| job.list.unique)?;
        Some(Self { path, keys: HashSet::new() })
    }

    fn is_new(&mut self, input: Option<&str>, item: &Json) -> bool {
        // Items without the value are not the same item.
        let Some(key) = item.at_path(self.path).filter(|key| !key.is_null()) else { return true };
        // A number and a text of the same digits are the same.
        let key = key.read::<Cursor>().map_or_else(|_| key.to_string(), |key| key.to_string());
        self.keys.insert(Key::of(&(input, key)))
    }
}
