//! What a response means: by its status first, then by its body, as the spec's tables state.

use super::body::{self, Words};
use super::{Error, ErrorKind, Result, Violation};
use crate::raw::RawResponse;
use crate::redact::{Secrets, beginning, redacted};
use crate::service::{ErrorRules, Means, Method, Operation, Retry, Returned, StatusRule, TextRule, Verdict};
use crate::wire::Json;

/// What a response means.
pub(crate) struct Classified {
    pub(crate) verdict: Verdict,
    help: &'static str,
    code: Option<String>,
    message: Option<String>,
    violations: Vec<Violation>,
}

/// What a status means, whatever the body.
pub(crate) fn by_status(rules: &ErrorRules, operation: Option<&Operation>, status: u16) -> Verdict {
    row(rules, operation, status).map_or(rules.other, |row| row.verdict)
}

fn row(rules: &ErrorRules, operation: Option<&Operation>, status: u16) -> Option<&'static StatusRule> {
    let row = |status| rules.statuses.iter().find(|row| (row.first..=row.last).contains(&status));
    // What was made, accepted or taken away is a success, also where the table has 200 alone.
    let is_usual = |operation: &Operation| operation.method != Method::Get || operation.returns != Returned::Json;
    let may_succeed = (201..=299).contains(&status) && operation.is_some_and(is_usual);
    row(status).or_else(|| row(200).filter(|row| may_succeed && row.verdict.means == Means::Ok))
}

/// Classifies a response. The body of a success is read only as far as needed to see whether it is an error, and not at all
/// where it is a file.
pub(crate) fn classify(
    rules: &ErrorRules,
    operation: Option<&Operation>,
    status: u16,
    body: &[u8],
    secrets: &Secrets,
) -> Classified {
    let row = row(rules, operation, status);
    let verdict = row.map_or(rules.other, |row| row.verdict);
    let help = row.map_or("", |row| row.help);
    let by_status = Classified { verdict, help, code: None, message: None, violations: Vec::new() };
    if verdict.means == Means::Ok {
        if operation.is_some_and(|operation| operation.returns == Returned::Bytes) {
            return by_status;
        }
        return match body::error(rules, body) {
            Some(json) => json_body(rules, &by_status.failed(), &json),
            None if body::is_text(body) && text_row(rules, status, body).is_some() => {
                text_body(rules, status, by_status, body, secrets)
            }
            None => by_status,
        };
    }
    match body::json(body) {
        Some(json) => json_body(rules, &by_status, &json),
        None => text_body(rules, status, by_status, body, secrets),
    }
}

/// Refines a response by the code in its body.
fn json_body(rules: &ErrorRules, by_status: &Classified, json: &Json) -> Classified {
    let Classified { mut verdict, mut help, .. } = *by_status;
    let Words { code, message, violations } = Words::of(rules, json);
    if let Some(rule) = rules.codes.iter().find(|rule| code.as_deref() == Some(rule.code)) {
        verdict = Verdict {
            means: rule.means,
            billed: rule.billed.unwrap_or(verdict.billed),
            retry: rule.retry.unwrap_or(verdict.retry),
        };
        if !rule.help.is_empty() {
            help = rule.help;
        }
    }
    let message = message.or_else(|| body::own_words(json).filter(|_| rules.message.is_empty()));
    Classified { verdict, help, code, message, violations }
}

/// Refines a response whose body is not JSON, and quotes it.
fn text_body(rules: &ErrorRules, status: u16, by_status: Classified, body: &[u8], secrets: &Secrets) -> Classified {
    let quoted = || format!("the body is not JSON, it begins {}", beginning(&String::from_utf8_lossy(body), secrets));
    let message = (!body.trim_ascii().is_empty()).then(quoted);
    match text_row(rules, status, body) {
        Some(rule) => {
            let help = if rule.help.is_empty() { by_status.help } else { rule.help };
            Classified { verdict: rule.verdict, help, message, ..by_status }
        }
        None => Classified { message, ..by_status },
    }
}

fn text_row(rules: &ErrorRules, status: u16, body: &[u8]) -> Option<&'static TextRule> {
    rules.texts.iter().find(|rule| rule.matches(status, body))
}

impl Classified {
    /// A success whose body is an error: billed as its status is. Its code says what it means.
    fn failed(self) -> Self {
        let verdict = Verdict { means: Means::Unexpected, billed: self.verdict.billed, retry: Retry::Never };
        Self { verdict, help: "", ..self }
    }
}

