//! The store of a command line.

use clap::ArgMatches;

use crate::command::context::Context;
use crate::command::options::get;
use crate::failure::Failure;
use crate::harvest::warn_of_password;

/// The store that the options, the environment or the configuration file name.
pub(super) fn read_store(context: &Context<'_>, matches: &ArgMatches) -> Result<String, Failure> {
    if let Some(store) = get::<String>(matches, "store").filter(|store| !store.is_empty()) {
        warn_of_password(&store, &context.terminal);
        return Ok(store);
    }
    (context.settings)()?.store.ok_or_else(|| {
        Failure::usage(format!(
            "no store is named: give `--store run.db`, or `--store postgres://..`, or set {}_STORE",
            context.tool.name.to_uppercase().replace('-', "_")
        ))
    })
}
