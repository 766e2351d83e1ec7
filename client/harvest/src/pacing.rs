//! The rate limit and the budget that all workers of a store share: plain values, and what changes them.
//!
//! A store keeps one [`Pacing`]. In one transaction it reads it, applies the changes of a process in order, and writes it. Time is
//! that of the store, so that no clock of a worker matters.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How far ahead of its time a request may be admitted. What has been admitted is sent, whatever happens then.
const HORIZON: i64 = 1_000_000;

/// The longest time that an answer is expected to need.
const LONGEST_LEAD: i64 = 2_000_000;

/// How long the service must not report too many requests before the time between two requests is halved again.
const RECOVER_AFTER: i64 = 10_000_000;

/// The time between two requests is not doubled once it is this long.
const SLOWEST: i64 = 8_000_000;

/// The longest time between two requests: a rate of one a day, and the half percent that [`interval`] adds.
const LONGEST_INTERVAL: i64 = 86_832_000_000;

/// The time between two requests is not doubled more often.
const MOST_DOUBLINGS: i64 = 32;

/// The longest pause: services renew requests by the hour at most.
const LONGEST: i64 = 3_600_000_000;

/// The microseconds of a day.
pub(crate) const DAY: i64 = 86_400_000_000;

/// A time by the clock of the store, in microseconds since 1970.
pub type Timestamp = i64;

/// The rate limit and the budget of a store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pacing {
    /// The microseconds between two requests; `None` without a rate limit.
    pub interval: Option<i64>,
    /// The most units that may ever be set aside; `None` without a budget.
    pub budget: Option<i64>,
    /// The units that are set aside for requests, or were spent by them.
    pub set_aside: i64,
    /// The requests that were admitted and not taken back.
    pub requests: i64,
    /// When the next request may be sent.
    pub next: Timestamp,
    /// The end of the pause after the service reported too many requests.
    pub not_before: Timestamp,
    /// How often the time between two requests is doubled.
    pub doublings: i64,
    /// When that was doubled last, or halved.
    pub changed: Timestamp,
    /// When it was doubled last. What was admitted before says nothing about the new rate.
    pub doubled: Timestamp,
    /// Why nothing is sent any more.
    pub stopped: Option<String>,
    /// Why nothing is ever done in this store again, in a sentence: its jobs are in another one.
    pub closed: Option<String>,
}

/// What a process asks of the pacing of a store, or reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Sets units aside for a request, which cannot be sent before some microseconds from now.
    Admit {
        /// The units.
        units: i64,
        /// The time that the answer needs to reach the process, in microseconds. Without a rate limit the request is admitted for now
        /// nevertheless: it may be late.
        lead: i64,
    },
    /// A request has cost other units than were set aside for it.
    Correct {
        /// What is added, or taken back where it is negative.
        units: i64,
        /// 1 where the request was not sent after all.
        unsent: i64,
    },
    /// No request for so many microseconds.
    Hold(i64),
    /// The service has refused a request, since there were too many.
    SlowDown {
        /// The pause, in microseconds.
        pause: i64,
        /// How long ago it was admitted, in microseconds.
        admitted: i64,
    },
    /// Nothing is sent any more, until it is [resumed](Self::Resume).
    Stop(String),
    /// Requests are sent again.
    Resume,
    /// Nothing is ever done in this store again, for this reason; with `None` it is as before. [`Resume`](Self::Resume) does not
    /// change it.
    Close(Option<String>),
    /// The microseconds between two requests.
    Interval(Option<i64>),
    /// The same, where there is no rate limit yet.
    DefaultInterval(i64),
    /// The budget.
    Budget(Option<i64>),
}

/// The answer to a [`Change`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The request may be sent at this time.
    Admitted(Timestamp),
    /// The request may be admitted later: ask again at this time.
    Later(Timestamp),
    /// The request must not be sent, for this reason.
    Refused(Refusal),
    /// What was reported is noted.
    Noted,
}

/// Why a request is not admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The budget has so many units left.
    Budget(i64),
    /// Everything was stopped, for this reason.
    Stopped(String),
}

impl Pacing {
    /// Applies changes in order, at this time, and returns their answers.
    pub fn apply(&mut self, now: Timestamp, changes: &[Change]) -> Vec<Answer> {
        self.trust(now);
        changes.iter().map(|change| self.change(now, change)).collect()
    }

