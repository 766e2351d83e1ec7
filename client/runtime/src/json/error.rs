//! Why a body does not decode: where in the JSON, what was expected, what was found.

use std::fmt;

use super::mismatch::{Mismatch, Step, json_path};
use super::reader::Reader;
use super::repair::{Oddity, repaired};
use crate::redact::{Secrets, excerpt, redacted};

/// Why some JSON is not the expected value: where, what was expected, and what was found.
///
/// The message quotes the beginning of the value. Unlike the errors of requests, it is made without knowledge of the key: if the
/// service echoes the key in JSON of unknown shape that you read, it can be in the message.
///
/// It converts into [`Error`](crate::error::Error), so that `?` works where a function returns that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: Option<String>,
    message: String,
}

impl DecodeError {
    /// The JSON path of the value that does not match, such as `$[0][2].like_count`; `None` where the text is not JSON.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// What was expected and what was found, with the path.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

/// A [`DecodeError`] before its words: it knows neither the body that it quotes nor the key that must not be in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The path of the value that does not match; `None` where the body is not JSON.
    path: Option<Vec<Step>>,
    message: String,
    /// The position from which the message quotes the body.
    quoted_from: Option<usize>,
    /// Whether it is JSON but for its encoding, or for a byte or a word here and there.
    is_odd: bool,
}

impl Failure {
    #[cold]
    pub(super) fn after_the_end() -> Self {
        Self::quoting("something follows the JSON, which begins", 0)
    }

    fn quoting(message: impl Into<String>, from: usize) -> Self {
        Self { quoted_from: Some(from), ..Self::new(message) }
    }

    fn new(message: impl Into<String>) -> Self {
        Self { path: None, message: message.into(), quoted_from: None, is_odd: false }
    }

    /// Whether [`repaired`] makes JSON of the body.
    pub(crate) fn is_odd(&self) -> bool {
        self.is_odd
    }

    /// The error in words: short, and without secrets. `body` is what was decoded.
    pub(crate) fn describe(&self, body: &[u8], secrets: &Secrets) -> DecodeError {
        let message = &self.message;
        let path = self.path.as_deref().map(json_path);
        let message = match (&path, self.quoted_from) {
            (Some(path), _) => redacted(&format!("at {path}: {message}"), secrets),
            (None, Some(from)) => format!("{message} {}", excerpt(body, from, secrets)),
            (None, None) => message.clone(),
        };
        DecodeError { path: path.map(|path| redacted(&path, secrets)), message }
    }
}

/// Reads a text again that does not match: whether it is JSON at all decides what there is to report.
#[cold]
pub(crate) fn explain(text: &str, mismatch: Mismatch) -> Failure {
    if text.trim().is_empty() {
        return Failure::new("the body is empty");
    }
    let mut reader = Reader::new(text);
    match reader.value() {
        Ok(_) if !reader.is_at_end() => Failure::after_the_end(),
        Ok(_) => {
            let (path, message) = mismatch.into_parts();
            Failure { path: Some(path), ..Failure::new(message) }
        }
        Err(cause) => odd(text.as_bytes()).unwrap_or_else(|| not_json(text, reader.at(), &cause)),
    }
}

/// The failure of a body that is not UTF-8.
#[cold]
pub(super) fn not_utf8(body: &[u8], at: usize) -> Failure {
    let message = || Failure::quoting(format!("the body is not UTF-8 text, from byte {at} on:"), at);
    odd(body).unwrap_or_else(message)
}

/// The first oddity of a body that is JSON but for its oddities.
fn odd(body: &[u8]) -> Option<Failure> {
    let (at, oddity) = *repaired(body)?.oddities.first()?;
    let (what, _) = oddity.describe();
    let message = match oddity {
        Oddity::ByteOrderMark | Oddity::Utf16 => format!("the body is JSON but for {what}"),
        _ => format!("the body is JSON but for {what}, near byte {at}:"),
    };
    let is_quoted = !matches!(oddity, Oddity::ByteOrderMark | Oddity::Utf16);
    Some(Failure { is_odd: true, quoted_from: is_quoted.then_some(at), ..Failure::new(message) })
}

fn not_json(text: &str, at: usize, cause: &Mismatch) -> Failure {
    if !text.trim_start().starts_with(['{', '[']) {
        Failure::quoting("the body is not JSON, it begins", 0)
    } else if cause.is_cut() {
        Failure::new(format!("the body is cut off after {} bytes", text.len()))
    } else {
        Failure::quoting(format!("the body is {cause}, from byte {at} on:"), at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{List, Page};
    use super::super::strict;
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let error = strict::<List>(body.as_bytes())
            .err()
            .map(|error| error.describe(body.as_bytes(), &Secrets::NONE).to_string());
        assert_eq!(error.as_deref(), Some(expected), "{body}");
    }

    #[test]
    fn the_place_and_the_reason_are_named() {
        check(r#"[{"n":1},{"n":"x"}]"#, "at $[1].n: invalid type: string \"x\", expected i64");
        check(r#"[{}]"#, "at $[0]: missing field `n`");
        check(r#"{"detail":1}"#, "at $: invalid type: map, expected a sequence");
    }

    #[test]
    fn a_body_that_is_not_json_is_quoted() {
        check("", "the body is empty");
        check("  \n", "the body is empty");
        check("<html>\n<body>", "the body is not JSON, it begins \"<html> <body>\"");
        check("[{\"n\":1}", "the body is cut off after 8 bytes");
        check("[{\"n\":1}, oops]", "the body is broken JSON, from byte 10 on: \"oops]\"");
        check("[{\"n\":1,}]", "the body is broken JSON, from byte 8 on: \"}]\"");
        check("[] []", "something follows the JSON, which begins \"[] []\"");
        check("[7] []", "something follows the JSON, which begins \"[7] []\"");
        let binary = strict::<List>(b"\xff\xfe").expect_err("binary").describe(b"\xff\xfe", &Secrets::NONE).to_string();
        assert!(binary.starts_with("the body is not UTF-8"), "{binary}");
    }

    #[test]
    fn an_object_in_place_of_a_page_is_reported() {
        let error = strict::<Page>(br#"{"detail":"x"}"#).expect_err("an object");
        assert_eq!(
            error.describe(b"", &Secrets::NONE).to_string(),
            "at $: invalid type: map, expected an array of 2 elements"
        );
    }

    #[test]
    fn no_part_of_the_key_is_shown_wherever_the_body_is_cut() {
        let key = "secret-key-of-30-characters-xy";
        for body in [
            format!("<html><body>denied for the key {key} and so on"),
            format!("[12{key}, 7]"),
            format!("[{{\"n\":1}},{key}{key}]"),
            format!("[\"{key}"),
            format!("[\"{key}\\x\"]"),
            format!("[{{\"n\":\"{}{key}\"}}]", "x".repeat(280)),
        ] {
            let message = strict::<List>(body.as_bytes())
                .expect_err("no list")
                .describe(body.as_bytes(), &key.into())
                .to_string();
            for part in ["secret", "key-of", "30-char", "ters-xy"] {
                assert!(!message.contains(part), "{message}");
            }
        }
    }
}
