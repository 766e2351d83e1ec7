//! How a run has ended: in words, and as an exit code.

use std::process::ExitCode;

use hikerapi_harvest::job::State;
use hikerapi_harvest::{End, Store, Summary};

use super::progress::Progress;
use crate::failure::{Code, Failure};
use crate::harvest::place;
use crate::harvest::status::number;
use crate::terminal::Terminal;
use crate::tool::Tool;
use crate::words::{count, time};

/// Says what the run has done, and returns its exit code.
pub(super) async fn end(
    tool: &Tool,
    terminal: &Terminal,
    store: &dyn Store,
    summary: &Summary,
    progress: &Progress,
) -> Result<ExitCode, Failure> {
    terminal.note(&format!("{}, {}", line(tool, summary), time(progress.elapsed())));
    match &summary.end {
        End::Stopped => Err(Failure::new(Code::Interrupted, "interrupted: the next run goes on")),
        End::AllStopped(why) => Err(Failure::new(Code::Credit, format!("{why}; the next run goes on"))),
        End::Budget(why) => Err(Failure::new(Code::Budget, format!("{why}; {}", way_on(why)))),
        End::Unusable(why) => Err(Failure::failed(why.clone())),
        End::Done => failed(tool, store).await,
        _ => Err(Failure::failed(summary.end.to_string())),
    }
}

/// What permits to spend more.
fn way_on(why: &str) -> &'static str {
    match why.contains("of the day") {
        true => "raise `budget_per_day`, or go on tomorrow",
        false => "a run with a higher `--budget` goes on",
    }
}

/// The jobs of the store that have failed, in whatever run.
async fn failed(tool: &Tool, store: &dyn Store) -> Result<ExitCode, Failure> {
    let status = store.status().await.map_err(|error| place::failure(&error))?;
    let failed = status.jobs.iter().filter(|count| count.state == State::Failed).map(|count| count.jobs).sum();
    match number(failed) {
        0 => Ok(ExitCode::SUCCESS),
        jobs => Err(Failure::failed(format!(
            "{} failed: with the same `--store`, `{name} harvest status --failed` lists them, and `{name} harvest retry` lets them \
             be run again",
            count(jobs, "job"),
            name = tool.name
        ))),
    }
}

/// `12 jobs done, 1 job not found, 345 items, 40 requests, 40 units`
fn line(tool: &Tool, summary: &Summary) -> String {
    let jobs =
        [(State::Done, "done"), (State::NotFound, "not found"), (State::Private, "private"), (State::Failed, "failed")];
    let jobs = jobs.into_iter().map(|(state, word)| (summary.jobs(state), word));
    let mut parts: Vec<String> = jobs
        .filter(|(jobs, word)| *jobs > 0 || *word == "done")
        .map(|(jobs, word)| format!("{} {word}", count(jobs, "job")))
        .collect();
    parts.push(count(summary.items, "item"));
    parts.push(count(number(summary.spent.requests), "request"));
    if tool.service.has_price() {
        parts.push(count(number(summary.spent.units), "unit"));
    }
    if summary.lost > 0 {
        parts.push(format!("{} lost to other processes", count(summary.lost, "job")));
    }
    parts.join(", ")
}
