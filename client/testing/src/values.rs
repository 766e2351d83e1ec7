//! What the values of parameters and fields are expected to be.

use hikerapi_runtime::service::ParamForm;
use hikerapi_runtime::values::{Date, Json, Timestamp};

use crate::body::plain;
use crate::json::{first, is_digits};

/// What a value in a URL, a header or a form is expected to be, where it is not.
pub(crate) fn unexpected_text(form: ParamForm, value: &str) -> Option<String> {
    let is_whole = || value.parse::<i64>().is_ok() || value.parse::<u64>().is_ok();
    let (fits, expected) = match form {
        ParamForm::Digits => (is_digits(value), "digits"),
        ParamForm::Integer | ParamForm::OneOfNumbers(_) => (is_whole(), "a whole number"),
        ParamForm::Number => (value.parse::<f64>().is_ok(), "a number"),
        ParamForm::Boolean => (matches!(value, "true" | "false"), "true or false"),
        ParamForm::Timestamp => (value.parse::<Timestamp>().is_ok(), "a timestamp"),
        ParamForm::Date => (value.parse::<Date>().is_ok(), "a date"),
        ParamForm::Repeated(item) => return unexpected_text(*item, value),
        ParamForm::Joined(item) => return value.split(',').find_map(|value| unexpected_text(*item, value)),
        // The service may know further values: a client sends what it is given.
        _ => (true, ""),
    };
    (!fits).then(|| format!("expected {expected}, not {value:?}"))
}

/// What a value in JSON is expected to be, where it is not. Whether it may be null is not known.
pub(crate) fn unexpected_json(form: ParamForm, value: &Json) -> Option<String> {
    let kind = first(value);
    let is_number = matches!(kind, b'-' | b'0'..=b'9');
    let (fits, expected) = match form {
        _ if value.is_null() => return None,
        // Ids and cursors of text may be written as numbers.
        ParamForm::Text | ParamForm::Cursor => (kind == b'"' || is_number, "a text"),
        ParamForm::OneOf(_) => (kind == b'"', "a text"),
        ParamForm::Digits => (is_digits(&plain(value)), "digits"),
        ParamForm::Integer | ParamForm::OneOfNumbers(_) => {
            (value.read::<i64>().is_ok() || value.read::<u64>().is_ok(), "a whole number")
        }
        ParamForm::Number => (is_number, "a number"),
        ParamForm::Boolean => (matches!(kind, b't' | b'f'), "true or false"),
        ParamForm::Timestamp => (value.read::<Timestamp>().is_ok(), "a timestamp"),
        ParamForm::Date => (value.read::<Date>().is_ok(), "a date"),
        ParamForm::Repeated(item) | ParamForm::Joined(item) if kind == b'[' => {
            return value.items().iter().find_map(|value| unexpected_json(*item, value));
        }
        ParamForm::Repeated(_) | ParamForm::Joined(_) => (false, "a list"),
        ParamForm::Object => (kind == b'{', "an object"),
        _ => (true, ""),
    };
    (!fits).then(|| format!("expected {expected}, not {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_of_their_forms() {
        let text = |form, value: &str| unexpected_text(form, value).is_none();
        let json = |form, value: &str| unexpected_json(form, &value.parse().expect("JSON")).is_none();
        for (form, right, wrong) in [
            (ParamForm::Integer, "7", "x"),
            (ParamForm::Digits, "7", "-7"),
            (ParamForm::Number, "1.5", "x"),
            (ParamForm::Boolean, "true", "1"),
            (ParamForm::Repeated(&ParamForm::Integer), "1", "1,2"),
            (ParamForm::Joined(&ParamForm::Integer), "1,2", "1,x"),
            (ParamForm::Date, "2026-02-28", "2026-02-29"),
            (ParamForm::Timestamp, "2026-02-28T00:00:00Z", "now"),
        ] {
            assert!(text(form, right) && !text(form, wrong), "{form:?}");
        }
        for (form, right, wrong) in [
            (ParamForm::Text, "\"x\"", "{}"),
            (ParamForm::OneOf(&["a"]), "\"b\"", "1"),
            (ParamForm::Digits, "\"7\"", "\"x\""),
            (ParamForm::Integer, "7", "\"7\""),
            (ParamForm::Number, "1.5", "true"),
            (ParamForm::Boolean, "false", "\"false\""),
            (ParamForm::Repeated(&ParamForm::Integer), "[1,2]", "[1,\"x\"]"),
            (ParamForm::Repeated(&ParamForm::Integer), "[]", "7"),
            (ParamForm::Date, "\"2026-02-28\"", "\"2026-02-29\""),
            (ParamForm::Object, "{}", "[]"),
        ] {
            assert!(json(form, right) && json(form, "null") && !json(form, wrong), "{form:?}");
        }
        assert!(json(ParamForm::Json, "[{}]") && text(ParamForm::OneOf(&["a"]), "b"));
    }
}
