//! Errors in the form of the service, by its tables.

use hikerapi_runtime::service::{ErrorRules, Means};

use crate::json::{list, object, text};

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
    let mut fields = Vec::new();
    if let Some(name) = rules.message.first() {
        fields.push(((*name).to_owned(), text(message)));
    }
    if !code.is_empty() {
        fields.push((rules.code.to_owned(), text(code)));
    }
    object(&fields)
}

/// The body of a response that refuses a parameter: by the rule of the service, or with a message where it has none.
pub(crate) fn violation(rules: &ErrorRules, name: &str, why: &str) -> String {
    let code = code_of(rules, Means::InvalidParameter);
    let Some(rule) = &rules.violations else { return body(rules, code, &format!("{name}: {why}")) };
    let path = list(&[text("query"), text(name)]);
    let item = object(&[(rule.path.to_owned(), path), (rule.text.to_owned(), text(why))]);
    let mut fields = vec![(rule.list.to_owned(), list(&[item]))];
    if !code.is_empty() {
        fields.push((rules.code.to_owned(), text(code)));
    }
    object(&fields)
}
