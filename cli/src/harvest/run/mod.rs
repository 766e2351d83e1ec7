//! `harvest run`: workers that do the jobs of a store.

// From the top down: `ending`, `parts`; `progress`; `price`. Each imports only from those after it.
mod ending;
mod parts;
mod price;
mod progress;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use hikerapi_harvest::store::Open;
use hikerapi_harvest::{Harvest, Stop, Store};
use hikerapi_runtime::dynamic::EndpointDescription;
use hikerapi_runtime::rt::RuntimeClient;

use super::report::Report;
use super::{metrics, place};
use crate::failure::Failure;
use crate::job::MoneyOptions;
use crate::listing::print;
use crate::money::{Limit, Spending};
use crate::run::Interrupt;
use crate::settings::Settings;
use crate::terminal::Terminal;
use crate::tool::Tool;
use price::Price;
use progress::Progress;

/// The options of a run.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) store: String,
    pub(crate) workers: usize,
    /// The budget is the most units that the store may spend in all its runs.
    pub(crate) money: MoneyOptions,
    /// The requests per second of all processes.
    pub(crate) rate: Option<f64>,
    /// Waits for more jobs once all are done.
    pub(crate) watch: bool,
    /// Where items go as files.
    pub(crate) parts: Option<String>,
    pub(crate) metrics: Option<SocketAddr>,
    pub(crate) lease: Option<Duration>,
}

/// The client of a run, with the budget of the day.
struct Client(RuntimeClient);

impl AsRef<RuntimeClient> for Client {
    fn as_ref(&self) -> &RuntimeClient {
        &self.0
    }
}

/// Does the jobs of a store until none is open, or until the user stops it.
pub(crate) fn run(tool: &Tool, settings: &Settings, terminal: &Terminal, run: &Run) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::usage(format!("cannot start: {error}")))?;
    runtime.block_on(async {
        let store = place::open(&run.store, Open::Existing).await?;
        let server = settings.server_url(tool.service);
        store.bind(tool.service.name, server).await.map_err(|error| place::failure(&error))?;
        let report = report(tool, &*store).await?;
        let price = Price::of(tool, &*store).await?;
        if run.money.dry_run {
            return print(format!("{}\nnothing is sent: this is a dry run\n", price.words()).as_bytes());
        }
        // The key is needed before the user is asked for money.
        let connection = (tool.connect)(settings)?;
        price.confirm(&run.money, run.watch, settings, terminal)?;
        if let Some(address) = run.metrics {
            let address = metrics::serve(tool, &store, address).await?;
            terminal.note(&format!("metrics at http://{address}/metrics"));
        }
        let day = day(tool, settings)?;
        let client = match &day {
            Some(day) => connection.as_ref().with_budget(day.budget()),
            None => connection.as_ref().clone(),
        };
        work(tool, terminal, run, &store, Client(client), day, report).await
    })
}

/// Runs the workers, and what goes on beside them.
async fn work(
    tool: &Tool,
    terminal: &Terminal,
    run: &Run,
    store: &Arc<dyn Store>,
    client: Client,
    day: Option<Spending>,
    report: Report,
) -> Result<ExitCode, Failure> {
    let parts = parts::open(run.parts.as_deref(), &**store, endpoints(tool)).await?;
    let progress = Progress::start(tool, terminal, store, report);
    let interrupt = Interrupt::listen({
        let progress = progress.clone();
        move |line| progress.print(line)
    })?;
    let stop = Stop::new();
    tokio::spawn({
        let (mut interrupt, stop) = (interrupt.clone(), stop.clone());
        async move {
            interrupt.wait().await;
            if let Some(day) = day {
                day.close();
            }
            stop.stop();
        }
    });
    let writing = parts.map(|parts| parts::follow(parts, store, progress.clone()));
    let ended = harvest(run, store, &client, tool, &progress).run(stop).await;
    let written = match writing {
        Some(writing) => writing.finish().await,
        None => Ok(()),
    };
    progress.end();
    let summary = ended.map_err(|error| place::failure(&error))?;
    ending::end(tool, terminal, &**store, &summary, &progress).await.and_then(|code| written.map(|()| code))
}

/// The workers, with what the user has set.
fn harvest(run: &Run, store: &Arc<dyn Store>, client: &Client, tool: &Tool, progress: &Progress) -> Harvest {
    let mut harvest = Harvest::new(Arc::clone(store), client, endpoints(tool)).workers(run.workers);
    if let Some(units) = run.money.budget {
        harvest = harvest.budget(units);
    }
    if let Some(rate) = run.rate {
        harvest = harvest.requests_per_second(rate);
    }
    if let Some(lease) = run.lease {
        harvest = harvest.lease(lease);
    }
    if run.watch {
        harvest = harvest.wait_for_jobs();
    }
    let progress = progress.clone();
    harvest.observe(move |event| progress.note(event))
}

fn endpoints(tool: &Tool) -> impl Iterator<Item = &'static EndpointDescription> {
    tool.endpoints().map(|(_, endpoint)| endpoint)
}

/// The budget of the day, where the settings have one.
fn day(tool: &Tool, settings: &Settings) -> Result<Option<Spending>, Failure> {
    if settings.budget_per_day.is_none() {
        return Ok(None);
    }
    let mut day = Spending::of(settings, tool.service)?;
    day.grant(u64::MAX, Limit::Budget);
    Ok(Some(day))
}

async fn report(tool: &Tool, store: &dyn Store) -> Result<Report, Failure> {
    let status = store.status().await.map_err(|error| place::failure(&error))?;
    Ok(Report::of(tool, store.location(), &status))
}
