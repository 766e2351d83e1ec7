//! Real replies with one thing wrong in them, by seeds: nothing panics, no page is lost, what can
//! be kept is, and the drift names the place.
//!
//! `MUTATIONS=1000000 cargo test --release -p hikerapi mutated -- --nocapture` runs as many.

use fastrand::Rng;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::failure::{Step, json_path};
use super::{Leniency, salvage, strict};
use crate::operation::Paged;
use crate::user::{ClipsChunkRequest, FollowersChunkRequest, MediasChunkRequest, TagMediasChunkRequest};

#[test]
fn a_mutated_reply_is_kept_as_far_as_it_goes() {
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
    println!("{count} mutated replies: {counted:?}");
    assert!(counted.mended > 0 && counted.without_item > 0 && counted.still_fit > 0, "{counted:?}");
}

#[derive(Debug, Default)]
struct Counted {
    /// The mutation is none by the spec: a field that may be null is.
    still_fit: u64,
    /// A value was left out, its item kept.
    mended: u64,
    /// The item could not be kept, and is there raw.
    without_item: u64,
}

fn check<E: Paged<Output: Serialize>>(fixture: &str, random: &mut Rng, counted: &mut Counted) {
    let mut reply = whole(fixture);
    let items = reply[0].as_array().map_or(0, Vec::len);
    let way = mutate(&mut reply, random);
    let body = reply.to_string();
    let place = json_path(&way);
    let salvaged = salvage::<E::Output>(body.as_bytes(), Leniency::default())
        .unwrap_or_else(|error| panic!("{place}: {error:?}\n{body}"));
    let (kept, _) = E::split(salvaged.value);
    if strict::<E::Output>(body.as_bytes()).is_ok() {
        assert!(salvaged.drift.is_empty() && salvaged.unsaved.is_empty() && kept.len() == items, "{place}");
        counted.still_fit += 1;
        return;
    }
    // What is wrong is where the mutation is, or in what holds it: a missing field has no place.
    assert!(!salvaged.drift.is_empty(), "{place}");
    for named in salvaged.drift.iter().map(|drift| drift.path.as_str()) {
        assert!(place.starts_with(named) || named.starts_with(&place), "{place} is told as {named}");
    }
    if kept.len() == items {
        counted.mended += 1;
    } else {
        let Some(Step::Index(index)) = way.get(1) else { panic!("{place} is in no item") };
        let unsaved = [reply[0][*index].to_string().parse().expect("JSON")];
        assert_eq!((kept.len(), &salvaged.unsaved[..]), (items - 1, &unsaved[..]), "{place}");
        counted.without_item += 1;
    }
}

fn whole(fixture: &str) -> Value {
    let path = format!("{}/../tests/fixtures/user/{fixture}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(&text).expect("JSON")
}

/// Changes one thing somewhere below the items, and says where.
fn mutate(reply: &mut Value, random: &mut Rng) -> Vec<Step> {
    let mut ways = Vec::new();
    collect(&reply[0], &mut vec![Step::Index(0)], &mut ways);
    let way = ways.swap_remove(random.usize(..ways.len()));
    let (last, holder) = way.split_last().expect("below the items");
    let holder = holder.iter().fold(&mut *reply, |value, step| match step {
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
    way
}

/// A value of another type.
fn other(value: &Value, random: &mut Rng) -> Value {
    let all = [json!("text"), json!(-1.5), json!(true), json!([7]), Value::Object(Map::new())];
    let kind = std::mem::discriminant(value);
    let others: Vec<_> = all.into_iter().filter(|other| std::mem::discriminant(other) != kind).collect();
    others[random.usize(..others.len())].clone()
}

fn collect(value: &Value, way: &mut Vec<Step>, ways: &mut Vec<Vec<Step>>) {
    let parts: Vec<(Step, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (Step::Index(index), item)).collect(),
        Value::Object(fields) => fields.iter().map(|(key, field)| (Step::Key(key.clone()), field)).collect(),
        _ => Vec::new(),
    };
    for (step, part) in parts {
        way.push(step);
        ways.push(way.clone());
        collect(part, way, ways);
        way.pop();
    }
}
