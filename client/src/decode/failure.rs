//! Why a body did not decode: where in the JSON, what was expected, what was found.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::error::text::beginning;

/// Why a body did not decode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: Option<String>,
    what: String,
}

impl DecodeError {
    pub(super) fn not_utf8(body: &[u8]) -> Self {
        let what = format!("the body is not text: {}", beginning(&String::from_utf8_lossy(body)));
        Self { path: None, what }
    }

    /// The JSON path of the value that does not fit, such as `$[0][2].like_count`.
    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(formatter, "at {path}: {}", self.what),
            None => formatter.write_str(&self.what),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Decodes a second time, with a record of the way. Only after a failure: it takes half as long again.
pub(super) fn locate<T: DeserializeOwned>(text: &str) -> DecodeError {
    if text.trim().is_empty() {
        return DecodeError { path: None, what: "the body is empty".to_owned() };
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Ok(_) => after_the_end(text),
        Err(error) => {
            let path = json_path(&error.path().to_string());
            let cause = error.into_inner();
            if cause.is_data() {
                return DecodeError { path: Some(path), what: without_position(&cause) };
            }
            not_json(text, &cause)
        }
    }
}

fn after_the_end(text: &str) -> DecodeError {
    DecodeError { path: None, what: format!("something follows the JSON, which begins {}", beginning(text)) }
}

fn not_json(text: &str, cause: &serde_json::Error) -> DecodeError {
    let is_json_like = text.trim_start().starts_with(['{', '[']);
    let what = if cause.is_eof() && is_json_like {
        format!("the body is cut off after {} bytes", text.len())
    } else if is_json_like {
        format!("the body is broken JSON: {cause}")
    } else {
        format!("the body is not JSON, it begins {}", beginning(text))
    };
    DecodeError { path: None, what }
}

/// `[0].user.pk` as `$[0].user.pk`.
fn json_path(path: &str) -> String {
    match path {
        "." => "$".to_owned(),
        path if path.starts_with('[') => format!("${path}"),
        path => format!("$.{path}"),
    }
}

/// The message without "at line 1 column 4711": a body has one line, and the path says more.
fn without_position(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    match text.rfind(" at line ") {
        Some(position) => text[..position].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{decode_json, decode_tuple};

    #[derive(Debug, serde::Deserialize)]
    struct Item {
        #[serde(rename = "n")]
        _n: u8,
    }

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let error = decode_json::<Vec<Item>>(body.as_bytes()).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some(expected), "{body}");
    }

    #[test]
    fn the_place_and_the_reason_are_named() {
        check(r#"[{"n":1},{"n":"x"}]"#, "at $[1].n: invalid type: string \"x\", expected u8");
        check(r#"[{}]"#, "at $[0]: missing field `n`");
        check(r#"{"detail":1}"#, "at $: invalid type: map, expected a sequence");
    }

    #[test]
    fn what_is_no_json_is_shown_by_its_beginning() {
        check("", "the body is empty");
        check("  \n", "the body is empty");
        check("<html>\n<body>", "the body is not JSON, it begins \"<html> <body>\"");
        check("[{\"n\":1}", "the body is cut off after 8 bytes");
        check("[] []", "something follows the JSON, which begins \"[] []\"");
        let binary = decode_json::<Vec<Item>>(b"\xff\xfe").expect_err("binary");
        assert!(binary.to_string().starts_with("the body is not text"), "{binary}");
    }

    #[test]
    fn an_object_in_place_of_a_page_is_told() {
        let error = decode_tuple::<(Vec<u8>, Option<u8>)>(br#"{"detail":"x"}"#).expect_err("an object");
        assert_eq!(error.to_string(), "at $: invalid type: map, expected an array of 2 elements");
    }
}
