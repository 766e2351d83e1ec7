//! Lenient decoding: values that do not match are dropped and reported, the rest is kept.
//!
//! A value that does not match is null where it may be. Where it may not, what contains it does not match either, up to the
//! item of a list, which is dropped from the list and kept as [`Json`].
//!
//! What one odd byte or word makes no JSON is read all the same: without its byte order mark, from UTF-16, with U+FFFD for
//! half of a surrogate pair, for a byte that is not UTF-8 and for the backslash of an unknown escape, with null for `NaN` and
//! the infinities, and with the last of two fields of one name. More than 2,000 mismatches and oddities are an error.
//!
//! It costs nothing where everything matches, and one more pass over the text, for the paths, where something does not.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::json::{self, Decode, Failure, Lost, Oddity, Reader, Repaired, Slot, fill_by, json_path, repaired};
use crate::raw::{Body, SharedText};
use crate::redact::{Secrets, redacted};
use crate::wire::Json;

/// A place where a response is not as the spec says, or not as JSON is written.
///
/// A client that is not [`strict`](crate::client::ClientBuilder::strict) reads such a response leniently:
///
/// | in the response | in the result |
/// |---|---|
/// | a value of another type, a missing field | `None` where the type is optional; else what contains it does not match either |
/// | an item of a list that does not match | not in the list, but in [`skipped`](crate::response::Response::skipped) |
/// | two fields or entries of one name | the last of them |
/// | half of a surrogate pair, such as `\ud83c` alone | U+FFFD |
/// | a byte that is not UTF-8 | U+FFFD |
/// | an escape that JSON does not have, such as `\x` | U+FFFD in place of the backslash |
/// | a control character in a text | the same character |
/// | `NaN`, `Infinity`, `-Infinity`, in any case | as null |
/// | a byte order mark before the JSON | nothing |
/// | UTF-16 | the same text |
///
/// Each is reported once for each value. The raw response keeps its bytes. What has more than 2,000 mismatches or odd bytes is
/// another response, and an error; so is JSON that is broken in another way or cut off.
///
/// It serializes as an object with these fields.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// The JSON path of the value: `$[0][2].like_count`.
    pub path: String,
    /// What was expected, and what was found.
    pub message: String,
    /// The JSON path of what was dropped because of it: the value itself, or what contains it and cannot do without it.
    /// `None` where nothing is dropped: for an unknown field, and for a value that was read all the same.
    pub dropped: Option<String>,
}

/// A decoded value, with what was dropped to get it.
#[derive(Debug)]
pub struct Lenient<T> {
    /// The value.
    pub value: T,
    /// What did not match.
    pub drift: Vec<Drift>,
    /// The items of lists that could not be kept.
    pub skipped: Vec<Json>,
}

/// What was dropped from a response, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Dropped {
    /// Values that did not match.
    pub(crate) mismatches: u64,
    /// Items of lists among them.
    pub(crate) skipped: u64,
}

impl Dropped {
    pub(crate) fn add(&mut self, other: Self) {
        self.mismatches = self.mismatches.saturating_add(other.mismatches);
        self.skipped = self.skipped.saturating_add(other.skipped);
    }

    pub(crate) fn of(drift: &[Drift], skipped: &[Json]) -> Self {
        let mismatches = drift.iter().filter(|drift| !drift.is_unknown_field()).count();
        Self { mismatches: mismatches as u64, skipped: skipped.len() as u64 }
    }
}

/// How a client decodes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DecodeOptions {
    pub(crate) is_strict: bool,
    pub(crate) report_unknown_fields: bool,
}

impl Drift {
    /// Whether it is a field that no type has, and not a value that does not match.
    pub(crate) fn is_unknown_field(&self) -> bool {
        self.message == UNKNOWN
    }

    /// Redacts its texts, which come from the service.
    pub(crate) fn redact(&mut self, secrets: &Secrets) {
        for text in [&mut self.path, &mut self.message].into_iter().chain(&mut self.dropped) {
            *text = redacted(text, secrets);
        }
    }
}

impl fmt::Display for Drift {
    /// `at $[0].like_count: invalid type: string "many", expected i64`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "at {}: {}", self.path, self.message)?;
        match &self.dropped {
            Some(dropped) if *dropped != self.path => write!(formatter, "; {dropped} is dropped"),
            _ => Ok(()),
        }
    }
}

impl Serialize for Drift {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut drift = serializer.serialize_struct("Drift", 3)?;
        drift.serialize_field("path", &self.path)?;
        drift.serialize_field("message", &self.message)?;
        drift.serialize_field("dropped", &self.dropped)?;
        drift.end()
    }
}

impl<T> Lenient<T> {
    pub(crate) fn redact(mut self, secrets: &Secrets) -> Self {
        self.drift.iter_mut().for_each(|drift| drift.redact(secrets));
        self
    }
}

