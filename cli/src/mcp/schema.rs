//! JSON Schemas of arguments.

use hikerapi_runtime::service::ParamForm;
use serde_json::{Map, Value, json};

use super::arguments::{Argument, CHECKPOINT, MAX_PAGES, MOST_PAGES};

/// The schema of a tool's arguments. `has_pages` and `is_list` add what says how far the list is read.
pub(super) fn input(arguments: &[Argument], has_pages: bool, is_list: bool) -> Map<String, Value> {
    let mut properties = Map::new();
    for argument in arguments {
        properties.insert(argument.name.clone(), property(argument));
    }
    let mut add = |name: &str, schema: Value| {
        properties.entry(name).or_insert(schema);
    };
    if has_pages {
        let description = "The most pages to read; each costs as much as a call.";
        let range = json!({"type": "integer", "minimum": 1, "maximum": MOST_PAGES, "default": 1});
        add(MAX_PAGES, with(range, "description", description));
    }
    if is_list {
        let description = "The `checkpoint` of an earlier result, unchanged, to go on after its last row. The other \
                           arguments must be the same.";
        add(CHECKPOINT, json!({"type": "string", "description": description}));
    }
    let required: Vec<&str> =
        arguments.iter().filter(|argument| argument.param.is_required).map(|argument| argument.name.as_str()).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("required".to_owned(), required.into());
    schema.insert("additionalProperties".to_owned(), false.into());
    schema
}

fn property(argument: &Argument) -> Value {
    let schema = form(argument.param.form);
    let schema = match argument.default {
        Some(default) => with(schema, "default", value(argument.param.form, default)),
        None => schema,
    };
    if argument.doc.is_empty() { schema } else { with(schema, "description", argument.doc) }
}

/// The schema of the values that a parameter takes.
fn form(form: ParamForm) -> Value {
    match form {
        // As text: half of all readers of JSON round large numbers.
        ParamForm::Digits => json!({"type": "string", "pattern": "^(0|[1-9][0-9]{0,19})$"}),
        ParamForm::Integer => json!({"type": "integer"}),
        ParamForm::Number => json!({"type": "number"}),
        ParamForm::Boolean => json!({"type": "boolean"}),
        ParamForm::OneOf(values) => json!({"type": "string", "enum": values}),
        ParamForm::OneOfNumbers(values) => json!({"type": "integer", "enum": values}),
        ParamForm::Timestamp => json!({"type": "string", "format": "date-time"}),
        ParamForm::Date => json!({"type": "string", "format": "date"}),
        ParamForm::Repeated(item) | ParamForm::Joined(item) => json!({"type": "array", "items": self::form(*item)}),
        ParamForm::Object => json!({"type": "object"}),
        ParamForm::Json => json!({}),
        _ => json!({"type": "string"}),
    }
}

/// A default, which the spec has as text.
fn value(form: ParamForm, text: &str) -> Value {
    let is_text = matches!(self::form(form)["type"].as_str(), Some("string"));
    let value = if is_text { None } else { serde_json::from_str(text).ok() };
    value.unwrap_or_else(|| Value::from(text))
}

fn with(mut schema: Value, key: &str, value: impl Into<Value>) -> Value {
    schema[key] = value.into();
    schema
}

#[cfg(test)]
mod tests {
    use hikerapi_runtime::service::Param;

    use super::*;

    fn argument(name: &str, param: &'static Param, default: Option<&'static str>) -> Argument {
        Argument { name: name.to_owned(), param, doc: "It.", default }
    }

    #[test]
    fn a_schema_has_types_values_defaults_and_docs() {
        const ID: Param = Param::required("id", ParamForm::Digits);
        const SORT: Param = Param::optional("sort[]", ParamForm::Repeated(&ParamForm::OneOf(&["new", "old"])));
        const COUNT: Param = Param::optional("count", ParamForm::Integer);
        let arguments =
            [argument("id", &ID, None), argument("sort", &SORT, None), argument("count", &COUNT, Some("33"))];
        let expected = json!({
            "type": "object",
            "properties": {
                "id": {"type": "string", "pattern": "^(0|[1-9][0-9]{0,19})$", "description": "It."},
                "sort": {
                    "type": "array",
                    "items": {"type": "string", "enum": ["new", "old"]},
                    "description": "It.",
                },
                "count": {"type": "integer", "default": 33, "description": "It."},
            },
            "required": ["id"],
            "additionalProperties": false,
        });
        assert_eq!(Value::from(input(&arguments, false, false)), expected);
    }

    #[test]
    fn a_list_takes_a_number_of_pages_and_a_checkpoint() {
        let schema = Value::from(input(&[], true, true));
        assert_eq!(schema["properties"]["max_pages"]["maximum"], 10);
        assert_eq!(schema["properties"]["checkpoint"]["type"], "string");
        assert!(input(&[], false, true)["properties"].get("max_pages").is_none());
    }

    #[test]
    fn what_a_parameter_of_the_same_name_means_stays() {
        const PAGES: Param = Param::optional("max_pages", ParamForm::Text);
        let schema = Value::from(input(&[argument("max_pages", &PAGES, None)], true, true));
        assert_eq!(schema["properties"]["max_pages"]["type"], "string");
    }
}
