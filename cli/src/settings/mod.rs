//! The settings of a run: from the command line, the environment and the configuration file, in this order.
//!
//! | setting | environment, for `hiker` | configuration file |
//! |---|---|---|
//! | the key | the variables that the spec names | `key_file`, `keyring` |
//! | the server | `HIKER_SERVER` | `server` |
//! | the proxy | `HIKER_PROXY` | `proxy` |
//! | units per day | `HIKER_BUDGET_PER_DAY` | `budget_per_day` |
//! | units above which a run asks | `HIKER_CONFIRM_ABOVE` | `confirm_above` |
//! | the store of jobs | `HIKER_STORE` | `store` |
//! | the configuration file | `HIKER_CONFIG` | |
//!
//! A variable that is empty counts as absent. No setting has a key on the command line: other users of the machine can read the
//! arguments of a program.

// From the top down: each module imports only from those below it.
mod environment;
mod file;
mod folders;
mod key;
pub(crate) mod keyring;
mod secret;
mod variable;

pub(crate) use secret::Secret;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use hikerapi_runtime::rt::{ClientBuilder, ServiceClient};
use hikerapi_runtime::service::Service;

use crate::failure::Failure;
use environment::Environment;
use file::File;
use folders::Folders;
use key::KeySource;

/// The settings of the client, and of what may be spent.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    /// The base URL of the server; the first of the spec by default.
    pub(crate) server: Option<String>,
    /// The URL of a proxy.
    pub(crate) proxy: Option<String>,
    /// The keys of the environment. Without these, [`apply`](Self::apply) reads them from where the configuration file says.
    pub(crate) keys: Option<Vec<Secret>>,
    /// The units that may be spent in a day (UTC), by all runs.
    pub(crate) budget_per_day: Option<u64>,
    /// The units above which a run asks before it spends.
    pub(crate) confirm_above: Option<u64>,
    /// The store of jobs for many workers: a path, or a URL, which can have a password.
    #[cfg_attr(not(feature = "harvest"), allow(dead_code, reason = "a configuration file is that of all builds"))]
    pub(crate) store: Option<String>,
    key_source: KeySource,
    folders: Folders,
}

/// The settings that the command line has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overrides {
    pub(crate) server: Option<String>,
    pub(crate) proxy: Option<String>,
    /// The configuration file.
    pub(crate) config: Option<PathBuf>,
}

impl Settings {
    /// Reads the settings of a tool. No key needs to be there: [`apply`](Self::apply) says where one is missing.
    ///
    /// The environment is a function, [`std::env::var_os`] in a program.
    pub(crate) fn load(
        tool: &str,
        service: &Service,
        overrides: Overrides,
        env: &dyn Fn(&str) -> Option<std::ffi::OsString>,
    ) -> Result<Self, Failure> {
        let env = Environment::new(tool, env);
        let folders = Folders::of(tool, &env);
        let config = match overrides.config {
            Some(config) => Some(config),
            None => env.path(variable::CONFIG),
        };
        let file = match (&config, folders.config_file()) {
            (Some(stated), _) => File::read(stated, service)?,
            (None, Some(usual)) => File::read_if_there_is_one(&usual, service)?,
            (None, None) => File::default(),
        };
        let config = config.or_else(|| folders.config_file());
        Ok(Self {
            server: overrides.server.or(env.text(variable::SERVER)?).or(file.server),
            proxy: overrides.proxy.or(env.text(variable::PROXY)?).or(file.proxy),
            keys: env.keys(service)?,
            budget_per_day: env.number(variable::BUDGET_PER_DAY)?.or(file.budget_per_day),
            confirm_above: env.number(variable::CONFIRM_ABOVE)?.or(file.confirm_above),
            store: env.text(variable::STORE)?.or_else(|| {
                let config = config.as_deref().unwrap_or(Path::new(""));
                file.store.map(|store| stored_at(store, config, folders.home()))
            }),
            key_source: KeySource::new(tool, config.as_deref(), file.key_file, file.keyring, folders.home()),
            folders,
        })
    }

    /// A builder with these settings.
    ///
    /// # Errors
    /// Where the service needs a key and there is none, or the file or the keyring with it cannot be read.
    pub(crate) fn apply<C: ServiceClient>(&self, builder: ClientBuilder<C>) -> Result<ClientBuilder<C>, Failure> {
        let mut builder = builder.keys(self.keys(C::SERVICE)?.iter().map(Secret::reveal));
        if let Some(server) = &self.server {
            builder = builder.server(server);
        }
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy);
        }
        Ok(builder)
    }

    /// The keys: those of the environment, else those of where the configuration file says.
    ///
    /// # Errors
    /// Where the service needs a key and there is none, or it cannot be read.
    pub(crate) fn keys(&self, service: &Service) -> Result<Vec<Secret>, Failure> {
        self.keys.clone().map_or_else(|| self.key_source.read(service), Ok)
    }

    /// The settings of what sends nothing: without a key, and without a budget of the day, which belongs to an account.
    pub(crate) fn without_key(&self, service: &Service) -> Self {
        let variables = service.auth.iter().flat_map(|credential| credential.env);
        let keys = variables.map(|_| Secret::new("none")).collect();
        Self { keys: Some(keys), budget_per_day: None, ..self.clone() }
    }

    /// The URL of the server to which requests are sent.
    pub(crate) fn server_url<'a>(&'a self, service: &Service) -> &'a str {
        let url = self.server.as_deref().or(service.servers.first().copied()).unwrap_or_default();
        url.trim_end_matches('/')
    }

    /// A name for the account whose units are spent, by its server and its key. It has too few bits to tell them.
    pub(crate) fn account(&self, service: &Service) -> Result<String, Failure> {
        let keys = self.keys(service)?;
        let texts = std::iter::once(self.server_url(service)).chain(keys.iter().map(Secret::reveal));
        // FNV-1a: the same on every machine and in every version.
        let hash = texts
            .flat_map(|text| text.bytes().chain([0]))
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        Ok(format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff)))
    }

    /// The folder of what runs keep, which only this user can read. It is made where it is missing.
    ///
    /// # Errors
    /// Where the environment does not say where it is, and where it cannot be made.
    pub(crate) fn state_folder(&self) -> Result<&Path, Failure> {
        self.folders.state()
    }
}

/// A store of the configuration file: a URL as it is, a path as that of a key.
fn stored_at(store: String, config: &Path, home: Option<&Path>) -> String {
    match store.contains("://") {
        true => store,
        false => folders::resolve(&store, config, home).to_string_lossy().into_owned(),
    }
}

/// Returns the variables of a tool with what each is, for its help.
pub(crate) fn variables(
    tool: &str,
    service: &Service,
    variable: &dyn Fn(&str) -> Option<OsString>,
) -> Vec<(String, String)> {
    let keys = service.auth.iter().flat_map(|credential| credential.env);
    let keys = keys.map(|name| ((*name).to_owned(), format!("The key of {}", service.name)));
    let file = Folders::of(tool, &Environment::new(tool, variable)).config_file_in_words();
    let own = variable::ALL.into_iter().map(|own| {
        let about = match &file {
            Some(file) if own.name == variable::CONFIG.name => format!("{} [default: {file}]", own.about),
            _ => own.about.to_owned(),
        };
        (own.of(tool), about)
    });
    keys.chain(own).collect()
}

impl fmt::Debug for Settings {
    /// Shows no key, and not the proxy, whose URL can have a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("server", &self.server)
            .field("budget_per_day", &self.budget_per_day)
            .field("confirm_above", &self.confirm_above)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