/// Decodes a body, in one pass: what does not match is dropped where it is met, if the options allow it.
pub(crate) fn decode<T: Decode>(body: &Body, options: DecodeOptions) -> Result<Lenient<T>, Failure> {
    let mut value = T::blank();
    let (drift, skipped) = fill(body, options, &mut value)?;
    Ok(Lenient { value, drift, skipped })
}

// These name no type of the endpoint, and so are compiled once and not for each.

/// What did not match, and the items of lists among it.
type Found = (Vec<Drift>, Vec<Json>);

fn fill(body: &Body, options: DecodeOptions, value: &mut dyn Slot) -> Result<Found, Failure> {
    if let (Body::Text(text), false) = (body, options.is_strict)
        && let Ok(found) = leniently(text, &[], options, value)
    {
        return Ok(found);
    }
    // For the words of a strict reader: they name the first value that does not match.
    value.clear();
    let strict = match body {
        Body::Text(text) => fill_by(&mut Reader::sharing(text), value),
        Body::Binary(bytes) => json::fill(bytes, value),
    };
    match (strict, body) {
        (Err(failure), _) if failure.is_odd() && !options.is_strict => match repaired(body.bytes()) {
            Some(Repaired { text, oddities }) => {
                value.clear();
                leniently(&text, &oddities, options, value)
            }
            None => Err(failure),
        },
        (Ok(()), Body::Text(text)) if options.report_unknown_fields => {
            value.clear();
            leniently(text, &[], options, value)
        }
        (decided, _) => decided.map(|()| Found::default()),
    }
}

fn leniently(
    body: &SharedText,
    oddities: &[(usize, Oddity)],
    options: DecodeOptions,
    value: &mut dyn Slot,
) -> Result<Found, Failure> {
    let mut reader = Reader::sharing(body).leniently(options.report_unknown_fields);
    fill_by(&mut reader, value)?;
    if reader.skipped_nothing() && oddities.is_empty() {
        return Ok(Found::default());
    }
    let items = reader.dropped_items().into_iter();
    let skipped = items.map(|item| Json::part_of(body, item)).collect();
    Ok((drift(&mut reader, oddities), skipped))
}

fn drift(reader: &mut Reader<'_>, oddities: &[(usize, Oddity)]) -> Vec<Drift> {
    let mismatch = |lost: Lost| Drift {
        path: json_path(&lost.path),
        message: lost.message,
        dropped: lost.dropped.as_deref().map(json_path),
    };
    let mut drift: Vec<_> = reader.lost(oddities).into_iter().map(mismatch).collect();
    let unknown = reader.unknown_fields().into_iter();
    let unknown = unknown.map(|path| Drift { path: json_path(&path), message: UNKNOWN.to_owned(), dropped: None });
    drift.extend(unknown);
    drift
}

