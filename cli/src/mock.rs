//! `mock`: a local server that answers as the service does, for programs in any language.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use hikerapi_testing::Served;

use crate::failure::Failure;
use crate::mock_server::{MockFailures, MockLists, MockOptions};
use crate::signals::Signals;
use crate::terminal::{Terminal, warn};
use crate::tool::Tool;
use crate::words::count;

const ABOUT: &str = "Run a local server that answers as the service does, for tests in any language";

const LONG_ABOUT: &str = "\
Run a local server that answers as the service does, for tests in any language.

It answers each endpoint with a sample, pages through lists, checks parameters, and counts units. It needs no key, accepts \
any, and costs nothing.

The first line on standard output is `listening on URL`. With `--log`, each request is one line on standard error: the method, \
the path, the names of the parameters, the status and the units. Ctrl-C ends it, with the sums.";

const PUBLIC: &str = "Listen at an address that other machines can reach. There is no encryption, and any key is accepted: \
send no real key to it";

/// Adds the help and the arguments of the command.
pub(crate) fn describe(command: Command) -> Command {
    let number = |name: &'static str, unit: &'static str| {
        Arg::new(name).long(name).value_name(unit).value_parser(value_parser!(u64)).allow_negative_numbers(true)
    };
    let positive = || value_parser!(u64).range(1..);
    let port = Arg::new("port").long("port").value_name("N").value_parser(value_parser!(u16)).default_value("0");
    let address = Arg::new("address").long("address").value_name("IP").value_parser(value_parser!(IpAddr));
    let every = number("fail-every", "N").value_parser(positive());
    let status = Arg::new("status").long("status").value_name("S").value_parser(value_parser!(u16).range(400..600));
    let rate = Arg::new("rate-limit").long("rate-limit").value_name("N").value_parser(value_parser!(u32).range(1..));
    command.about(ABOUT).long_about(LONG_ABOUT).args([
        port.help("The port; 0 is one that is free"),
        address.default_value("127.0.0.1").help("The address; one that is not on this machine needs --public"),
        Arg::new("public").long("public").action(ArgAction::SetTrue).help(PUBLIC),
        number("items", "N").help("The items of each list, made from the sample, each with its own id"),
        number("page-size", "N")
            .value_parser(positive())
            .help("The items of each page; a third of the list by default"),
        every.help("Let each Nth valid request fail"),
        status.default_value("503").requires("fail-every").help("The status of requests that fail"),
        number("delay", "MS").help("The milliseconds that each response takes"),
        number("budget", "N").help("The units after which the account has no credit left (402)"),
        Arg::new("log").long("log").action(ArgAction::SetTrue).help("Print a line for each request to standard error"),
        rate.help("The requests that are accepted within a second; others are refused (429)"),
    ])
}

/// Runs the server until Ctrl-C.
pub(crate) fn run(tool: &Tool, terminal: &Terminal, matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let options = options(matches)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::io("cannot start", &error))?;
    // Before the server: a signal that arrives at once must not end the program without the sums.
    let mut signals = {
        let _entered = runtime.enter();
        Signals::new().map_err(|error| Failure::io("cannot listen for signals", &error))?
    };
    let sums = Arc::new(Sums::default());
    let (counted, is_logged) = (Arc::clone(&sums), matches.get_flag("log"));
    let observe = Box::new(move |served: &Served<'_>| {
        counted.add(served);
        if is_logged {
            warn(&line(served));
        }
    });
    let server = (tool.mock)(options, observe)
        .map_err(|error| Failure::io(format_args!("cannot listen at {}", options.address), &error))?;
    announce(tool, terminal, &options, &server.url)?;
    runtime.block_on(signals.next());
    drop(server);
    terminal.note(&sums.to_string());
    Ok(ExitCode::SUCCESS)
}

fn options(matches: &ArgMatches) -> Result<MockOptions, Failure> {
    if let Ok(Some(_)) = matches.try_get_many::<PathBuf>("spec") {
        let message = "the server has no samples of the endpoints of `--spec`, and cannot answer them: leave it out";
        return Err(Failure::usage(message));
    }
    let number = |name: &str| matches.get_one::<u64>(name).copied();
    let ip = matches.get_one("address").copied().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    if !ip.is_loopback() && !matches.get_flag("public") {
        let message = format!(
            "{ip} can be reached from other machines, which the server is not made for; add --public if that is wanted, or \
             leave out --address"
        );
        return Err(Failure::usage(message));
    }
    let status = matches.get_one::<u16>("status").copied().unwrap_or(503);
    Ok(MockOptions {
        address: SocketAddr::new(ip, matches.get_one("port").copied().unwrap_or_default()),
        lists: MockLists { items: number("items"), page_size: number("page-size") },
        failures: number("fail-every").map(|every| MockFailures { every, status }),
        delay: Duration::from_millis(number("delay").unwrap_or_default()),
        budget: number("budget"),
        rate_limit: matches.get_one("rate-limit").copied(),
    })
}

/// Says how to use it, and where it listens: the latter on standard output, and last, because scripts go on then.
fn announce(tool: &Tool, terminal: &Terminal, options: &MockOptions, url: &str) -> Result<(), Failure> {
    if !options.address.ip().is_loopback() {
        terminal.note("warning: other machines can reach this server, without encryption; send no real key to it");
    }
    let mut keys = String::new();
    for variable in tool.service.auth.iter().flat_map(|credential| credential.env) {
        let _ = write!(keys, "{variable}=any-key ");
    }
    terminal.note(&format!("any key is accepted: {keys}{} --server {url} ..", tool.name));
    let mut stdout = io::stdout().lock();
    let written = writeln!(stdout, "listening on {url}").and_then(|()| stdout.flush());
    written.map_err(|error| Failure::io("cannot write to standard output", &error))
}

/// A request in one line, without the values of its parameters.
fn line(served: &Served<'_>) -> String {
    let request = served.request;
    let names: Vec<&str> = request.params.iter().map(|(name, _)| name.as_str()).collect();
    // The path of the spec: that of the request has values. What the spec does not know is a mistake, which is to be seen.
    let path = request.operation.map_or(request.path.as_str(), |operation| operation.path);
    let line =
        format!("{} {path} ({}) {} {}", request.method, names.join(", "), served.status, count(served.units, "unit"));
    line.escape_debug().to_string()
}

/// What was served.
#[derive(Debug, Default)]
struct Sums {
    requests: AtomicU64,
    units: AtomicU64,
}

impl Sums {
    fn add(&self, served: &Served<'_>) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.units.fetch_add(served.units, Ordering::Relaxed);
    }
}

impl std::fmt::Display for Sums {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sum = |of: &AtomicU64, thing| count(of.load(Ordering::Relaxed), thing);
        write!(formatter, "{}, {}", sum(&self.requests, "request"), sum(&self.units, "unit"))
    }
}
