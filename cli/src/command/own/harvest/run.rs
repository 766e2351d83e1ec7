//! `hiker harvest run`: workers.

use std::process::ExitCode;
use std::time::Duration;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::store::read_store;
use crate::command::context::Context;
use crate::command::options;
use crate::failure::Failure;
use crate::harvest::{self, Run, metrics_address};

/// The most jobs at once.
const MOST_WORKERS: u64 = 1_000;

const AFTER: &str = "\
Exit codes: 0 where no job is open any more, 1 where jobs have failed, 3 where the budget is exhausted, 4 where the account has no \
credit left, 130 after an interrupt. Whatever has ended it, the next run goes on.";

pub(super) fn command() -> Command {
    let option = |name: &'static str, value: &'static str, parser: ValueParser| {
        Arg::new(name).long(name).value_name(value).value_parser(parser)
    };
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let [budget, yes, dry_run, confirm_above] = options::money();
    let workers = value_parser!(u64).range(1..=MOST_WORKERS);
    Command::new("run").about("Do the jobs of a store until none is open").after_long_help(AFTER).args([
        option("workers", "N", workers.into()).help("The jobs that are under way at once, 1 to 1000 [default: 16]"),
        option("rate", "R", rate.into())
            .help("The requests per second of all processes together [default: as before; first that of the account]"),
        flag("watch").help("Wait for more jobs once all are done, until Ctrl-C"),
        option("parts", "DIR", value_parser!(String))
            .help("Write items as files of Parquet to this folder, or to s3://BUCKET/PREFIX"),
        option("metrics", "ADDR:PORT", metrics_address.into())
            .help("Serve the numbers of the store for Prometheus; a port alone is that of this machine"),
        option("lease", "DURATION", duration.into())
            .help("After so long without a sign of life, others do the jobs of this process [default: 60s]"),
        budget.help("The most units that the store may spend in all its runs; confirms a price up to it"),
        yes,
        dry_run,
        confirm_above,
    ])
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let workers = options::get::<u64>(matches, "workers").and_then(|workers| usize::try_from(workers).ok());
    let run = Run {
        store: read_store(context, matches)?,
        workers: workers.unwrap_or(16),
        money: options::read_money(matches),
        rate: options::get(matches, "rate"),
        watch: options::is_set(matches, "watch"),
        parts: options::get(matches, "parts"),
        metrics: options::get(matches, "metrics"),
        lease: options::get(matches, "lease"),
    };
    harvest::run(context.tool, &(context.settings)()?, &context.terminal, &run)
}

fn rate(text: &str) -> Result<f64, &'static str> {
    let rate = text.parse().ok().filter(|rate| (0.0001..=1_000_000.0).contains(rate));
    rate.ok_or("requests per second, such as 15 or 0.5")
}

/// `500ms`, `60s` or `60`, `5m`, `1h`.
fn duration(text: &str) -> Result<Duration, &'static str> {
    let at = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let millis = match unit {
        "ms" => 1,
        "s" | "" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => 0,
    };
    let duration = number.parse::<u64>().ok().and_then(|number| number.checked_mul(millis)).map(Duration::from_millis);
    let allowed = Duration::from_millis(100)..=Duration::from_secs(86_400);
    duration.filter(|duration| allowed.contains(duration)).ok_or("a time from 100ms to 24h, such as 60s, 5m or 500ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        let millis = |text| duration(text).map(|duration| duration.as_millis());
        assert_eq!(["500ms", "60s", "60", "5m", "1h"].map(millis), [500, 60_000, 60_000, 300_000, 3_600_000].map(Ok));
        assert!(
            ["", "s", "5x", "-1s", "0s", "25h", "99999999999999999999s"]
                .into_iter()
                .all(|text| duration(text).is_err())
        );
        assert!(rate("15").is_ok() && rate("0.5").is_ok());
        assert!(["0", "-1", "NaN", "inf", "x"].into_iter().all(|text| rate(text).is_err()));
    }
}