    /// The units that can still be set aside; `None` without a budget.
    #[must_use]
    pub fn left(&self) -> Option<i64> {
        Some(self.budget?.saturating_sub(self.set_aside).max(0))
    }

    fn change(&mut self, now: Timestamp, change: &Change) -> Answer {
        match *change {
            Change::Admit { units, lead } => return self.admit(now, units.max(0), lead.clamp(0, LONGEST_LEAD)),
            Change::Correct { units, unsent } => {
                self.set_aside = self.set_aside.saturating_add(units).max(0);
                self.requests = self.requests.saturating_sub(unsent).max(0);
            }
            Change::Hold(pause) => self.hold(now, pause),
            Change::SlowDown { pause, admitted } => self.slow_down(now, pause, now.saturating_sub(admitted)),
            Change::Stop(ref why) => {
                self.stopped.get_or_insert_with(|| why.clone());
            }
            Change::Resume => self.stopped = None,
            Change::Close(ref why) => self.closed.clone_from(why),
            Change::Interval(interval) => {
                self.interval = interval.map(|interval| interval.clamp(0, LONGEST_INTERVAL));
                (self.doublings, self.changed, self.doubled) = (0, 0, 0);
            }
            Change::DefaultInterval(interval) => {
                self.interval.get_or_insert(interval.clamp(0, LONGEST_INTERVAL));
            }
            Change::Budget(budget) => self.budget = budget,
        }
        Answer::Noted
    }

    fn admit(&mut self, now: Timestamp, units: i64, lead: i64) -> Answer {
        if let Some(why) = self.closed.as_ref().or(self.stopped.as_ref()) {
            return Answer::Refused(Refusal::Stopped(why.clone()));
        }
        // A free request is never refused, also where responses cost more than was set aside for them.
        if let Some(left) = self.left().filter(|left| units > 0 && units > *left) {
            return Answer::Refused(Refusal::Budget(left));
        }
        let spacing = self.spacing(now);
        if spacing == 0 && self.not_before <= now {
            // Nothing has to be spaced: it is sent at once, also where the answer comes late.
            self.admitted(now, spacing, units);
            return Answer::Admitted(now);
        }
        let soonest = now.saturating_add(lead);
        let due = soonest.max(self.next).max(self.not_before);
        if due > soonest.saturating_add(HORIZON) {
            return Answer::Later(due.saturating_sub(HORIZON).saturating_sub(lead));
        }
        self.admitted(due, spacing, units);
        Answer::Admitted(due)
    }

    fn admitted(&mut self, at: Timestamp, spacing: i64, units: i64) {
        self.next = self.next.max(at.saturating_add(spacing));
        self.set_aside = self.set_aside.saturating_add(units);
        self.requests = self.requests.saturating_add(1);
    }

    fn hold(&mut self, now: Timestamp, pause: i64) {
        self.not_before = self.not_before.max(now.saturating_add(pause.clamp(0, LONGEST)));
    }

    fn slow_down(&mut self, now: Timestamp, pause: i64, admitted: Timestamp) {
        self.hold(now, pause);
        let spacing = self.spacing(now);
        // Requests that were sent together are refused together: they are one reason to go slower.
        let is_new = self.doubled <= admitted;
        if is_new && self.interval.is_some() && spacing < SLOWEST {
            self.doublings = self.doublings.saturating_add(1).min(MOST_DOUBLINGS);
            self.doubled = now;
        }
        self.changed = now.saturating_add(pause.clamp(0, LONGEST));
    }

    /// The time between two requests now, after what the slowdown has recovered.
    fn spacing(&mut self, now: Timestamp) -> i64 {
        self.doublings = self.doublings.clamp(0, MOST_DOUBLINGS);
        while self.doublings > 0 && now >= self.changed.saturating_add(RECOVER_AFTER) {
            self.doublings -= 1;
            self.changed = self.changed.saturating_add(RECOVER_AFTER);
        }
        let interval = self.interval.unwrap_or_default().clamp(0, LONGEST_INTERVAL);
        interval.saturating_mul(1 << self.doublings)
    }

