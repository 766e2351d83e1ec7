//! Decoding as far as it goes: what does not fit is left out and told, the rest is kept.
//!
//! The text of the reply is mended until it decodes. A value that does not fit becomes null;
//! where null does not fit either, what holds it does, up to the item of a list, which is taken
//! out and kept raw. It costs a decode for each value that does not fit, and nothing where all do.

use std::ops::Range;

use super::failure::{DecodeError, Step, json_path};
use super::json::place;
use super::{Decode, Reader, strict};
use crate::Json;

const NULL: &str = "null";

/// More than that in one reply is no drift of a field here and there: it is another reply.
const MOST: usize = 2_000;

/// A place where a reply is not as the spec says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// The JSON path: `$[0][2].like_count`.
    pub path: String,
    /// What was expected there, and what was found.
    pub what: String,
}

/// A value with what was left out to get it.
#[derive(Debug)]
pub(crate) struct Salvaged<T> {
    pub(crate) value: T,
    pub(crate) drift: Vec<Drift>,
    /// Items of lists that could not be kept, as they came.
    pub(crate) unsaved: Vec<Json>,
}

impl<T> Salvaged<T> {
    pub(crate) fn whole(value: T) -> Self {
        Self { value, drift: Vec::new(), unsaved: Vec::new() }
    }
}

/// Decodes strictly, and where that fails as far as it goes.
pub(crate) fn salvage<T: Decode>(body: &[u8]) -> Result<Salvaged<T>, DecodeError> {
    match strict(body) {
        Ok(value) => Ok(Salvaged::whole(value)),
        Err(error) if error.way().is_none() => Err(error),
        Err(error) => mend(body, error),
    }
}

/// Decodes, and tells of every field that no type has as well.
pub(crate) fn with_unknown_fields<T: Decode>(body: &[u8]) -> Vec<Drift> {
    let Ok(text) = std::str::from_utf8(body) else { return Vec::new() };
    let mut reader = Reader::minding_unknown_fields(text);
    // A failure is told by whoever decodes for the value.
    drop(T::decode(&mut reader));
    unknown_fields(reader)
}

// What does not name the endpoint's types stands apart, to be compiled once and not for each.
fn unknown_fields(reader: Reader<'_>) -> Vec<Drift> {
    let ways = reader.unknown_fields().into_iter();
    ways.map(|way| Drift { path: json_path(&way), what: "no type has this field".to_owned() }).collect()
}

fn mend<T: Decode>(body: &[u8], first: DecodeError) -> Result<Salvaged<T>, DecodeError> {
    let Ok(original) = std::str::from_utf8(body) else { return Err(first) };
    let mut repair = Repair::of(original, T::IS_TUPLE);
    let mut mended = repair.mend(&first);
    while mended.is_some() {
        match strict(repair.text.as_bytes()) {
            Ok(value) => return Ok(Salvaged { value, drift: repair.drift, unsaved: repair.unsaved }),
            Err(next) => mended = repair.mend(&next),
        }
    }
    Err(first)
}

/// A reply on its way to one that decodes.
struct Repair<'a> {
    /// As far as it is mended.
    text: String,
    original: &'a str,
    /// For each list, by its way in the original, the items that were taken out of it.
    removed: Vec<(Vec<Step>, Vec<usize>)>,
    /// What was made null, by its way in the original.
    nulled: Vec<Vec<Step>>,
    is_tuple: bool,
    drift: Vec<Drift>,
    unsaved: Vec<Json>,
    /// How often it was mended.
    turns: usize,
}

impl<'a> Repair<'a> {
    fn of(original: &'a str, is_tuple: bool) -> Self {
        Self {
            text: original.to_owned(),
            original,
            removed: Vec::new(),
            nulled: Vec::new(),
            is_tuple,
            drift: Vec::new(),
            unsaved: Vec::new(),
            turns: 0,
        }
    }

    /// Leaves out what did not fit. `None` where nothing can be given up for it.
    fn mend(&mut self, error: &DecodeError) -> Option<()> {
        self.turns += 1;
        let way = error.way().filter(|_| self.turns <= MOST)?;
        let original = self.original_way(way);
        // Null that was put there does not fit either: its cause has been told already.
        if !self.nulled.contains(&original) {
            self.drift.push(Drift { path: json_path(&original), what: error.what().to_owned() });
        }
        if self.text.get(place(&self.text, way)?) == Some(NULL) { self.widen(way) } else { self.set_null(way) }
    }

