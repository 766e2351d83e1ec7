//! Real responses, each with one random mutation: nothing panics, no page is lost, everything that matches is kept,
//! and the drift names the place.
//!
//! `MUTATIONS=1000000 cargo test --release -p hikerapi-tests --test mutated -- --nocapture` runs more of them.

use fastrand::Rng;
use hikerapi::pages::Paged;
use hikerapi::rt;
use hikerapi::user::{ClipsChunkRequest, FollowersChunkRequest, MediasChunkRequest, TagMediasChunkRequest};
use hikerapi_tests::fixture;
use serde::Serialize;
use serde_json::{Map, Value, json};

#[test]
fn everything_that_matches_in_a_mutated_response_is_kept() {
    let count = std::env::var("MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000_u64);
    let mut counted = Counted::default();
    for seed in 0..count {
        let mut random = Rng::with_seed(seed);
        match seed % 4 {
            0 => check::<MediasChunkRequest>("medias_chunk", &mut random, &mut counted),
            1 => check::<ClipsChunkRequest>("clips_chunk", &mut random, &mut counted),
            2 => check::<TagMediasChunkRequest>("tag_medias_chunk", &mut random, &mut counted),
            _ => check::<FollowersChunkRequest>("followers_chunk", &mut random, &mut counted),
        }
    }
    println!("{count} mutated responses: {counted:?}");
    assert!(counted.value_dropped > 0 && counted.item_skipped > 0 && counted.still_match > 0, "{counted:?}");
}

#[derive(Debug, Default)]
struct Counted {
    /// The mutation is allowed by the spec, such as null in a field that may be null.
    still_match: u64,
    /// A value was dropped, its item kept.
    value_dropped: u64,
    /// The item could not be decoded, and was skipped.
    item_skipped: u64,
}

/// One step from a value to a part of it.
#[derive(Clone)]
enum Step {
    Index(usize),
    Key(String),
}

fn json_path(steps: &[Step]) -> String {
    let part = |step: &Step| match step {
        Step::Index(index) => format!("[{index}]"),
        Step::Key(key) => format!(".{key}"),
    };
    std::iter::once("$".to_owned()).chain(steps.iter().map(part)).collect()
}

fn check<E: Paged<Output: Serialize>>(name: &str, random: &mut Rng, counted: &mut Counted) {
    let mut response: Value = serde_json::from_slice(&fixture("user", name)).expect("JSON");
    let items = response[0].as_array().map_or(0, Vec::len);
    let path = mutate(&mut response, random);
    let body = response.to_string();
    let place = json_path(&path);
    let decoded = rt::decode_leniently::<E>(body.as_bytes());
    let decoded = decoded.unwrap_or_else(|error| panic!("{place}: {error}\n{body}"));
    let (drift, skipped) = (decoded.drift, decoded.skipped);
    let parts = E::split(decoded.value);
    let kept = parts.items();
    if rt::decode::<E>(body.as_bytes()).is_ok() {
        assert!(drift.is_empty() && skipped.is_empty() && kept.len() == items, "{place}");
        counted.still_match += 1;
        return;
    }
    // The drift is where the mutation is, or in what contains it: a missing field has no place.
    assert!(!drift.is_empty(), "{place}");
    for named in drift.iter().map(|drift| drift.path.as_str()) {
        assert!(place.starts_with(named) || named.starts_with(&place), "{place} is reported as {named}");
    }
    if kept.len() == items {
        counted.value_dropped += 1;
    } else {
        let Some(Step::Index(index)) = path.get(1) else { panic!("{place} is in no item") };
        let expected = [response[0][*index].to_string().parse().expect("JSON")];
        assert_eq!((kept.len(), &skipped[..]), (items - 1, &expected[..]), "{place}");
        counted.item_skipped += 1;
    }
}

/// Changes one thing somewhere below the items, and returns its path.
fn mutate(response: &mut Value, random: &mut Rng) -> Vec<Step> {
    let mut paths = Vec::new();
    collect(&response[0], &mut vec![Step::Index(0)], &mut paths);
    let path = paths.swap_remove(random.usize(..paths.len()));
    let (last, parents) = path.split_last().expect("below the items");
    let holder = parents.iter().fold(&mut *response, |value, step| match step {
        Step::Index(index) => &mut value[*index],
        Step::Key(key) => &mut value[key.as_str()],
    });
    let value = match last {
        Step::Index(index) => &mut holder[*index],
        Step::Key(key) => &mut holder[key.as_str()],
    };
    match random.u8(..4) {
        0 => *value = Value::Null,
        1 => *value = other(value, random),
        2 if value.is_object() => value["added_by_a_test"] = json!({"deep": [1]}),
        2 => *value = other(value, random),
        _ => match last {
            Step::Key(key) => _ = holder.as_object_mut().and_then(|fields| fields.remove(key)),
            Step::Index(_) => *value = json!([]),
        },
    }
    path
}

/// A value of another type.
fn other(value: &Value, random: &mut Rng) -> Value {
    let all = [json!("text"), json!(-1.5), json!(true), json!([7]), Value::Object(Map::new())];
    let kind = std::mem::discriminant(value);
    let others: Vec<_> = all.into_iter().filter(|other| std::mem::discriminant(other) != kind).collect();
    others[random.usize(..others.len())].clone()
}

fn collect(value: &Value, path: &mut Vec<Step>, paths: &mut Vec<Vec<Step>>) {
    let parts: Vec<(Step, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (Step::Index(index), item)).collect(),
        Value::Object(fields) => fields.iter().map(|(key, field)| (Step::Key(key.clone()), field)).collect(),
        _ => Vec::new(),
    };
    for (step, part) in parts {
        path.push(step);
        paths.push(path.clone());
        collect(part, path, paths);
        path.pop();
    }
}
