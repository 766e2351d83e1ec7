//! Decoding as far as it goes: what does not fit is left out and told, the rest is kept.
//!
//! A value that does not fit is null where it may be; where it may not, what holds it does not fit, up to
//! the item of a list, which is taken out and kept raw. It costs a second decode, and nothing where all
//! fits: see [`lenient`](super::json).

use std::sync::Arc;

use super::failure::{DecodeError, json_path};
use super::json::Lost;
use super::{Decode, Reader, strict};
use crate::Json;
use crate::error::text::harmless;

/// A place where a reply is not as the spec says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// The JSON path: `$[0][2].like_count`.
    pub path: String,
    /// What was expected there, and what was found.
    pub what: String,
    /// The JSON path of what is missing for it: the same, or what holds it and cannot do without. `None` where it is a
    /// field too many.
    pub left_out: Option<String>,
}

/// A value with what was left out to get it.
#[derive(Debug)]
pub(crate) struct Salvaged<T> {
    pub(crate) value: T,
    pub(crate) drift: Vec<Drift>,
    /// Items of lists that could not be kept, as they came.
    pub(crate) unsaved: Vec<Json>,
}

/// What a client is set to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Leniency {
    pub(crate) is_strict: bool,
    pub(crate) tells_unknown_fields: bool,
}

impl Drift {
    /// Its texts are the service's.
    pub(crate) fn make_harmless(&mut self, key: &str) {
        for text in [&mut self.path, &mut self.what].into_iter().chain(&mut self.left_out) {
            *text = harmless(text, key);
        }
    }
}

impl<T> Salvaged<T> {
    fn whole(value: T) -> Self {
        Self { value, drift: Vec::new(), unsaved: Vec::new() }
    }
}

/// Decodes strictly, and where that fails as far as it goes, unless it shall not. On request, fields that no type has are
/// told as well: that is a second decode for every reply.
pub(crate) fn salvage<T: Decode>(body: &[u8], how: Leniency) -> Result<Salvaged<T>, DecodeError> {
    let strict = match strict(body) {
        Err(error) if error.is_misfit() && !how.is_strict => Err(error),
        Ok(value) if how.tells_unknown_fields => Ok(value),
        decided => return decided.map(Salvaged::whole),
    };
    // It was text, and JSON, to get here.
    let body = Arc::from(std::str::from_utf8(body).unwrap_or_default());
    let mut reader = Reader::sharing(&body).leniently(how.tells_unknown_fields);
    match (strict, reader.whole()) {
        (Ok(value), _) | (Err(_), Ok(value)) => Ok(told(&mut reader, &body, value)),
        (Err(error), Err(_)) => Err(error),
    }
}

fn told<T>(reader: &mut Reader<'_>, body: &Arc<str>, value: T) -> Salvaged<T> {
    let items = reader.left_out().into_iter();
    let unsaved = items.map(|item| Json::part_of(body, item)).collect();
    Salvaged { value, drift: drift(reader), unsaved }
}

// What does not name the endpoint's types stands apart, to be compiled once and not for each.
fn drift(reader: &mut Reader<'_>) -> Vec<Drift> {
    let misfit =
        |lost: Lost| Drift { path: json_path(&lost.way), what: lost.what, left_out: Some(json_path(&lost.left_out)) };
    let mut drift: Vec<_> = reader.lost().into_iter().map(misfit).collect();
    let unknown = reader.unknown_fields().into_iter();
    let unknown = unknown.map(|way| Drift { path: json_path(&way), what: UNKNOWN.to_owned(), left_out: None });
    drift.extend(unknown);
    drift
}

const UNKNOWN: &str = "no type has this field";

#[cfg(test)]
mod tests {
    use super::super::samples::{Item, List, Page, Part};
    use super::*;
    use crate::Text;

    const LENIENT: Leniency = Leniency { is_strict: false, tells_unknown_fields: false };

    #[track_caller]
    fn check(body: &str, items: &[Item], paths: &[&str], unsaved: &[&str]) {
        let salvaged = salvage::<List>(body.as_bytes(), LENIENT).expect("something is kept");
        assert_eq!(salvaged.value, items, "{body}");
        assert_eq!(salvaged.drift.iter().map(|drift| drift.path.as_str()).collect::<Vec<_>>(), paths, "{body}");
        assert_eq!(salvaged.unsaved.iter().map(Json::as_json).collect::<Vec<_>>(), unsaved, "{body}");
    }

    fn item(n: i64) -> Item {
        Item { n, ..Item::default() }
    }

