use super::*;

const START: Duration = Duration::ZERO;
const BACKOFF: Reached = Reached::Response { retry: Retry::Backoff, is_free: true, is_refused: false };
const REFUSED: Reached = Reached::Response { retry: Retry::Wait, is_free: true, is_refused: true };

/// The pauses after attempts that all failed in this way and took no time.
fn pauses(policy: &RetryPolicy, reached: Reached, named: Option<Duration>) -> Vec<Duration> {
    let mut attempts = Attempts::new(policy, true);
    std::iter::from_fn(|| attempts.pause(reached, START, named)).take(1000).collect()
}

#[test]
fn pauses_grow_and_stay_below_their_bounds() {
    let policy = RetryPolicy { max_attempts: 100, max_elapsed: Duration::MAX, ..RetryPolicy::default() };
    for (attempt, pause) in pauses(&policy, BACKOFF, None).into_iter().enumerate() {
        let bound = policy.initial_backoff.saturating_mul(2_u32.saturating_pow(attempt as u32)).min(policy.max_backoff);
        assert!(pause <= bound, "{attempt}: {pause:?}");
    }
}

#[test]
fn it_stops_at_the_last_attempt_and_at_the_longest_time() {
    let policy = RetryPolicy::default();
    assert_eq!(pauses(&policy, BACKOFF, None).len(), 2);
    assert_eq!(Attempts::new(&policy, true).pause(BACKOFF, policy.max_elapsed, Some(Duration::from_secs(1))), None);
    let patient = RetryPolicy { max_attempts: 1000, ..policy };
    let all: Duration = pauses(&patient, BACKOFF, Some(Duration::from_secs(9))).into_iter().sum();
    assert_eq!(all, Duration::from_secs(117), "as many as fit into two minutes");
}

/// The table in the docs of the policy, row by row: the number of retries.
#[test]
fn what_may_have_been_billed_is_not_sent_again() {
    let rows = [
        (Reached::Nothing, 2),
        (BACKOFF, 2),
        (Reached::IdleConnection, 1),
        (Reached::Server { is_free: false }, 0),
        (Reached::Server { is_free: true }, 2),
        (Reached::Response { retry: Retry::Never, is_free: true, is_refused: false }, 0),
        (Reached::Response { retry: Retry::Wait, is_free: false, is_refused: true }, 0),
        (Reached::Response { retry: Retry::Backoff, is_free: false, is_refused: false }, 0),
        (Reached::End, 0),
    ];
    for (reached, retries) in rows {
        assert_eq!(pauses(&RetryPolicy::default(), reached, None).len(), retries, "{reached:?}");
        assert_eq!(pauses(&RetryPolicy::never(), reached, None).len(), 0, "{reached:?}");
    }
}

/// The last column of the table: whether there is a retry at all.
#[test]
fn what_may_have_been_done_is_not_done_again() {
    let rows = [
        (Reached::Nothing, true),
        (REFUSED, true),
        (Reached::Response { retry: Retry::Wait, is_free: true, is_refused: false }, false),
        (BACKOFF, false),
        (Reached::IdleConnection, false),
        (Reached::Server { is_free: true }, false),
        (Reached::End, false),
    ];
    for (reached, is_retried) in rows {
        let pause = Attempts::new(&RetryPolicy::default(), false).pause(reached, START, None);
        assert_eq!(pause.is_some(), is_retried, "{reached:?}");
        assert_eq!(reached.may_be_processed(), !is_retried, "{reached:?}");
    }
}

#[test]
fn too_many_requests_use_up_time_and_no_attempts() {
    let policy = RetryPolicy::default();
    let refused = pauses(&policy, REFUSED, None);
    assert!(refused.len() > 3, "{refused:?}");
    assert!(refused.iter().all(|pause| *pause >= policy.initial_backoff), "{refused:?}");
    assert!(refused.iter().sum::<Duration>() <= policy.max_elapsed, "{refused:?}");
    let mut attempts = Attempts::new(&policy, true);
    for reached in [REFUSED, BACKOFF, REFUSED, REFUSED, BACKOFF] {
        assert!(attempts.pause(reached, START, None).is_some());
    }
    assert_eq!(attempts.pause(BACKOFF, START, None), None, "the third that counts");
    assert!(pauses(&RetryPolicy::never(), REFUSED, None).is_empty());
}

#[test]
fn the_named_pause_is_honoured_and_capped() {
    let policy = RetryPolicy::default();
    let named = |text: &str| retry_after(&Headers::from_pairs(&[("retry-after", text)]));
    assert_eq!(named("7"), Some(Duration::from_secs(7)));
    assert_eq!(named("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
    let later = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
    assert!(named(&later).is_some_and(|pause| pause > Duration::from_secs(90)));
    for wrong in ["", "soon", "-1", "1.5"] {
        assert_eq!(named(wrong), None, "{wrong}");
    }
    assert_eq!(pauses(&policy, REFUSED, named("100000"))[0], policy.max_backoff);
    assert_eq!((policy.hold(named("100000")), policy.hold(named("7"))), (policy.max_backoff, Duration::from_secs(7)));
}

#[test]
fn a_named_pause_of_none_is_at_least_the_initial_one() {
    let policy = RetryPolicy::default();
    assert!(pauses(&policy, REFUSED, Some(Duration::ZERO)).iter().all(|pause| *pause >= policy.initial_backoff));
    assert_eq!(policy.hold(Some(Duration::ZERO)), policy.initial_backoff);
}

#[test]
fn no_length_of_a_pause_is_a_panic() {
    let max = Duration::MAX;
    let policy = RetryPolicy { max_attempts: u32::MAX, initial_backoff: max, max_backoff: max, max_elapsed: max };
    for named in [None, Some(max), Some(Duration::from_secs(u64::MAX))] {
        for reached in [BACKOFF, REFUSED, Reached::Nothing] {
            assert!(pauses(&policy, reached, named).iter().all(|pause| *pause <= LONGEST * 2), "{named:?}");
        }
        assert!(policy.hold(named) <= max);
    }
}
