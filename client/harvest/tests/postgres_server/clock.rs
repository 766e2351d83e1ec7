//! Clocks: that of the server counts alone.

use std::time::{Duration, Instant, SystemTime};

use hikerapi_harvest::job::{Commit, CommitPage, Ending, Spent, State};
use hikerapi_harvest::pacing::{Answer, Change, micros};
use hikerapi_harvest::store::{Batch, BeginPart, JobFilter};

use super::{job, open, shared};

const YEAR: i64 = 365 * 86_400_000_000;

/// All times that a store has, in microseconds.
const TIMES: &str = "SET search_path TO clocks; SELECT string_agg(at::text, ' ') FROM (
    SELECT due AS at FROM job UNION ALL SELECT day FROM ledger UNION ALL SELECT next_at FROM pacing UNION ALL SELECT not_before FROM pacing
    UNION ALL SELECT changed_at FROM pacing UNION ALL SELECT doubled_at FROM pacing UNION ALL SELECT second * 1000000 FROM pulse
    UNION ALL SELECT seen FROM process UNION ALL SELECT at FROM reading UNION ALL SELECT due FROM part) AS times WHERE at IS NOT NULL";

fn here() -> i64 {
    micros(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_time_of_a_worker_is_written() {
    let Some(server) = shared().await else { return };
    let store = open(&format!("{}?schema=clocks", server.url("postgres"))).await;
    // The clock of the server is a year ahead of that of the worker.
    let ahead = format!(
        "CREATE OR REPLACE FUNCTION clocks.now_micros() RETURNS bigint LANGUAGE sql VOLATILE
         RETURN (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + {YEAR}"
    );
    let _ = server.sql("postgres", &ahead);
    let process = store.register("one").await.unwrap();
    store.add((0..4).map(job).collect()).await.unwrap();
    let claimed = store.claim(process, 4, 60_000_000).await.unwrap();
    let page = CommitPage { after: 0, items: vec!["1".to_owned()], checkpoint: None };
    let endings = [
        Ending::Final(State::Done, None),
        Ending::Retry { why: "late".to_owned(), after_micros: 60_000_000 },
        Ending::Release,
    ];
    for (job, ending) in claimed.jobs.iter().zip(endings) {
        let (page, spent) = (Some(page.clone()), Spent { units: 1, requests: 1 });
        store.commit(Commit { claim: job.claim, page, spent, ending: Some(ending) }).await.unwrap();
    }
    store.renew(&[claimed.jobs[3].claim], 60_000_000).await.unwrap();
    store.note_balance(1).await.unwrap();
    let begin = BeginPart { process, lease: 60_000_000, least: 1, most: 1, names: Vec::new() };
    store.begin_part(&begin).await.unwrap().unwrap();
    let changes = vec![
        Change::Interval(Some(100_000)),
        Change::Admit { units: 1, lead: 0 },
        Change::Admit { units: 1, lead: 0 },
        Change::SlowDown { pause: 1_000_000, admitted: 0 },
    ];
    let before = Instant::now();
    let paced = store.pace(Batch { process, number: 1, changes }).await.unwrap();
    assert!(paced.seen >= before && paced.seen <= Instant::now(), "it is a time of this process");
    assert_eq!(paced.answers[1..3], [Answer::Admitted(paced.now), Answer::Admitted(paced.now + 100_000)]);

    let times = server.sql("postgres", TIMES);
    let times: Vec<i64> = times.split(' ').map(|time| time.parse().unwrap()).collect();
    // The two requests may fall into two seconds, each with a row of `pulse`.
    assert!((13..=14).contains(&times.len()), "each kind of time is there: {times:?}");
    let of_server = here() + YEAR;
    // A day begins up to a day ago.
    let near = Duration::from_secs(86_400 + 300);
    assert!(times.iter().all(|time| (time - of_server).abs() < micros(near)), "{times:?}");
    // What waits for a time of the server waits for that, too: an hour by this clock would be long over.
    assert_eq!(store.claim(process, 4, 60_000_000).await.unwrap().jobs.len(), 1);
    assert_eq!(store.jobs(None, 9, &JobFilter::default()).await.unwrap().len(), 4);
}