    #[test]
    fn a_value_that_may_be_missing_is_left_out_and_the_rest_is_kept() {
        check(r#"[{"n":1},{"n":2,"name":7}]"#, &[item(1), item(2)], &["$[1].name"], &[]);
        check(r#"[{"n":1,"part":{"id":"x"}}]"#, &[item(1)], &["$[0].part.id"], &[]);
        check(r#"[{"n":1,"part":{}}]"#, &[item(1)], &["$[0].part"], &[]);
    }

    #[test]
    fn an_item_that_cannot_be_kept_is_given_raw() {
        let body = r#"[{"n":"x","name":"a"},{"n":2},{},{"n":3,"name":[]},7]"#;
        let unsaved = [r#"{"n":"x","name":"a"}"#, "{}", "7"];
        check(body, &[item(2), item(3)], &["$[0].n", "$[2]", "$[3].name", "$[4]"], &unsaved);
    }

    #[test]
    fn only_the_part_of_an_item_that_does_not_fit_is_lost() {
        let kept = Item { parts: Some(vec![Part { id: 1 }, Part { id: 3 }]), ..item(1) };
        check(
            r#"[{"n":1,"parts":[{"id":1},{"id":"x"},{"id":3}]}]"#,
            &[kept],
            &["$[0].parts[1].id"],
            &[r#"{"id":"x"}"#],
        );
    }

    #[test]
    fn the_parts_of_a_tuple_are_never_left_out() {
        let page = salvage::<Page>(br#"[[{"n":1},{}],"next"]"#, LENIENT).expect("a page");
        assert_eq!((page.value.0.len(), page.value.1.as_deref(), page.unsaved.len()), (1, Some("next"), 1));
        for body in [r#"[{"detail":"x"},null]"#, r#"["next",[{"n":1}]]"#, "[]", "{}", "null", "7"] {
            assert!(salvage::<Page>(body.as_bytes(), LENIENT).is_err(), "{body}");
        }
    }

    #[test]
    fn what_is_no_json_is_not_mended() {
        for body in ["", "<html>", "[{\"n\":1}", "[] []"] {
            assert!(salvage::<List>(body.as_bytes(), LENIENT).is_err(), "{body}");
        }
    }

    #[track_caller]
    fn tells<T: Decode>(body: &str, paths: &[&str]) {
        let how = Leniency { tells_unknown_fields: true, ..LENIENT };
        let drift = salvage::<T>(body.as_bytes(), how).expect("something is kept").drift;
        assert_eq!(drift.iter().map(|drift| drift.path.as_str()).collect::<Vec<_>>(), paths, "{body}");
    }

    #[test]
    fn fields_that_no_type_has_are_told_on_request() {
        tells::<List>(r#"[{"n":1,"part":{"id":1,"new":{"deep":1}},"other":2}]"#, &["$[0].part.new", "$[0].other"]);
        tells::<List>("[{\"n\":1}]", &[]);
        // In another order, and beside what does not fit.
        tells::<List>(r#"[{"new":0,"part":{"id":1},"other":2,"n":1}]"#, &["$[0].new", "$[0].other"]);
        tells::<List>(r#"[{"n":"x","a":1},{"n":1,"b":2}]"#, &["$[0].n", "$[1].b"]);
    }

    #[test]
    fn what_is_left_out_for_a_value_is_named() {
        let salvaged =
            salvage::<List>(br#"[{"n":1,"name":1,"part":{"id":"x"}},{"n":"y"}]"#, LENIENT).expect("one item");
        let left_out = salvaged.drift.iter().map(|drift| (drift.path.as_str(), drift.left_out.as_deref()));
        let expected = [("$[0].name", "$[0].name"), ("$[0].part.id", "$[0].part"), ("$[1].n", "$[1]")]
            .map(|(at, of)| (at, Some(of)));
        assert_eq!(left_out.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_item_in_an_item_that_is_left_out_is_given_once() {
        let body = r#"[{"n":1,"parts":[{"id":"x"},{}],"part":{"id":[]},"n":2},{"n":1,"parts":[{}]}]"#;
        let (kept, lost) = (r#"{"n":1,"parts":[{}]}"#, &body[1..body.len() - kept_length() - 2]);
        let item = Item { parts: Some(Vec::new()), ..item(1) };
        check(body, &[item], &["$[0]", "$[1].parts[0]"], &[lost, "{}"]);
        assert!(body.ends_with(&format!("{kept}]")));
    }

    fn kept_length() -> usize {
        r#"{"n":1,"parts":[{}]}"#.len()
    }

    #[test]
    fn the_parts_of_a_tuple_in_a_list_stay_in_their_places() {
        type Pairs = Vec<(Text, Option<i64>)>;
        let salvaged = salvage::<Pairs>(br#"[["a",1],[null,2],["c","x"],["d"]]"#, LENIENT).expect("pairs");
        let pairs: Vec<_> = salvaged.value.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        assert_eq!(pairs, [("a", Some(1)), ("c", None), ("d", None)]);
        assert_eq!(salvaged.unsaved[0].as_json(), "[null,2]");
    }

    #[test]
    fn another_reply_altogether_is_no_drift() {
        let many = |count: usize| format!("[{}]", vec!["{}"; count].join(","));
        assert_eq!(salvage::<List>(many(2_000).as_bytes(), LENIENT).expect("nothing is kept").drift.len(), 2_000);
        assert!(salvage::<List>(many(2_001).as_bytes(), LENIENT).is_err());
    }

    #[test]
    fn strictly_nothing_is_left_out() {
        let strict = Leniency { is_strict: true, tells_unknown_fields: true };
        assert!(salvage::<List>(br#"[{"n":1,"name":7}]"#, strict).is_err());
        assert_eq!(salvage::<List>(br#"[{"n":1,"new":7}]"#, strict).expect("it fits").drift[0].path, "$[0].new");
    }
}
