//! The numbers of a store, in the form of reports.

use std::collections::BTreeMap;

use hikerapi_harvest::job::State;
use hikerapi_harvest::store::{JobCount, Status};
use serde::Serialize;

use super::balance::{Balance, balance};
use super::estimate::{ToGo, to_go};
use super::time::{date, timestamp};
use crate::harvest::endpoint;
use crate::tool::Tool;

/// The numbers of a store.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::harvest) struct Report {
    pub(in crate::harvest) store: String,
    pub(in crate::harvest) at: String,
    pub(in crate::harvest) service: Option<String>,
    pub(in crate::harvest) server: Option<String>,
    /// Why nothing is sent any more.
    pub(in crate::harvest) stopped: Option<String>,
    /// Whether that is for good: the jobs are in another store.
    pub(in crate::harvest) is_closed: bool,
    /// The jobs in each state.
    pub(in crate::harvest) jobs: BTreeMap<&'static str, i64>,
    /// The jobs that are not final.
    pub(in crate::harvest) open: i64,
    pub(in crate::harvest) items: i64,
    /// The units that are set aside or spent.
    pub(in crate::harvest) units: i64,
    /// The units that responses have cost, by the ledger.
    pub(in crate::harvest) ledger: i64,
    pub(in crate::harvest) requests: i64,
    pub(in crate::harvest) requests_last_minute: i64,
    /// The rate limit.
    pub(in crate::harvest) requests_per_second: Option<f64>,
    pub(in crate::harvest) budget: Option<i64>,
    /// The units of the budget that are left.
    pub(in crate::harvest) left: Option<i64>,
    pub(in crate::harvest) to_go: Option<ToGo>,
    pub(in crate::harvest) endpoints: Vec<OfEndpoint>,
    pub(in crate::harvest) failures: Vec<Reason>,
    pub(in crate::harvest) days: Vec<Day>,
    pub(in crate::harvest) processes: Vec<Process>,
    pub(in crate::harvest) balance: Option<Balance>,
    pub(in crate::harvest) stored_items: i64,
    pub(in crate::harvest) parts: i64,
    pub(in crate::harvest) part_items: i64,
    pub(in crate::harvest) part_bytes: i64,
    pub(in crate::harvest) bytes: i64,
}

/// The jobs of an endpoint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::harvest) struct OfEndpoint {
    /// `user/by-id`; the key where the tool does not have it.
    pub(in crate::harvest) endpoint: String,
    pub(in crate::harvest) jobs: BTreeMap<&'static str, i64>,
    pub(in crate::harvest) pages: i64,
    pub(in crate::harvest) items: i64,
    pub(in crate::harvest) units: i64,
}

/// Why jobs have failed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::harvest) struct Reason {
    pub(in crate::harvest) endpoint: String,
    pub(in crate::harvest) state: &'static str,
    pub(in crate::harvest) why: String,
    pub(in crate::harvest) jobs: i64,
}

/// What was spent on a day (UTC).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::harvest) struct Day {
    pub(in crate::harvest) day: String,
    pub(in crate::harvest) units: i64,
    pub(in crate::harvest) requests: i64,
}

/// A process that was seen in the last day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::harvest) struct Process {
    pub(in crate::harvest) name: String,
    pub(in crate::harvest) seen: String,
    /// The seconds since it was seen.
    pub(in crate::harvest) seconds: i64,
    pub(in crate::harvest) claimed: i64,
}

impl Report {
    /// The numbers of a store at this location.
    pub(in crate::harvest) fn of(tool: &Tool, location: &str, status: &Status) -> Self {
        let (service, server) = status.bound.clone().unzip();
        let pacing = &status.pacing;
        let sum = |of: fn(&JobCount) -> i64| status.jobs.iter().map(of).sum();
        let (parts, part_items, part_bytes) = status.parts;
        Self {
            store: location.to_owned(),
            at: timestamp(status.now),
            service,
            server,
            stopped: pacing.closed.clone().or_else(|| pacing.stopped.clone()),
            is_closed: pacing.closed.is_some(),
            jobs: states(&status.jobs),
            open: status.jobs.iter().filter(|count| !count.state.is_final()).map(|count| count.jobs).sum(),
            items: sum(|count| count.items),
            units: pacing.set_aside,
            ledger: status.days.iter().map(|day| day.units).sum(),
            requests: pacing.requests,
            requests_last_minute: status.requests_last_minute,
            requests_per_second: pacing.interval.filter(|interval| *interval > 0).map(per_second),
            budget: pacing.budget,
            left: pacing.left(),
            to_go: to_go(tool, status),
            endpoints: endpoints(tool, &status.jobs),
            failures: failures(tool, status),
            days: days(status),
            processes: processes(status),
            balance: balance(status),
            stored_items: status.stored_items,
            parts,
            part_items,
            part_bytes,
            bytes: status.bytes,
        }
    }
}

/// Requests per second, rounded: a store keeps a little less than the limit.
fn per_second(interval: i64) -> f64 {
    (1_005_000.0 / interval as f64 * 100.0).round() / 100.0
}

fn states(counts: &[JobCount]) -> BTreeMap<&'static str, i64> {
    let mut states: BTreeMap<_, _> = State::ALL.map(|state| (state.name(), 0)).into();
    for count in counts {
        *states.entry(count.state.name()).or_default() += count.jobs;
    }
    states
}

fn endpoints(tool: &Tool, counts: &[JobCount]) -> Vec<OfEndpoint> {
    let by_endpoint = counts.chunk_by(|one, other| one.endpoint == other.endpoint);
    let of = |counts: &[JobCount]| {
        let sum = |of: fn(&JobCount) -> i64| counts.iter().map(of).sum();
        OfEndpoint {
            endpoint: counts.first().map(|count| endpoint::name_of_key(tool, &count.endpoint)).unwrap_or_default(),
            jobs: states(counts),
            pages: sum(|count| count.pages),
            items: sum(|count| count.items),
            units: sum(|count| count.units),
        }
    };
    by_endpoint.map(of).collect()
}

fn failures(tool: &Tool, status: &Status) -> Vec<Reason> {
    let reason = |failures: &hikerapi_harvest::store::Failures| Reason {
        endpoint: endpoint::name_of_key(tool, &failures.endpoint),
        state: failures.state.name(),
        why: failures.why.clone(),
        jobs: failures.jobs,
    };
    status.failures.iter().map(reason).collect()
}

fn days(status: &Status) -> Vec<Day> {
    let days = status.days.iter();
    days.map(|day| Day { day: date(day.day), units: day.units, requests: day.requests }).collect()
}

fn processes(status: &Status) -> Vec<Process> {
    let processes = status.processes.iter().map(|process| Process {
        name: process.name.clone(),
        seen: timestamp(process.seen),
        seconds: (status.now - process.seen).max(0) / 1_000_000,
        claimed: process.claimed,
    });
    processes.collect()
}
