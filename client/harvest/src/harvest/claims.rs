//! The jobs that a process has claimed: a few wait for workers, and the leases of all are extended.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::gate::JobGate;
use crate::job::{Claim, ClaimedJob, JobId};

/// The claims of a process.
#[derive(Debug, Default)]
pub(super) struct Claims {
    state: Mutex<State>,
    /// Wakes workers.
    added: Notify,
    /// Wakes what claims more.
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<ClaimedJob>,
    /// Those that wait, and those that workers have.
    held: HashMap<JobId, Claim>,
    /// The gates of those that workers have.
    gates: Vec<(Claim, JobGate)>,
    /// How many workers are done with.
    done: u64,
    is_closed: bool,
}

impl Claims {
    /// Adds jobs that the store has given. Returns them after the end.
    pub(super) fn add(&self, jobs: Vec<ClaimedJob>) -> Vec<Claim> {
        let mut state = self.lock();
        if state.is_closed {
            return jobs.into_iter().map(|job| job.claim).collect();
        }
        for job in jobs {
            state.held.insert(job.claim.job, job.claim);
            state.waiting.push_back(job);
            self.added.notify_one();
        }
        Vec::new()
    }

    /// Waits for the next job; `None` at the end.
    pub(super) async fn next(&self) -> Option<ClaimedJob> {
        loop {
            {
                let mut state = self.lock();
                if state.is_closed {
                    // The next worker, too.
                    self.added.notify_one();
                    return None;
                }
                if let Some(job) = state.waiting.pop_front() {
                    if !state.waiting.is_empty() {
                        self.added.notify_one();
                    }
                    return Some(job);
                }
            }
            self.added.notified().await;
        }
    }

    /// Notes that a worker sends the requests of a job by this gate.
    pub(super) fn begun(&self, claim: Claim, gate: JobGate) {
        self.lock().gates.push((claim, gate));
    }

    /// Notes that a worker is done with a job.
    pub(super) fn done(&self, claim: Claim) {
        let mut state = self.lock();
        if state.held.get(&claim.job) == Some(&claim) {
            state.held.remove(&claim.job);
        }
        state.gates.retain(|(begun, _)| *begun != claim);
        state.done += 1;
        self.changed.notify_one();
    }

    /// Whether the process still has the job.
    pub(super) fn holds(&self, claim: Claim) -> bool {
        self.lock().held.get(&claim.job) == Some(&claim)
    }

    /// Notes jobs that the process has lost. Their requests that wait are not sent.
    pub(super) fn lose(&self, lost: &[Claim]) {
        let mut state = self.lock();
        state.held.retain(|_, claim| !lost.contains(claim));
        state.waiting.retain(|job| !lost.contains(&job.claim));
        state.gates.iter().filter(|(claim, _)| lost.contains(claim)).for_each(|(_, gate)| gate.lose());
    }

    /// Returns all claims.
    pub(super) fn held(&self) -> Vec<Claim> {
        self.lock().held.values().copied().collect()
    }

    /// Returns how many jobs there are, and how many workers are done with.
    pub(super) fn count(&self) -> (usize, u64) {
        let state = self.lock();
        (state.held.len(), state.done)
    }

    /// Waits until a worker is done with a job.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Gives workers no more jobs, and returns those that wait.
    pub(super) fn close(&self) -> Vec<Claim> {
        let mut state = self.lock();
        state.is_closed = true;
        self.added.notify_one();
        self.changed.notify_one();
        std::mem::take(&mut state.waiting).into_iter().map(|job| job.claim).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is locked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::Limits;

    fn claimed(job: i64, fence: i64) -> ClaimedJob {
        let claim = Claim { job: JobId(job), fence };
        let (arguments, limits) = (Vec::new(), Limits::default());
        ClaimedJob { claim, endpoint: String::new(), arguments, limits, pages: 0, failures: 0, checkpoint: None }
    }

    #[tokio::test]
    async fn jobs_are_given_once_and_those_that_are_lost_are_not() {
        let claims = Claims::default();
        assert_eq!(claims.add((1..=3).map(|job| claimed(job, 1)).collect()), []);
        let first = claims.next().await.expect("a job").claim;
        claims.lose(&[first, claimed(2, 1).claim]);
        assert!(!claims.holds(first));
        assert_eq!(claims.next().await.map(|job| job.claim), Some(claimed(3, 1).claim));
        // It was claimed again before its worker has noticed the loss.
        claims.add(vec![claimed(1, 2)]);
        claims.done(first);
        assert!(claims.holds(claimed(1, 2).claim));
        assert_eq!(claims.count(), (2, 1));
    }

    #[tokio::test]
    async fn after_the_end_jobs_go_back() {
        let claims = Claims::default();
        claims.add(vec![claimed(1, 1)]);
        assert_eq!(claims.close(), [claimed(1, 1).claim]);
        assert_eq!(claims.add(vec![claimed(2, 1)]), [claimed(2, 1).claim]);
        assert_eq!((claims.next().await, claims.next().await), (None, None));
    }
}
