//! Errors in the form of the service, by its tables.

use hikerapi_runtime::service::{ErrorRules, Means};
use hikerapi_runtime::values::Json;

use crate::json::{is_digits, list, object, text, with};

/// The status that means this by the table of the service, or the usual one.
pub(crate) fn status_of(rules: &ErrorRules, means: Means) -> u16 {
    let row = rules.statuses.iter().find(|row| row.verdict().means() == means);
    row.map_or_else(|| usual(rules, means), |row| *row.statuses().start())
}

fn usual(rules: &ErrorRules, means: Means) -> u16 {
    match means {
        Means::InvalidParameter => status_of(rules, Means::BadRequest),
        Means::Unauthorized => 401,
        Means::OutOfCredit => 402,
        Means::Forbidden => 403,
        Means::NotFound => 404,
        Means::RateLimited => 429,
        Means::Redirected => 307,
        Means::Unavailable => 503,
        _ => 400,
    }
}

/// The first code that means this, if the service has one.
pub(crate) fn code_of(rules: &ErrorRules, means: Means) -> &'static str {
    rules.codes.iter().find(|row| row.means() == means).map_or("", |row| row.code())
}

/// The body of an error. An empty code is none.
pub(crate) fn body(rules: &ErrorRules, code: &str, message: &str) -> String {
    let mut body = "{}".to_owned();
    if let Some(way) = rules.message.first() {
        body = set(&body, way, &text(message));
    }
    if !code.is_empty() && !rules.code.is_empty() {
        body = set(&body, rules.code, &text(code));
    }
    body
}

/// The body of an error that names a parameter, and its place: `query`, `body`.
pub(crate) fn violation(rules: &ErrorRules, place: &str, name: &str, why: &str) -> String {
    let code = code_of(rules, Means::InvalidParameter);
    let Some(rule) = &rules.violations else { return body(rules, code, &format!("{name}: {why}")) };
    let path = list(&[text(place), text(name)]);
    let item = object(&[(rule.path.to_owned(), path), (rule.text.to_owned(), text(why))]);
    let mut body = set("{}", rule.list, &list(&[item]));
    if !code.is_empty() && !rules.code.is_empty() {
        body = set(&body, rules.code, &text(code));
    }
    body
}

/// Sets the value at a way of the spec: `message`, `error.code`, `errors.0.message`.
fn set(body: &str, way: &str, value: &str) -> String {
    let step = |part: &str| match is_digits(part) {
        true => format!("[{part}]"),
        false => format!(".{part}"),
    };
    let path: String = std::iter::once("$".to_owned()).chain(way.split('.').map(step)).collect();
    let json = body.parse::<Json>().unwrap_or_default();
    with(&json, &path, Some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_the_form_of_the_service() {
        let rules = |code, message| ErrorRules { code, message, ..ErrorRules::DEFAULT };
        assert_eq!(body(&rules("code", &["message"]), "X", "a"), r#"{"message":"a","code":"X"}"#);
        assert_eq!(body(&rules("error.code", &["error.message"]), "X", "a"), r#"{"error":{"message":"a","code":"X"}}"#);
        assert_eq!(
            body(&rules("errors.0.code", &["errors.0.message"]), "X", "a"),
            r#"{"errors":[{"message":"a","code":"X"}]}"#
        );
        assert_eq!(body(&rules("", &[]), "X", "a"), "{}");
        assert_eq!(body(&rules("code", &["message"]), "", "a"), r#"{"message":"a"}"#);
    }
}
