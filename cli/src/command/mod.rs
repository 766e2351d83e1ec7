//! The commands: the tree that clap reads, made from the endpoints, and what each does.

// No two modules import each other.
mod context;
mod endpoint;
mod example;
mod markdown;
mod names;
mod options;
mod own;
mod param;
mod price;
mod refusal;
mod request;
#[cfg(test)]
mod tests;
mod tree;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Command};

use crate::failure::{Failure, Help};
use crate::output::choose_format;
use crate::run::run as run_job;
use crate::settings::{Overrides, Settings};
use crate::spec_file;
use crate::terminal::Terminal;
use crate::tool::Tool;
use context::Context;
use markdown::Writer;

/// Runs a command line.
pub(crate) fn run(tool: &Tool, arguments: impl IntoIterator<Item = OsString>) -> Result<ExitCode, Failure> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let line: Vec<String> = arguments.iter().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let (tool, notes) = spec_file::extend(tool, &spec_files(&line))?;
    let tree = tree::for_line(&tool, &line);
    match tree.clone().try_get_matches_from(arguments) {
        Ok(matches) => {
            let terminal = Terminal::new(matches.get_flag("quiet"));
            notes.iter().for_each(|note| terminal.note(note));
            dispatch(&tool, terminal, &matches).map_err(|failure| explained(&tool, &matches, failure))
        }
        Err(error) if error.use_stderr() && error.kind() != MISSING => {
            Err(refusal::failure(&error, &meant(&tree, &line), &line))
        }
        Err(error) => {
            // Help and version are no failures. What cannot be printed has no reader.
            let _ = error.print();
            Ok(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)))
        }
    }
}

/// A command without its subcommand or its arguments prints its help.
const MISSING: clap::error::ErrorKind = clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;

fn dispatch(tool: &Tool, terminal: Terminal, matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let settings = || settings(tool, matches);
    let Some((name, of_command)) = matches.subcommand() else { return Err(Failure::usage("no command")) };
    if let Some(own) = own::offered(tool).find(|own| names::own(tool, own.name) == name) {
        let context = Context { tool, terminal, settings: &settings, tree: tree::whole };
        return (own.run)(&context, of_command);
    }
    let Some((method, of_endpoint)) = of_command.subcommand() else { return Err(Failure::usage("no endpoint")) };
    let job = request::job(tool, name, method, of_endpoint)?;
    if job.endpoint.rows.is_some() {
        // A mistake in the line is said before one in the settings.
        choose_format(&job.output, &terminal)?;
    }
    if let Some(deprecation) = &job.endpoint.deprecated {
        let text = endpoint::deprecated(tool, deprecation, &Writer::new(tool));
        terminal.note(&format!("warning: {}", text.replace('\n', " ")));
    }
    run_job(tool, &settings()?, &terminal, &job)
}

/// The failure with what the spec says of it, in which endpoints are commands.
fn explained(tool: &Tool, matches: &ArgMatches, failure: Failure) -> Failure {
    let help = match &failure.help {
        None => return failure,
        Some(Help::Columns(ty)) => format!("`{} {} {ty}` lists all", tool.name, names::own(tool, "schema")),
        Some(Help::Spec(text)) => Writer::new(tool).line(text),
        Some(Help::Server) => {
            let settings = settings(tool, matches).ok();
            let server = settings.as_ref().map(|settings| settings.server_url(tool.service)).unwrap_or_default();
            format!("The server is {server}: check it and the network; `--server URL` names another one")
        }
    };
    let Failure { code, message, .. } = failure;
    Failure::new(code, format!("{message}. {}", help.trim_end_matches('.')))
}

fn settings(tool: &Tool, matches: &ArgMatches) -> Result<Settings, Failure> {
    let text = |name: &str| options::get::<String>(matches, name);
    let overrides = Overrides { server: text("server"), proxy: text("proxy"), config: options::get(matches, "config") };
    Settings::load(tool.name, tool.service, overrides, &|name| std::env::var_os(name))
}

/// The files of `--spec`, which say what the tree is.
fn spec_files(line: &[String]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut line = line.iter().take_while(|argument| *argument != "--");
    while let Some(argument) = line.next() {
        let file =
            if argument == "--spec" { line.next().map(String::as_str) } else { argument.strip_prefix("--spec=") };
        files.extend(file.map(PathBuf::from));
    }
    files
}

/// The command that a line has the name of, for a hint to its help: `hiker user by-id`.
fn meant(tree: &Command, line: &[String]) -> String {
    let (mut command, mut name) = (tree, tree.get_name().to_owned());
    for argument in line {
        if let Some(sub) = command.find_subcommand(argument) {
            name = format!("{name} {argument}");
            command = sub;
        }
    }
    name
}
