//! Many inputs at once: requests in tasks, and one place that keeps what they bring, in the order in which it arrives.
//!
//! A task sends one request and waits until its page is kept before it sends the next. So no more pages are in memory than there
//! are requests at once, and what is paid for is kept, whatever ends the run.

use std::collections::{HashSet, VecDeque};
use std::fmt::Display;

use hikerapi_runtime::Error;
use hikerapi_runtime::dynamic::DynamicRequest;
use hikerapi_runtime::error::ErrorKind;
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};

use super::destination::Destination;
use super::inputs::{Input, Line};
use super::interrupt::{Interrupt, interrupted};
use super::journal::{Past, PastState as State};
use super::key::Key;
use super::report::{Progress, Tally};
use super::start::Start;
use super::walk::{Step, Walk};
use crate::failure::Failure;
use crate::job::Job;
use crate::money::Spending;
use crate::tool::Connection;

/// The inputs that fail one after another until the run ends.
const MOST_IN_A_ROW: u32 = 20;

/// The inputs of a run, as they come.
pub(super) enum Feed {
    /// One request, or one list.
    One,
    Lines(mpsc::Receiver<Result<Line, Failure>>),
    Ended,
}

/// A run under way.
pub(super) struct Fetch<'a> {
    pub(super) job: &'a Job,
    pub(super) connection: Connection,
    /// The request of all inputs, but for the input.
    template: DynamicRequest,
    /// The units of a request.
    price: u64,
    pub(super) past: Past,
    /// Those that came, where there is a journal, which can have others.
    pub(super) inputs: HashSet<Key>,
    spending: Spending,
    pub(super) destination: Destination,
    pub(super) progress: Progress,
    /// Whether lines without a value were reported before.
    pub(super) is_surveyed: bool,
    pub(super) tally: Tally,
    /// The inputs that failed for now since the last success.
    failed_in_a_row: u32,
    /// Why no more requests are sent.
    pub(super) stop: Option<Failure>,
    /// Those that wait until their next request may be sent.
    ready: VecDeque<Walk>,
    walks: JoinSet<(Walk, Step)>,
}

impl Feed {
    async fn next(&mut self) -> Option<Result<Line, Failure>> {
        match self {
            Self::One | Self::Ended => None,
            Self::Lines(lines) => lines.recv().await,
        }
    }
}

impl<'a> Fetch<'a> {
    pub(super) fn new(start: Start, job: &'a Job, past: Past, destination: Destination, progress: Progress) -> Self {
        let price = start.price();
        let Start { connection, template, spending, .. } = start;
        Self {
            job,
            connection,
            template,
            price,
            past,
            inputs: HashSet::new(),
            spending,
            destination,
            progress,
            is_surveyed: false,
            tally: Tally::default(),
            failed_in_a_row: 0,
            stop: None,
            ready: VecDeque::new(),
            walks: JoinSet::new(),
        }
    }

    /// Fetches all inputs, or as many as may be.
    pub(super) async fn run(&mut self, mut feed: Feed, mut interrupt: Interrupt) {
        if matches!(feed, Feed::One) {
            self.start(None);
            feed = Feed::Ended;
        }
        loop {
            self.send();
            let takes_more = self.stop.is_none() && self.ready.is_empty() && !matches!(feed, Feed::Ended);
            if self.walks.is_empty() && !takes_more {
                return;
            }
            let has_room = self.walks.len() < self.job.concurrency.max(1);
            tokio::select! {
                biased;
                () = interrupt.wait(), if self.stop.is_none() => self.stop(interrupted()),
                Some(joined) = self.walks.join_next() => self.ended(joined),
                line = feed.next(), if takes_more && has_room => match line {
                    None => feed = Feed::Ended,
                    Some(Err(failure)) => self.stop(failure),
                    Some(Ok(line)) => self.line(line),
                },
            }
            self.progress.show(&self.tally, &self.connection.as_ref().usage());
        }
    }

