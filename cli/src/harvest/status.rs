//! `harvest status`: how far it is, what it has cost, and what has failed.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use hikerapi_harvest::Store;
use hikerapi_harvest::job::{Arguments, State};
use hikerapi_harvest::store::{JobFilter, Open};
use serde::Serialize;

use super::report::{Day, OfEndpoint, Process, Reason, Report, ToGo, prometheus};
use super::{endpoint, place};
use crate::failure::Failure;
use crate::listing::{Listing, Row, print};
use crate::terminal::{Terminal, visible};
use crate::tool::Tool;
use crate::words::{count, grouped, time};

/// How it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Table,
    Json,
    Prometheus,
}

/// The jobs that `--failed` reads at once.
const BATCH: u32 = 1_000;

/// Prints the status of a store; with `is_failed`, the jobs that have ended without success.
pub(crate) fn status(
    tool: &Tool,
    terminal: &Terminal,
    store: &str,
    form: Form,
    is_failed: bool,
) -> Result<ExitCode, Failure> {
    place::block_on(async {
        let store = place::open(store, Open::Existing).await?;
        if is_failed {
            return failed(tool, terminal, &*store, form).await;
        }
        let status = store.status().await.map_err(|error| place::failure(&error))?;
        let report = Report::of(tool, store.location(), &status);
        let text = match form {
            Form::Table => tables(tool, terminal, &report)?,
            Form::Prometheus => prometheus(&report),
            Form::Json => {
                let json = serde_json::to_string(&report);
                format!("{}\n", json.map_err(|error| Failure::failed(format!("cannot write JSON: {error}")))?)
            }
        };
        print(text.as_bytes())
    })
}

/// A job that has ended without success, for programs.
#[derive(Serialize)]
struct FailedJob {
    job: i64,
    endpoint: String,
    arguments: Arguments,
    state: &'static str,
    why: Option<String>,
    pages: i64,
    units: i64,
}

/// Prints the jobs that have ended without success, as they are read.
async fn failed(tool: &Tool, terminal: &Terminal, store: &dyn Store, form: Form) -> Result<ExitCode, Failure> {
    let states = vec![State::Failed, State::NotFound, State::Private, State::Delayed];
    let filter = JobFilter { states, ..JobFilter::default() };
    let format = if form == Form::Table { "table" } else { "jsonl" };
    let mut after = None;
    loop {
        let jobs = store.jobs(after, BATCH, &filter).await.map_err(|error| place::failure(&error))?;
        let Some(last) = jobs.last() else { return Ok(ExitCode::SUCCESS) };
        after = Some(last.id);
        let rows = jobs.into_iter().map(|job| {
            let failed = FailedJob {
                job: job.id.0,
                endpoint: endpoint::name_of_key(tool, &job.endpoint),
                arguments: job.arguments,
                state: job.state.name(),
                why: job.why,
                pages: job.pages,
                units: job.units,
            };
            let arguments = failed.arguments.iter().map(|(name, values)| format!("{name}={}", values.join(",")));
            let arguments = arguments.collect::<Vec<_>>().join(" ");
            let why = failed.why.clone().unwrap_or_default();
            let cells = [failed.job.to_string(), failed.endpoint.clone(), arguments, failed.state.to_owned(), why];
            Row::new(cells.map(|cell| visible(&cell).into_owned()).into(), &failed)
        });
        let columns = &["job", "endpoint", "arguments", "state", "why"];
        Listing { columns, rows: rows.collect::<Result<_, _>>()? }.print(Some(format), terminal)?;
    }
}

