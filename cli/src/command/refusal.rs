//! Wrong command lines, each refused by one line.

use std::error::Error as _;
use std::num::ParseIntError;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;

/// Returns the failure for an error of a command line; `help` is the command that has the help: `hiker user`.
pub(super) fn failure(error: &Error, help: &str, line: &[String]) -> Failure {
    let of = |kind| error.get(kind).map(texts).unwrap_or_default();
    let (arg, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let (written, arg, value) = (arg.escape_debug().to_string(), short(&arg), value.escape_debug());
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let command = of(ContextKind::InvalidSubcommand);
            let meant = meant(&of(ContextKind::SuggestedSubcommand));
            let command = command.escape_debug();
            return Failure::usage(format!(
                "there is no command `{command}`{meant} `{help} --help` lists the commands"
            ));
        }
        ErrorKind::UnknownArgument => {
            let meant = meant(&of(ContextKind::SuggestedArg));
            let tip = tip(&written, line);
            return Failure::usage(format!(
                "there is no argument `{written}`{meant}{tip} `{help} --help` lists the arguments"
            ));
        }
        ErrorKind::MissingRequiredArgument => format!("{written} is missing"),
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            match short(&other) {
                other if other == arg => format!("`{arg}` is given more than once"),
                other => format!("`{arg}` cannot be used with `{other}`"),
            }
        }
        ErrorKind::InvalidValue if value.to_string().is_empty() => format!("`{arg}` needs a value"),
        ErrorKind::InvalidValue => {
            format!("`{value}` is not a valid value for `{arg}`, which takes {}", of(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map(|why| format!(", which takes {}", taken(why))).unwrap_or_default();
            format!("`{value}` is not a valid value for `{arg}`{why}")
        }
        ErrorKind::NoEquals => format!("`{arg}` takes its value after `=`"),
        ErrorKind::TooManyValues => format!("`{value}` is one value too many for `{arg}`"),
        ErrorKind::InvalidUtf8 => "the command line is not UTF-8".to_owned(),
        kind => kind.as_str().unwrap_or("the command line is wrong").to_owned(),
    };
    Failure::usage(format!("{what}; see `{help} --help`"))
}

/// How an argument that is not known is written, where it is a value.
fn tip(written: &str, line: &[String]) -> String {
    let is_option = |argument: &&String| argument.starts_with("--") && !argument.contains('=');
    match written {
        "true" | "false" => {
            let mut pairs = line.iter().zip(line.iter().skip(1));
            let option = pairs.find(|(option, value)| is_option(option) && *value == written).map(|(option, _)| option);
            option.map(|option| format!(" write `{option}={written}`;")).unwrap_or_default()
        }
        value if value.starts_with('-') && !value.starts_with("--") => {
            " write `--` before values that begin with a minus;".to_owned()
        }
        _ => String::new(),
    }
}

/// What is taken in place of a value, from why it is refused: clap has words of its own for numbers.
fn taken(why: &(dyn std::error::Error + 'static)) -> String {
    let text = why.to_string();
    match text.split_once(" is not in ") {
        _ if why.is::<ParseIntError>() => "a whole number, such as 200".to_owned(),
        Some((_, range)) => format!("a whole number in {range}"),
        None => text,
    }
}

fn texts(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.join(", "),
        value => value.to_string(),
    }
}

/// A question for the name that was meant, or for the last of several, which is the nearest; else `;`.
fn meant(suggested: &str) -> String {
    match suggested.rsplit(", ").next() {
        None | Some("") => ";".to_owned(),
        Some(nearest) => format!(": did you mean `{nearest}`?"),
    }
}

/// An option by its name alone: `--max-items` of `--max-items <N>`.
fn short(arg: &str) -> &str {
    if arg.starts_with('-') { arg.split([' ', '[', '=']).next().unwrap_or(arg) } else { arg }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_several_names_is_asked_for() {
        assert_eq!(meant(""), ";");
        assert_eq!(meant("clips, followers-chunk"), ": did you mean `followers-chunk`?");
    }

    #[test]
    fn options_lose_the_names_of_their_values() {
        for (arg, expected) in [("--max-items <N>", "--max-items"), ("--force[=<FORCE>]", "--force"), ("<ID>", "<ID>")]
        {
            assert_eq!(short(arg), expected);
        }
    }
}
