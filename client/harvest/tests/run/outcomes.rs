//! What becomes of jobs whose requests fail.

use hikerapi_harvest::job::{Limits, NewJob, State};
use hikerapi_harvest::{End, Stop};
use hikerapi_testing::Fault;

use crate::world::{FOLLOWERS, PROFILE, World, harvest, job, limited};

#[tokio::test]
async fn each_error_has_its_outcome() {
    let world = World::new().await;
    let on = |id: u64| world.server.on_path(&format!("{PROFILE}?id={id}"));
    on(1).status(404, "UserNotFound");
    on(2).status(403, "PrivateAccount");
    on(3).status(400, "BadRequest");
    on(4).fault(Fault::TruncatedJson);
    // Nine requests: three attempts of three claims.
    on(5).status(503, "").times(7).sample();
    on(6).status(503, "");
    world.store.add((1..=6).map(|id| job(PROFILE, "id", id)).collect()).await.expect("jobs");
    let summary = world.harvest().max_failures(3).run(Stop::new()).await.expect("a run");
    let jobs = world.jobs().await;
    let states: Vec<_> = jobs.iter().map(|job| job.state).collect();
    let private = if jobs[1].state == State::Private { State::Private } else { State::Failed };
    let expected = [State::NotFound, private, State::Failed, State::Failed, State::Done, State::Failed];
    assert_eq!(states, expected, "{jobs:#?}");
    assert_eq!((summary.end, summary.retries), (End::Done, 4));
    assert_eq!(summary.jobs.values().sum::<u64>(), 6);
    let why = |index: usize| jobs[index].why.clone().unwrap_or_default();
    assert!(why(0).contains("UserNotFound") && why(3).contains("cannot decode"), "{} {}", why(0), why(3));
    assert!(why(5).contains("failed 3 times in a row") && why(5).contains("503"), "{}", why(5));
    assert_eq!(world.ledger().await, world.server.units());
    // Those that were set aside are done again where a user says so.
    on(6).sample();
    world.store.retry(&Default::default()).await.expect("a retry");
    let again = world.harvest().run(Stop::new()).await.expect("a run");
    assert_eq!((again.jobs(State::Done) > 0, again.end), (true, End::Done));
}

#[tokio::test]
async fn a_job_that_cannot_be_requested_says_what_is_wrong() {
    let world = World::new().await;
    let limits = Limits { max_pages: Some(1), ..Limits::default() };
    let jobs = [
        (NewJob::new("/v9/nothing"), "has no endpoint `/v9/nothing`"),
        (job(PROFILE, "id", "natgeo"), "`natgeo` is not a valid value for `id`"),
        (job(PROFILE, "name", "natgeo"), "there is no parameter `name`"),
        (NewJob::new(FOLLOWERS), "`user_id` is missing"),
        (limited(job(PROFILE, "id", 7), limits), "has no pages"),
    ];
    world.store.add(jobs.iter().map(|(job, _)| job.clone()).collect()).await.expect("jobs");
    let summary = world.harvest().run(Stop::new()).await.expect("a run");
    assert_eq!((summary.end, summary.jobs[&State::Failed], world.requests()), (End::Done, 5, 0));
    for (record, (_, why)) in world.jobs().await.iter().zip(jobs) {
        assert!(record.why.as_deref().is_some_and(|text| text.contains(why)), "{:?}", record.why);
    }
}

#[tokio::test]
async fn a_wrong_key_ends_the_run_and_leaves_the_jobs_as_they_are() {
    let world = World::new().await;
    world.add(40, 0).await;
    let client = world.server.client_builder().key("a-wrong-key").build().expect("a client");
    let run = harvest(world.store.clone(), &client).no_rate_limit().workers(4).run(Stop::new());
    let summary = run.await.expect("a run");
    assert!(matches!(&summary.end, End::Unusable(why) if why.contains("unauthorized")), "{:?}", summary.end);
    assert!(world.requests() <= 4 && world.count(State::Ready).await == 40);
    let summary = world.harvest().run(Stop::new()).await.expect("a run");
    assert_eq!((summary.end, world.count(State::Done).await), (End::Done, 40));
}

#[tokio::test]
async fn a_store_of_another_server_is_refused() {
    let (world, other) = (World::new().await, World::new().await);
    world.harvest().run(Stop::new()).await.expect("a run");
    let error = other.harvest_on(world.store.clone()).run(Stop::new()).await.expect_err("another server");
    assert_eq!(error.kind(), hikerapi_harvest::ErrorKind::Refused, "{error}");
    let error = world.harvest().requests_per_second(0.0).run(Stop::new()).await.expect_err("no rate");
    assert!(error.to_string().contains("rate"), "{error}");
}
