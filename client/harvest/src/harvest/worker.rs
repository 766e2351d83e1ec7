//! A worker: one job at a time, one request at a time, and what it brings is committed before the next one.

use std::sync::Arc;
use std::time::Duration;

use hikerapi_runtime::Error as RequestError;

use super::context::Context;
use super::event::Event;
use super::outcome::{self, Outcome};
use super::summary::End;
use super::walk::{Arrived, Step, Walk};
use crate::error::{Error, ErrorKind, Result};
use crate::gate::{JobGate, Refused};
use crate::job::{ClaimedJob, Commit, CommitPage, Ending, Spent, State};
use crate::pacing::{Change, micros};

/// A job that a worker has.
struct Work<'a> {
    context: &'a Context,
    job: ClaimedJob,
    gate: JobGate,
}

/// What comes after a step.
enum Next {
    Request,
    /// The job has ended, or is another one's.
    Nothing,
}

/// Does jobs until there are no more.
pub(super) async fn run(context: Arc<Context>) {
    while let Some(job) = context.claims.next().await {
        let claim = job.claim;
        let gate = context.gate.for_job(claim.job);
        context.claims.begun(claim, gate.clone());
        let work = Work { context: &context, job, gate };
        if let Err(error) = work.run().await {
            context.fail(error);
        }
        context.claims.done(claim);
    }
}

