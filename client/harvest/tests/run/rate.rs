//! The rate limit, as a server sees it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hikerapi_harvest::{End, Stop};
use hikerapi_testing::Server;

use crate::world::World;

/// Sends requests for some seconds, by two processes, and returns when they arrived.
async fn arrivals(rate: u32, jobs: u64) -> Vec<Instant> {
    let arrived = Arc::<Mutex<Vec<Instant>>>::default();
    let seen = Arc::clone(&arrived);
    let server = Server::builder().forget_requests().observe(move |served| {
        if !served.request.path.starts_with("/sys") {
            seen.lock().expect("no panic").push(Instant::now());
        }
    });
    let world = World::with(server).await;
    world.add(jobs, 0).await;
    let other = world.harvest_on(world.open_again().await).requests_per_second(rate).run(Stop::new());
    let one = world.harvest().requests_per_second(rate).run(Stop::new());
    let (one, other) = tokio::join!(one, other);
    assert_eq!((one.expect("a run").end, other.expect("a run").end), (End::Done, End::Done));
    let arrived = arrived.lock().expect("no panic").clone();
    assert_eq!(arrived.len() as u64, jobs);
    arrived
}

/// The figures depend on how busy the computer is, so that they are printed. Whatever delays a request, no more are sent than the
/// rate allows since the first one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_are_sent_at_the_rate_and_not_faster() {
    for (rate, jobs) in [(15, 60), (200, 600)] {
        let arrived = arrivals(rate, jobs).await;
        let whole = arrived[arrived.len() - 1] - arrived[0];
        let second = Duration::from_secs(1);
        let in_second = |at: usize| arrived[at..].iter().take_while(|it| **it - arrived[at] < second).count();
        let most = (0..arrived.len()).map(in_second).max().unwrap_or_default();
        let achieved = (jobs - 1) as f64 / whole.as_secs_f64();
        let percent = 100.0 * achieved / f64::from(rate);
        println!("{rate} requests per second: {achieved:.2} ({percent:.1} %), at most {most} in a second");
        let fastest = Duration::from_millis(1005 * (jobs - 1)) / rate;
        assert!(whole + Duration::from_millis(20) >= fastest, "{whole:?} for {jobs} at {rate}");
    }
}
