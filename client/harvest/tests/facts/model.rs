//! Random operations, in a store and in a model of it.

use hikerapi_harvest::job::{Claim, Commit, Ending, JobId, NewJob, Spent, State};
use hikerapi_harvest::store::{JobFilter, JobRecord, ProcessId};
use hikerapi_harvest::{ErrorKind, Store};

use super::{LONG, Place, items, job, page, spent};

/// A store in memory.
#[derive(Default)]
struct Model {
    jobs: Vec<JobRecord>,
    items: Vec<(JobId, i64, String)>,
    spent: Spent,
    /// All claims, also those that have ended.
    claims: Vec<Claim>,
}

pub(crate) async fn random_operations_do_what_a_model_does(place: &Place) {
    let seed = fastrand::u64(..);
    println!("the seed is {seed}");
    fastrand::seed(seed);
    let stores = [place.process().await, place.process().await];
    let mut model = Model::default();
    for step in 0..400 {
        let (store, process) = &stores[fastrand::usize(..2)];
        match fastrand::u32(..10) {
            0 | 1 => model.add(&**store).await,
            2..=4 => model.claim(&**store, *process).await,
            5..=8 => model.commit(&**store).await,
            _ => model.retry(&**store).await,
        }
        if step % 20 == 19 {
            model.compare(&*stores[step % 2].0).await;
        }
    }
}

impl Model {
    async fn add(&mut self, store: &dyn Store) {
        let new: Vec<_> = (0..fastrand::usize(..4))
            .map(|_| NewJob { priority: fastrand::i32(-1..=1), ..job(fastrand::usize(..40)) })
            .collect();
        let added = store.add(new.clone()).await.unwrap();
        let before = self.jobs.len();
        for job in &new {
            if self.jobs.iter().all(|known| known.arguments != job.arguments) {
                self.jobs.push(record(job));
            }
        }
        assert_eq!(added.added, (self.jobs.len() - before) as u64);
        assert_eq!(added.added + added.known, new.len() as u64);
        // A store may leave out numbers.
        let ids = store.jobs(None, 1_000, &JobFilter::default()).await.unwrap().into_iter().map(|job| job.id);
        for (job, id) in self.jobs.iter_mut().zip(ids) {
            assert!(job.id == id || job.id == JobId(0));
            job.id = id;
        }
    }

    async fn claim(&mut self, store: &dyn Store, process: ProcessId) {
        let most = fastrand::u32(..4);
        let claimed = store.claim(process, most, LONG).await.unwrap();
        for job in self.jobs.iter_mut().filter(|job| job.state == State::Delayed && job.due == Some(0)) {
            (job.state, job.due) = (State::Ready, None);
        }
        let mut ready: Vec<_> = self.jobs.iter_mut().filter(|job| job.state == State::Ready).collect();
        ready.sort_by_key(|job| (-job.priority, job.id));
        ready.truncate(most as usize);
        assert_eq!(claimed.jobs.len(), ready.len());
        for (claimed, job) in claimed.jobs.iter().zip(ready) {
            (job.state, job.fence) = (State::Claimed, job.fence + 1);
            assert_eq!(claimed.claim, Claim { job: job.id, fence: job.fence });
            assert_eq!((claimed.pages, claimed.failures), (job.pages, job.failures));
            assert_eq!((&claimed.checkpoint, &claimed.arguments), (&job.checkpoint, &job.arguments));
            self.claims.push(claimed.claim);
        }
        let open = self.jobs.iter().filter(|job| !job.state.is_final()).count();
        assert_eq!(claimed.open, i64::try_from(open).unwrap());
    }

    async fn commit(&mut self, store: &dyn Store) {
        let Some(claim) = fastrand::choice(&self.claims).copied() else { return };
        let job = self.jobs.iter_mut().find(|job| job.id == claim.job).unwrap();
        let after = (job.pages + fastrand::i64(-1..=1)).max(0);
        let commit = commit(claim, after);
        let (is_current, is_claimed) = (job.fence == claim.fence, job.state == State::Claimed);
        let is_known = match &commit.page {
            Some(page) => job.pages > page.after,
            None => commit.ending.is_some() && !is_claimed,
        };
        let is_missing = commit.page.as_ref().is_some_and(|page| page.after > job.pages);
        let is_fenced = !is_current || (commit.page.is_some() && !is_claimed);
        let is_refused = !is_fenced && is_missing;
        let result = store.commit(commit.clone()).await.map_err(|error| error.kind());
        if is_current && is_known {
            assert_eq!(result, Ok(()));
            return;
        }
        let expected = match (is_refused, is_fenced) {
            (true, _) => Err(ErrorKind::Refused),
            (_, true) => Err(ErrorKind::Fenced),
            _ => Ok(()),
        };
        assert_eq!(result, expected, "{commit:?} of {job:?}");
        if is_refused {
            return;
        }
        job.units += commit.spent.units;
        self.spent.units += commit.spent.units;
        self.spent.requests += commit.spent.requests;
        if !is_fenced {
            apply(job, &mut self.items, commit);
        }
    }

