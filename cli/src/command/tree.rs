//! The tree of commands that clap reads.

use clap::Command;

use super::markdown::Writer;
use super::own::{self, Building, OwnCommand};
use super::{endpoint, example, names, options};
use crate::settings::variables;
use crate::tool::Tool;

/// Returns the whole tree.
pub(super) fn whole(tool: &Tool) -> Command {
    let building = Building { tool, is_built: &|_| true };
    let groups = tool.groups.iter().map(|group| endpoint::group(&building, group, endpoint::call));
    let own = own::offered(tool).map(|own| own_command(&building, own));
    root(tool).subcommands(groups).subcommands(own)
}

/// Returns the tree for a command line: all commands, and the arguments of those whose names are in it. The tool's own commands
/// are in the help under a heading of their own.
pub(super) fn for_line(tool: &Tool, line: &[String]) -> Command {
    let building = Building { tool, is_built: &|name| line.iter().any(|argument| argument == name) };
    let groups = tool.groups.iter().map(|group| endpoint::group(&building, group, endpoint::call));
    let own: Vec<_> = own::offered(tool).map(|own| own_command(&building, own)).collect();
    let listed = listed(&own.iter().filter(|command| !command.is_hide_set()).collect::<Vec<_>>());
    let own = own.into_iter().map(|command| command.hide(true));
    root(tool).before_help(listed).help_template(TEMPLATE).subcommands(groups).subcommands(own)
}

/// The groups are the subcommands that are not hidden; the text before the help is the list of the others.
const TEMPLATE: &str = "\
{about-with-newline}
{usage-heading} {usage}

Groups:
{subcommands}

Commands:
{before-help}Options:
{options}{after-help}";

fn root(tool: &Tool) -> Command {
    let writer = Writer::new(tool);
    let about = if tool.doc.is_empty() { tool.service.name.to_owned() } else { writer.sentence(tool.doc) };
    Command::new(tool.name)
        .version(tool.version)
        .about(about)
        .after_help(after_help(tool))
        .override_usage(format!("{} [OPTIONS] <COMMAND>", tool.name))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        // It is one of the global options, under their heading.
        .disable_help_flag(true)
        .max_term_width(100)
        .args(options::global())
}

fn own_command(building: &Building<'_>, own: &OwnCommand) -> Command {
    (own.command)(building, Command::new(names::own(building.tool, own.name)))
}

/// A line for each of the tool's own commands.
fn listed(own: &[&Command]) -> String {
    let width = own.iter().map(|command| command.get_name().len()).max().unwrap_or_default();
    let line = |command: &&Command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        format!("  {:width$}  {about}", command.get_name())
    };
    own.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The environment, the exit codes, limits and examples.
fn after_help(tool: &Tool) -> String {
    let service = tool.service;
    let variables = variables(tool.name, service, &|name| std::env::var_os(name));
    let width = variables.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let variables = variables.iter().map(|(name, about)| format!("  {name:width$}  {about}"));
    let sections = [
        ("Environment", variables.collect()),
        (
            "Limits",
            service.requests_per_second.map(|rate| format!("  {rate} requests per second")).into_iter().collect(),
        ),
        ("Exit codes", EXIT_CODES.iter().map(|line| format!("  {line}")).collect()),
        ("Examples", example::lines(tool).iter().map(|line| format!("  {line}")).collect()),
    ];
    let sections = sections.into_iter().filter(|(_, lines): &(_, Vec<String>)| !lines.is_empty());
    let sections: Vec<_> = sections.map(|(heading, lines)| format!("{heading}:\n{}", lines.join("\n"))).collect();
    sections.join("\n\n")
}

const EXIT_CODES: &[&str] = &[
    "0    Success",
    "1    Something failed; what was fetched is written",
    "2    The command line or the settings are wrong; nothing was sent",
    "3    A budget is exhausted, or the price was not confirmed",
    "4    The account has no credit left",
    "130  Interrupted",
];
