//! Responses that are errors of the service, by the spec's `errors`: they are no example of a type.

use spec::{Api, ErrorBody, ErrorRules, FieldValue};

use crate::error::Error;
use crate::fixture::Fixture;
use crate::json::{Data, Member, Value};

/// Refuses responses that are errors.
///
/// # Errors
/// With the first of them, and what shows that it is one.
pub(super) fn refuse(api: &Api, responses: &[Fixture]) -> Result<(), Error> {
    let Some(service) = &api.service else { return Ok(()) };
    for response in responses {
        if let Some(why) = sign(&service.errors, &response.response) {
            return Err(Error {
                what: format!("cannot infer a type from {}", response.source.path),
                why: format!("it is an error of the service, by `errors` in the spec: {why}"),
                help: "pass a successful response; if this is one, correct `errors` in `api.yaml`, or write the entry of the \
                       endpoint by hand, with `returns: json` to begin with",
            });
        }
    }
    Ok(())
}

/// What shows that a body is an error: a row of `errors.bodies`, a code beside a message or one that the spec lists, or nothing but a message.
fn sign(errors: &ErrorRules, body: &Value) -> Option<String> {
    let Data::Object(members) = &body.data else { return None };
    if let Some(row) = errors.bodies.iter().find(|row| matches(row, members)) {
        return Some(format!("a row of `bodies` has the field `{}`", row.field));
    }
    let is_message = |member: &Member| errors.message.contains(&member.name) && is_filled(&member.value);
    let violations = errors.violations.as_ref().map(|violations| violations.list.as_str());
    let belongs = |member: &&Member| {
        let name = member.name.as_str();
        name == errors.code || Some(name) == violations || errors.message.iter().any(|key| key == name)
    };
    let code = members.iter().find(|member| member.name == errors.code && is_filled(&member.value));
    if let Some(Member { value: Value { data: Data::Text(code), .. }, .. }) = code
        && (members.iter().any(is_message) || errors.codes.iter().any(|known| known.code == *code))
    {
        return Some(format!("`{}` is `{}`", errors.code, shown(code)));
    }
    let message = members.iter().find(|member| is_message(member))?;
    members.iter().all(|member| belongs(&member)).then(|| format!("it has nothing but `{}`", message.name))
}

/// Whether a body is one of this row, as the client reads it.
fn matches(row: &ErrorBody, members: &[Member]) -> bool {
    let Some(field) = members.iter().find(|member| member.name == row.field) else { return false };
    let is_meant = match (&row.is, &field.value.data) {
        (None, Data::Bool(flag)) => *flag,
        (None, Data::Number(_)) => true,
        (None, Data::Text(text)) => !text.trim().is_empty(),
        (None, _) => is_filled(&field.value),
        (Some(FieldValue::Flag(expected)), Data::Bool(flag)) => flag == expected,
        (Some(FieldValue::Number(expected)), Data::Number(number)) => number.parse() == Ok(*expected),
        (Some(FieldValue::Text(expected)), Data::Text(text)) => text == expected,
        (Some(_), _) => false,
    };
    is_meant && (!row.alone || members.len() == 1)
}

/// Whether something is said: endpoints have `error: null` in successful responses.
fn is_filled(value: &Value) -> bool {
    match &value.data {
        Data::Text(text) => !text.is_empty(),
        Data::List(items) => !items.is_empty(),
        Data::Object(members) => !members.is_empty(),
        Data::Null | Data::Bool(_) | Data::Number(_) => false,
    }
}

/// The beginning of a code, without characters that a terminal obeys.
fn shown(code: &str) -> String {
    code.chars().take(100).flat_map(char::escape_debug).collect()
}