    fn set_null(&mut self, way: &[Step]) -> Option<()> {
        let original = self.original_way(way);
        if !self.nulled.contains(&original) {
            self.nulled.push(original);
        }
        let place = place(&self.text, way)?;
        self.text.replace_range(place, NULL);
        Some(())
    }

    /// Gives up what holds the value: an item of a list is taken out and given back as it came,
    /// anything else becomes null. `None` where there is nothing left to give up.
    fn widen(&mut self, way: &[Step]) -> Option<()> {
        let (last, holder) = way.split_last()?;
        match last {
            Step::Index(_) if holder.is_empty() && self.is_tuple => None,
            Step::Index(_) => self.take_out(way),
            Step::Key(_) => self.set_null(holder),
        }
    }

    fn take_out(&mut self, way: &[Step]) -> Option<()> {
        let original = self.original_way(way);
        let raw = place(self.original, &original).and_then(|place| self.original.get(place));
        self.unsaved.extend(raw.and_then(|raw| Json::of(raw).ok()));
        let place = with_its_comma(&self.text, place(&self.text, way)?);
        self.text.replace_range(place, "");
        if let Some((Step::Index(index), list)) = original.split_last() {
            self.remember(list, *index);
        }
        Some(())
    }

    /// That an item of a list was taken out, both as in the original.
    fn remember(&mut self, list: &[Step], index: usize) {
        match self.removed.iter_mut().find(|(known, _)| known == list) {
            Some((_, removed)) => removed.insert(removed.partition_point(|before| *before < index), index),
            None => self.removed.push((list.to_vec(), vec![index])),
        }
    }

    /// The way in the reply as it came: items before may have been taken out.
    fn original_way(&self, way: &[Step]) -> Vec<Step> {
        let mut original = Vec::with_capacity(way.len());
        for step in way {
            let step = match (step, self.removed.iter().find(|(list, _)| *list == original)) {
                (Step::Index(index), Some((_, removed))) => {
                    Step::Index(removed.iter().fold(*index, |index, gone| index + usize::from(*gone <= index)))
                }
                (step, _) => step.clone(),
            };
            original.push(step);
        }
        original
    }
}

/// An item of a list with the comma before it, or where it is the first after it.
fn with_its_comma(text: &str, item: Range<usize>) -> Range<usize> {
    let before = text[..item.start].trim_end();
    if before.ends_with(',') {
        return before.len() - 1..item.end;
    }
    let after = text[item.end..].trim_start();
    let end = text.len() - after.len() + usize::from(after.starts_with(','));
    item.start..end
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Item, List, Page, Part};
    use super::*;

    #[track_caller]
    fn check(body: &str, items: &[Item], paths: &[&str], unsaved: &[&str]) {
        let salvaged = salvage::<List>(body.as_bytes()).expect("something is kept");
        assert_eq!(salvaged.value, items, "{body}");
        assert_eq!(salvaged.drift.iter().map(|drift| drift.path.as_str()).collect::<Vec<_>>(), paths, "{body}");
        assert_eq!(salvaged.unsaved.iter().map(Json::as_str).collect::<Vec<_>>(), unsaved, "{body}");
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
        let page = salvage::<Page>(br#"[[{"n":1},{}],"next"]"#).expect("a page");
        assert_eq!((page.value.0.len(), page.value.1.as_deref(), page.unsaved.len()), (1, Some("next"), 1));
        for body in [r#"[{"detail":"x"},null]"#, r#"["next",[{"n":1}]]"#, "[]", "{}", "null", "7"] {
            assert!(salvage::<Page>(body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn what_is_no_json_is_not_mended() {
        for body in ["", "<html>", "[{\"n\":1}", "[] []"] {
            assert!(salvage::<List>(body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn fields_that_no_type_has_are_told_on_request() {
        let drift = with_unknown_fields::<List>(br#"[{"n":1,"part":{"id":1,"new":{"deep":1}},"other":2}]"#);
        let paths: Vec<_> = drift.iter().map(|drift| drift.path.as_str()).collect();
        assert_eq!(paths, ["$[0].part.new", "$[0].other"]);
    }
}
