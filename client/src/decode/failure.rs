//! Why a body did not decode: where in the JSON, what was expected, what was found.

use std::fmt;

use super::{Misfit, Reader};
use crate::error::text::beginning;

/// Why a body did not decode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DecodeError {
    /// The way to the value that does not fit; `None` where the body is not even JSON.
    way: Option<Vec<Step>>,
    what: String,
}

/// One step from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Index(usize),
    Key(String),
}

impl DecodeError {
    pub(super) fn not_utf8(body: &[u8]) -> Self {
        let what = format!("the body is not text: {}", beginning(&String::from_utf8_lossy(body)));
        Self { way: None, what }
    }

    /// The JSON path of the value that does not fit, such as `$[0][2].like_count`.
    pub(crate) fn path(&self) -> Option<String> {
        self.way.as_deref().map(json_path)
    }

    pub(super) fn way(&self) -> Option<&[Step]> {
        self.way.as_deref()
    }

    /// What does not fit, without where.
    pub(super) fn what(&self) -> &str {
        &self.what
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

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            Some(path) => write!(formatter, "at {path}: {}", self.what),
            None => formatter.write_str(&self.what),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Whether a text that does not fit is JSON at all decides what there is to say of it.
#[cold]
pub(super) fn explain(text: &str, misfit: Misfit) -> DecodeError {
    if text.trim().is_empty() {
        return DecodeError { way: None, what: "the body is empty".to_owned() };
    }
    let mut reader = Reader::new(text);
    match reader.value() {
        Ok(_) => {
            let (way, what) = misfit.into_parts();
            DecodeError { way: Some(way), what }
        }
        Err(cause) => not_json(text, reader.at(), &cause),
    }
}

#[cold]
pub(super) fn after_the_end(text: &str) -> DecodeError {
    DecodeError { way: None, what: format!("something follows the JSON, which begins {}", beginning(text)) }
}

fn not_json(text: &str, at: usize, cause: &Misfit) -> DecodeError {
    let what = if !text.trim_start().starts_with(['{', '[']) {
        format!("the body is not JSON, it begins {}", beginning(text))
    } else if cause.is_cut() {
        format!("the body is cut off after {} bytes", text.len())
    } else {
        let rest = text.get(at..).unwrap_or_default();
        format!("the body is {cause}, from byte {at} on: {}", beginning(rest))
    };
    DecodeError { way: None, what }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{List, Page};
    use super::super::strict;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let error = strict::<List>(body.as_bytes()).err().map(|error| error.to_string());
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
        let binary = strict::<List>(b"\xff\xfe").expect_err("binary");
        assert!(binary.to_string().starts_with("the body is not text"), "{binary}");
    }

    #[test]
    fn an_object_in_place_of_a_page_is_told() {
        let error = strict::<Page>(br#"{"detail":"x"}"#).expect_err("an object");
        assert_eq!(error.to_string(), "at $: invalid type: map, expected an array of 2 elements");
    }
}