impl Classified {
    /// The response itself where it means success.
    pub(crate) fn into_result(
        self,
        operation: Option<&'static Operation>,
        secrets: &Secrets,
        response: RawResponse,
    ) -> Result<RawResponse> {
        let Some(kind) = ErrorKind::of(self.verdict.means) else { return Ok(response) };
        let message = self.message.unwrap_or_else(|| "the service gives no reason".to_owned());
        let mut error = Error::new(kind, redacted(&message, secrets));
        let redact = |violation: Violation| Violation {
            path: redacted(&violation.path, secrets),
            text: redacted(&violation.text, secrets),
        };
        error.inner.operation = operation;
        error.inner.code = self.code.map(|code| redacted(&code, secrets));
        error.inner.help = self.help;
        error.inner.violations = self.violations.into_iter().map(redact).collect();
        error.inner.retry = self.verdict.retry;
        error.inner.response = Some(response);
        Err(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{ITEM, SERVICE};

    #[track_caller]
    fn check(status: u16, body: &str, means: Means, billed: bool, message: &str) -> Classified {
        let classified = classify(&SERVICE.errors, None, status, body.as_bytes(), &"key".into());
        assert_eq!((classified.verdict.means, classified.verdict.billed), (means, billed), "{status} {body}");
        assert_eq!(classified.message.as_deref().unwrap_or(""), message, "{status} {body}");
        classified
    }

    #[test]
    fn the_code_refines_the_status() {
        let private = r#"{"detail":"User hid data","exc_type":"PrivateAccount"}"#;
        check(403, private, Means::Private, true, "User hid data");
        check(404, r#"{"detail":"User not found","exc_type":"UserNotFound"}"#, Means::NotFound, true, "User not found");
        let broke = r#"{"state":false,"error":"Top up","exc_type":"InsufficientFunds"}"#;
        check(402, broke, Means::OutOfCredit, false, "Top up");
        check(403, r#"{"detail":"x","exc_type":"NeverSeen"}"#, Means::Forbidden, true, "x");
        check(410, r#"{"exc_type":"EndpointDeprecated"}"#, Means::Gone, false, "");
    }

    #[test]
    fn a_cdn_in_front_of_the_service_is_not_about_the_key() {
        for code in [1006, 1009, 1010, 1012, 1020] {
            let quoted = format!("the body is not JSON, it begins \"error code: {code}\"");
            check(403, &format!("error code: {code}"), Means::Blocked, false, &quoted);
        }
        let challenge = "<html><head><title>Just a moment...</title></head>";
        let classified =
            check(403, challenge, Means::Blocked, false, &format!("the body is not JSON, it begins \"{challenge}\""));
        assert_eq!(classified.help.trim(), "A challenge.");
        check(403, "<html>no", Means::Forbidden, true, "the body is not JSON, it begins \"<html>no\"");
        check(502, "<html>oops", Means::Unavailable, false, "the body is not JSON, it begins \"<html>oops\"");
        check(503, "", Means::Unavailable, false, "");
    }

    #[test]
    fn a_success_whose_body_is_an_error_is_that_error() {
        check(200, r#"{"detail":"x","exc_type":"UserNotFound"}"#, Means::NotFound, true, "x");
        check(200, r#"{"detail":"x","exc_type":"NeverSeen"}"#, Means::Unexpected, true, "x");
        check(200, r#"{"state":false,"error":"x"}"#, Means::Unexpected, true, "x");
        check(200, r#"{"detail":"x"}"#, Means::Unexpected, true, "x");
        let odd = check(200, r#"{"exc_type":"Odd"}"#, Means::Unavailable, false, "");
        assert_eq!(odd.verdict.retry, Retry::Backoff);
        // Whether a billed response is requested again is for the policy to say.
        for status in [200, 503] {
            let busy = check(status, r#"{"exc_type":"Busy"}"#, Means::Unavailable, status == 200, "");
            assert_eq!(busy.verdict.retry, Retry::Backoff);
        }
        let quoted = "the body is not JSON, it begins \"<html>Try again\"";
        let busy = check(200, "<html>Try again", Means::Unavailable, true, quoted);
        assert_eq!(busy.verdict.retry, Retry::Never);
        check(200, r#"{"id":7,"text":"try again"}"#, Means::Ok, true, "");
        check(200, "<html>hello", Means::Ok, true, "");
    }

    #[test]
    fn an_error_is_read_from_a_body_with_odd_bytes() {
        check(404, "\u{feff}{\"detail\":\"x\",\"exc_type\":\"PrivateAccount\"}", Means::Private, true, "x");
        let latin = classify(
            &SERVICE.errors,
            None,
            403,
            b"{\"detail\":\"caf\xe9\",\"exc_type\":\"PrivateAccount\"}",
            &Secrets::NONE,
        );
        assert_eq!((latin.verdict.means, latin.message.as_deref()), (Means::Private, Some("caf\u{fffd}")));
    }

    #[test]
    fn invalid_parameters_are_listed() {
        let body = r#"{"detail":[{"loc":["query","ids",0],"msg":"not a number","type":"t"},{"loc":"x"}]}"#;
        let classified = check(422, body, Means::InvalidParameter, false, "query.ids.0: not a number; x: ");
        assert_eq!(classified.violations.len(), 2);
    }

    #[test]
    fn bodies_of_unknown_forms_are_classified_by_status() {
        for body in ["null", "[]", "7", r#"{"detail":{"a":1}}"#, r#"{"detail":[]}"#, r#"{"detail":" "}"#] {
            check(404, body, Means::NotFound, true, "");
        }
        check(418, "{}", Means::Unexpected, false, "");
    }

    #[test]
    fn what_was_made_or_taken_away_is_a_success_without_a_row_of_its_own() {
        let verdict = |operation: &Operation, status| by_status(&SERVICE.errors, Some(operation), status);
        let delete = Operation { method: Method::Delete, returns: Returned::Nothing, ..ITEM };
        for status in [201, 202, 204] {
            assert_eq!((verdict(&delete, status).means, verdict(&delete, status).billed), (Means::Ok, true));
            assert_eq!(verdict(&ITEM, status).means, Means::Unexpected);
        }
        assert_eq!(verdict(&delete, 418).means, Means::Unexpected);
    }

    #[test]
    fn the_body_of_a_file_is_no_error() {
        let file = Operation { returns: Returned::Bytes, ..ITEM };
        let means = |operation: &Operation, status, body: &[u8]| {
            classify(&SERVICE.errors, Some(operation), status, body, &Secrets::NONE).verdict.means
        };
        let body = br#"{"exc_type":"UserNotFound"}"#;
        assert_eq!((means(&file, 200, body), means(&ITEM, 200, body)), (Means::Ok, Means::NotFound));
        assert_eq!(means(&file, 402, body), Means::NotFound, "an error is read");
        assert_eq!((means(&file, 200, b"try again"), means(&ITEM, 200, b"try again")), (Means::Ok, Means::Unavailable));
    }

    #[test]
    fn without_ways_the_body_describes_the_error() {
        let rules = ErrorRules { message: &[], code: "", violations: None, ..sample_rules() };
        let error = |body: &str| {
            let classified = classify(&rules, None, 404, body.as_bytes(), &"secret-key".into());
            let response = RawResponse::synthetic(404, body);
            classified.into_result(None, &"secret-key".into(), response).expect_err("an error")
        };
        assert_eq!(error("{\"a\":\n 1, \"b\": \"secret-key\\u001b\"}").message(), r#"{"a": 1, "b": "[key]\u001b"}"#);
        assert_eq!(error(&format!("[\"{}\"]", "x".repeat(1000))).message().chars().count(), 301);
        for nothing in ["{}", "null", "[]", "\" \"", ""] {
            assert_eq!(error(nothing).message(), "the service gives no reason", "{nothing}");
        }
        assert_eq!(error("<html>").message(), "the body is not JSON, it begins \"<html>\"");
    }

    fn sample_rules() -> ErrorRules {
        let ErrorRules { bodies, statuses, other, codes, texts, .. } = SERVICE.errors;
        ErrorRules { bodies, statuses, other, codes, texts, ..ErrorRules::DEFAULT }
    }

    #[test]
    fn the_table_states_what_is_retried() {
        for (status, retry) in [(429, true), (500, true), (503, true), (408, true), (404, false), (401, false)] {
            let classified = classify(&SERVICE.errors, None, status, b"{}", &"key".into());
            assert_eq!(classified.verdict.retry != Retry::Never, retry, "{status}");
        }
    }
}
