//! The items of a list, given or made from the sample.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use hikerapi_runtime::values::Json;

use crate::body::plain;
use crate::follow::renamed;
use crate::json::{at, fields, first, is_digits, text, with};

/// Where the items of a list come from.
#[derive(Debug, Clone)]
pub(crate) enum Items {
    /// Each as JSON.
    Given(Arc<[String]>),
    /// Those of the sample, with new ids where there are more; at least three, so that there are pages.
    Sample(Option<u64>),
}

/// The first number of new ids: no sample has one as large by chance.
const FIRST_ID: u64 = 1_000_000_000_000;

/// The items of a list that have ids with the same beginning.
const PLACES: u64 = 1_000_000;

/// The items of a list, made when they are requested.
pub(crate) struct Source<'a> {
    given: Option<&'a [String]>,
    sample: Vec<Json>,
    /// The paths of the fields that no two items share.
    keys: &'a [&'a str],
    /// What the ids of all items begin with, in place of those of the sample.
    seed: Option<u64>,
    pub(crate) count: u64,
}

impl<'a> Source<'a> {
    pub(crate) fn new(items: &'a Items, sample: &Json, keys: &'a [&'a str], seed: Option<u64>) -> Self {
        match items {
            Items::Given(given) => {
                Self { given: Some(given), sample: Vec::new(), keys, seed, count: given.len() as u64 }
            }
            Items::Sample(count) => {
                let sample = different(sample.items(), keys);
                let count = if sample.is_empty() { 0 } else { count.unwrap_or(sample.len().max(3) as u64) };
                Self { given: None, sample, keys, seed, count }
            }
        }
    }

    pub(crate) fn items(&self, range: Range<u64>) -> Vec<String> {
        range.filter_map(|index| self.item(index)).collect()
    }

    fn item(&self, index: u64) -> Option<String> {
        let place = usize::try_from(index).ok()?;
        if let Some(given) = self.given {
            return given.get(place).cloned();
        }
        let item = self.sample.get(place % self.sample.len())?;
        let is_of_sample = place < self.sample.len() && self.seed.is_none();
        Some(if is_of_sample { item.to_string() } else { distinct(item, self.keys, self.first_id() + index) })
    }

    /// The number of the first id that is made.
    fn first_id(&self) -> u64 {
        self.seed.map_or(FIRST_ID, |seed| seed.saturating_mul(PLACES).min(u64::MAX - PLACES))
    }

    /// The place of the item with this value of a field.
    pub(crate) fn place(&self, field: &str, value: &str) -> Option<u64> {
        let is_it = |index: &u64| {
            let item = self.item(*index).and_then(|item| item.parse::<Json>().ok());
            item.and_then(|item| at(&item, field)).is_some_and(|found| plain(&found) == value)
        };
        // Most items are made, and their values end with their place.
        let digits = value.len() - value.trim_end_matches(|char: char| char.is_ascii_digit()).len();
        let number = value.get(value.len() - digits..).and_then(|digits| digits.parse::<u64>().ok());
        let guess = number.map(|number| number.checked_sub(self.first_id()).unwrap_or(number));
        guess.filter(|index| *index < self.count && is_it(index)).or_else(|| (0..self.count).find(is_it))
    }
}

/// The items without those that repeat the key of one before: services send some items of a page twice, such as those of a preview.
fn different(mut items: Vec<Json>, keys: &[&str]) -> Vec<Json> {
    if let Some(key) = keys.first() {
        let mut seen = HashSet::new();
        items.retain(|item| at(item, key).is_none_or(|id| seen.insert(plain(&id))));
    }
    items
}

/// The item with an id of its own. Fields that have the same value as the id follow it.
fn distinct(item: &Json, keys: &[&str], number: u64) -> String {
    let mut varied_item = None;
    for key in keys {
        let item = varied_item.as_ref().unwrap_or(item);
        if let Some(id) = at(item, key) {
            let new = varied(&id, number);
            let new_text = new.parse::<Json>().map(|new| plain(&new)).unwrap_or_default();
            let item: Json = renamed(item, &plain(&id), &new_text).parse().unwrap_or_else(|_| item.clone());
            varied_item = with(&item, key, Some(&new)).parse::<Json>().ok();
        }
    }
    if let Some(item) = varied_item {
        return item.to_string();
    }
    // Nothing names its id, which most services write first.
    let is_plain = |value: &str| value.starts_with(['"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    match fields(item).into_iter().find(|(_, value)| is_plain(value)) {
        Some((name, _)) => {
            with(item, &format!("$.{name}"), Some(&varied(&item.get(&name).unwrap_or_default(), number)))
        }
        None => varied(item, number),
    }
}

/// Another value of the same form.
fn varied(value: &Json, number: u64) -> String {
    match (first(value), value.read::<String>()) {
        (b'-' | b'0'..=b'9', _) => number.to_string(),
        (_, Ok(id)) if is_digits(&id) => text(&number.to_string()),
        // An id with that of its owner.
        (_, Ok(id)) if id.split('_').all(is_digits) => {
            text(&format!("{number}{}", id.find('_').and_then(|end| id.get(end..)).unwrap_or_default()))
        }
        (_, Ok(id)) => {
            text(&format!("{id}_{}", number.checked_sub(FIRST_ID).filter(|place| *place < PLACES).unwrap_or(number)))
        }
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(item: &str, keys: &[&str], expected: &str) {
        assert_eq!(distinct(&item.parse().expect("JSON"), keys, 9), expected, "{keys:?}");
    }

    #[test]
    fn fields_follow_the_id_that_is_made() {
        check(r#"{"id":"5_7","same":"5_7","pk":5}"#, &["$.id"], r#"{"id":"9_7","same":"9_7","pk":5}"#);
        check(r#"{"id":"5_7","same":"5_7","pk":5}"#, &["$.pk"], r#"{"id":"9_7","same":"9_7","pk":9}"#);
        check(r#"{"id":"a","of":{"pk":5}}"#, &["$.of.pk", "$.id"], r#"{"id":"a_9","of":{"pk":9}}"#);
        check(r#"{"no":{}, "first":3}"#, &[], r#"{"no":{},"first":9}"#);
    }

    #[test]
    fn an_item_that_comes_twice_is_left_out() {
        let items = ["{\"pk\":1,\"n\":1}", "{\"pk\":1,\"n\":2}", "{\"n\":3}", "{\"n\":3}"];
        let items: Vec<Json> = items.iter().map(|item| item.parse().expect("JSON")).collect();
        let kept = |keys: &[&str]| different(items.clone(), keys).len();
        assert_eq!((kept(&["$.pk"]), kept(&[])), (3, 4));
    }
}
