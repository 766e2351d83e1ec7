//! Values of a request in its answer, so that the answers to different requests differ, and fit together.

use hikerapi_runtime::service::{Operation, Param, ParamForm};
use hikerapi_runtime::values::Json;

use crate::body::plain;
use crate::json::{fields, first, is_digits, object, text};
use crate::recorded::RecordedRequest;

/// The most digits of a parameter in the ids of items: those that are left are for the place in the list.
const MOST_DIGITS: usize = 12;

/// Returns the number that the ids of a list's items begin with: the digits of the first required id in the request.
pub(crate) fn seed(request: &RecordedRequest) -> Option<u64> {
    let is_id = |param: &&Param| param.is_required && param.form == ParamForm::Digits;
    let param = request.operation?.params.iter().find(is_id)?;
    let digits = request.param(param.name).filter(|value| is_digits(value))?;
    digits.get(digits.len().saturating_sub(MOST_DIGITS)..)?.parse().ok().filter(|seed| *seed > 0)
}

/// Returns an object with the values of the required parameters in its fields of the same name. Where it has no field of an id's
/// name, the id is in its first field, as services write it. Other fields follow that had the same value.
pub(crate) fn answered(operation: &Operation, sample: &Json, request: &RecordedRequest) -> String {
    let mut answer = sample.clone();
    for param in operation.params.iter().filter(|param| param.is_required) {
        let Some(value) = request.param(param.name).filter(|value| !value.is_empty()) else { continue };
        let Some(old) = held(param, &answer) else { continue };
        answer = renamed(&answer, &old, value).parse().unwrap_or(answer);
    }
    answer.to_string()
}

/// The value of the field that a parameter is of.
fn held(param: &Param, object: &Json) -> Option<String> {
    let is_plain = |value: &Json| matches!(first(value), b'"' | b'0'..=b'9');
    if let Some(value) = object.get(param.name).filter(is_plain) {
        return Some(plain(&value));
    }
    let (name, _) = fields(object).into_iter().next().filter(|_| param.form == ParamForm::Digits)?;
    object.get(&name).map(|value| plain(&value)).filter(|value| is_digits(value))
}

/// An object in which each field that has the old value has the new one, also before an underscore: `1_2`.
pub(crate) fn renamed(json: &Json, old: &str, new: &str) -> String {
    let value = |value: &Json| -> String {
        let now = plain(value);
        match (first(value), now.strip_prefix(old)) {
            (b'0'..=b'9', Some("")) if is_digits(new) => new.to_owned(),
            (b'"', Some(rest)) if !old.is_empty() && (rest.is_empty() || rest.starts_with('_')) => {
                text(&format!("{new}{rest}"))
            }
            _ => value.to_string(),
        }
    };
    let fields: Vec<_> = json.fields().into_iter().map(|(name, field)| (name, value(&field))).collect();
    object(&fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_with_the_same_value_follow() {
        let item: Json = r#"{"pk":7,"id":"7","code":"7_8","other":"78","name":"seven"}"#.parse().expect("JSON");
        assert_eq!(renamed(&item, "7", "9"), r#"{"pk":9,"id":"9","code":"9_8","other":"78","name":"seven"}"#);
        assert_eq!(renamed(&item, "7", "x"), r#"{"pk":7,"id":"x","code":"x_8","other":"78","name":"seven"}"#);
        assert_eq!(renamed(&item, "", "x"), item.to_string());
    }

    #[test]
    fn a_parameter_is_the_field_of_its_name_or_an_id_the_first_one() {
        let object: Json = r#"{"pk":7,"username":"seven","id":null}"#.parse().expect("JSON");
        let held = |name: &'static str, form| held(&Param::required(name, form), &object);
        assert_eq!(held("username", ParamForm::Text).as_deref(), Some("seven"));
        assert_eq!(held("user_id", ParamForm::Digits).as_deref(), Some("7"));
        assert_eq!(held("id", ParamForm::Digits).as_deref(), Some("7"));
        assert_eq!(held("query", ParamForm::Text), None);
    }
}