    /// Forgets times that the clock cannot have come to: it was set back.
    fn trust(&mut self, now: Timestamp) {
        if self.not_before > now.saturating_add(LONGEST) {
            self.not_before = now;
        }
        let spacing = self.spacing(now);
        let ahead = (HORIZON + LONGEST_LEAD).saturating_add(spacing.saturating_mul(2));
        if self.next > now.max(self.not_before).saturating_add(ahead) {
            self.next = now.saturating_add(spacing);
        }
    }
}

/// The microseconds between two requests at a rate per second, as a client without a gate has them; `None` where the number is not a
/// rate: below one request a day, or above 1,000,000 per second.
///
/// It is longer by half a percent than the rate requires: what a network adds to one request and not to the next must not make the
/// service count one too many in a second.
#[must_use]
pub fn interval(per_second: f64) -> Option<i64> {
    let is_rate = (1.0 / 86_400.0..=1_000_000.0).contains(&per_second);
    is_rate.then(|| micros(Duration::from_millis(1005).div_f64(per_second)).max(1))
}

/// A duration in microseconds.
#[must_use]
pub fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;
    const NOW: i64 = 1_700_000_000 * SECOND;

    fn pacing(per_second: f64) -> Pacing {
        Pacing { interval: interval(per_second), ..Pacing::default() }
    }

    fn admit(pacing: &mut Pacing, now: i64) -> Answer {
        pacing.apply(now, &[Change::Admit { units: 1, lead: 0 }]).remove(0)
    }

    #[test]
    fn no_second_has_more_than_the_limit() {
        let mut pacing = pacing(10.0);
        let mut sent = Vec::new();
        let mut now = NOW;
        while sent.len() < 100 {
            match admit(&mut pacing, now) {
                Answer::Admitted(at) => sent.push(at),
                Answer::Later(at) => now = at,
                other => panic!("{other:?}"),
            }
        }
        assert!(sent.iter().zip(sent.iter().skip(10)).all(|(first, eleventh)| eleventh - first > SECOND));
        assert!(sent[99] - sent[0] < 10 * SECOND, "and not less than 99 % of it");
    }

    #[test]
    fn the_budget_is_never_exceeded_and_free_requests_are_never_refused() {
        let mut pacing = Pacing { budget: Some(3), ..Pacing::default() };
        let two = Change::Admit { units: 2, lead: 0 };
        assert_eq!(pacing.apply(NOW, std::slice::from_ref(&two)), [Answer::Admitted(NOW)]);
        assert_eq!(pacing.apply(NOW, std::slice::from_ref(&two)), [Answer::Refused(Refusal::Budget(1))]);
        pacing.apply(NOW, &[Change::Correct { units: 7, unsent: 0 }]);
        assert_eq!(pacing.left(), Some(0));
        assert_eq!(pacing.apply(NOW, &[Change::Admit { units: 0, lead: 0 }]), [Answer::Admitted(NOW)]);
        pacing.apply(NOW, &[Change::Correct { units: -8, unsent: 1 }]);
        assert_eq!((pacing.set_aside, pacing.requests), (1, 1));
        assert_eq!(pacing.apply(NOW, &[two]), [Answer::Admitted(NOW)]);
    }

    #[test]
    fn a_stop_is_for_all_until_it_is_resumed() {
        let mut pacing = pacing(10.0);
        pacing.apply(NOW, &[Change::Stop("first".to_owned()), Change::Stop("second".to_owned())]);
        assert_eq!(admit(&mut pacing, NOW), Answer::Refused(Refusal::Stopped("first".to_owned())));
        pacing.apply(NOW, &[Change::Resume]);
        assert_eq!(admit(&mut pacing, NOW), Answer::Admitted(NOW));
    }

    #[test]
    fn a_closed_store_admits_nothing_also_after_it_is_resumed() {
        let mut pacing = pacing(10.0);
        pacing.apply(NOW, &[Change::Stop("stop".to_owned()), Change::Close(Some("moved".to_owned())), Change::Resume]);
        assert_eq!(admit(&mut pacing, NOW), Answer::Refused(Refusal::Stopped("moved".to_owned())));
        pacing.apply(NOW, &[Change::Close(None)]);
        assert_eq!(admit(&mut pacing, NOW), Answer::Admitted(NOW));
    }

    #[test]
    fn too_many_requests_pause_and_slow_down_once() {
        let mut pacing = Pacing { interval: Some(SECOND / 10), ..Pacing::default() };
        admit(&mut pacing, NOW);
        let refused = Change::SlowDown { pause: 2 * SECOND, admitted: SECOND };
        pacing.apply(NOW, &[refused.clone(), refused]);
        assert_eq!(pacing.doublings, 1, "they were sent together");
        assert!(matches!(admit(&mut pacing, NOW), Answer::Later(at) if at == NOW + SECOND));
        assert_eq!(admit(&mut pacing, NOW + SECOND), Answer::Admitted(NOW + 2 * SECOND));
        assert_eq!(admit(&mut pacing, NOW + 2 * SECOND), Answer::Admitted(NOW + 2 * SECOND + SECOND / 5));
        admit(&mut pacing, NOW + 13 * SECOND);
        assert_eq!(pacing.doublings, 0);
    }

    #[test]
    fn a_slow_rate_is_admitted_in_its_time() {
        let mut pacing = pacing(0.1);
        assert_eq!(admit(&mut pacing, NOW), Answer::Admitted(NOW));
        assert_eq!(admit(&mut pacing, NOW), Answer::Later(NOW + 9_050_000));
        assert_eq!(admit(&mut pacing, NOW + 9_050_000), Answer::Admitted(NOW + 10_050_000));
        assert_eq!(admit(&mut pacing, NOW + 9_050_000), Answer::Later(NOW + 19_100_000));
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_stop_anything() {
        let mut pacing = pacing(10.0);
        admit(&mut pacing, NOW);
        pacing.apply(NOW, &[Change::Hold(SECOND)]);
        let earlier = NOW - 7 * LONGEST;
        assert!(matches!(admit(&mut pacing, earlier), Answer::Admitted(at) if at <= earlier + SECOND));
        let mut held = Pacing { interval: Some(1), ..Pacing::default() };
        held.apply(NOW, &[Change::Hold(i64::MAX)]);
        assert!(matches!(admit(&mut held, NOW), Answer::Later(_)));
    }

    #[test]
    fn requests_that_wait_for_the_end_of_a_pause_are_spaced_after_it() {
        let mut pacing = Pacing { interval: Some(SECOND / 10), ..Pacing::default() };
        pacing.apply(NOW, &[Change::Hold(SECOND / 2)]);
        let all = pacing.apply(NOW, &[Change::Admit { units: 1, lead: 0 }, Change::Admit { units: 1, lead: 0 }]);
        assert_eq!(all, [Answer::Admitted(NOW + SECOND / 2), Answer::Admitted(NOW + SECOND / 2 + SECOND / 10)]);
    }

    #[test]
    fn a_default_rate_replaces_no_other() {
        let mut pacing = Pacing::default();
        pacing.apply(NOW, &[Change::DefaultInterval(7), Change::DefaultInterval(8)]);
        assert_eq!(pacing.interval, Some(7));
        pacing.apply(NOW, &[Change::Interval(Some(0)), Change::DefaultInterval(8)]);
        assert_eq!(pacing.interval, Some(0), "no limit is one, too");
    }

    #[test]
    fn no_values_of_a_store_overflow() {
        for value in [i64::MIN, -1, 0, 1, i64::MAX] {
            let mut pacing = Pacing {
                interval: Some(value),
                budget: Some(i64::MAX),
                set_aside: value,
                requests: value,
                next: value,
                not_before: value,
                doublings: value,
                changed: value,
                doubled: value,
                ..Pacing::default()
            };
            for now in [i64::MIN, NOW, i64::MAX] {
                let changes = [
                    Change::Admit { units: value, lead: value },
                    Change::SlowDown { pause: value, admitted: value },
                    Change::Correct { units: value, unsent: value },
                    Change::Interval(Some(value)),
                    Change::Admit { units: 0, lead: 0 },
                ];
                assert_eq!(pacing.apply(now, &changes).len(), changes.len());
            }
        }
    }

    #[test]
    fn a_number_that_is_no_rate_has_no_interval() {
        assert_eq!(
            (interval(15.0), interval(0.0), interval(f64::NAN), interval(-1.0)),
            (Some(67_000), None, None, None)
        );
    }
}
