//! The options that are the same for all services: of lists, of money, of the output, and of the connection.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::job::{ListOptions, MoneyOptions};
use crate::output::{Format, OutputOptions};

/// The names of all options, which no parameter of a service can have.
pub(super) const NAMES: &[&str] = &[
    "all",
    "max-items",
    "max-pages",
    "unique",
    "budget",
    "yes",
    "dry-run",
    "confirm-above",
    "concurrency",
    "resume",
    "retry-failed",
    "input-field",
    "format",
    "out",
    "select",
    "raw",
    "store",
    "from",
    "field",
    "priority",
    "server",
    "proxy",
    "config",
    "quiet",
    "spec",
    "help",
    "version",
];

const LIST: &str = "List";
const MONEY: &str = "Money";
const OUTPUT: &str = "Output";
const RUN: &str = "Run";
const CONNECTION: &str = "Connection";
const GENERAL: &str = "General";
#[cfg(any(test, feature = "harvest"))]
const JOBS: &str = "Jobs";

/// The place in a list of help, after all parameters of the service.
const AFTER_PARAMETERS: usize = 10_000;

/// The most requests at once, where the user does not say it.
const CONCURRENCY: u64 = 8;

/// How far a list is read.
pub(super) fn list() -> [Arg; 4] {
    [
        flag("all").help("Read the list to its end").help_heading(LIST),
        number("max-items").help("Read at most N items").help_heading(LIST),
        number("max-pages").help("Read at most N pages").help_heading(LIST),
        flag("unique").help("Leave out items that an earlier page had").help_heading(LIST),
    ]
}

/// What may be spent.
pub(super) fn money() -> [Arg; 4] {
    [
        number("budget").help("Spend at most N units; confirms a price up to it").help_heading(MONEY),
        flag("yes").short('y').help("Confirm the price").help_heading(MONEY),
        flag("dry-run").help("Print the price and send nothing").help_heading(MONEY),
        number("confirm-above").help("Ask for confirmation where the price can be above N units").help_heading(MONEY),
    ]
}

/// Where the progress is kept, of commands that write rows.
pub(super) fn resume() -> [Arg; 2] {
    [
        file("resume").help("Keep the progress in FILE, to go on from there if the run is killed").help_heading(RUN),
        flag("retry-failed")
            .requires("resume")
            .help("Try inputs again that failed for good in an earlier run")
            .help_heading(RUN),
    ]
}

/// How many inputs are read, and sent, of commands that take them.
pub(super) fn inputs() -> [Arg; 2] {
    [
        Arg::new("input-field")
            .long("input-field")
            .value_name("NAME")
            .help("Inputs are objects of JSON, with the value in this field")
            .help_heading("Parameters")
            .display_order(AFTER_PARAMETERS),
        number("concurrency")
            .value_parser(at_once)
            .help("Send the requests of at most N inputs at once, 1 to 64 [default: 8]")
            .help_heading(RUN),
    ]
}

/// Where rows go.
pub(super) fn rows() -> [Arg; 4] {
    [
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(
                PossibleValuesParser::new(Format::ALL.map(Format::name))
                    .try_map(|name| Format::named(&name).ok_or("a format")),
            )
            .hide_possible_values(true)
            .help(
                "table, jsonl, csv or parquet; by default that of FILE, else a table on a terminal and jsonl in a pipe",
            )
            .help_heading(OUTPUT),
        out().help("Write to FILE in place of standard output"),
        Arg::new("select")
            .long("select")
            .value_name("COLUMNS")
            .value_delimiter(',')
            .action(ArgAction::Append)
            .help("Only these columns, in this order: `a,b.c`")
            .help_heading(OUTPUT),
        flag("raw")
            .conflicts_with("select")
            .help("Write items as the service sent them, in place of rows (jsonl)")
            .help_heading(OUTPUT),
    ]
}

/// The file for a response without rows.
pub(super) fn out() -> Arg {
    file("out").short('o').help("Write the response to FILE").help_heading(OUTPUT)
}

