//! The configuration file.

use std::io;
use std::ops::Range;
use std::path::Path;

use hikerapi_runtime::service::Service;
use serde::Deserialize;
use toml::de::DeTable;

use crate::failure::Failure;
use crate::nearest::did_you_mean;

/// What a configuration file says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub(super) struct File {
    pub(super) server: Option<String>,
    pub(super) proxy: Option<String>,
    pub(super) budget_per_day: Option<u64>,
    pub(super) confirm_above: Option<u64>,
    /// The store of jobs: a path, or a URL.
    pub(super) store: Option<String>,
    /// The path of a file with the key.
    pub(super) key_file: Option<String>,
    /// Whether the key is in the keyring of the system.
    #[serde(default)]
    pub(super) keyring: bool,
}

/// The names of all fields.
const KNOWN: [&str; 7] = ["server", "proxy", "budget_per_day", "confirm_above", "store", "key_file", "keyring"];

/// Names under which people would write a key.
const SECRETS: [&str; 8] = ["key", "keys", "token", "secret", "password", "api_key", "access_key", "access_token"];

impl File {
    /// Reads a file.
    pub(super) fn read(path: &Path, service: &Service) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        Self::parse(&text, path, service)
    }

    /// Reads a file; nothing, where there is none.
    pub(super) fn read_if_there_is_one(path: &Path, service: &Service) -> Result<Self, Failure> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path, service),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(Self::default())
            }
            Err(error) => Err(unreadable(path, &error)),
        }
    }

    /// Parses a file. Messages quote no line of it, which could have a secret.
    fn parse(text: &str, path: &Path, service: &Service) -> Result<Self, Failure> {
        let wrong = |what: &str, span: Option<Range<usize>>| {
            let (line, column) = position(text, span.map_or(0, |span| span.start));
            Failure::usage(format!("{}:{line}:{column}: {what}", path.display()))
        };
        let table = DeTable::parse(text).map_err(|error| wrong(error.message(), error.span()))?;
        for name in table.get_ref().keys() {
            let (name, span) = (name.get_ref().as_ref(), name.span());
            if is_secret(name, service) {
                return Err(wrong(&a_key_is_not_here(name, service), Some(span)));
            }
            if !KNOWN.contains(&name) {
                let name_shown = name.escape_debug();
                let hint =
                    did_you_mean(name, KNOWN).unwrap_or_else(|| format!("the settings are `{}`", KNOWN.join("`, `")));
                return Err(wrong(&format!("`{name_shown}` is not a setting; {hint}"), Some(span)));
            }
        }
        toml::from_str(text).map_err(|error| wrong(error.message(), error.span()))
    }
}

fn is_secret(name: &str, service: &Service) -> bool {
    let mut variables = service.auth.iter().flat_map(|credential| credential.env);
    let name = name.replace('-', "_");
    SECRETS.iter().chain(variables.by_ref()).any(|secret| name.eq_ignore_ascii_case(secret))
}

fn a_key_is_not_here(name: &str, service: &Service) -> String {
    let variables: Vec<_> = service.auth.iter().flat_map(|credential| credential.env).copied().collect();
    let environment = match variables.is_empty() {
        true => String::new(),
        false => format!("set {} in the environment, or ", variables.join(" and ")),
    };
    format!(
        "`{}` cannot be a setting, because files with settings are copied and shown: {environment}write the key to a file \
         of its own, and set `key_file` to its path",
        name.escape_debug()
    )
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(format!("cannot read the configuration file `{}`: {error}", path.display()))
}

/// The line and the column of a byte, from 1.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
