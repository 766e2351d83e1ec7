//! Why a body did not decode: where in the JSON, what was expected, what was found.

use super::{Misfit, Reader};
use crate::error::text::{excerpt, harmless};

/// Why a body did not decode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DecodeError {
    /// The way to the value that does not fit; `None` where the body is not even JSON.
    way: Option<Vec<Step>>,
    what: String,
    /// From where on the body is shown after it.
    shown: Option<usize>,
}

/// One step from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Index(usize),
    Key(String),
}

impl DecodeError {
    pub(super) fn not_utf8() -> Self {
        Self::showing("the body is not text:", 0)
    }

    /// That something is wrong with the body from there on, where it is shown.
    fn showing(what: impl Into<String>, from: usize) -> Self {
        Self { way: None, what: what.into(), shown: Some(from) }
    }

    fn saying(what: impl Into<String>) -> Self {
        Self { way: None, what: what.into(), shown: None }
    }

    /// The JSON path of the value that does not fit, such as `$[0][2].like_count`.
    pub(crate) fn path(&self) -> Option<String> {
        self.way.as_deref().map(json_path)
    }

    /// Whether the body is JSON, of another shape.
    pub(super) fn is_misfit(&self) -> bool {
        self.way.is_some()
    }

    /// The error in words, short and without the key. It quotes the body that was decoded.
    pub(crate) fn told(&self, body: &[u8], key: &str) -> String {
        let what = &self.what;
        match (self.path(), self.shown) {
            (Some(path), _) => harmless(&format!("at {path}: {what}"), key),
            (None, Some(from)) => format!("{what} {}", excerpt(body, from, key)),
            (None, None) => what.clone(),
        }
    }
}

/// `$[0].user.pk`.
pub(super) fn json_path(way: &[Step]) -> String {
    let part = |step: &Step| match step {
        Step::Index(index) => format!("[{index}]"),
        Step::Key(key) => format!(".{key}"),
    };
    std::iter::once("$".to_owned()).chain(way.iter().map(part)).collect()
}

/// Whether a text that does not fit is JSON at all decides what there is to say of it.
#[cold]
pub(super) fn explain(text: &str, misfit: Misfit) -> DecodeError {
    if text.trim().is_empty() {
        return DecodeError::saying("the body is empty");
    }
    let mut reader = Reader::new(text);
    match reader.value() {
        Ok(_) if !reader.is_at_end() => after_the_end(),
        Ok(_) => {
            let (way, what) = misfit.into_parts();
            DecodeError { way: Some(way), what, shown: None }
        }
        Err(cause) => not_json(text, reader.at(), &cause),
    }
}

#[cold]
pub(super) fn after_the_end() -> DecodeError {
    DecodeError::showing("something follows the JSON, which begins", 0)
}

fn not_json(text: &str, at: usize, cause: &Misfit) -> DecodeError {
    if !text.trim_start().starts_with(['{', '[']) {
        DecodeError::showing("the body is not JSON, it begins", 0)
    } else if cause.is_cut() {
        DecodeError::saying(format!("the body is cut off after {} bytes", text.len()))
    } else {
        DecodeError::showing(format!("the body is {cause}, from byte {at} on:"), at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{List, Page};
    use super::super::strict;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let error = strict::<List>(body.as_bytes()).err().map(|error| error.told(body.as_bytes(), ""));
        assert_eq!(error.as_deref(), Some(expected), "{body}");
    }

    #[test]
    fn the_place_and_the_reason_are_named() {
        check(r#"[{"n":1},{"n":"x"}]"#, "at $[1].n: invalid type: string \"x\", expected i64");
        check(r#"[{}]"#, "at $[0]: missing field `n`");
        check(r#"{"detail":1}"#, "at $: invalid type: map, expected a sequence");
    }

    #[test]
    fn what_is_no_json_is_shown_by_its_beginning() {
        check("", "the body is empty");
        check("  \n", "the body is empty");
        check("<html>\n<body>", "the body is not JSON, it begins \"<html> <body>\"");
        check("[{\"n\":1}", "the body is cut off after 8 bytes");
        check("[{\"n\":1}, oops]", "the body is broken JSON, from byte 10 on: \"oops]\"");
        check("[{\"n\":1,}]", "the body is broken JSON, from byte 8 on: \"}]\"");
        check("[] []", "something follows the JSON, which begins \"[] []\"");
        check("[7] []", "something follows the JSON, which begins \"[7] []\"");
        let binary = strict::<List>(b"\xff\xfe").expect_err("binary").told(b"\xff\xfe", "");
        assert!(binary.starts_with("the body is not text"), "{binary}");
    }

    #[test]
    fn an_object_in_place_of_a_page_is_told() {
        let error = strict::<Page>(br#"{"detail":"x"}"#).expect_err("an object");
        assert_eq!(error.told(b"", ""), "at $: invalid type: map, expected an array of 2 elements");
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
            let said = strict::<List>(body.as_bytes()).expect_err("no list").told(body.as_bytes(), key);
            for part in ["secret", "key-of", "30-char", "ters-xy"] {
                assert!(!said.contains(part), "{said}");
            }
        }
    }
}
