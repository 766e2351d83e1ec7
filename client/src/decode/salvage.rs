//! Decoding as far as it goes: what does not fit is left out and told, the rest is kept.
//!
//! The reply is taken as JSON and mended until it decodes. A value that does not fit becomes null;
//! where null does not fit either, what holds it does, up to the item of a list, which is taken
//! out and kept raw. It costs a decode for each value that does not fit, and nothing where all do.

use serde_json::Value;

use super::failure::{DecodeError, Step, json_path};
use super::{Decode, Reader, strict};

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
    pub(crate) unsaved: Vec<Value>,
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
    let Some(mut repair) = Repair::of(body, T::IS_TUPLE) else { return Err(first) };
    let mut text = repair.mend(&first);
    while let Some(mended) = text {
        match strict(mended.as_bytes()) {
            Ok(value) => return Ok(Salvaged { value, drift: repair.drift, unsaved: repair.unsaved }),
            Err(next) => text = repair.mend(&next),
        }
    }
    Err(first)
}

/// A reply on its way to one that decodes.
struct Repair {
    tree: Value,
    original: Value,
    /// For each list, by its way in the original, the items that were taken out of it.
    removed: Vec<(Vec<Step>, Vec<usize>)>,
    /// What was made null, by its way in the original.
    nulled: Vec<Vec<Step>>,
    is_tuple: bool,
    drift: Vec<Drift>,
    unsaved: Vec<Value>,
    /// How often it was mended.
    turns: usize,
}

impl Repair {
    fn of(body: &[u8], is_tuple: bool) -> Option<Self> {
        let original = strict::<Value>(body).ok()?;
        Some(Self {
            tree: original.clone(),
            original,
            removed: Vec::new(),
            nulled: Vec::new(),
            is_tuple,
            drift: Vec::new(),
            unsaved: Vec::new(),
            turns: 0,
        })
    }

    /// The reply without what did not fit. `None` where nothing can be given up for it.
    fn mend(&mut self, error: &DecodeError) -> Option<String> {
        self.turns += 1;
        let way = error.way().filter(|_| self.turns <= MOST)?;
        let original = self.original_way(way);
        // Null that was put there does not fit either: its cause has been told already.
        if !self.nulled.contains(&original) {
            self.drift.push(Drift { path: json_path(&original), what: error.what().to_owned() });
        }
        if self.is_null(way) {
            let unsaved = self.widen(way.to_vec())?;
            self.unsaved.extend(unsaved);
        } else {
            self.set_null(way);
        }
        Some(self.tree.to_string())
    }

    fn is_null(&self, way: &[Step]) -> bool {
        at(&self.tree, way).is_some_and(Value::is_null)
    }

    fn set_null(&mut self, way: &[Step]) {
        let original = self.original_way(way);
        if !self.nulled.contains(&original) {
            self.nulled.push(original);
        }
        if let Some(value) = at_mut(&mut self.tree, way) {
            *value = Value::Null;
        }
    }

    /// Gives up what holds the value: an item of a list is taken out and given back as it came,
    /// anything else becomes null. `None` where there is nothing left to give up.
    fn widen(&mut self, mut way: Vec<Step>) -> Option<Option<Value>> {
        match way.pop()? {
            Step::Index(_) if way.is_empty() && self.is_tuple => None,
            Step::Index(index) => {
                let mut whole = way.clone();
                whole.push(Step::Index(index));
                let whole = self.original_way(&whole);
                let raw = at(&self.original, &whole).cloned();
                at_mut(&mut self.tree, &way)?.as_array_mut()?.remove(index);
                if let Some((Step::Index(index), list)) = whole.split_last() {
                    self.remember(list, *index);
                }
                Some(raw)
            }
            Step::Key(_) => {
                self.set_null(&way);
                Some(None)
            }
        }
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

fn at<'a>(tree: &'a Value, way: &[Step]) -> Option<&'a Value> {
    way.iter().try_fold(tree, |value, step| match step {
        Step::Index(index) => value.get(index),
        Step::Key(key) => value.get(key),
    })
}

fn at_mut<'a>(tree: &'a mut Value, way: &[Step]) -> Option<&'a mut Value> {
    way.iter().try_fold(tree, |value, step| match step {
        Step::Index(index) => value.get_mut(index),
        Step::Key(key) => value.get_mut(key),
    })
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
        assert_eq!(salvaged.unsaved.iter().map(Value::to_string).collect::<Vec<_>>(), unsaved, "{body}");
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
