//! How many requests a process asks for at a time, and how far ahead.

use std::time::Duration;

use tokio::time::Instant;

/// What is added to the time that answers of the store need.
const MARGIN: Duration = Duration::from_millis(8);

/// The most that requests are admitted ahead because answers are slow.
const FURTHEST: Duration = Duration::from_millis(500);

/// How long nothing is asked for at most: whether all processes have stopped is known by asking.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// The most requests of a batch.
const MOST: usize = 256;

/// The time that an answer of the store needs at first.
const LEAD: Duration = Duration::from_millis(20);

/// The most that is allowed for an answer to come.
const LONGEST_LEAD: Duration = Duration::from_secs(2);

/// The least.
const SHORTEST_LEAD: Duration = Duration::from_millis(4);

/// How many requests are asked for in the next batch, and when.
///
/// Requests are admitted as far ahead as answers need, and no further: a stop and a pause must have an effect, and a process that is
/// killed must lose few units.
#[derive(Debug)]
pub(super) struct Ahead {
    most: usize,
    lead: Duration,
    /// How long answers have needed, where that was long.
    needed: Duration,
    not_before: Option<Instant>,
}

impl Ahead {
    pub(super) fn new() -> Self {
        Self { most: 1, lead: LEAD, needed: LEAD, not_before: None }
    }

    /// The most requests of the next batch.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// The time that an answer is expected to need.
    pub(super) fn lead(&self) -> Duration {
        self.lead
    }

    /// When the next batch may ask for requests; `None` where it may do so now.
    pub(super) fn wait(&self, now: Instant) -> Option<Instant> {
        self.not_before.filter(|at| *at > now)
    }

    fn wait_until(&mut self, at: Instant, now: Instant) {
        self.not_before = Some(at.min(now + LONGEST_WAIT));
    }

    /// Notes that so many requests were admitted, the last one for this time.
    pub(super) fn admitted(&mut self, count: usize, last: Instant, now: Instant) {
        let (ahead, margin) = (last.saturating_duration_since(now), self.margin());
        if ahead > margin {
            self.wait_until(last - margin, now);
        }
        if ahead > 2 * margin {
            self.most = (self.most / 2).max(1);
        } else if count >= self.most && ahead <= margin {
            self.most = (self.most * 2).min(MOST);
        }
    }

    /// How long before the last request is sent the next ones are asked for.
    fn margin(&self) -> Duration {
        (2 * self.needed + MARGIN).min(FURTHEST)
    }

    /// Notes that nothing more is admitted before this time.
    pub(super) fn later(&mut self, at: Instant, now: Instant) {
        self.wait_until(at, now);
    }

    /// Notes how long an answer has needed, and whether it came after the time for which it admitted a request.
    pub(super) fn answered(&mut self, needed: Duration, is_late: bool) {
        self.needed = self.needed.mul_f64(0.95).max(needed);
        let lead = if is_late { self.lead * 2 } else { self.lead.mul_f64(0.95) };
        self.lead = lead.clamp(SHORTEST_LEAD, LONGEST_LEAD);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn batches_are_as_large_as_the_rate_requires() {
        for (interval, least) in [(Duration::from_millis(67), 1), (Duration::from_millis(5), 2)] {
            let (mut ahead, mut now) = (Ahead::new(), Instant::now());
            let mut last = now;
            for _ in 0..50 {
                now = ahead.wait(now).unwrap_or(now);
                assert!(now <= last.max(now), "no slot is left out");
                last += interval * u32::try_from(ahead.most()).expect("few");
                ahead.answered(Duration::from_millis(3), false);
                ahead.admitted(ahead.most(), last, now);
                assert!(last - now < 4 * interval.max(Duration::from_millis(30)), "{:?}", last - now);
            }
            assert!(ahead.most() >= least, "{}", ahead.most());
        }
    }

    #[test]
    fn the_lead_grows_where_answers_are_late_and_shrinks_where_they_are_not() {
        let mut ahead = Ahead::new();
        ahead.answered(LEAD, true);
        assert_eq!(ahead.lead(), 2 * LEAD);
        (0..9).for_each(|_| ahead.answered(LEAD, true));
        assert_eq!(ahead.lead(), LONGEST_LEAD);
        (0..199).for_each(|_| ahead.answered(Duration::ZERO, false));
        assert_eq!(ahead.lead(), SHORTEST_LEAD);
    }
}
