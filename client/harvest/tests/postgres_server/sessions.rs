//! Several processes that use one store at once, each with its own connections.

use std::sync::Arc;
use std::time::Duration;

use hikerapi_harvest::pacing::{Answer, Change};
use hikerapi_harvest::store::{Batch, Paced, ProcessId};
use hikerapi_harvest::{ErrorKind, Store};
use hikerapi_test_postgres::Postgres;

use super::{open, own, shared};

/// Sends a batch until the server has answered, as a process does while the database is away.
pub(super) async fn pace(store: &dyn Store, process: ProcessId, number: i64, changes: &[Change]) -> Paced {
    loop {
        match store.pace(Batch { process, number, changes: changes.to_vec() }).await {
            Ok(paced) => return paced,
            Err(error) => assert_eq!(error.kind(), ErrorKind::Unavailable, "{error:?}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Requests permits of one unit until the budget is spent, and returns their number.
async fn spend(url: String) -> usize {
    let store = open(&url).await;
    let process = store.register("one").await.unwrap();
    let mut grants = 0;
    for number in 1.. {
        let paced = pace(&*store, process, number, &[Change::Admit { units: 1, lead: 0 }]).await;
        match &paced.answers[0] {
            Answer::Admitted(_) => grants += 1,
            Answer::Later(at) => {
                // The answer to a batch that was sent again is that of the first time.
                let pause = Duration::from_micros(u64::try_from(at - paced.now).unwrap_or_default());
                tokio::time::sleep(pause).await;
            }
            Answer::Refused(_) => break,
            Answer::Noted => unreachable!(),
        }
    }
    grants
}

async fn spend_all(url: &str, interval: i64) -> (Vec<usize>, i64) {
    let store = open(url).await;
    let process = store.register("first").await.unwrap();
    let changes = [Change::Interval(Some(interval)), Change::Budget(Some(250))];
    pace(&*store, process, 1, &changes).await;
    let sessions: Vec<_> = (0..8).map(|_| tokio::spawn(spend(url.to_owned()))).collect();
    let mut grants = Vec::new();
    for session in sessions {
        grants.push(session.await.unwrap());
    }
    (grants, store.status().await.unwrap().pacing.set_aside)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_budget_of_250_gives_eight_sessions_250_grants() {
    let Some(server) = shared().await else { return };
    let url = format!("{}?schema=budget", server.url("postgres"));
    let (grants, set_aside) = spend_all(&url, 1_000).await;
    assert_eq!((grants.iter().sum::<usize>(), set_aside), (250, 250), "{grants:?}");
    assert!(grants.iter().all(|grants| *grants > 0), "{grants:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_budget_is_kept_while_the_server_stops_and_starts() {
    let Some(server) = own().await else { return };
    let url = server.url("postgres");
    open(&url).await;
    let stops = tokio::task::spawn_blocking({
        let server = Arc::clone(&server);
        move || stop_again_and_again(&server, 4)
    });
    // It takes 250 requests at 100 per second, so that it is stopped in the middle.
    let (grants, set_aside) = spend_all(&url, 10_000).await;
    stops.await.unwrap();
    assert_eq!((grants.iter().sum::<usize>(), set_aside), (250, 250), "{grants:?}");
}

/// Stops the server so many times, in both ways.
pub(super) fn stop_again_and_again(server: &Postgres, times: usize) {
    for time in 0..times {
        std::thread::sleep(Duration::from_millis(400));
        if time % 2 == 0 {
            server.stop_immediately();
        } else {
            server.stop();
        }
        std::thread::sleep(Duration::from_millis(100));
        server.start_again();
    }
}
