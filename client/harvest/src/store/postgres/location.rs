//! Where a store is: its URL, without secrets wherever it is shown.

use std::env;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use crate::error::{Error, ErrorKind, Result};

/// The schema where the URL names none.
const SCHEMA: &str = "hiker_harvest";

/// The parameters of URLs that the library for PostgreSQL knows.
const KNOWN: [&str; 18] = [
    "user",
    "password",
    "dbname",
    "options",
    "application_name",
    "sslnegotiation",
    "host",
    "hostaddr",
    "port",
    "connect_timeout",
    "tcp_user_timeout",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_retries",
    "target_session_attrs",
    "channel_binding",
    "load_balance_hosts",
];

/// Where a store is, and how it is reached.
pub(super) struct Location {
    /// The URL without user, password and parameters but the schema.
    pub(super) shown: String,
    pub(super) schema: String,
    pub(super) config: Config,
    pub(super) trust: Trust,
}

/// Whether connections use TLS, and whom they trust then. A certificate is always checked, and so is the name in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trust {
    /// No TLS.
    Plain,
    /// The authorities of the system.
    System,
    /// The authorities in a file.
    File(PathBuf),
}

impl Location {
    /// Reads a URL.
    pub(super) fn parse(url: &str) -> Result<Self> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let mut own = Own::default();
        let mut others = Vec::new();
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            if !own.take(name, value)? {
                if !KNOWN.contains(&name) {
                    // Neither it nor its name is shown, since it can be the rest of a password with `?`.
                    let known = KNOWN.join(", ");
                    return Err(refused(format!(
                        "the URL has a parameter that is not known: known are schema, sslmode, sslrootcert, {known}"
                    )));
                }
                others.push(parameter);
            }
        }
        let rest = format!("{base}?{}", others.join("&"));
        let mut config = Config::from_str(&rest).map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            refused(format!("this is not a URL of PostgreSQL, postgres://user@host/database: {cause}"))
        })?;
        complete(&mut config);
        let schema = own.schema.unwrap_or_else(|| SCHEMA.to_owned());
        let shown = shown(&config, &schema)?;
        let trust = trust(&config, own.mode.as_deref(), own.roots)?;
        config.ssl_mode(if trust == Trust::Plain { SslMode::Disable } else { SslMode::Require });
        Ok(Self { shown, schema, config, trust })
    }
}

/// The parameters that the library does not know, or knows otherwise.
#[derive(Default)]
struct Own {
    schema: Option<String>,
    mode: Option<String>,
    roots: Option<String>,
}

impl Own {
    fn take(&mut self, name: &str, value: &str) -> Result<bool> {
        let place = match name {
            "schema" => &mut self.schema,
            "sslmode" => &mut self.mode,
            "sslrootcert" => &mut self.roots,
            _ => return Ok(false),
        };
        let value = decoded(value).ok_or_else(|| refused(format!("the parameter {name} of the URL is not text")))?;
        let is_name = |name: &str| name.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter));
        if name == "schema" && (value.is_empty() || value.len() > 63 || !is_name(&value)) {
            let why = "a schema has a name of 1 to 63 letters, digits, `_` and `-`";
            return Err(refused(format!("the URL names no schema: {why}")));
        }
        *place = Some(value);
        Ok(true)
    }
}

/// What a URL does not say: where a server is that has gone is found out in seconds.
fn complete(config: &mut Config) {
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        let socket = Path::new("/var/run/postgresql");
        config.host(if socket.is_dir() { "/var/run/postgresql" } else { "localhost" });
    }
    if config.get_password().is_none()
        && let Ok(password) = env::var("PGPASSWORD")
    {
        config.password(password);
    }
    if config.get_application_name().is_none() {
        config.application_name("hiker harvest");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(10));
    }
    if config.get_keepalives_idle() == Duration::from_secs(2 * 60 * 60) {
        config.keepalives_idle(Duration::from_secs(30));
        config.keepalives_interval(Duration::from_secs(10)).keepalives_retries(3);
    }
}

fn shown(config: &Config, schema: &str) -> Result<String> {
    let database = config.get_dbname().unwrap_or_default();
    let (mut hosts, mut folder) = (Vec::new(), None);
    for host in config.get_hosts() {
        match host {
            Host::Tcp(name) => hosts.push(name.clone()),
            #[cfg(unix)]
            Host::Unix(path) => folder = Some(format!("host={}", path.display())),
        }
    }
    if hosts.is_empty() {
        hosts.extend(config.get_hostaddrs().iter().map(ToString::to_string));
    }
    if database.contains('@') || hosts.iter().any(|host| host.contains('@')) {
        return Err(refused("a password with `@`, `/`, `:` or `?` is written with %40, %2F, %3A and %3F in a URL"));
    }
    if folder.is_some() {
        hosts.clear();
    }
    let schema = (schema != SCHEMA).then(|| format!("schema={schema}"));
    let parameters: Vec<_> = folder.into_iter().chain(schema).collect();
    let separator = if parameters.is_empty() { "" } else { "?" };
    Ok(format!("postgres://{}/{database}{separator}{}", hosts.join(","), parameters.join("&")))
}

fn trust(config: &Config, mode: Option<&str>, roots: Option<String>) -> Result<Trust> {
    let is_here = config.get_hosts().iter().all(is_local) && config.get_hostaddrs().iter().all(IpAddr::is_loopback);
    let is_plain = match mode {
        Some("disable") => true,
        None | Some("allow" | "prefer") => is_here && roots.is_none(),
        Some("require" | "verify-ca" | "verify-full") => false,
        Some(_) => {
            return Err(refused("the parameter sslmode of the URL is one of disable, prefer, require and verify-full"));
        }
    };
    Ok(match roots {
        _ if is_plain => Trust::Plain,
        Some(path) if path != "system" => Trust::File(path.into()),
        _ => Trust::System,
    })
}

fn is_local(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// The text of a percent-encoded value.
fn decoded(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, others @ ..] = rest {
        rest = others;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, others) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = others;
    }
    String::from_utf8(bytes).ok()
}

fn refused(why: impl Into<String>) -> Error {
    Error::new(ErrorKind::Refused, why)
}

#[cfg(test)]
#[path = "location_tests.rs"]
mod tests;