/// The options of every command. They have headings, so that they come after the parameters of an endpoint.
pub(super) fn global() -> [Arg; 6] {
    let url = |name: &'static str| Arg::new(name).long(name).value_name("URL").help_heading(CONNECTION);
    let general = |option: Arg| option.help_heading(GENERAL);
    let spec = file("spec").action(ArgAction::Append).help("Add the endpoints of the spec in FILE; can be repeated");
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Print help (-h: in short)");
    let options = [
        url("server").help("Send requests to this server"),
        url("proxy").help("Send requests through this proxy"),
        file("config").help("Read the settings from FILE").help_heading(CONNECTION),
        general(spec),
        general(flag("quiet").short('q').help("Print only errors")),
        general(help),
    ];
    options.map(|option| option.global(true))
}

/// What jobs of a store have.
#[cfg(any(test, feature = "harvest"))]
pub(super) fn jobs() -> [Arg; 4] {
    let option = |name: &'static str, value| Arg::new(name).long(name).value_name(value).help_heading(JOBS);
    [
        option("store", "STORE")
            .global(true)
            .help("The store: a file, such as run.db, or postgres://user@host/database"),
        option("from", "GROUP/ENDPOINT").help("Add a job for each item that this endpoint has brought"),
        option("field", "NAME").requires("from").help("The field of those items with the value: `pk`, `user.pk`"),
        option("priority", "N")
            .value_parser(value_parser!(i32))
            .allow_negative_numbers(true)
            .help("Jobs with a higher number are run first [default: 0]"),
    ]
}

/// Reads how far a list is read; none of the options where the command has no list.
pub(super) fn read_list(matches: &ArgMatches) -> ListOptions {
    ListOptions {
        all: is_set(matches, "all"),
        max_items: get(matches, "max-items"),
        max_pages: get(matches, "max-pages"),
        unique: is_set(matches, "unique"),
    }
}

/// Reads what may be spent.
pub(super) fn read_money(matches: &ArgMatches) -> MoneyOptions {
    MoneyOptions {
        budget: get(matches, "budget"),
        yes: is_set(matches, "yes"),
        dry_run: is_set(matches, "dry-run"),
        confirm_above: get(matches, "confirm-above"),
    }
}

/// Reads the most requests at once.
pub(super) fn read_concurrency(matches: &ArgMatches) -> usize {
    let concurrency = get::<u64>(matches, "concurrency").unwrap_or(CONCURRENCY);
    usize::try_from(concurrency).unwrap_or(1)
}

/// Reads where rows go.
pub(super) fn read_output(matches: &ArgMatches) -> OutputOptions {
    OutputOptions {
        format: get(matches, "format"),
        out: get(matches, "out"),
        select: get_all(matches, "select"),
        raw: is_set(matches, "raw"),
    }
}

/// The value of an option that the command may not have.
pub(super) fn get<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Option<T> {
    matches.try_get_one::<T>(name).ok().flatten().cloned()
}

/// The values of an option that the command may not have.
pub(super) fn get_all(matches: &ArgMatches, name: &str) -> Vec<String> {
    let values = matches.try_get_many::<String>(name).ok().flatten();
    values.map(|values| values.cloned().collect()).unwrap_or_default()
}

/// Whether a flag is set, which the command may not have.
pub(super) fn is_set(matches: &ArgMatches, name: &str) -> bool {
    get::<bool>(matches, name).unwrap_or_default()
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

fn number(name: &'static str) -> Arg {
    // A number below zero is a wrong value, and no option.
    Arg::new(name).long(name).value_name("N").value_parser(whole).allow_negative_numbers(true)
}

fn whole(text: &str) -> Result<u64, &'static str> {
    text.parse().map_err(|_| "a whole number, such as 200")
}

fn at_once(text: &str) -> Result<u64, &'static str> {
    whole(text).ok().filter(|number| (1..=64).contains(number)).ok_or("a whole number from 1 to 64")
}

fn file(name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("FILE").value_parser(value_parser!(PathBuf))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn requests_at_once_are_1_to_64() {
        assert_eq!(["1", "64"].map(at_once), [Ok(1), Ok(64)]);
        assert!(["0", "65", "-1", "x", ""].into_iter().all(|text| at_once(text).is_err()));
    }

    #[test]
    fn every_option_is_reserved() {
        let options =
            [list().to_vec(), money().to_vec(), inputs().to_vec(), rows().to_vec(), global().to_vec()].concat();
        let options =
            options.into_iter().chain(resume()).chain(jobs()).map(|arg| arg.get_long().unwrap_or_default().to_owned());
        let expected: BTreeSet<_> = options.chain(["version".to_owned()]).collect();
        assert_eq!(NAMES.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>(), expected);
    }
}