/// The report for people.
fn tables(tool: &Tool, terminal: &Terminal, report: &Report) -> Result<String, Failure> {
    let mut text = facts(report);
    text.push('\n');
    let cells = |of: &OfEndpoint| {
        let state = |state: State| grouped(number(of.jobs.get(state.name()).copied().unwrap_or_default()));
        let waiting = [State::Ready, State::Delayed, State::Claimed].map(|state| of.jobs.get(state.name()).copied());
        let open = grouped(number(waiting.into_iter().flatten().sum()));
        let ended = [State::Done, State::NotFound, State::Private, State::Failed].map(state);
        let numbers = [of.pages, of.items, of.units].map(|value| grouped(number(value)));
        [of.endpoint.clone(), open].into_iter().chain(ended).chain(numbers).collect::<Vec<_>>()
    };
    let columns = &["endpoint", "open", "done", "not found", "private", "failed", "pages", "items", "units"];
    text.push_str(&table(terminal, columns, report.endpoints.iter().map(cells).collect())?);
    if !report.failures.is_empty() {
        let row =
            |of: &Reason| vec![grouped(number(of.jobs)), of.endpoint.clone(), of.state.to_owned(), of.why.clone()];
        let rows = report.failures.iter().map(row).collect();
        let _ = write!(text, "\n{}", table(terminal, &["jobs", "endpoint", "state", "why"], rows)?);
        let _ = writeln!(text, "`{} harvest status --failed` lists them", tool.name);
    }
    if !report.processes.is_empty() {
        let ago = |seconds| format!("{} ago", time(Duration::from_secs(number(seconds))));
        let row = |of: &Process| vec![of.name.clone(), grouped(number(of.claimed)), ago(of.seconds)];
        let rows = report.processes.iter().map(row).collect();
        let _ = write!(text, "\n{}", table(terminal, &["process", "jobs", "seen"], rows)?);
    }
    if !report.days.is_empty() {
        let row = |of: &Day| vec![of.day.clone(), grouped(number(of.units)), grouped(number(of.requests))];
        let rows = report.days.iter().map(row).collect();
        let _ = write!(text, "\n{}", table(terminal, &["day (UTC)", "units", "requests"], rows)?);
    }
    Ok(text)
}

/// A line for each fact.
fn facts(report: &Report) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "{name:<9} {}", visible(&value));
    };
    line("store", report.store.clone());
    if let Some(server) = &report.server {
        line("server", server.clone());
    }
    let total = report.jobs.values().sum();
    line("jobs", format!("{} of {} open", grouped(number(report.open)), count(number(total), "job")));
    line("items", items(report));
    let budget = report
        .budget
        .zip(report.left)
        .map(|(budget, left)| format!(", {} left of the budget of {}", grouped(number(left)), grouped(number(budget))));
    line("units", format!("{} set aside or spent{}", count(number(report.units), "unit"), budget.unwrap_or_default()));
    let limit = report.requests_per_second.map(|rate| format!(", at most {rate} per second"));
    let sent = count(number(report.requests_last_minute), "request");
    line("rate", format!("{sent} in the last minute{}", limit.unwrap_or_default()));
    line("to go", report.to_go.as_ref().map_or_else(|| "nothing".to_owned(), to_go));
    if let Some(balance) = &report.balance {
        let mut words = format!("{} left", count(number(balance.left), "unit"));
        if balance.is_topped_up {
            words.push_str("; it was topped up, so that it cannot be compared with the store");
        } else {
            let (account, store) = (grouped(number(balance.account)), grouped(number(balance.store)));
            let _ = write!(words, "; since {}, it has lost {account}, and the store has counted {store}", balance.from);
        }
        line("account", words);
        if balance.is_off {
            let difference = balance.difference;
            line(
                "warning",
                format!(
                    "the account and the store differ by {difference} %: do other programs use the key without this store?"
                ),
            );
        }
    }
    if let Some(why) = &report.stopped {
        let then = if report.is_closed { "" } else { "; the next run goes on" };
        line("stopped", format!("{why}{then}"));
    }
    text
}

fn items(report: &Report) -> String {
    let mut words = grouped(number(report.items));
    if report.parts > 0 {
        let (parts, items) = (count(number(report.parts), "part"), grouped(number(report.part_items)));
        let _ = write!(words, ", {items} of them in {parts}");
    }
    words
}

/// What is left to do, in words.
pub(super) fn to_go(to_go: &ToGo) -> String {
    let least = if to_go.is_least { "at least " } else { "about " };
    let requests = count(number(to_go.requests), "request");
    match to_go.seconds {
        Some(seconds) => format!("{least}{requests}, {}", time(Duration::from_secs(number(seconds)))),
        None => format!("{least}{requests}"),
    }
}

fn table(terminal: &Terminal, columns: &'static [&'static str], cells: Vec<Vec<String>>) -> Result<String, Failure> {
    let row = |cells: Vec<String>| Row::new(cells.iter().map(|cell| visible(cell).into_owned()).collect(), &());
    let rows = cells.into_iter().map(row).collect::<Result<_, _>>()?;
    Ok(Listing { columns, rows }.table(terminal))
}

/// A count, which is never negative.
pub(super) fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}
