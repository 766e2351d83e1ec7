//! What must be true of a store after a storm, whatever was killed.

use std::collections::BTreeSet;
use std::time::Duration;

use hikerapi_harvest::job::State;
use hikerapi_harvest::store::{JobFilter, Open, Status};

use super::Storm;

/// How much later than others a request may arrive: a busy computer delays any of them.
const DELAY: Duration = Duration::from_millis(50);

impl Storm {
    pub fn status(&self) -> Status {
        self.runtime.block_on(self.open(Open::Existing).status()).expect("the status")
    }

    /// The units that were set aside, which is what counts as spent.
    pub fn set_aside(&self) -> u64 {
        u64::try_from(self.status().pacing.set_aside).expect("positive")
    }

    /// Checks that all jobs are done, and that each item is here once.
    #[track_caller]
    pub fn check_complete(&self) {
        let status = self.status();
        let open: Vec<_> = status.jobs.iter().filter(|count| count.state != State::Done).collect();
        assert!(open.is_empty(), "{open:?} {:?}", status.failures);
        let done: i64 = status.jobs.iter().map(|count| count.jobs).sum();
        assert_eq!(u64::try_from(done), Ok(self.plan.profiles + self.plan.lists));
        let items = self.items();
        let distinct: BTreeSet<_> = items.iter().collect();
        assert_eq!((items.len() as u64, distinct.len()), (self.plan.units(), items.len()), "every item, and once");
    }

    /// Checks that what counts as spent is what was billed, requests without a response, and what processes had set aside when they were
    /// killed: at most one request of each worker.
    #[track_caller]
    pub fn check_money(&self) {
        let (set_aside, billed) = (self.set_aside(), self.server.units());
        // Where there was no response, the price counts as spent: the request may have been billed.
        let unanswered = self.log.unanswered() as u64;
        let lost = self.kills * self.plan.workers as u64 + unanswered;
        println!(
            "money: {billed} units billed, {set_aside} set aside: {unanswered} requests had no response, {:.2} units lost by each of {} kills",
            set_aside.saturating_sub(billed + unanswered) as f64 / self.kills.max(1) as f64,
            self.kills
        );
        assert!(billed <= set_aside && set_aside <= billed + lost, "{billed} <= {set_aside} <= {billed} + {lost}");
        let ledger = self.ledger();
        assert!(ledger <= set_aside && ledger + lost >= billed, "{ledger} in the ledger, {billed} billed");
    }

    /// Checks that no second had more requests than the limit, as the server saw it.
    #[track_caller]
    pub fn check_rate(&self) {
        let second = Duration::from_secs(1);
        let (most, rate) = (self.log.most_within(second), self.plan.rate as usize);
        println!(
            "rate: {} requests in {:.1} s, at most {most} in a second, {rate} are allowed",
            self.log.len(),
            self.log.duration().as_secs_f64()
        );
        let surely = self.log.most_within(second - DELAY);
        assert!(surely <= rate, "{surely} in {:?}", second - DELAY);
    }

    fn ledger(&self) -> u64 {
        let store = self.open(Open::Existing);
        let (mut last, mut units) = (None, 0);
        loop {
            let records = self.runtime.block_on(store.ledger(last, 1_000)).expect("the ledger");
            let Some(record) = records.last() else { return units };
            last = Some((record.job, record.day));
            units += records.iter().map(|record| record.spent.units.unsigned_abs()).sum::<u64>();
        }
    }

    /// All items, with their jobs.
    fn items(&self) -> Vec<String> {
        let store = self.open(Open::Existing);
        let (mut last, mut items) = (None, Vec::new());
        loop {
            let more = self.runtime.block_on(store.items(last, 1_000, &JobFilter::default())).expect("items");
            let Some(item) = more.last() else { return items };
            last = Some(item.id);
            items.extend(more.into_iter().map(|item| format!("{} {}", item.endpoint, item.json)));
        }
    }
}
