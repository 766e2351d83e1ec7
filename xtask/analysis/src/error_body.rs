//! Responses that are errors of the service, by the spec's `errors`: they are no example of a type.

use spec::{Api, ErrorBody, ErrorRules, FieldValue, Type};

use crate::fit::fits_wholly;
use crate::json::{Data, Member, Value};
use crate::visible::visible;

/// What shows that a response with status 200 is an error of the service, and what the service says in it; `None` where
/// nothing does. `returns` is the type of its endpoint, if the spec has it.
///
/// A body that the client reads as an error, by `errors.bodies`, is one whatever its endpoint returns. Others are none where
/// they fit that type in everything.
#[must_use]
pub fn sign(api: &Api, returns: Option<&Type>, body: &Value) -> Option<String> {
    let errors = &api.service.as_ref()?.errors;
    let Data::Object(members) = &body.data else { return None };
    let why = match row(errors, members) {
        Some(why) => why,
        None if returns.is_some_and(|returns| fits_wholly(api, returns, body)) => return None,
        None => alike(errors, members)?,
    };
    let words = errors.message.iter().find_map(|key| text(members, key));
    Some(match words {
        Some(words) => format!("{why}: \"{}\"", shown(words)),
        None => why,
    })
}

fn row(errors: &ErrorRules, members: &[Member]) -> Option<String> {
    let row = errors.bodies.iter().find(|row| matches(row, members))?;
    Some(format!("a row of `bodies` has the field `{}`", row.field))
}

/// The value at a way: `message`, `error.code`, `errors.0.message`.
fn at<'m>(members: &'m [Member], way: &str) -> Option<&'m Value> {
    let mut steps = way.split('.');
    let first = steps.next().filter(|step| !step.is_empty())?;
    let first = &members.iter().find(|member| member.name == first)?.value;
    steps.try_fold(first, |value, step| match &value.data {
        Data::Object(members) => members.iter().find(|member| member.name == step).map(|member| &member.value),
        Data::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn text<'m>(members: &'m [Member], key: &str) -> Option<&'m str> {
    match &at(members, key)?.data {
        Data::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// What else shows it: a code beside a message or one that the spec lists, or nothing but a message.
fn alike(errors: &ErrorRules, members: &[Member]) -> Option<String> {
    let is_said = |way: &&String| at(members, way).is_some_and(is_filled);
    let message = errors.message.iter().find(is_said);
    let first = |way: &str| way.split('.').next().unwrap_or_default().to_owned();
    let violations = errors.violations.as_ref().map(|violations| violations.list.as_str());
    let belongs = |member: &&Member| {
        let name = member.name.as_str();
        name == first(&errors.code) || Some(name) == violations || errors.message.iter().any(|way| name == first(way))
    };
    if let Some(Value { data: Data::Text(code), .. }) = at(members, &errors.code).filter(|code| is_filled(code))
        && (message.is_some() || errors.codes.iter().any(|known| known.code == *code))
    {
        return Some(format!("`{}` is `{}`", errors.code, shown(code)));
    }
    let message = message?;
    members.iter().all(|member| belongs(&member)).then(|| format!("it has nothing but `{message}`"))
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

/// The beginning of a text of the service, without characters that a terminal obeys.
fn shown(text: &str) -> String {
    visible(&text.chars().take(200).collect::<String>()).into_owned()
}
