//! Where keys are, apart from the environment.

use std::path::{Path, PathBuf};

use hikerapi_runtime::service::Service;

use super::folders::resolve;
use super::keyring;
use super::secret::Secret;
use crate::failure::Failure;

/// Where the keys are that are not in the environment.
#[derive(Debug, Clone, Default)]
pub(super) struct KeySource {
    tool: String,
    /// The configuration file that there is or could be.
    config: Option<PathBuf>,
    file: Option<PathBuf>,
    is_keyring: bool,
}

impl KeySource {
    pub(super) fn new(
        tool: &str,
        config: Option<&Path>,
        file: Option<String>,
        is_keyring: bool,
        home: Option<&Path>,
    ) -> Self {
        let file = file.map(|path| resolve(&path, config.unwrap_or(Path::new("")), home));
        Self { tool: tool.to_owned(), config: config.map(Path::to_owned), file, is_keyring }
    }

    /// Reads as many keys as a service needs.
    pub(super) fn read(&self, service: &Service) -> Result<Vec<Secret>, Failure> {
        let names: Vec<_> = service.auth.iter().flat_map(|credential| credential.env).copied().collect();
        match &self.file {
            _ if names.is_empty() => Ok(Vec::new()),
            Some(file) => of_file(file, &names),
            None if self.is_keyring => keyring::read(&self.tool, &names),
            None => Err(self.missing(&names)),
        }
    }

    fn missing(&self, names: &[&str]) -> Failure {
        let names = names.join(" and ");
        let config = match &self.config {
            Some(config) => format!(", or `key_file` in {} to the path of a file with it", config.display()),
            None => String::new(),
        };
        Failure::usage(format!("no key is set: set {names} in the environment{config}"))
    }
}

/// The keys of a file, one on each line.
fn of_file(file: &Path, names: &[&str]) -> Result<Vec<Secret>, Failure> {
    let shown = file.display();
    let unreadable = |error| Failure::usage(format!("cannot read the key file `{shown}`: {error}"));
    check_mode(file).map_err(unreadable)??;
    let text = std::fs::read_to_string(file).map_err(unreadable)?;
    let keys: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Secret::new).collect();
    match (keys.len(), names.len()) {
        (found, needed) if found == needed => Ok(keys),
        (0, _) => Err(Failure::usage(format!("the key file `{shown}` is empty"))),
        (found, 1) => {
            Err(Failure::usage(format!("the key file `{shown}` has {found} lines: it must have the key alone")))
        }
        (found, needed) => Err(Failure::usage(format!(
            "the key file `{shown}` has {found} lines: it must have {needed}, those of {}",
            names.join(" and ")
        ))),
    }
}

/// Refuses a file that other users can read, if this one can change that. Secrets in containers are often readable by all and
/// cannot be changed.
#[cfg(unix)]
fn check_mode(file: &Path) -> std::io::Result<Result<(), Failure>> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = std::fs::metadata(file)?.permissions();
    let mode = permissions.mode() & 0o777;
    // The same permissions again: only the owner can set them, and only where the file system is not read-only.
    if mode & 0o077 == 0 || std::fs::set_permissions(file, permissions).is_err() {
        return Ok(Ok(()));
    }
    let shown = file.display();
    Ok(Err(Failure::usage(format!(
        "other users can read the key file `{shown}` (its mode is {mode:04o}): run `chmod 600 '{shown}'`"
    ))))
}

#[cfg(not(unix))]
fn check_mode(_: &Path) -> std::io::Result<Result<(), Failure>> {
    Ok(Ok(()))
}
