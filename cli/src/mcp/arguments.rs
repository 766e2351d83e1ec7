//! The arguments of a tool: parameters by names that every agent takes, and values of JSON as the texts of a request.

use hikerapi_runtime::client::RuntimeClient;
use hikerapi_runtime::dynamic::{DynamicRequest, EndpointDescription};
use hikerapi_runtime::service::{Operation, Param, ParamForm};
use serde_json::{Map, Value};

/// The argument that says how many pages are read.
pub(super) const MAX_PAGES: &str = "max_pages";

/// The argument that goes on where an earlier result ended.
pub(super) const CHECKPOINT: &str = "checkpoint";

/// The most pages of one call: a mistake must not cost the whole budget.
pub(super) const MOST_PAGES: u64 = 10;

/// A parameter that an agent can set.
#[derive(Debug)]
pub(super) struct Argument {
    /// Its name in the schema. Programs around agents refuse names with brackets and the like.
    pub(super) name: String,
    pub(super) param: &'static Param,
    pub(super) doc: &'static str,
    pub(super) default: Option<&'static str>,
}

/// How far a list is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) max_pages: u64,
    pub(super) checkpoint: Option<String>,
}

/// The parameters that an agent can set: all but files, and but the one that leads to the next page.
pub(super) fn arguments(endpoint: &'static EndpointDescription) -> Vec<Argument> {
    let operation = endpoint.operation;
    let position = operation.paging.and_then(|paging| paging.way.parameter());
    let params = operation.params.iter().zip(endpoint.params);
    let params = params.filter(|(param, _)| param.form != ParamForm::Bytes && Some(param.name) != position);
    let arguments = params.map(|(param, described)| Argument {
        name: name(operation, param),
        param,
        doc: described.doc,
        default: described.default,
    });
    arguments.collect()
}

/// The name of a parameter with plain characters alone, where that names no other: `tags[]` is `tags`.
fn name(operation: &Operation, param: &Param) -> String {
    let plain = |name: &str| name.replace(|char: char| !char.is_ascii_alphanumeric() && char != '_', "");
    let own = plain(param.name);
    let is_own = operation.params.iter().filter(|other| plain(other.name) == own).count() == 1;
    if is_own && !own.is_empty() { own } else { param.name.to_owned() }
}

/// The request with the values of a call.
///
/// # Errors
/// Where an argument is not known, has no valid value, or is missing.
pub(super) fn request(
    client: &impl AsRef<RuntimeClient>,
    operation: &'static Operation,
    arguments: &[Argument],
    values: &Map<String, Value>,
) -> Result<DynamicRequest, String> {
    let mut request = DynamicRequest::new(client, operation);
    for (name, value) in values.iter().filter(|(_, value)| !value.is_null()) {
        let Some(argument) = arguments.iter().find(|argument| argument.name == *name) else {
            return Err(unknown(name, arguments));
        };
        let texts = texts(argument.param.form, value);
        request = request.with(argument.param.name, &texts).map_err(|error| error.to_string())?;
    }
    let missing = request.missing();
    let missing = arguments.iter().filter(|argument| missing.contains(&argument.param));
    let missing: Vec<_> = missing.map(|argument| format!("`{}`", argument.name)).collect();
    if missing.is_empty() { Ok(request) } else { Err(format!("the call needs {}", missing.join(" and "))) }
}

fn unknown(name: &str, arguments: &[Argument]) -> String {
    let known: Vec<_> = arguments.iter().map(|argument| format!("`{}`", argument.name)).collect();
    let name = name.escape_debug();
    match known.as_slice() {
        [] => format!("there is no argument `{name}`: the tool has none"),
        known => format!("there is no argument `{name}`; there are {}", known.join(", ")),
    }
}

/// A value as the texts of a parameter.
fn texts(form: ParamForm, value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) if form.is_list() => items.iter().map(text).collect(),
        // In a body of JSON, a text is in quotes.
        value if form == ParamForm::Json => vec![value.to_string()],
        value => vec![text(value)],
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// Takes what says how far a list is read from the arguments, where no parameter has its name.
///
/// # Errors
/// Where the number of pages is none.
pub(super) fn take_extent(
    arguments: &[Argument],
    values: &mut Map<String, Value>,
    (has_pages, is_list): (bool, bool),
) -> Result<Extent, String> {
    let mut take = |name: &str, is_taken: bool| {
        let is_param = arguments.iter().any(|argument| argument.name == name);
        if is_taken && !is_param { values.remove(name).filter(|value| !value.is_null()) } else { None }
    };
    let max_pages = match take(MAX_PAGES, has_pages) {
        None => 1,
        Some(value) => {
            let pages = text(&value).parse().ok().filter(|pages| (1..=MOST_PAGES).contains(pages));
            pages.ok_or_else(|| {
                format!("`{value}` is not a valid value for `{MAX_PAGES}`, which takes 1 to {MOST_PAGES}")
            })?
        }
    };
    let checkpoint = take(CHECKPOINT, is_list).map(|value| text(&value));
    Ok(Extent { max_pages, checkpoint })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_become_the_texts_of_their_parameters() {
        const ITEM: ParamForm = ParamForm::Digits;
        for (form, value, expected) in [
            (ParamForm::Digits, json!("787132"), vec!["787132"]),
            (ParamForm::Digits, json!(787_132), vec!["787132"]),
            (ParamForm::Boolean, json!(true), vec!["true"]),
            (ParamForm::Repeated(&ITEM), json!(["1", 2]), vec!["1", "2"]),
            (ParamForm::Repeated(&ITEM), json!("1"), vec!["1"]),
            (ParamForm::Object, json!({"a": 1}), vec![r#"{"a":1}"#]),
            (ParamForm::Json, json!("a"), vec![r#""a""#]),
        ] {
            assert_eq!(texts(form, &value), expected, "{form:?} {value}");
        }
    }

    #[test]
    fn names_have_plain_characters_where_they_stay_distinct() {
        const PARAMS: &[Param] = &[
            Param::optional("tags[]", ParamForm::Text),
            Param::optional("made", ParamForm::Text),
            Param::optional("made[]", ParamForm::Text),
        ];
        static OPERATION: Operation = Operation { params: PARAMS, ..Operation::DEFAULT };
        let names: Vec<_> = PARAMS.iter().map(|param| name(&OPERATION, param)).collect();
        assert_eq!(names, ["tags", "made", "made[]"]);
    }

    #[test]
    fn pages_have_bounds() {
        let extent = |json: Value| {
            let Value::Object(mut values) = json else { panic!("no object: {json}") };
            take_extent(&[], &mut values, (true, true))
        };
        assert_eq!(extent(json!({})), Ok(Extent { max_pages: 1, checkpoint: None }));
        let both = json!({"max_pages": "10", "checkpoint": "list-1"});
        assert_eq!(extent(both), Ok(Extent { max_pages: 10, checkpoint: Some("list-1".to_owned()) }));
        for wrong in [json!(0), json!("11"), json!("all"), json!(-1), json!(1.5)] {
            let error = extent(json!({"max_pages": wrong})).expect_err("no number of pages");
            assert!(error.ends_with("which takes 1 to 10"), "{error}");
        }
    }
}
