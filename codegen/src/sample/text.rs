//! JSON of single values.

use spec::{Scalar, Values};

/// The value of a scalar. `name` is the text of strings.
pub(super) fn scalar(scalar: Scalar, name: &str) -> String {
    match scalar {
        Scalar::Boolean => "false".to_owned(),
        Scalar::Integer => "1".to_owned(),
        Scalar::Number => "0.5".to_owned(),
        Scalar::Url => format!("\"https://example.com/{}\"", plain(name)),
        Scalar::Timestamp => "\"2026-01-02T03:04:05Z\"".to_owned(),
        Scalar::Date => "\"2026-01-02\"".to_owned(),
        Scalar::Cursor => "\"next-page\"".to_owned(),
        Scalar::Json => "{}".to_owned(),
        _ => quoted(name),
    }
}

/// The first value of an enum.
pub(super) fn first(values: &Values) -> String {
    match values {
        Values::Text(values) => values.first().map_or_else(|| quoted("unknown"), |value| quoted(&value.wire)),
        Values::Integer(values) => values.first().map_or_else(|| "0".to_owned(), |value| value.wire.to_string()),
    }
}

/// The letters, digits and `_` of a name.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// A JSON string.
pub(super) fn quoted(text: &str) -> String {
    // Nearly all names. They need no work by the character.
    if text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_' | b'0'..=b'9' | b'A'..=b'Z')) {
        return format!("\"{text}\"");
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() => quoted.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    quoted.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    quoted.push('"');
    quoted
}
