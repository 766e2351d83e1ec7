//! Two processes with many workers on one file, one of which is killed every second, and a faulty server.
//!
//! ```console
//! HIKER_STORM=full cargo test -p hikerapi-cli --test harvest_storm_sqlite -- --nocapture   # 10,000 jobs
//! ```

mod harvest_support;

use harvest_support::{Plan, Storm};

#[test]
fn nothing_is_lost_or_paid_twice_whatever_is_killed() {
    let plan = Plan::from_env(2);
    let units = plan.units();
    let (budget, credit) = (units / 4, units / 2);
    let mut storm = Storm::new(plan, credit, |folder| folder.join("run.db").display().to_string());

    let codes = storm.run(budget, |_| {});
    assert!(codes.iter().all(|code| *code == Some(3)), "the budget is exhausted: {codes:?}\n{}", storm.messages());
    assert!(storm.set_aside() <= budget && storm.server.units() <= budget, "the budget is never exceeded");
    storm.check_money();

    let before = storm.starts;
    let codes = storm.run(10 * units, |_| {});
    assert!(codes.iter().all(|code| *code == Some(4)), "there is no credit left: {codes:?}\n{}", storm.messages());
    assert_eq!(storm.server.units(), credit);
    let most = (storm.starts - before) * storm.plan.workers as u64;
    let refused = storm.log.with_status(402) as u64;
    println!("credit: {refused} requests without credit, of {} processes", storm.starts - before);
    assert!(refused <= most, "one of each worker at most: {refused}");

    storm.server.add_credit(10 * units);
    let codes = storm.run(10 * units, |_| {});
    assert!(codes.iter().all(|code| *code == Some(0)), "all is done: {codes:?}\n{}", storm.messages());
    storm.check_complete();
    storm.check_money();
    storm.check_rate();
}
