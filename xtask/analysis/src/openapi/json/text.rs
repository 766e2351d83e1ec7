//! Reading JSON and YAML: other readers keep the last of two equal keys in silence, and half of a document would be lost.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::budget::Budget;

/// Reads a text of JSON.
///
/// # Errors
/// If it is not JSON, nests more than 127 levels deep, or has a key twice in one object.
pub fn parse(text: &str) -> Result<Value, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict(&Budget::unlimited()).deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Reads a text of YAML as the JSON that it says. Keys are texts: `200` is the text `200`. `<<` merges what it refers to.
///
/// # Errors
/// If it is not one document of YAML, nests more than 127 levels deep, has a key twice in one mapping, a key that is a list or
/// mapping, a tag, or aliases that make it many times larger; each with its line and column.
pub fn parse_yaml(text: &str) -> Result<Value, String> {
    let reader = serde_yaml::Deserializer::from_str(text);
    Strict(&Budget::for_aliases(text)).deserialize(reader).map(merged).map_err(|error| {
        // The reader names the place where a mapping begins, but not that of the outermost one.
        let place = if error.to_string().contains(" line ") { "" } else { " at line 1 column 1" };
        format!("{error}{place}")
    })
}

/// The value with the entries of each `<<` in its place; what a mapping has itself takes precedence.
fn merged(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(merged).collect(),
        Value::Object(object) => {
            let mut object: Map<_, _> = object.into_iter().map(|(key, value)| (key, merged(value))).collect();
            let is_mapping = |value: &Value| match value {
                Value::Array(items) => !items.is_empty() && items.iter().all(Value::is_object),
                value => value.is_object(),
            };
            if object.get("<<").is_some_and(is_mapping) {
                let from = match object.shift_remove("<<") {
                    Some(Value::Array(items)) => items,
                    other => other.into_iter().collect(),
                };
                for (key, value) in from.into_iter().flat_map(|from| from.as_object().cloned().unwrap_or_default()) {
                    object.entry(key).or_insert(value);
                }
            }
            Value::Object(object)
        }
        other => other,
    }
}

/// A value in which no object has a key twice.
#[derive(Clone, Copy)]
struct Strict<'b>(&'b Budget);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        self.0.take(0)?;
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Value, E> {
        self.0.take(0)?;
        Ok(Value::from(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        self.0.take(0)?;
        Ok(Value::from(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        self.0.take(0)?;
        Ok(Value::from(number))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
        self.0.take(0)?;
        Ok(Value::from(number))
    }

    /// A number of YAML that is too large for the others; JSON has them as numbers with a fraction.
    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        self.0.take(text.len())?;
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        self.0.take(0)?;
        while let Some(item) = access.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        self.0.take(0)?;
        while let Some(key) = access.next_key::<String>()? {
            self.0.take(key.len())?;
            let value = access.next_value_seed(self)?;
            if object.contains_key(&key) {
                // A key can have any length, and signs that a terminal obeys.
                let shown: String = key.chars().take(100).flat_map(char::escape_debug).collect();
                return Err(de::Error::custom(format_args!("the key `{shown}` appears twice in one object")));
            }
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that YAML gives the JSON.
    #[track_caller]
    fn check_yaml(yaml: &str, json: &str) {
        assert_eq!(parse_yaml(yaml).unwrap(), parse(json).unwrap(), "{yaml}");
    }

    #[track_caller]
    fn refused(yaml: &str, why: &str) {
        let error = parse_yaml(yaml).expect_err(yaml);
        assert!(error.contains(why) && error.contains("line "), "{error}");
    }

    #[test]
    fn yaml_is_the_json_that_it_says() {
        check_yaml(
            "a: 1\nb: [true, ~, 1.5, 'x', no]\nc:\n",
            r#"{"a": 1, "b": [true, null, 1.5, "x", "no"], "c": null}"#,
        );
        check_yaml("200: ok\ntrue: a\n~: b\n", r#"{"200": "ok", "true": "a", "~": "b"}"#);
        check_yaml("{\"a\": [1, {\"b\": \"c\"}]}", r#"{"a": [1, {"b": "c"}]}"#);
        check_yaml("a: 2019-01-01\nb: |\n  x\n  y\n", r#"{"a": "2019-01-01", "b": "x\ny\n"}"#);
        check_yaml(
            "max: 340282366920938463463374607431768211455\nx: .inf",
            r#"{"max": 3.402823669209385e38, "x": null}"#,
        );
    }

    #[test]
    fn anchors_are_what_they_stand_for() {
        check_yaml("a: &x {b: 1}\nc: *x\n", r#"{"a": {"b": 1}, "c": {"b": 1}}"#);
        check_yaml("a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}\n", r#"{"a": {"b": 1, "c": 2}, "d": {"b": 3, "c": 2}}"#);
        check_yaml("d: {<<: [{a: 1}, {a: 2, b: 2}]}\ne: {<<: x}", r#"{"d": {"a": 1, "b": 2}, "e": {"<<": "x"}}"#);
    }

    #[test]
    fn hostile_yaml_is_refused_with_its_place() {
        refused("a: 1\na: 2\n", "the key `a` appears twice in one object");
        refused("a: 1\n? [x, y]\n: 2\n", "expected a string");
        refused("a: !thing {b: 1}\n", "expected JSON");
        refused("a: *unknown\n", "unknown anchor");
        refused("a: [1\nb: 2", "");
        refused("a: 1\n---\nb: 2\n", "more than one document");
        refused(&format!("a: {}1{}", "[".repeat(10_000), "]".repeat(10_000)), "recursion limit exceeded");
        refused("a: &a [*a]\n", "recursion limit exceeded");
    }

    #[test]
    fn aliases_of_aliases_do_not_fill_the_memory() {
        let mut bomb = format!("a0: &a0 [{}]\n", "x, ".repeat(1000));
        for n in 1..9 {
            bomb.push_str(&format!("a{n}: &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(9)));
        }
        refused(&bomb, "times as large");
        // One long list, and many aliases of it.
        let wide = format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(20_000), "*a, ".repeat(20_000));
        refused(&wide, "times as large");
        let once = format!("a: &a [{}]\nb: [*a, *a]\n", "x, ".repeat(1000));
        assert_eq!(parse_yaml(&once).unwrap()["b"][1].as_array().map(Vec::len), Some(1000));
    }

    #[test]
    fn a_key_that_appears_twice_is_shown_without_signs_that_a_terminal_obeys() {
        let key = format!("\\u001b[2J{}", "x".repeat(1000));
        let error = parse(&format!(r#"{{"{key}": 1, "{key}": 2}}"#)).unwrap_err().to_string();
        assert!(error.contains(r"the key `\u{1b}[2Jxxx") && error.len() < 200 && !error.contains('\u{1b}'), "{error}");
    }

    #[test]
    fn what_nests_too_deeply_is_refused() {
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
            assert!(parse(&format!("{}1{}", open.repeat(100), close.repeat(100))).is_ok());
            let error = parse(&format!("{}1{}", open.repeat(10_000), close.repeat(10_000))).unwrap_err();
            assert!(error.to_string().contains("recursion limit exceeded"), "{error}");
        }
    }
}
