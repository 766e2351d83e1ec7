//! Running a job: requests, pages and rows, within what may be spent.

// From the top down: each module imports only from those below it.
mod destination;
mod dry_run;
mod ending;
mod fetch;
mod files;
mod inputs;
mod interrupt;
mod journal;
mod key;
mod price;
mod report;
mod rows;
mod start;
#[cfg(test)]
mod testing;
mod walk;
mod whole;

#[cfg(feature = "harvest")]
pub(crate) use inputs::{Line, Lines, Values, cell, column};
#[cfg(feature = "harvest")]
pub(crate) use price::{CONFIRM_ABOVE, ask};

pub(crate) use interrupt::Interrupt;

use std::process::ExitCode;
use std::time::Instant;

use hikerapi_runtime::dynamic::RowType;

use crate::failure::Failure;
use crate::job::Job;
use crate::output::Output;
use crate::settings::Settings;
use crate::terminal::{Terminal, warn};
use crate::tool::Tool;
use destination::{Destination, To};
use fetch::{Feed, Fetch};
use journal::{Journal, Past};
use price::confirm;
use report::Progress;
use rows::Rows;
use start::Start;

/// Runs a job to its end.
pub(crate) fn run(tool: &Tool, settings: &Settings, terminal: &Terminal, job: &Job) -> Result<ExitCode, Failure> {
    // One thread requests and decodes while this one writes.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.map_err(|error| Failure::usage(format!("cannot start: {error}")))?;
    runtime.block_on(async {
        let keyless;
        let settings = match settings.keys(tool.service) {
            // It sends nothing, and so needs none.
            Err(missing) if job.money.dry_run => {
                terminal.note(&format!("the run itself needs a key: {}", missing.message));
                keyless = settings.without_key(tool.service);
                &keyless
            }
            _ => settings,
        };
        let start = Start::new(tool, settings, job)?;
        match job.endpoint.rows {
            Some(rows) => fetch_rows(start, rows.ty, settings, terminal, job).await,
            None => fetch_whole(start, settings, terminal, job).await,
        }
    })
}

async fn fetch_rows(
    mut start: Start,
    ty: RowType,
    settings: &Settings,
    terminal: &Terminal,
    job: &Job,
) -> Result<ExitCode, Failure> {
    // What cannot be written is not paid for.
    Output::check(&job.output, &rows::columns(job), ty, terminal)?;
    let (journal, past) = start.journal(job)?;
    let (lines, survey) = start.inputs(job, settings, &past, terminal)?;
    let plan = start.plan(job, survey.as_ref(), &past)?;
    if job.money.dry_run {
        dry_run::print(job, &plan, settings.budget_per_day, survey.as_ref(), Some(ty), terminal)?;
        return Ok(ExitCode::SUCCESS);
    }
    confirm(&plan, &job.money, settings, terminal)?;
    start.grant(&plan, job);

    // Without consent, nothing is left behind.
    let (journal, past) = match (&job.resume, journal) {
        (Some(path), None) => Journal::make(path, job, &start.server).map(|(journal, past)| (Some(journal), past))?,
        (_, journal) => (journal, past),
    };
    let inputs = survey.as_ref().map(|survey| survey.values + survey.done);
    let progress = Progress::new(terminal, job, inputs);
    let destination = match journal {
        // The output is opened at the end: nothing is there before.
        Some(journal) => To::Journal(journal),
        None => To::Output(Box::new(Rows::open(job, ty, terminal, &progress)?)),
    };
    let units_before = past.units;
    let feed = lines.map_or(Feed::One, |lines| Feed::Lines(lines.stream()));
    let interrupt = Interrupt::listen({
        let progress = progress.clone();
        move |line| progress.print(line)
    })?;
    let mut fetch = Fetch::new(start, job, past, Destination::new(destination), progress);
    if let Some(survey) = survey {
        fetch.is_surveyed = true;
        fetch.tally.bad = survey.bad;
    }
    fetch.run(feed, interrupt.clone()).await;
    ending::end(fetch, ty, units_before, &interrupt, terminal)
}

async fn fetch_whole(
    mut start: Start,
    settings: &Settings,
    terminal: &Terminal,
    job: &Job,
) -> Result<ExitCode, Failure> {
    whole::check(job, terminal)?;
    let plan = start.plan(job, None, &Past::default())?;
    if job.money.dry_run {
        dry_run::print(job, &plan, settings.budget_per_day, None, None, terminal)?;
        return Ok(ExitCode::SUCCESS);
    }
    confirm(&plan, &job.money, settings, terminal)?;
    start.grant(&plan, job);
    let started = Instant::now();
    let connection = start.connection.clone();
    let fetched = whole::fetch(start, Interrupt::listen(warn)?, job, terminal).await;
    ending::whole(&connection, started.elapsed(), terminal);
    fetched.map(|()| ExitCode::SUCCESS)
}
