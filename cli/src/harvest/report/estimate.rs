//! How long a store still takes: an estimate that says what it does not know.

use std::collections::BTreeMap;

use hikerapi_harvest::job::State;
use hikerapi_harvest::store::Status;
use serde::Serialize;

use crate::harvest::endpoint;
use crate::tool::Tool;

/// What is left to do.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(in crate::harvest) struct ToGo {
    /// The requests. For lists, by the mean pages of the finished lists of the endpoint.
    pub(in crate::harvest) requests: i64,
    /// At the rate of the last minute, else at the rate limit; `None` where neither is known.
    pub(in crate::harvest) seconds: Option<i64>,
    /// No list of an endpoint is finished: each counts as one more page, and there can be more.
    pub(in crate::harvest) is_least: bool,
}

/// What is known of the lists of an endpoint.
#[derive(Debug, Default)]
struct Lists {
    open: i64,
    open_pages: i64,
    done: i64,
    done_pages: i64,
}

/// Returns what is left to do; `None` where nothing is.
pub(in crate::harvest) fn to_go(tool: &Tool, status: &Status) -> Option<ToGo> {
    let mut by_endpoint: BTreeMap<&str, Lists> = BTreeMap::new();
    for count in &status.jobs {
        let lists = by_endpoint.entry(&count.endpoint).or_default();
        if !count.state.is_final() {
            lists.open += count.jobs;
            lists.open_pages += count.pages;
        } else if count.state == State::Done {
            lists.done += count.jobs;
            lists.done_pages += count.pages;
        }
    }
    let mut to_go = ToGo { requests: 0, seconds: None, is_least: false };
    for (key, lists) in by_endpoint.into_iter().filter(|(_, lists)| lists.open > 0) {
        let has_pages = endpoint::by_key(tool, key).is_none_or(|endpoint| endpoint.operation.paging.is_some());
        match has_pages {
            false => to_go.requests += lists.open,
            true if lists.done == 0 => {
                to_go.requests += lists.open;
                to_go.is_least = true;
            }
            true => {
                let pages = i128::from(lists.done_pages) * i128::from(lists.open) / i128::from(lists.done);
                let left = i64::try_from(pages).unwrap_or(i64::MAX) - lists.open_pages;
                to_go.requests += left.max(lists.open);
            }
        }
    }
    to_go.seconds = seconds(status, to_go.requests);
    (to_go.requests > 0).then_some(to_go)
}

fn seconds(status: &Status, requests: i64) -> Option<i64> {
    let of_limit = status.pacing.interval.map(|interval| interval as f64 / 1e6);
    // Where all requests were in the last minute, how much of it that was is not known.
    let is_young = status.requests_last_minute >= status.pacing.requests && of_limit.is_some_and(|each| each > 0.0);
    let of_last_minute = Some(status.requests_last_minute).filter(|sent| *sent > 0 && !is_young);
    let of_last_minute = of_last_minute.map(|sent| 60.0 / sent as f64);
    let each = of_last_minute.or(of_limit)?;
    Some((requests as f64 * each).round() as i64)
}

#[cfg(test)]
mod tests {
    use hikerapi_harvest::pacing::Pacing;
    use hikerapi_harvest::store::JobCount;

    use super::*;

    fn status(counts: &[(&str, State, i64, i64)]) -> Status {
        let count = |(endpoint, state, jobs, pages): &(&str, State, i64, i64)| JobCount {
            endpoint: (*endpoint).to_owned(),
            state: *state,
            jobs: *jobs,
            pages: *pages,
            items: 0,
            units: 0,
        };
        let pacing = Pacing { interval: Some(500_000), ..Pacing::default() };
        Status { jobs: counts.iter().map(count).collect(), pacing, ..Status::default() }
    }

    #[track_caller]
    fn check(counts: &[(&str, State, i64, i64)], expected: Option<ToGo>) {
        let tool = Tool::of::<shop::Client>("shop", "1.0.0");
        assert_eq!(to_go(&tool, &status(counts)), expected);
    }

    #[test]
    fn requests_are_counted_and_lists_are_estimated_by_those_that_are_finished() {
        let (request, list) = ("/v1/user/by_id", "/v1/orders/list");
        let to_go = |requests, is_least| Some(ToGo { requests, seconds: Some(requests / 2), is_least });
        check(&[(request, State::Done, 9, 9)], None);
        check(&[(request, State::Ready, 10, 0), (request, State::Failed, 3, 0)], to_go(10, false));
        check(&[(list, State::Ready, 10, 0)], to_go(10, true));
        check(&[(list, State::Ready, 10, 0), (list, State::Done, 2, 8)], to_go(40, false));
        check(&[(list, State::Claimed, 2, 100), (list, State::Done, 2, 8)], to_go(2, false));
    }

    #[test]
    fn the_rate_of_the_last_minute_counts_before_the_limit() {
        let tool = Tool::of::<shop::Client>("shop", "1.0.0");
        let jobs = status(&[("/v1/user/by_id", State::Ready, 60, 0)]);
        let seconds = |status: Status| to_go(&tool, &status).and_then(|to_go| to_go.seconds);
        let pacing = Pacing { requests: 100, ..jobs.pacing.clone() };
        assert_eq!(seconds(Status { requests_last_minute: 30, pacing, ..jobs.clone() }), Some(120));
        let pacing = Pacing { requests: 30, ..jobs.pacing.clone() };
        let young = Status { requests_last_minute: 30, pacing, ..jobs.clone() };
        assert_eq!(seconds(young), Some(30), "all that was sent was sent in the last minute");
        assert_eq!(seconds(Status { pacing: Pacing::default(), ..jobs }), None);
    }
}
