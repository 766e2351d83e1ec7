//! What is true of every store: facts, and a test of each for a kind of store.
//!
//! ```ignore
//! mod facts;
//! async fn fresh() -> Option<facts::Place> { .. }
//! facts::test_each!(super::fresh);
//! ```

// Each kind of store has a test program of its own, which does not use all of it.
#![allow(dead_code)]
// Clippy does not see that these functions are tests.
#![allow(clippy::unwrap_used)]

pub(crate) mod adding;
pub(crate) mod claims;
pub(crate) mod closing;
pub(crate) mod commits;
pub(crate) mod loading;
pub(crate) mod model;
pub(crate) mod moving;
pub(crate) mod pacing;
pub(crate) mod parts;
pub(crate) mod retries;
pub(crate) mod statuses;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use hikerapi_harvest::job::{Claim, ClaimedJob, Commit, CommitPage, Ending, JobId, NewJob, Spent};
use hikerapi_harvest::store::{self, ItemRecord, JobFilter, JobRecord, Open, ProcessId};
use hikerapi_harvest::{Error, ErrorKind, Store};

/// Makes a test of each fact, in a module for each topic. `fresh` is an `async fn() -> Option<Place>` that makes an empty store; where
/// it returns `None`, the kind of store cannot be tested here, and it has printed why.
macro_rules! test_each {
    ($fresh:path) => {
        $crate::facts::test_each! { $fresh;
            adding: [
                a_job_is_added_once_whatever_the_order_of_its_arguments,
                every_value_comes_back_as_it_was,
                jobs_are_for_one_service,
                many_tasks_add_each_job_once,
            ];
            claims: [
                the_highest_priority_is_first_and_then_the_oldest,
                a_claimed_job_is_not_claimed_again,
                many_processes_claim_each_job_once,
                a_claim_whose_lease_ran_out_is_fenced_and_its_cost_counts,
                a_claim_that_nobody_took_is_committed_after_its_lease,
                a_renewed_lease_is_kept_and_a_lost_one_is_returned,
                a_claim_whose_answer_was_lost_comes_back_to_its_process,
                a_released_job_is_as_it_was,
            ];
            closing: [a_closed_store_does_nothing_until_it_is_opened, a_claim_of_none_works_in_a_closed_store];
            commits: [
                a_page_its_position_and_its_cost_are_one,
                a_commit_that_is_made_twice_counts_once,
                an_ending_that_is_made_twice_counts_once,
                a_page_that_is_missing_is_refused_and_nothing_changes,
                a_state_that_is_not_final_is_refused_and_nothing_changes,
                the_same_commit_of_many_tasks_counts_once,
                a_large_item_is_kept,
            ];
            loading: [
                everything_is_loaded_and_comes_back,
                what_is_loaded_twice_is_there_once,
                other_jobs_are_refused,
                new_jobs_come_after_those_that_were_loaded,
            ];
            model: [random_operations_do_what_a_model_does];
            moving: [
                everything_is_moved_to_a_store_in_a_file,
                everything_is_moved_from_a_store_in_a_file,
                a_move_that_was_interrupted_is_started_again,
                a_store_that_is_worked_on_is_not_moved,
                a_store_in_use_is_no_target,
                a_store_is_not_moved_to_itself,
            ];
            pacing: [
                a_batch_is_applied_once,
                a_batch_of_a_process_that_is_not_known_is_refused,
                the_budget_is_never_exceeded_by_many_processes,
                the_requests_of_all_processes_are_spaced,
                a_stop_reaches_all_processes_until_it_is_resumed,
                requests_of_the_last_minute_are_counted,
            ];
            parts: [
                items_are_in_one_part_and_leave_the_store_with_it,
                a_part_is_begun_where_there_are_enough_items_of_one_endpoint,
                a_part_that_is_not_finished_is_returned_again,
                a_part_is_taken_over_after_its_lease,
                many_processes_write_each_item_once,
                items_are_read_in_order_and_by_their_jobs,
            ];
            retries: [
                a_job_waits_for_its_retry_and_a_page_resets_its_failures,
                jobs_that_failed_are_retried_with_all_they_have,
                only_jobs_of_the_filter_are_retried,
            ];
            statuses: [
                a_status_counts_everything,
                reasons_are_counted_the_most_frequent_first,
                the_first_and_the_last_balance_are_kept,
                jobs_are_listed_in_pages_and_by_filter,
            ];
        }
    };
    ($fresh:path; $($topic:ident: [$($fact:ident),* $(,)?];)*) => {
        $(mod $topic {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $fact() {
                    if let Some(place) = $fresh().await {
                        $crate::facts::$topic::$fact(&place).await;
                    }
                }
            )*
        })*
    };
}

