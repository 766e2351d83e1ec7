//! The headers of a response, without the HTTP library in their type.

use std::fmt;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

/// The headers of a response, in the order in which they arrived.
#[derive(Clone, Default)]
pub struct Headers {
    /// A line `name:value` for each. They are copied, and to one place: the library's are parts of its buffer, which would be
    /// kept with what else arrived in it.
    lines: String,
}

/// Between a name, which has no colon, and its value.
const COLON: char = ':';

impl Headers {
    /// The first value of a header. Case makes no difference.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// All names, in lower case, with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.split_terminator('\n').filter_map(|line| line.split_once(COLON))
    }

    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let bytes = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + ":\n".len()).sum();
        let mut lines = String::with_capacity(bytes);
        for (name, value) in headers {
            push(&mut lines, name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
        }
        Self { lines }
    }

    #[cfg(test)]
    pub(crate) fn from_pairs(pairs: &[(&str, &str)]) -> Self {
        let mut lines = String::new();
        pairs.iter().for_each(|(name, value)| push(&mut lines, name, value));
        Self { lines }
    }
}

/// A header to be sent; `None` where the name is none, or the value cannot be in one.
pub(crate) fn header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    HeaderName::try_from(name).ok().zip(HeaderValue::from_str(value).ok())
}

/// No header has a line break in it.
fn push(lines: &mut String, name: &str, value: &str) {
    lines.push_str(name);
    lines.push(COLON);
    lines.push_str(value);
    lines.push('\n');
}

impl fmt::Debug for Headers {
    /// Names alone: a value may be a session or a URL.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn headers_are_kept_as_they_arrived() {
        let mut map = HeaderMap::new();
        map.insert("x-empty", HeaderValue::from_static(""));
        map.append("x-twice", HeaderValue::from_static("a: b"));
        map.append("x-twice", HeaderValue::from_static("second"));
        map.insert("x-latin", HeaderValue::from_bytes(b"caf\xe9").expect("a value"));
        let headers = Headers::of(&map);
        let expected = [("x-empty", ""), ("x-twice", "a: b"), ("x-twice", "second"), ("x-latin", "caf\u{fffd}")];
        assert_eq!(headers.iter().collect::<Vec<_>>(), expected);
        assert_eq!((headers.get("X-Twice"), headers.get("x-empty"), headers.get("x")), (Some("a: b"), Some(""), None));
        assert!(!format!("{headers:?}").contains("second"));
    }
}
