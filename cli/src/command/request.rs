//! What the command of an endpoint is to do, from its arguments.

use std::path::PathBuf;

use clap::ArgMatches;
use hikerapi_runtime::dynamic::{DynamicRequest, EndpointDescription};
use hikerapi_runtime::service::Param;

use super::{names, options, param};
use crate::failure::Failure;
use crate::job::{Inputs, Job, Source};
use crate::tool::Tool;

/// Returns what a command is to do.
///
/// # Errors
/// Where a value is none that its parameter takes, and where options contradict each other.
pub(super) fn job(tool: &Tool, group: &str, method: &str, matches: &ArgMatches) -> Result<Job, Failure> {
    let endpoint = endpoint(tool, group, method)
        .ok_or_else(|| Failure::usage(format!("there is no command `{} {group} {method}`", tool.name)))?;
    let (arguments, inputs) = values(endpoint, matches)?;
    Ok(Job {
        endpoint,
        arguments,
        inputs,
        list: options::read_list(matches),
        money: options::read_money(matches),
        concurrency: options::read_concurrency(matches),
        resume: options::get::<PathBuf>(matches, "resume"),
        retry_failed: options::is_set(matches, "retry-failed"),
        output: options::read_output(matches),
    })
}

/// Returns the endpoint with the command of this name, in the group with this one.
pub(super) fn endpoint(tool: &Tool, group: &str, method: &str) -> Option<&'static EndpointDescription> {
    let mut found = tool.endpoints().filter(|(in_group, _)| names::group(in_group) == group);
    found.find(|(_, endpoint)| names::method(endpoint) == method).map(|(_, endpoint)| endpoint)
}

/// The values of one parameter each, and where the values of another are.
pub(super) type Values = (Vec<(&'static str, Vec<String>)>, Option<Inputs>);

/// Returns the values of a command line.
pub(super) fn values(endpoint: &'static EndpointDescription, matches: &ArgMatches) -> Result<Values, Failure> {
    let field: Option<String> = options::get(matches, "input-field");
    let mut arguments = Vec::new();
    let mut inputs: Option<Inputs> = None;
    for param in endpoint.operation.params {
        let mut values = options::get_all(matches, &param::id(param));
        if let Some(source) = source(param, &values) {
            if matches!(&source, Source::File(path) if path.as_os_str().is_empty()) {
                return Err(Failure::usage(format!(
                    "`@` is the beginning of `@FILE`, whose lines are the values of `{name}`; the value `@` is written `@@`",
                    name = param.name
                )));
            }
            if let Some(first) = &inputs {
                return Err(Failure::usage(format!(
                    "`{}` and `{}` are both read from inputs: give a value for one of them",
                    first.param, param.name
                )));
            }
            inputs = Some(Inputs { param: param.name, source, field: field.clone() });
        } else if !values.is_empty() {
            if param.is_required {
                values.iter_mut().for_each(unescape);
                refuse_empty(param, &values)?;
            }
            DynamicRequest::check(endpoint.operation, param.name, &values)
                .map_err(|error| Failure::usage(error.to_string()))?;
            arguments.push((param.name, values));
        }
    }
    if inputs.is_none() && field.is_some() {
        return Err(Failure::usage("`--input-field` is for inputs: give `-` or `@FILE` for a required value"));
    }
    Ok((arguments, inputs))
}

/// Where the values of a required parameter are, if they are not in the command line.
fn source(param: &Param, values: &[String]) -> Option<Source> {
    let [value] = values else { return None };
    match value.strip_prefix('@') {
        _ if !param.is_required => None,
        None => (value == "-").then_some(Source::Stdin),
        Some(escaped) if escaped.starts_with('@') => None,
        Some(file) => Some(Source::File(PathBuf::from(file))),
    }
}

/// An empty value is a variable of a shell that is not set, rather than what is meant. Optional ones are left out to be unset.
fn refuse_empty(param: &Param, values: &[String]) -> Result<(), Failure> {
    match values.iter().any(String::is_empty) {
        true => Err(Failure::usage(format!("the value of `{}` is empty: it is required", param.name))),
        false => Ok(()),
    }
}

/// `@@name` is the value `@name`.
fn unescape(value: &mut String) {
    if value.starts_with("@@") {
        value.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use hikerapi_runtime::service::ParamForm;

    use super::*;

    #[test]
    fn required_values_can_be_inputs() {
        let required = Param::required("id", ParamForm::Text);
        let optional = Param::optional("id", ParamForm::Text);
        let of = |param: &Param, value: &str| source(param, &[value.to_owned()]);
        assert!(matches!(of(&required, "-"), Some(Source::Stdin)));
        assert!(matches!(of(&required, "@names.txt"), Some(Source::File(file)) if file.ends_with("names.txt")));
        assert!(of(&required, "@@name").is_none() && of(&required, "-x").is_none() && of(&required, "").is_none());
        assert!(of(&optional, "-").is_none() && of(&optional, "@x").is_none());
        assert!(source(&required, &["-".to_owned(), "-".to_owned()]).is_none());
    }

    #[test]
    fn two_signs_are_one() {
        for (written, expected) in [("@@a", "@a"), ("@a", "@a"), ("a@@", "a@@"), ("@@", "@")] {
            let mut value = written.to_owned();
            unescape(&mut value);
            assert_eq!(value, expected);
        }
    }
}
