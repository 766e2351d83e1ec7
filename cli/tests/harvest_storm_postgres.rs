//! Four processes on one PostgreSQL, one of which is killed every second, a database that stops twice, and a faulty server.
//!
//! ```console
//! HIKER_STORM=full cargo test -p hikerapi-cli --test harvest_storm_postgres -- --nocapture   # 10,000 jobs
//! ```
#![cfg(unix)]

mod harvest_support;

use std::thread::sleep;
use std::time::Duration;

use harvest_support::{Plan, Storm};
use hikerapi_test_postgres::Postgres;
use hikerapi_testing::{Fault, Faults};

/// How long the database is away.
const AWAY: Duration = Duration::from_millis(1_500);

#[test]
fn nothing_is_lost_or_paid_twice_whatever_is_killed_and_while_the_database_stops() {
    let Some(database) = Postgres::start() else { return };
    // The role has what a worker needs, and no more.
    let _ = database.sql("postgres", "CREATE ROLE worker LOGIN");
    let _ = database.sql("postgres", "GRANT CREATE ON DATABASE postgres TO worker");
    // With one worker each, a kill can lose one request.
    let mut plan = Plan { workers: 1, ..Plan::from_env(4) };
    if plan.profiles < 1_000 {
        // One worker each, of which one is killed every second, does not reach the rate: fewer jobs take as long.
        (plan.profiles, plan.lists) = (plan.profiles / 2, plan.lists / 2);
    }
    let units = plan.units();
    let (budget, credit) = (units / 4, units / 2);
    let mut storm = Storm::new(plan, credit, |_| database.url_of("worker", "postgres"));

    // Those that the server counts: it does not see a request on a connection that it has closed after the last one.
    let faults = [Fault::Status(503), Fault::Html(502), Fault::Reset, Fault::Close, Fault::CutBody];
    storm.server.faults(Faults::seeded(7).rate(storm.plan.fault_rate).kinds(faults));

    let codes = storm.run(budget, |_| {});
    assert!(codes.iter().all(|code| *code == Some(3)), "the budget is exhausted: {codes:?}\n{}", storm.messages());
    assert!(storm.set_aside() <= budget && storm.server.units() <= budget, "the budget is never exceeded");
    storm.check_money();

    let before = storm.starts;
    let codes = storm.run(10 * units, |second| {
        if second == 2 {
            database.stop_immediately();
            sleep(AWAY);
            database.start_again();
        }
    });
    assert!(codes.iter().all(|code| *code == Some(4)), "there is no credit left: {codes:?}\n{}", storm.messages());
    assert_eq!(storm.server.units(), credit);
    let most = (storm.starts - before) * storm.plan.workers as u64;
    let refused = storm.log.with_status(402) as u64;
    println!("credit: {refused} requests without credit, of {} processes", storm.starts - before);
    assert!(refused <= most, "one of each worker at most: {refused}");
    storm.check_money();

    storm.server.add_credit(10 * units);
    let log = storm.log.clone();
    let codes = storm.run(10 * units, |second| {
        if second == 3 {
            database.stop();
            // What was admitted before is on its way.
            sleep(AWAY / 3);
            let sent = log.len();
            sleep(AWAY);
            assert_eq!(log.len(), sent, "nothing is sent while the database is away");
            database.start_again();
        }
    });
    assert!(codes.iter().all(|code| *code == Some(0)), "all is done: {codes:?}\n{}", storm.messages());
    storm.check_complete();
    storm.check_money();
    storm.check_rate();
}