    async fn retry(&mut self, store: &dyn Store) {
        let states = [vec![], vec![State::Failed], vec![State::Delayed, State::Done], vec![State::NotFound]];
        let filter = JobFilter { states: fastrand::choice(states).unwrap(), ..JobFilter::default() };
        let retried = store.retry(&filter).await.unwrap();
        let is_meant = |state: State| match filter.states.as_slice() {
            [] => matches!(state, State::Failed | State::Delayed),
            states => states.contains(&state) && state != State::Done,
        };
        let mut expected = 0;
        for job in self.jobs.iter_mut().filter(|job| is_meant(job.state)) {
            (job.state, job.failures, job.why, job.due) = (State::Ready, 0, None, None);
            expected += 1;
        }
        assert_eq!(retried, expected);
    }

    async fn compare(&self, store: &dyn Store) {
        let jobs = store.jobs(None, 1_000, &JobFilter::default()).await.unwrap();
        let without_due =
            |jobs: &[JobRecord]| -> Vec<_> { jobs.iter().map(|job| JobRecord { due: None, ..job.clone() }).collect() };
        assert_eq!(without_due(&jobs), without_due(&self.jobs));
        let mut expected = self.items.clone();
        expected.sort();
        let items = items(store).await.into_iter().map(|item| (item.id.job, item.id.number, item.json));
        assert_eq!(items.collect::<Vec<_>>(), expected);
        assert_eq!(spent(store).await, self.spent);
        let status = store.status().await.unwrap();
        for state in State::ALL {
            let of_store = status.jobs.iter().filter(|count| count.state == state);
            let of_model = self.jobs.iter().filter(|job| job.state == state);
            let of_store = of_store.fold([0; 4], |sum, count| {
                [sum[0] + count.jobs, sum[1] + count.pages, sum[2] + count.items, sum[3] + count.units]
            });
            let of_model = of_model
                .fold([0; 4], |sum, job| [sum[0] + 1, sum[1] + job.pages, sum[2] + job.items, sum[3] + job.units]);
            assert_eq!(of_store, of_model, "{state}");
        }
        assert_eq!(status.stored_items, i64::try_from(self.items.len()).unwrap());
    }
}

fn record(new: &NewJob) -> JobRecord {
    JobRecord {
        id: JobId(0),
        endpoint: new.endpoint.clone(),
        arguments: new.arguments.clone(),
        limits: new.limits,
        priority: new.priority,
        state: State::Ready,
        fence: 0,
        failures: 0,
        pages: 0,
        items: 0,
        units: 0,
        checkpoint: None,
        why: None,
        due: None,
    }
}

fn commit(claim: Claim, after: i64) -> Commit {
    let ending = match fastrand::u32(..8) {
        0 => Some(Ending::Final(State::Done, None)),
        1 => Some(Ending::Final(State::Failed, Some("failed".to_owned()))),
        2 => Some(Ending::Final(State::NotFound, None)),
        3 => Some(super::retry("later", 0)),
        4 => Some(super::retry("much later", LONG)),
        5 => Some(Ending::Release),
        _ => None,
    };
    let json: Vec<_> = (0..fastrand::usize(..3)).map(|item| format!("[{after}, {item}]")).collect();
    let spent = Spent { units: fastrand::i64(0..3), requests: fastrand::i64(0..2) };
    let page = page(claim, after, &json.iter().map(String::as_str).collect::<Vec<_>>()).page;
    Commit { claim, page: page.filter(|_| fastrand::bool()), spent, ending }
}

fn apply(job: &mut JobRecord, items: &mut Vec<(JobId, i64, String)>, commit: Commit) {
    if let Some(page) = commit.page {
        for json in page.items {
            items.push((job.id, job.items, json));
            job.items += 1;
        }
        job.pages += 1;
        job.checkpoint = page.checkpoint;
        (job.failures, job.why) = (0, None);
    }
    match commit.ending {
        Some(Ending::Final(state, why)) => (job.state, job.why) = (state, why),
        Some(Ending::Retry { why, after_micros }) => {
            (job.state, job.why, job.due) = (State::Delayed, Some(why), Some(after_micros));
            job.failures += 1;
        }
        Some(Ending::Release) => job.state = State::Ready,
        None => {}
    }
}