pub(crate) use test_each;

/// A lease that does not run out in a test.
pub(crate) const LONG: i64 = 600_000_000;

/// A lease that has run out after a [`PAUSE`].
pub(crate) const SHORT: i64 = 1_000;

/// See [`SHORT`].
pub(crate) const PAUSE: Duration = Duration::from_millis(20);

/// Where an empty store is to be, for one test.
pub(crate) struct Place {
    location: String,
    _guard: Box<dyn Any + Send + Sync>,
}

impl Place {
    /// A place, and what removes it when it is dropped.
    pub(crate) fn new(location: impl Into<String>, guard: impl Any + Send + Sync) -> Self {
        Self { location: location.into(), _guard: Box::new(guard) }
    }

    /// Opens the store, once more each time, as another process would.
    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        store::open(&self.location, Open::Create).await.expect("the store is opened")
    }

    /// Opens the store, and registers a process in it.
    pub(crate) async fn process(&self) -> (Arc<dyn Store>, ProcessId) {
        let store = self.open().await;
        let process = store.register("test").await.unwrap();
        (store, process)
    }
}

/// A job that differs by its number.
pub(crate) fn job(number: usize) -> NewJob {
    NewJob { arguments: vec![("id".to_owned(), vec![number.to_string()])], ..NewJob::new("/v1/user/by/id") }
}

/// Adds so many jobs.
pub(crate) async fn add(store: &dyn Store, jobs: usize) {
    store.add((0..jobs).map(job).collect()).await.unwrap();
}

/// Claims one job, which must be there.
pub(crate) async fn claim(store: &dyn Store, process: ProcessId) -> ClaimedJob {
    store.claim(process, 1, LONG).await.unwrap().jobs.pop().expect("a job is ready")
}

/// Claims one job as soon as there is one. Its lease is short: a database that was just started gives none back for so long.
pub(crate) async fn claim_again(store: &dyn Store, process: ProcessId) -> ClaimedJob {
    for _ in 0..1_000 {
        if let Some(job) = store.claim(process, 1, 2_000_000).await.unwrap().jobs.pop() {
            return job;
        }
        tokio::time::sleep(PAUSE).await;
    }
    panic!("no job is ready");
}

/// What one request costs.
pub(crate) const ONE: Spent = Spent { units: 1, requests: 1 };

/// A commit of one page with these items.
pub(crate) fn page(claim: Claim, after: i64, items: &[&str]) -> Commit {
    let items = items.iter().map(ToString::to_string).collect();
    let page = CommitPage { after, items, checkpoint: Some(format!("{{\"page\": {}}}", after + 1)) };
    Commit { claim, page: Some(page), spent: ONE, ending: None }
}

/// A commit that ends a claim after one request.
pub(crate) fn end(claim: Claim, ending: Ending) -> Commit {
    Commit { claim, page: None, spent: ONE, ending: Some(ending) }
}

/// A retry after a pause.
pub(crate) fn retry(why: &str, after_micros: i64) -> Ending {
    Ending::Retry { why: why.to_owned(), after_micros }
}

/// Returns the job as it is.
pub(crate) async fn read(store: &dyn Store, job: JobId) -> JobRecord {
    let filter = JobFilter { job: Some(job), ..JobFilter::default() };
    store.jobs(None, 2, &filter).await.unwrap().pop().expect("the job is there")
}

/// Returns all items.
pub(crate) async fn items(store: &dyn Store) -> Vec<ItemRecord> {
    store.items(None, 1_000_000, &JobFilter::default()).await.unwrap()
}

/// Returns all that was spent.
pub(crate) async fn spent(store: &dyn Store) -> Spent {
    let ledger = store.ledger(None, 1_000_000).await.unwrap();
    let add =
        |sum: Spent, spent: Spent| Spent { units: sum.units + spent.units, requests: sum.requests + spent.requests };
    ledger.into_iter().map(|record| record.spent).fold(Spent::default(), add)
}

/// Asserts that a call was refused, and returns its message.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    error.to_string()
}
