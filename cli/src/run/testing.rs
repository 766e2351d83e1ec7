//! Jobs for tests, against a local server.

use std::process::ExitCode;

use hikerapi_runtime::dynamic::EndpointDescription;
use hikerapi_testing::Server;

use super::run;
use crate::failure::Failure;
use crate::job::{Job, ListOptions, MoneyOptions};
use crate::output::OutputOptions;
use crate::settings::{Overrides, Settings};
use crate::terminal::Terminal;
use crate::tool::{Connection, Tool};

/// A job without inputs and options.
pub(super) fn job(endpoint: &'static EndpointDescription) -> Job {
    Job {
        endpoint,
        arguments: Vec::new(),
        inputs: None,
        list: ListOptions::default(),
        money: MoneyOptions::default(),
        concurrency: 1,
        resume: None,
        retry_failed: false,
        output: OutputOptions::default(),
    }
}

/// Runs a job with a client of the server, and returns its exit code or the message of its failure.
pub(super) fn end(server: &Server, job: &Job) -> Result<ExitCode, String> {
    let tool = tool();
    let env = |name: &str| (name == "HIKERAPI_TOKEN").then(|| server.key().into());
    let overrides = Overrides { server: Some(server.url().to_owned()), ..Overrides::default() };
    let settings = Settings::load("hiker", tool.service, overrides, &env);
    let terminal = Terminal { is_input: false, is_output: false, is_error: false, is_quiet: true };
    settings.and_then(|settings| run(&tool, &settings, &terminal, job)).map_err(|failure| failure.message)
}

/// The command line, without the rate limit of the service.
pub(super) fn tool() -> Tool {
    fn connect(settings: &Settings) -> Result<Connection, Failure> {
        let connection = (Tool::of::<hikerapi::Client>("hiker", "0").connect)(settings)?;
        connection.as_ref().set_requests_per_second(1e6)?;
        Ok(connection)
    }
    Tool { connect, ..Tool::of::<hikerapi::Client>("hiker", "0") }
}