const UNKNOWN: &str = "no type has this field";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::samples::{Item, List, Page, Part};
    use crate::wire::Text;

    const LENIENT: DecodeOptions = DecodeOptions { is_strict: false, report_unknown_fields: false };

    fn lenient<T: Decode>(body: &str, options: DecodeOptions) -> Result<Lenient<T>, Failure> {
        decode(&Body::new(body.as_bytes().to_vec()), options)
    }

    #[track_caller]
    fn check(body: &str, items: &[Item], paths: &[&str], skipped: &[&str]) {
        let lenient_value = lenient::<List>(body, LENIENT).expect("something is kept");
        assert_eq!(lenient_value.value, items, "{body}");
        assert_eq!(lenient_value.drift.iter().map(|drift| drift.path.as_str()).collect::<Vec<_>>(), paths, "{body}");
        assert_eq!(lenient_value.skipped.iter().map(Json::as_json).collect::<Vec<_>>(), skipped, "{body}");
    }

    fn item(n: i64) -> Item {
        Item { n, ..Item::default() }
    }

    #[test]
    fn a_value_that_may_be_missing_is_dropped_and_the_rest_is_kept() {
        check(r#"[{"n":1},{"n":2,"name":7}]"#, &[item(1), item(2)], &["$[1].name"], &[]);
        check(r#"[{"n":1,"part":{"id":"x"}}]"#, &[item(1)], &["$[0].part.id"], &[]);
        check(r#"[{"n":1,"part":{}}]"#, &[item(1)], &["$[0].part"], &[]);
    }

    #[test]
    fn an_item_that_does_not_match_is_skipped_and_kept_as_json() {
        let body = r#"[{"n":"x","name":"a"},{"n":2},{},{"n":3,"name":[]},7]"#;
        let skipped = [r#"{"n":"x","name":"a"}"#, "{}", "7"];
        check(body, &[item(2), item(3)], &["$[0].n", "$[2]", "$[3].name", "$[4]"], &skipped);
    }

    #[test]
    fn only_the_part_of_an_item_that_does_not_match_is_dropped() {
        let kept = Item { parts: Some(vec![Part { id: 1 }, Part { id: 3 }]), ..item(1) };
        check(
            r#"[{"n":1,"parts":[{"id":1},{"id":"x"},{"id":3}]}]"#,
            &[kept],
            &["$[0].parts[1].id"],
            &[r#"{"id":"x"}"#],
        );
    }

    #[test]
    fn the_parts_of_a_tuple_are_never_dropped() {
        let page = lenient::<Page>(r#"[[{"n":1},{}],"next"]"#, LENIENT).expect("a page");
        assert_eq!((page.value.0.len(), page.value.1.as_deref(), page.skipped.len()), (1, Some("next"), 1));
        for body in [r#"[{"detail":"x"},null]"#, r#"["next",[{"n":1}]]"#, "[]", "{}", "null", "7"] {
            assert!(lenient::<Page>(body, LENIENT).is_err(), "{body}");
        }
    }

    #[test]
    fn broken_json_is_not_decoded() {
        for body in ["", "<html>", "[{\"n\":1}", "[] []"] {
            assert!(lenient::<List>(body, LENIENT).is_err(), "{body}");
        }
    }

    #[track_caller]
    fn reports<T: Decode>(body: &str, paths: &[&str]) {
        let options = DecodeOptions { report_unknown_fields: true, ..LENIENT };
        let drift = lenient::<T>(body, options).expect("something is kept").drift;
        assert_eq!(drift.iter().map(|drift| drift.path.as_str()).collect::<Vec<_>>(), paths, "{body}");
    }

    #[test]
    fn unknown_fields_are_reported_on_request() {
        reports::<List>(r#"[{"n":1,"part":{"id":1,"new":{"deep":1}},"other":2}]"#, &["$[0].part.new", "$[0].other"]);
        reports::<List>("[{\"n\":1}]", &[]);
        // In another order, and beside a mismatch.
        reports::<List>(r#"[{"new":0,"part":{"id":1},"other":2,"n":1}]"#, &["$[0].new", "$[0].other"]);
        reports::<List>(r#"[{"n":"x","a":1},{"n":1,"b":2}]"#, &["$[0].n", "$[1].b"]);
    }

    #[test]
    fn what_is_dropped_because_of_a_value_is_named() {
        let lenient_value =
            lenient::<List>(r#"[{"n":1,"name":1,"part":{"id":"x"}},{"n":"y"}]"#, LENIENT).expect("one item");
        let dropped = lenient_value.drift.iter().map(|drift| (drift.path.as_str(), drift.dropped.as_deref()));
        let expected = [("$[0].name", "$[0].name"), ("$[0].part.id", "$[0].part"), ("$[1].n", "$[1]")]
            .map(|(at, of)| (at, Some(of)));
        assert_eq!(dropped.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_item_inside_of_a_skipped_item_is_not_reported_again() {
        type Pairs = Vec<(Vec<Part>, i64)>;
        let lenient_value = lenient::<Pairs>(r#"[[[{"id":"x"},{}],"n"],[[{}],1]]"#, LENIENT).expect("a pair");
        assert_eq!(lenient_value.value, [(Vec::new(), 1)]);
        let skipped: Vec<_> = lenient_value.skipped.iter().map(Json::as_json).collect();
        assert_eq!(skipped, [r#"[[{"id":"x"},{}],"n"]"#, "{}"]);
        let paths: Vec<_> = lenient_value.drift.iter().map(|drift| drift.path.as_str()).collect();
        assert_eq!(paths, ["$[0][1]", "$[0][0][0].id", "$[0][0][1]", "$[1][0][0]"]);
    }

    #[test]
    fn the_parts_of_a_tuple_in_a_list_stay_in_their_places() {
        type Pairs = Vec<(Text, Option<i64>)>;
        let lenient_value = lenient::<Pairs>(r#"[["a",1],[null,2],["c","x"],["d"]]"#, LENIENT).expect("pairs");
        let pairs: Vec<_> = lenient_value.value.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        assert_eq!(pairs, [("a", Some(1)), ("c", None), ("d", None)]);
        assert_eq!(lenient_value.skipped[0].as_json(), "[null,2]");
    }

    #[test]
    fn another_response_altogether_is_no_drift() {
        let many = |count: usize| format!("[{}]", vec!["{}"; count].join(","));
        assert_eq!(lenient::<List>(&many(2_000), LENIENT).expect("nothing is kept").drift.len(), 2_000);
        assert!(lenient::<List>(&many(2_001), LENIENT).is_err());
    }

    #[test]
    fn strict_decoding_drops_nothing() {
        let strict = DecodeOptions { is_strict: true, report_unknown_fields: true };
        assert!(lenient::<List>(r#"[{"n":1,"name":7}]"#, strict).is_err());
        assert_eq!(lenient::<List>(r#"[{"n":1,"new":7}]"#, strict).expect("it matches").drift[0].path, "$[0].new");
    }
}