impl Work<'_> {
    async fn run(mut self) -> Result<()> {
        let request = self.context.endpoints.request(self.context.client(&self.gate), &self.job);
        let mut walk = match request.and_then(|(request, endpoint)| Walk::new(request, endpoint, &self.job)) {
            Ok(walk) => walk,
            Err(why) => return self.end(State::Failed, Some(why)).await.map(drop),
        };
        loop {
            if self.context.is_ending() {
                return self.commit(None, Some(Ending::Release)).await.map(drop);
            }
            if !self.context.claims.holds(self.job.claim) {
                self.lost();
                return Ok(());
            }
            let next = match walk.step().await {
                Step::Page(page) => self.page(page).await?,
                Step::End => self.end(State::Done, None).await?,
                Step::Failed(error) => self.failed(&error).await?,
                Step::Unusable(why) => self.end(State::Failed, Some(why)).await?,
            };
            if matches!(next, Next::Nothing) {
                return Ok(());
            }
        }
    }

    /// Commits what a response has brought.
    async fn page(&mut self, page: Arrived) -> Result<Next> {
        let ending = match (page.is_last, self.context.is_ending()) {
            (true, _) => Some(Ending::Final(State::Done, None)),
            (false, true) => Some(Ending::Release),
            (false, false) => None,
        };
        let goes_on = ending.is_none();
        let items = page.items.len() as u64;
        let page = CommitPage { after: self.job.pages, items: page.items, checkpoint: page.checkpoint };
        let Some(spent) = self.commit(Some(page), ending.clone()).await? else { return Ok(Next::Nothing) };
        self.job.pages += 1;
        self.job.failures = 0;
        self.context.count(|summary| {
            summary.pages += 1;
            summary.items += items;
        });
        let (job, endpoint) = (self.job.claim.job, &*self.job.endpoint);
        self.context.report(&Event::Page { job, endpoint, items, spent });
        if matches!(ending, Some(Ending::Final(..))) {
            self.ended(State::Done, None);
        }
        Ok(if goes_on { Next::Request } else { Next::Nothing })
    }

    /// Ends the job.
    async fn end(&self, state: State, why: Option<String>) -> Result<Next> {
        if self.commit(None, Some(Ending::Final(state, why.clone()))).await?.is_some() {
            self.ended(state, why.as_deref());
        }
        Ok(Next::Nothing)
    }

    async fn failed(&self, error: &RequestError) -> Result<Next> {
        match outcome::of(error) {
            Outcome::Final(state) => return self.end(state, Some(error.to_string())).await,
            Outcome::Retry => return self.retry(error).await,
            Outcome::NotSent => self.not_sent(error),
            Outcome::StopAll => {
                let why = error.to_string();
                self.context.end(End::AllStopped(why.clone()));
                self.context.patiently(self.context.gate.change(Change::Stop(why))).await.transpose()?;
            }
            Outcome::Unusable => self.context.end(End::Unusable(error.to_string())),
        }
        self.commit(None, Some(Ending::Release)).await?;
        Ok(Next::Nothing)
    }

    /// Ends the run where the request was not sent, for the reason of it.
    fn not_sent(&self, error: &RequestError) {
        match self.gate.refused() {
            Some(Refused::Stopped(why)) => self.context.end(End::AllStopped(why)),
            Some(Refused::Failed(why)) => self.context.fail(Error::new(ErrorKind::Failed, why)),
            // It ends already, or the job alone does.
            Some(Refused::Closed | Refused::Lost) => {}
            // The budget of the store, or one of the client.
            Some(Refused::Budget { .. }) | None => self.context.end(End::Budget(error.to_string())),
        }
    }

    /// Lets the job be claimed again later, unless it has failed too often.
    async fn retry(&self, error: &RequestError) -> Result<Next> {
        let settings = &self.context.settings;
        let failures = self.job.failures.saturating_add(1);
        if failures >= settings.max_failures {
            let why = format!("it failed {failures} times in a row, the last time: {error}");
            return self.end(State::Failed, Some(why)).await;
        }
        let after = pause(settings.pauses, self.job.failures).max(error.retry_after().unwrap_or_default());
        let why = error.to_string();
        let ending = Ending::Retry { why: why.clone(), after_micros: micros(after) };
        if self.commit(None, Some(ending)).await?.is_some() {
            self.context.count(|summary| summary.retries += 1);
            let (job, endpoint) = (self.job.claim.job, &*self.job.endpoint);
            self.context.report(&Event::Retry { job, endpoint, why: &why, after });
        }
        Ok(Next::Nothing)
    }

    /// Commits to the store, and returns what was spent since the last time; `None` where the job has ended, or is another process's by
    /// now.
    async fn commit(&self, page: Option<CommitPage>, ending: Option<Ending>) -> Result<Option<Spent>> {
        let context = self.context;
        let (spent, is_over) = self.gate.spent();
        // The page is paid: it is committed, whatever comes of this.
        let flushed = if is_over { context.patiently(self.gate.flush()).await } else { Some(Ok(())) };
        let commit = Commit { claim: self.job.claim, page, spent, ending };
        let mut committed = context.insist(|| context.store.commit(commit.clone())).await;
        context.count(|summary| {
            summary.spent.units = summary.spent.units.saturating_add(spent.units);
            summary.spent.requests += spent.requests;
        });
        let mut is_ended = false;
        if let Err(error) = &committed {
            let is_of_job = !error.is_unavailable() && error.kind() != ErrorKind::Fenced;
            if commit.page.is_some() && is_of_job {
                committed = self.not_taken(spent, committed).await;
                is_ended = committed.is_ok();
            }
        }
        if committed.is_ok() {
            flushed.ok_or_else(away)??;
        }
        match committed {
            Ok(()) => Ok((!is_ended).then_some(spent)),
            Err(error) if error.kind() == ErrorKind::Fenced => {
                self.lost();
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Ends a job with a page that the store does not take: other jobs go on. Where the store does not take this either, the first error
    /// is returned.
    async fn not_taken(&self, spent: Spent, committed: Result<()>) -> Result<()> {
        let Err(error) = committed else { return Ok(()) };
        let why = format!("the store does not take a page of it: {error}");
        let ending = Some(Ending::Final(State::Failed, Some(why.clone())));
        let commit = Commit { claim: self.job.claim, page: None, spent, ending };
        match self.context.insist(|| self.context.store.commit(commit.clone())).await {
            Ok(()) => {
                self.ended(State::Failed, Some(&why));
                Ok(())
            }
            Err(second) if second.kind() == ErrorKind::Fenced => Err(second),
            Err(_) => Err(error),
        }
    }

    fn ended(&self, state: State, why: Option<&str>) {
        self.context.count(|summary| *summary.jobs.entry(state).or_default() += 1);
        let (job, endpoint) = (self.job.claim.job, &*self.job.endpoint);
        self.context.report(&Event::JobEnded { job, endpoint, state, why });
    }

    fn lost(&self) {
        self.context.count(|summary| summary.lost += 1);
        self.context.report(&Event::JobLost { job: self.job.claim.job });
    }
}

fn away() -> Error {
    Error::new(
        ErrorKind::Unavailable,
        "the store was away when the run ended, so that what requests have cost is not noted",
    )
}

/// The pause after so many failures before this one: it doubles.
fn pause((first, longest): (Duration, Duration), failures: i32) -> Duration {
    first.saturating_mul(1 << failures.clamp(0, 20)).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pauses = (Duration::from_secs(30), Duration::from_secs(3600));
        let seconds: Vec<_> = [0, 1, 2, 6, 7, i32::MAX].map(|failures| pause(pauses, failures).as_secs()).into();
        assert_eq!(seconds, [30, 60, 120, 1920, 3600, 3600]);
    }
}