    /// Sends what may be sent: while a request could exhaust the budget, others come first, which can cost less than their price.
    fn send(&mut self) {
        while self.stop.is_none() && (self.walks.is_empty() || self.spending.has_room(self.price, self.walks.len())) {
            let Some(mut walk) = self.ready.pop_front() else { return };
            self.walks.spawn(async move {
                let step = walk.step().await;
                (walk, step)
            });
        }
    }

    fn line(&mut self, line: Line) {
        match line {
            Line::Input(input) => self.start(Some(input)),
            Line::Repeated => self.tally.repeated += 1,
            Line::Bad { .. } if self.is_surveyed => {}
            Line::Bad { line, why } => {
                self.tally.bad += 1;
                self.progress.print(&format!("line {line}: {why}"));
            }
        }
    }

    /// Begins with an input; without one, with the request that the job is.
    fn start(&mut self, input: Option<Input>) {
        let value = input.as_ref().map(|input| input.value.as_str());
        if let Some(value) = value.filter(|_| self.job.resume.is_some()) {
            self.inputs.insert(Key::of(value));
        }
        let checkpoint = match self.past.state(value) {
            Some(State::Done) => {
                self.tally.done_before += 1;
                return;
            }
            Some(State::Failed(why)) => {
                self.tally.failed_before += 1;
                let why = format!("{why} (in an earlier run; `--retry-failed` tries it again)");
                return self.report(input.as_ref(), &why).unwrap_or_else(|| self.stop(Failure::failed(why)));
            }
            Some(State::At(checkpoint)) => Some(&**checkpoint),
            None => None,
        };
        let list = self.job.endpoint.rows.and_then(|rows| rows.list);
        let request = self.request(value);
        let walk = request.and_then(|request| {
            let walk = Walk::new(input, request, list, &self.job.list, checkpoint);
            walk.map_err(|error| self.spending.failure(error, self.price))
        });
        match walk {
            Ok(walk) => self.ready.push_back(walk),
            Err(failure) => self.stop(failure),
        }
    }

    fn request(&self, value: Option<&str>) -> Result<DynamicRequest, Failure> {
        let request = self.template.clone();
        match (value, &self.job.inputs) {
            (Some(value), Some(inputs)) => {
                request.with(inputs.param, &[value]).map_err(|error| Failure::usage(error.to_string()))
            }
            _ => Ok(request),
        }
    }

    fn ended(&mut self, joined: Result<(Walk, Step), JoinError>) {
        match joined {
            Ok((walk, step)) => {
                if let Err(failure) = self.keep(walk, step) {
                    self.stop(failure);
                }
            }
            Err(error) => self.stop(Failure::failed(format!("a request ended unexpectedly: {error}"))),
        }
    }

    /// Keeps what a request has brought, and sends the next one.
    fn keep(&mut self, walk: Walk, step: Step) -> Result<(), Failure> {
        let input = walk.input.as_ref().map(|input| input.value.as_str());
        match step {
            Step::Page(page) => {
                self.failed_in_a_row = 0;
                self.destination.page(input, &page)?;
                self.tally.items += page.items.len() as u64;
                if page.is_last {
                    self.tally.done += 1;
                    // An end that was asked for is no news.
                    self.tally.longer += u64::from(page.has_more && self.job.list.is_one_page());
                } else {
                    self.ready.push_back(walk);
                }
                Ok(())
            }
            Step::End => {
                self.tally.done += 1;
                self.destination.done(input)
            }
            // After the end of the run, what waits is not sent.
            Step::Failed(error) if self.stop.is_some() && error.is_budget_exhausted() => Ok(()),
            // Those in flight can cost less than is reserved for them.
            Step::Failed(error) if error.is_budget_exhausted() && !self.walks.is_empty() => {
                self.destination.failed_for_now(input, error.units().unwrap_or_default())?;
                self.ready.push_front(walk);
                Ok(())
            }
            Step::Failed(error) if ends_run(error.kind()) => Err(self.spending.failure(error, self.price)),
            Step::Failed(error) => self.failed(&walk, error),
        }
    }

