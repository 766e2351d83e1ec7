//! The command line of another service, which is made of its client alone.

mod commands_support;

use std::path::Path;
use std::process::{Command, exit};

use commands_support::{Done, run};
use expect_test::expect;
use hikerapi_cli::Tool;
use hikerapi_testing::ServerOf;

/// The arguments of the tool, one on each line.
const ARGUMENTS: &str = "SHOP_TOOL_ARGUMENTS";

/// The tool itself, as a program of its own: [`shop`] runs this test, which ends as the tool ends.
#[test]
#[ignore = "it is the program that the other tests run"]
fn tool() {
    let Ok(arguments) = std::env::var(ARGUMENTS) else { return };
    let arguments = ["shop"].into_iter().chain(arguments.lines()).map(Into::into);
    let code = hikerapi_cli::run(&Tool::of::<shop::Client>("shop", "1.2.3"), arguments);
    exit(i32::from(code != std::process::ExitCode::SUCCESS));
}

/// Runs the tool.
fn shop(home: &Path, arguments: &[&str], key: &str) -> Done {
    let mut command = Command::new(std::env::current_exe().expect("the program of the tests"));
    command.args(["--ignored", "--exact", "tool", "--nocapture", "--quiet"]);
    command.env(ARGUMENTS, arguments.join("\n")).env("SHOP_KEY", key);
    let done = run(&mut command, home, "");
    // The harness says first what it runs.
    let out = done.out.trim_start().strip_prefix("running 1 test\n").expect("the first line of the harness");
    Done { out: out.to_owned(), ..done }
}

#[test]
fn another_service_has_its_own_commands_and_nothing_of_the_first() {
    let home = tempfile::tempdir().expect("a folder");
    let help = shop(home.path(), &["--help"], "");
    assert_eq!(help.code, 0, "{}", help.err);
    assert!(!help.out.to_lowercase().contains("hiker"), "{}", help.out);
    #[cfg(all(feature = "mock", feature = "mcp", not(feature = "keyring")))] // others add and remove commands
    expect![[r#"
        Orders and customers of an imaginary shop

        Usage: shop [OPTIONS] <COMMAND>

        Groups:
          orders  Orders
          user    Customers

        Commands:
          endpoints    List the endpoints with their prices
          schema       List the types, or the columns of a type or of an endpoint's rows
          harvest      Run jobs by many workers with one key, from a store that keeps all they bring
          mock         Run a local server that answers as the service does, for tests in any language
          mcp          Offer the endpoints that only read as tools for agents (MCP), with a hard budget
          completions  Print completions for a shell
          man          Write a manual page for each command

        Options:
              --server <URL>   Send requests to this server
              --proxy <URL>    Send requests through this proxy
              --config <FILE>  Read the settings from FILE
              --spec <FILE>    Add the endpoints of the spec in FILE; can be repeated
          -q, --quiet          Print only errors
          -h, --help           Print help (-h: in short)
          -V, --version        Print version

        Environment:
          SHOP_KEY             The key of Shop
          SHOP_SERVER          The base URL of the server
          SHOP_PROXY           The URL of a proxy
          SHOP_BUDGET_PER_DAY  The most units that all runs of a day (UTC) may spend
          SHOP_CONFIRM_ABOVE   The units above which a run asks before it spends
          SHOP_STORE           The store of jobs for many workers
          SHOP_CONFIG          The configuration file [default: ~/shop/config.toml]

        Limits:
          5 requests per second

        Exit codes:
          0    Success
          1    Something failed; what was fetched is written
          2    The command line or the settings are wrong; nothing was sent
          3    A budget is exhausted, or the price was not confirmed
          4    The account has no credit left
          130  Interrupted

        Examples:
          shop orders by-id 25
          shop orders list 25 --max-items 1000 --budget 100 --out list.csv
          shop orders list - --all --budget 500 < customers.txt > list.jsonl
    "#]]
    .assert_eq(&help.out);
    let listed = shop(home.path(), &["endpoints"], "");
    assert_eq!(listed.out.lines().count(), 3, "{}", listed.out);
    assert!(!listed.out.contains("instagram") && !listed.out.contains("hiker"), "{}", listed.out);
}

#[test]
fn another_service_is_called_with_its_own_key() {
    let home = tempfile::tempdir().expect("a folder");
    let server = ServerOf::<shop::Client>::start_blocking();
    let done = shop(home.path(), &["orders", "by-id", "7", "--server", server.url()], server.key());
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(server.targets(), ["/v1/orders/7"]);
    expect![[r#"
        {"id":1,"status":"open","placed_at":"2026-01-02T03:04:05Z"}
    "#]]
    .assert_eq(&done.out);
}
