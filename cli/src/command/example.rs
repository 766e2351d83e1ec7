//! Examples of command lines, made of the endpoints of any service.

use hikerapi_runtime::dynamic::{EndpointDescription, GroupDescription};
use hikerapi_runtime::service::{Param, ParamForm};

use super::names;
use crate::tool::Tool;

/// Returns examples for the service: of a list with one required parameter, if it has one, else of any endpoint.
pub(super) fn lines(tool: &Tool) -> Vec<String> {
    let endpoints: Vec<_> = tool.endpoints().filter(|(_, endpoint)| is_usable(endpoint)).collect();
    let list = endpoints.iter().find(|(_, endpoint)| endpoint.operation.paging.is_some());
    let single = endpoints.iter().find(|(_, endpoint)| {
        endpoint.operation.paging.is_none() && endpoint.rows.is_some() && inputs(endpoint).next().is_some()
    });
    let single = single.map(|(group, endpoint)| with_value(tool, group, endpoint, None));
    let list = list.map(|(group, endpoint)| of_list(tool, group, endpoint));
    single.into_iter().chain(list.unwrap_or_default()).collect()
}

/// An endpoint that is not deprecated and only reads.
fn is_usable(endpoint: &EndpointDescription) -> bool {
    let is_list = |param: &Param| param.is_required && param.form.is_list();
    endpoint.deprecated.is_none()
        && endpoint.operation.method.as_str() == "GET"
        && !endpoint.operation.params.iter().any(is_list)
}

fn of_list(tool: &Tool, group: &GroupDescription, endpoint: &EndpointDescription) -> Vec<String> {
    let file = names::method(endpoint);
    let one = with_value(tool, group, endpoint, None);
    let first = format!("{one} --max-items 1000 --budget 100 --out {file}.csv");
    let second = match inputs(endpoint).next() {
        Some(param) => {
            let name = names::value(param.name).to_lowercase();
            format!(
                "{} --all --budget 500 < {name}s.txt > {file}.jsonl",
                with_value(tool, group, endpoint, Some(param))
            )
        }
        None => format!("{one} --all --budget 500 > {file}.jsonl"),
    };
    vec![first, second]
}

fn inputs(endpoint: &EndpointDescription) -> impl Iterator<Item = &'static Param> {
    endpoint.operation.params.iter().filter(|param| param.is_required)
}

/// The command with a value for each required parameter: `-` for the one that is read from standard input.
fn with_value(tool: &Tool, group: &GroupDescription, endpoint: &EndpointDescription, read: Option<&Param>) -> String {
    let values = inputs(endpoint).map(|param| match read {
        Some(read) if read == param => "-".to_owned(),
        _ => value(param),
    });
    let values: Vec<String> = std::iter::once(names::command(tool, group, endpoint)).chain(values).collect();
    values.join(" ")
}

/// A value that the parameter takes.
fn value(param: &Param) -> String {
    match param.form {
        ParamForm::Digits => "25".to_owned(),
        ParamForm::Integer => "10".to_owned(),
        ParamForm::Number => "1.5".to_owned(),
        ParamForm::Boolean => "true".to_owned(),
        ParamForm::OneOf(values) => values.first().map_or_else(|| placeholder(param), |value| (*value).to_owned()),
        ParamForm::OneOfNumbers(values) => values.first().map_or_else(|| placeholder(param), ToString::to_string),
        ParamForm::Timestamp => "2026-01-31T08:00:00Z".to_owned(),
        ParamForm::Date => "2026-01-31".to_owned(),
        ParamForm::Object | ParamForm::Json => "'{}'".to_owned(),
        _ => placeholder(param),
    }
}

fn placeholder(param: &Param) -> String {
    names::value(param.name)
}
