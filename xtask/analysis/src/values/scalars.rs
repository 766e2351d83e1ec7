//! The scalars of texts, numbers and booleans, as far as the values and the name of the field show them.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use spec::Scalar;

use crate::json::{Data, Value, is_whole};
use crate::timestamp;

/// Seconds from 2000 to 2100: what a timestamp in a response can be.
const SECONDS: std::ops::Range<i64> = 946_684_800..4_102_444_800;

/// A word in the name of a field that holds a timestamp, such as `created_at_utc` and `time_created`.
const TIMESTAMPS: &[&str] = &["at", "on", "time", "date", "timestamp"];

/// The last word in the name of a field that holds one of a few values.
const CHOICES: &[&str] = &["type", "kind", "status", "state", "mode", "role", "level"];

/// The narrowest scalar that takes all of the values, none of which is null; `None` where there is none.
pub(crate) fn scalar(name: Option<&str>, values: &[&Value]) -> Option<Scalar> {
    if let Some(texts) = texts(values) {
        let mut filled = texts.iter().filter(|text| !text.is_empty()).peekable();
        let has_any = filled.peek().is_some();
        let is_url = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        return Some(match () {
            () if has_any && filled.all(|text| is_url(text)) => Scalar::Url,
            () if texts.iter().all(|text| timestamp::is_rfc3339(text)) => Scalar::Timestamp,
            () if texts.iter().all(|text| timestamp::is_date(text)) => Scalar::Date,
            () => Scalar::String,
        });
    }
    if values.iter().all(|value| matches!(value.data, Data::Bool(_))) {
        return Some(Scalar::Boolean);
    }
    let numbers = numbers(values)?;
    let whole: Option<Vec<i64>> =
        numbers.iter().map(|literal| literal.parse().ok().filter(|_| is_whole(literal))).collect();
    match whole {
        Some(whole) if is_timestamp(name) && whole.iter().all(|second| SECONDS.contains(second)) => {
            Some(Scalar::Timestamp)
        }
        Some(_) => Some(Scalar::Integer),
        None => {
            numbers.iter().all(|literal| literal.parse::<f64>().is_ok_and(f64::is_finite)).then_some(Scalar::Number)
        }
    }
}

/// Whether these are values of an open enum: the name suggests it, and few short words or numbers repeat.
pub(crate) fn is_choice(name: &str, values: &[&Value]) -> bool {
    if !CHOICES.contains(&last_word(name).as_str()) {
        return false;
    }
    let is_token = |text: &&str| {
        (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
    };
    let words: Vec<&str> = match (texts(values), numbers(values)) {
        (Some(texts), _) => texts.into_iter().filter(|text| !text.is_empty()).collect(),
        (None, Some(numbers)) if numbers.iter().all(|n| n.parse::<i64>().is_ok_and(|n| (0..1000).contains(&n))) => {
            numbers
        }
        (None, _) => return false,
    };
    let different: BTreeSet<_> = words.iter().collect();
    words.iter().all(is_token) && (2..=12).contains(&different.len()) && words.len() > different.len()
}

/// Whether a field of that name holds an id.
pub(crate) fn is_id(name: &str) -> bool {
    ["id", "pk", "uuid", "guid"].contains(&last_word(name).as_str())
}

fn is_timestamp(name: Option<&str>) -> bool {
    let has_word = |name: &str| name.to_snake_case().split('_').any(|word| TIMESTAMPS.contains(&word));
    name.is_some_and(|name| has_word(name) && !is_id(name))
}

/// `id` of `owner_id`, `ownerId` and `owner_id__`.
fn last_word(name: &str) -> String {
    name.to_snake_case().rsplit('_').next().unwrap_or_default().to_owned()
}

/// The values as texts, if all are.
pub(crate) fn texts<'v>(values: &[&'v Value]) -> Option<Vec<&'v str>> {
    values.iter().map(|value| if let Data::Text(text) = &value.data { Some(text.as_str()) } else { None }).collect()
}

/// The values as numbers, if all are.
pub(crate) fn numbers<'v>(values: &[&'v Value]) -> Option<Vec<&'v str>> {
    values.iter().map(|value| if let Data::Number(text) = &value.data { Some(text.as_str()) } else { None }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[track_caller]
    fn check(name: &str, list: &str, expected: Option<Scalar>) {
        let Data::List(items) = parse(list).expect("JSON").data else { panic!("{list}") };
        assert_eq!(scalar(Some(name), &items.iter().collect::<Vec<_>>()), expected, "{name}: {list}");
    }

    #[test]
    fn values_and_names_tell_the_scalar() {
        check("x", r#"["https://example.com/a", ""]"#, Some(Scalar::Url));
        check("x", r#"["", ""]"#, Some(Scalar::String));
        check("x", r#"["2026-04-01T13:00:03Z"]"#, Some(Scalar::Timestamp));
        check("x", r#"["2026-04-01", "2024-02-29"]"#, Some(Scalar::Date));
        check("x", r#"["2026-04-01", ""]"#, Some(Scalar::String));
        check("taken_at", "[1775048403]", Some(Scalar::Timestamp));
        check("taken_at_ts", "[1775048403]", Some(Scalar::Timestamp));
        check("createdAtUtc", "[1775048403]", Some(Scalar::Timestamp));
        check("time_created", "[1775048403]", Some(Scalar::Timestamp));
        check("seen_at_id", "[1775048403]", Some(Scalar::Integer));
        check("latest", "[1775048403]", Some(Scalar::Integer));
        check("taken_at", "[12]", Some(Scalar::Integer));
        check("x", "[0, 1.5]", Some(Scalar::Number));
        check("x", "[18446744073709551616]", Some(Scalar::Number));
        check("x", "[true]", Some(Scalar::Boolean));
        check("x", r#"[1, "1"]"#, None);
        check("x", "[1e999]", None);
    }

    #[track_caller]
    fn choice(name: &str, list: &str, expected: bool) {
        let Data::List(items) = parse(list).expect("JSON").data else { panic!("{list}") };
        assert_eq!(is_choice(name, &items.iter().collect::<Vec<_>>()), expected, "{name}: {list}");
    }

    #[test]
    fn an_enum_needs_a_name_that_says_so_and_values_that_repeat() {
        choice("media_type", "[1, 2, 1]", true);
        choice("productType", r#"["feed", "clips", "feed", ""]"#, true);
        choice("product_type", r#"["feed", "clips"]"#, false);
        choice("product_type", r#"["feed", "feed"]"#, false);
        choice("username", r#"["ann", "bob", "ann"]"#, false);
        choice("status", r#"["on my way", "home", "home"]"#, false);
    }
}
