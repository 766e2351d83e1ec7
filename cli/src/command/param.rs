//! Parameters of an endpoint as arguments of its command.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser, ValueParser};
use clap::error::Error;
use clap::{Arg, ArgAction, Command};
use hikerapi_runtime::dynamic::EndpointDescription;
use hikerapi_runtime::service::{Param, ParamForm};

use super::markdown::Writer;
use super::names;

/// The heading of parameters in help.
const HEADING: &str = "Parameters";

/// Returns the arguments of the parameters: required ones by their place, the others as flags.
pub(super) fn args(endpoint: &EndpointDescription, writer: &Writer<'_>) -> Vec<Arg> {
    let params = endpoint.operation.params;
    let last_required = params.iter().rposition(|param| param.is_required);
    let flags = names::flags(params);
    let arg = |(index, (param, flag)): (usize, (&Param, String))| {
        let arg = Arg::new(id(param)).help_heading(HEADING).value_name(names::value(param.name)).display_order(index);
        // Only the last argument by place can be a list.
        let is_by_place = param.is_required && (!param.form.is_list() || last_required == Some(index));
        let arg = taking(arg, param, is_by_place).required(param.is_required);
        let arg = if is_by_place { arg } else { arg.long(flag) };
        documented(arg, endpoint, index, writer)
    };
    params.iter().zip(flags).enumerate().map(arg).collect()
}

/// Returns the name by which the values of a parameter are found: none of an option has it.
pub(super) fn id(param: &Param) -> String {
    format!("param.{}", param.name)
}

/// How many values it takes, and which.
fn taking(arg: Arg, param: &Param, is_by_place: bool) -> Arg {
    let arg = arg.value_parser(values(param.form)).hide_possible_values(true);
    let arg = if matches!(param.form, ParamForm::Integer | ParamForm::Number | ParamForm::OneOfNumbers(_)) {
        arg.allow_negative_numbers(true)
    } else {
        arg
    };
    match param.form {
        ParamForm::Boolean if !is_by_place => {
            let arg = arg.num_args(0..=1).require_equals(true).default_missing_value("true");
            arg.value_name("true|false")
        }
        form if form.is_list() && is_by_place => arg.num_args(1..),
        form if form.is_list() => arg.action(ArgAction::Append),
        _ => arg,
    }
}

/// Its help: one sentence, and all that the spec says.
fn documented(arg: Arg, endpoint: &EndpointDescription, index: usize, writer: &Writer<'_>) -> Arg {
    let (Some(description), Some(param)) = (endpoint.params.get(index), endpoint.operation.params.get(index)) else {
        return arg;
    };
    let default = description.default.filter(|default| !default.is_empty());
    let default = default.map(|default| format!("[default: {default}]"));
    let known = known(param.form).map(|known| format!("[known: {}; others are allowed]", known.join(", ")));
    let notes: Vec<String> = [known, default].into_iter().flatten().collect();
    let with_notes = |text: String| std::iter::once(text).chain(notes.iter().cloned()).collect::<Vec<_>>().join(" ");
    if description.doc.is_empty() {
        return arg.help(with_notes(format!("A value of the type {}", description.ty)));
    }
    let short = with_notes(writer.sentence(description.doc));
    arg.help(short).long_help(with_notes(writer.text(description.doc)))
}

/// The values that the spec knows, of which one is sent.
fn known(form: ParamForm) -> Option<Vec<String>> {
    match form {
        ParamForm::OneOf(values) => Some(values.iter().map(|value| (*value).to_owned()).collect()),
        ParamForm::OneOfNumbers(values) => Some(values.iter().map(ToString::to_string).collect()),
        ParamForm::Repeated(item) | ParamForm::Joined(item) => known(*item),
        _ => None,
    }
}

fn values(form: ParamForm) -> ValueParser {
    let known = match form {
        ParamForm::Boolean => vec!["true".to_owned(), "false".to_owned()],
        form => known(form).unwrap_or_default(),
    };
    if known.is_empty() { StringValueParser::new().into() } else { Known(known).into() }
}

/// Takes any text, and names the values that the spec knows to completions: the service can know newer ones.
#[derive(Debug, Clone)]
struct Known(Vec<String>);

impl TypedValueParser for Known {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &std::ffi::OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(|value| PossibleValue::new(value.clone()))))
    }
}
