//! Claims jobs before workers need them, and gives those back that they do not need.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::context::Context;
use super::summary::End;
use crate::error::ErrorKind;
use crate::gate::Backoff;
use crate::job::{Claim, Commit, Ending, Spent};
use crate::pacing::micros;
use crate::store::Claimed;

/// The pauses while no job can be claimed: the first, and the longest.
const IDLE: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));

/// The least time between two claims that bring nothing.
const LEAST_IDLE: Duration = Duration::from_millis(20);

/// How long jobs that are claimed ahead are enough for.
const AHEAD: Duration = Duration::from_millis(500);

/// How many jobs are given back at the same time.
const RELEASED: usize = 32;

/// Over which time the speed of workers is measured.
const MEASURED: Duration = Duration::from_millis(200);

/// How many jobs workers will be done with soon. Where jobs take long, none is claimed ahead: another process may be free for it.
struct Speed {
    /// The jobs that were done, and when.
    since: (u64, Instant),
    soon: usize,
}

impl Speed {
    fn new() -> Self {
        Self { since: (0, Instant::now()), soon: 0 }
    }

    /// Notes that so many jobs are done by now, and returns how many more will be, soon.
    fn soon(&mut self, done: u64, now: Instant) -> usize {
        let (before, since) = self.since;
        let elapsed = now.saturating_duration_since(since);
        if elapsed >= MEASURED {
            let soon = (done - before) as f64 * AHEAD.as_secs_f64() / elapsed.as_secs_f64();
            (self.soon, self.since) = (soon.round() as usize, (done, now));
        }
        self.soon
    }
}

/// Claims jobs before workers need them.
pub(super) async fn claim(context: &Arc<Context>) {
    let workers = context.settings.workers;
    let (mut idle, mut speed) = (IDLE.0, Speed::new());
    while !context.is_ending() {
        let (held, done) = context.claims.count();
        let more = speed.soon(done, Instant::now()).min(workers);
        if held >= workers + more / 2 {
            tokio::select! {
                () = context.claims.changed() => {}
                () = context.ending() => return,
            }
            continue;
        }
        let most = u32::try_from(workers + more - held).unwrap_or(u32::MAX);
        let Some(claimed) = claim_once(context, most).await else { return };
        let has_jobs = !claimed.jobs.is_empty();
        let late = context.claims.add(claimed.jobs);
        release(context, late).await;
        if claimed.open == 0 && !context.settings.waits_for_jobs {
            return context.end(End::Done);
        }
        idle = if has_jobs { IDLE.0 } else { (idle * 2).min(IDLE.1) };
        if !has_jobs {
            let changed = async {
                context.claims.changed().await;
                sleep(LEAST_IDLE).await;
            };
            tokio::select! {
                () = sleep(idle) => {}
                () = changed => {}
                () = context.ending() => return,
            }
        }
    }
}

/// Claims jobs as soon as the store is there; `None` at the end of the run.
async fn claim_once(context: &Context, most: u32) -> Option<Claimed> {
    let (process, lease) = (context.gate.process(), micros(context.settings.lease));
    let mut backoff = Backoff::default();
    while !context.is_ending() {
        match context.store.claim(process, most, lease).await {
            Ok(claimed) => {
                context.back();
                return Some(claimed);
            }
            Err(error) if error.is_unavailable() => context.away(&error),
            Err(error) => {
                context.fail(error);
                return None;
            }
        }
        tokio::select! {
            () = sleep(backoff.next()) => {}
            () = context.ending() => {}
        }
        // It may be away for longer than the leases: they are extended before claims are let go.
        renew(context).await;
    }
    None
}

/// Extends the leases of all claims.
pub(super) async fn renew(context: &Context) {
    let held = context.claims.held();
    if held.is_empty() {
        return;
    }
    match context.insist(|| context.store.renew(&held, micros(context.settings.lease))).await {
        Ok(lost) => context.claims.lose(&lost),
        Err(error) => context.fail(error),
    }
}

/// Gives jobs back that no worker has begun, some at a time.
pub(super) async fn release(context: &Arc<Context>, claims: Vec<Claim>) {
    let mut tasks = JoinSet::new();
    for claim in claims {
        if tasks.len() >= RELEASED {
            tasks.join_next().await;
        }
        let context = Arc::clone(context);
        tasks.spawn(async move { release_one(&context, claim).await });
    }
    while tasks.join_next().await.is_some() {}
}

async fn release_one(context: &Context, claim: Claim) {
    let commit = Commit { claim, page: None, spent: Spent::default(), ending: Some(Ending::Release) };
    match context.insist(|| context.store.commit(commit.clone())).await {
        Err(error) if error.kind() != ErrorKind::Fenced => context.fail(error),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_are_claimed_ahead_where_they_are_quick() {
        let (mut speed, start) = (Speed::new(), Instant::now());
        let second = Duration::from_secs(1);
        assert_eq!(speed.soon(9, start), 0);
        assert_eq!(speed.soon(100, start + 10 * second), 5);
        assert_eq!(speed.soon(101, start + 20 * second), 0);
        assert_eq!(speed.soon(301, start + 21 * second), 100);
        assert_eq!(speed.soon(302, start + 21 * second), 100);
    }
}
