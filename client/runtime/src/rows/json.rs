//! Rows as JSON: each value in the form of its column.

use std::fmt::Write;

use super::cell::{CellWriter, DynamicCell};
use super::time;
use crate::request::write_json_text;

/// Returns a value as JSON on one line, in the form of its column.
#[must_use]
pub fn to_json(value: &dyn DynamicCell) -> String {
    let mut json = String::new();
    write_json(value, &mut json);
    json
}

/// Adds a value to a text, as JSON on one line.
pub fn write_json(value: &dyn DynamicCell, to: &mut String) {
    let mut builder = JsonBuilder { json: std::mem::take(to), is_after_value: false, depth: 0 };
    value.write(&mut builder);
    *to = builder.json;
}

/// Builds the JSON of one value, on one line, from the parts in which it comes.
#[derive(Debug, Clone, Default)]
pub struct JsonBuilder {
    json: String,
    /// Whether a comma comes before the next value.
    is_after_value: bool,
    /// The lists, maps and objects that are open.
    depth: usize,
}

impl JsonBuilder {
    /// Returns whether the value has begun.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        !self.json.is_empty()
    }

    /// Returns the JSON once the value is complete, and begins another one.
    pub fn complete(&mut self) -> Option<String> {
        if !self.is_after_value || self.depth > 0 {
            return None;
        }
        self.is_after_value = false;
        Some(std::mem::take(&mut self.json))
    }

    fn value(&mut self, write: impl FnOnce(&mut String)) {
        if std::mem::replace(&mut self.is_after_value, true) {
            self.json.push(',');
        }
        write(&mut self.json);
    }

    fn open(&mut self, bracket: char) {
        self.value(|to| to.push(bracket));
        self.is_after_value = false;
        self.depth += 1;
    }

    fn close(&mut self, bracket: char) {
        self.json.push(bracket);
        self.is_after_value = true;
        self.depth = self.depth.saturating_sub(1);
    }

    fn name(&mut self, name: &str) {
        self.value(|to| write_json_text(name, to));
        self.json.push(':');
        self.is_after_value = false;
    }
}

/// A `write!` to a text cannot fail.
macro_rules! add {
    ($to:expr, $($what:tt)*) => {{
        let _ = write!($to, $($what)*);
    }};
}

impl CellWriter for JsonBuilder {
    fn null(&mut self) {
        self.value(|to| to.push_str("null"));
    }

    fn boolean(&mut self, value: bool) {
        self.value(|to| add!(to, "{value}"));
    }

    fn integer(&mut self, value: i64) {
        self.value(|to| add!(to, "{value}"));
    }

    fn number(&mut self, value: f64) {
        if !value.is_finite() {
            return self.null();
        }
        // The shortest text that is this number.
        self.value(|to| add!(to, "{value:?}"));
    }

    fn id(&mut self, value: u64) {
        self.value(|to| add!(to, "{value}"));
    }

    fn text(&mut self, value: &str) {
        self.value(|to| write_json_text(value, to));
    }

    fn timestamp(&mut self, micros: i64) {
        self.value(|to| add!(to, "\"{}\"", time::timestamp(micros)));
    }

    fn date(&mut self, days: i32) {
        self.value(|to| add!(to, "\"{}\"", time::date(days)));
    }

    fn json(&mut self, json: &str) {
        self.value(|to| minified(json, to));
    }

    fn begin_list(&mut self) {
        self.open('[');
    }

    fn end_list(&mut self) {
        self.close(']');
    }

    fn begin_map(&mut self) {
        self.open('{');
    }

    fn key(&mut self, key: &str) {
        self.name(key);
    }

    fn end_map(&mut self) {
        self.close('}');
    }

    fn begin_object(&mut self) {
        self.open('{');
    }

    fn field(&mut self, name: &str) {
        self.name(name);
    }

    fn end_object(&mut self) {
        self.close('}');
    }
}

/// JSON without the white space between its values, so that it is one line.
fn minified(json: &str, to: &mut String) {
    let mut is_text = false;
    let mut is_escaped = false;
    let is_kept = |character: &char| {
        if is_text {
            is_text = is_escaped || *character != '"';
            is_escaped = !is_escaped && *character == '\\';
            return true;
        }
        is_text = *character == '"';
        !matches!(character, ' ' | '\t' | '\n' | '\r')
    };
    to.extend(json.chars().filter(is_kept));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Json, Number, Sparse, Timestamp};

    #[test]
    fn values_have_the_form_of_their_column() {
        let value: Vec<(Option<i64>, String)> = vec![(Some(-7), "a\"\n".to_owned()), (None, String::new())];
        assert_eq!(to_json(&value), r#"[[-7,"a\"\n"],[null,""]]"#);
        for json in ["1769846400", "\"2026-01-31T08:00:00Z\"", "\"2026-01-31T10:00:00+02:00\"", "\"1769846400\""] {
            let timestamp: Timestamp = serde_json::from_str(json).expect(json);
            assert_eq!(to_json(&Sparse::from(timestamp)), "\"2026-01-31T08:00:00Z\"");
        }
        let number: Number = serde_json::from_str("1e21").expect("a number");
        assert_eq!(to_json(&number), "1e21");
    }

    #[test]
    fn json_is_one_line_and_else_as_it_is() {
        let json: Json = "{ \"a b\" :\n [1.50, \"x \\\" \\\\\", true ]\r\n}".parse().expect("JSON");
        assert_eq!(to_json(&json), r#"{"a b":[1.50,"x \" \\",true]}"#);
        assert_eq!(to_json(&"null".parse::<Json>().expect("JSON")), "null");
    }
}