    /// Reports an input that failed, and goes on with the others.
    fn failed(&mut self, walk: &Walk, error: Error) -> Result<(), Failure> {
        let input = walk.input.as_ref();
        let value = input.map(|input| input.value.as_str());
        let units = error.units().unwrap_or_default();
        let is_final = walk.is_at_start() && is_final(error.kind());
        // An endpoint that is gone is so for all inputs.
        let is_of_input = is_final && error.kind() != ErrorKind::Gone;
        self.failed_in_a_row = if is_of_input { 0 } else { self.failed_in_a_row + 1 };
        if is_final {
            self.tally.failed += 1;
            self.destination.failed(value, units, &error.to_string())?;
        } else {
            self.tally.failed_for_now += 1;
            self.destination.failed_for_now(value, units)?;
        }
        if self.report(input, &error).is_none() {
            return Err(self.spending.failure(error, self.price));
        }
        match self.failed_in_a_row {
            MOST_IN_A_ROW.. => Err(Failure::failed(format!(
                "{MOST_IN_A_ROW} inputs in a row failed, the last with: {error}; the service may be down: try it again later"
            ))),
            _ => Ok(()),
        }
    }

    /// Prints why an input failed; `None` where the job has no inputs.
    fn report(&self, input: Option<&Input>, why: &impl Display) -> Option<()> {
        let (input, inputs) = input.zip(self.job.inputs.as_ref())?;
        self.progress.print(&format!("{} {}: {why}", inputs.param, input.value.escape_debug()));
        Some(())
    }

    /// Sends no more requests. The first reason counts.
    fn stop(&mut self, failure: Failure) {
        self.spending.close();
        self.stop.get_or_insert(failure);
    }
}

/// Whether an error is one of all inputs, and not of one.
fn ends_run(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Config
            | ErrorKind::Connect
            | ErrorKind::Unauthorized
            | ErrorKind::OutOfCredit
            | ErrorKind::Blocked
            | ErrorKind::Checkpoint
            | ErrorKind::BudgetExhausted
    )
}

/// Whether the first request of an input would fail on another day, too.
fn is_final(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::NotFound
            | ErrorKind::Private
            | ErrorKind::Forbidden
            | ErrorKind::BadRequest
            | ErrorKind::Gone
            | ErrorKind::InvalidParameter
    )
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;
    use std::time::Duration;

    use hikerapi_testing::Server;

    use crate::job::{Inputs, Job, ListOptions, MoneyOptions, Source};
    use crate::output::OutputOptions;
    use crate::run::testing;

    #[test]
    fn what_waits_does_not_grow_with_the_inputs() {
        const INPUTS: u64 = 600;
        let folder = tempfile::tempdir().expect("a folder");
        let (ids, out) = (folder.path().join("ids"), folder.path().join("rows.jsonl"));
        std::fs::write(&ids, (1..=INPUTS).map(|id| format!("{id}\n")).collect::<String>()).expect("a file");
        let server = Server::builder().latency(Duration::from_millis(2)).start_blocking();
        let tool = testing::tool();
        let mut endpoints = tool.endpoints().map(|(_, endpoint)| endpoint);
        let job = Job {
            inputs: Some(Inputs { param: "user_id", source: Source::File(ids), field: None }),
            list: ListOptions { all: true, ..ListOptions::default() },
            money: MoneyOptions { yes: true, ..MoneyOptions::default() },
            concurrency: 4,
            output: OutputOptions { out: Some(out.clone()), ..OutputOptions::default() },
            ..testing::job(
                endpoints.find(|endpoint| endpoint.operation.name == "followers_chunk").expect("an endpoint"),
            )
        };
        assert_eq!(testing::end(&server, &job), Ok(ExitCode::SUCCESS));
        assert_eq!(std::fs::read_to_string(out).expect("a file").lines().count() as u64, INPUTS * 3);
        // A request holds at most one page, and no other is in memory.
        assert!(server.max_concurrent() <= 4 && server.units() == INPUTS * 3);
    }
}
