//! `hiker balance`: what the account has left, by a free endpoint.

use hikerapi_runtime::dynamic::EndpointDescription;

use super::own_command::OwnCommand;
use crate::command::options;
use crate::failure::Failure;
use crate::job::{Job, ListOptions, MoneyOptions};
use crate::output::OutputOptions;
use crate::run::run;
use crate::tool::Tool;

pub(super) const COMMAND: OwnCommand = OwnCommand {
    name: "balance",
    is_offered: |tool| endpoint(tool).is_some(),
    command: |_, command| command.about("Print what the account has left (free)").args(options::rows()),
    run: |context, matches| {
        let endpoint = endpoint(context.tool).ok_or_else(|| Failure::usage("the service has no endpoint for it"))?;
        run(context.tool, &(context.settings)()?, &context.terminal, &job(endpoint, options::read_output(matches)))
    },
};

/// The endpoint with the rate of the account, which is free and needs no parameter.
fn endpoint(tool: &Tool) -> Option<&'static EndpointDescription> {
    let account = tool.service.account_rate.as_ref()?.operation;
    tool.endpoints().map(|(_, endpoint)| endpoint).find(|endpoint| endpoint.operation.is(account))
}

fn job(endpoint: &'static EndpointDescription, output: OutputOptions) -> Job {
    Job {
        endpoint,
        arguments: Vec::new(),
        inputs: None,
        list: ListOptions::default(),
        money: MoneyOptions::default(),
        concurrency: 1,
        resume: None,
        retry_failed: false,
        output,
    }
}
