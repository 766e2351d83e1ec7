//! A line of the inputs, and the value in it.

use hikerapi_runtime::service::ParamForm;
use hikerapi_runtime::values::Json;

/// Where the value is in a line.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The parameter.
    pub(super) param: &'static str,
    /// What it takes.
    pub(super) form: ParamForm,
    /// The field of an object; that with the name of the parameter by default.
    pub(super) field: Option<String>,
    /// The option by which the user names it.
    pub(super) option: &'static str,
}

impl Place {
    /// Returns the value in a line that is not blank.
    ///
    /// # Errors
    /// Where the line has none, in words.
    pub(super) fn value(&self, line: &str) -> Result<String, String> {
        let line = line.trim();
        if self.is_object(line) {
            return self.of_object(line);
        }
        if line.starts_with('"')
            && let Ok(text) = line.parse::<Json>().and_then(|json| json.read::<String>())
        {
            return Ok(text);
        }
        Ok(line.to_owned())
    }

    /// Whether the value is in a field of what is on a line.
    pub(super) fn is_object(&self, line: &str) -> bool {
        line.trim_start().starts_with('{') && (self.field.is_some() || !self.takes_objects())
    }

    /// The field of objects that has the value.
    pub(super) fn field(&self) -> &str {
        self.field.as_deref().unwrap_or(self.param)
    }

    /// Whether an object is a value itself.
    fn takes_objects(&self) -> bool {
        matches!(self.form, ParamForm::Object | ParamForm::Json)
    }

    fn of_object(&self, line: &str) -> Result<String, String> {
        let object: Json =
            line.parse().map_err(|error| format!("it begins like an object, and is no JSON: {error}"))?;
        let field = self.field();
        let within = || field.split('.').try_fold(object.clone(), |object, name| object.get(name));
        let Some(value) = object.get(field).or_else(within) else {
            let names: Vec<_> = object.fields().into_iter().map(|(name, _)| format!("`{name}`")).collect();
            let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            return Err(format!(
                "the object has no field `{field}`; its fields are {names}: choose one by `{option}`",
                option = self.option
            ));
        };
        match value.as_json().as_bytes().first() {
            Some(b'"') => value.read::<String>().map_err(|error| format!("the field `{field}` is no text: {error}")),
            Some(b'{' | b'[') if !self.takes_objects() => Err(format!("the field `{field}` is no single value")),
            _ if value.is_null() => Err(format!("the field `{field}` is null")),
            _ => Ok(value.as_json().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, field: Option<&str>, expected: Result<&str, &str>) {
        let place = Place {
            param: "user_id",
            form: ParamForm::Digits,
            field: field.map(str::to_owned),
            option: "--input-field",
        };
        let found = place.value(line);
        assert_eq!(found.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn a_line_is_a_value_in_whatever_form() {
        check(" 787132\r", None, Ok("787132"));
        check("\"787132\"", None, Ok("787132"));
        check("\"not closed", None, Ok("\"not closed"));
        check(r#"{"user_id": 787132}"#, None, Ok("787132"));
        check(r#"{"pk": "787132", "user_id": 1}"#, Some("pk"), Ok("787132"));
        check(r#"{"user": {"pk": 7}}"#, Some("user.pk"), Ok("7"));
        check(r#"{"user_id": 18446744073709551615}"#, None, Ok("18446744073709551615"));
    }

    #[test]
    fn an_object_without_the_value_is_an_error() {
        let names = "the object has no field `user_id`; its fields are `pk`, `name`: choose one by `--input-field`";
        check(r#"{"pk": 1, "name": "a"}"#, None, Err(names));
        check("{}", None, Err("the object has no field `user_id`; its fields are none: choose one by `--input-field`"));
        check(r#"{"user_id": null}"#, None, Err("the field `user_id` is null"));
        check(r#"{"user_id": [1]}"#, None, Err("the field `user_id` is no single value"));
        let place = Place { param: "user_id", form: ParamForm::Digits, field: None, option: "--input-field" };
        assert!(place.value("{user_id").is_err_and(|why| why.contains("no JSON")));
    }

    #[test]
    fn where_objects_are_values_a_line_is_one() {
        let place = Place { param: "filter", form: ParamForm::Object, field: None, option: "--input-field" };
        assert_eq!(place.value(r#"{"a": 1}"#).as_deref(), Ok(r#"{"a": 1}"#));
    }
}
