//! The JSON Schema and the reader refuse the same forms: a spec with every key is changed at random, and both must agree.

use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_yaml::{Mapping, Value};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema: serde_json::Value = serde_json::from_str(&spec::schema()).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema is one of draft 2020-12")
});

/// A change at one place.
#[derive(Debug, Clone)]
enum Change {
    Remove,
    Replace(Value),
    /// Adds an entry to a mapping, or an item to a list.
    Add(String, Value),
    /// Adds what is there once more, under the key of a mapping.
    Again(String),
}

fn values() -> impl Strategy<Value = Value> {
    let text = |text: &str| Value::String(text.to_owned());
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        prop_oneof![Just(0i64), Just(1), Just(-1), Just(4_294_967_296)].prop_map(|number| Value::Number(number.into())),
        prop_oneof![Just("string"), Just("Item"), Just(""), Just(" "), Just("never"), Just("digits")].prop_map(text),
        Just(Value::Sequence(vec![])),
        Just(Value::Sequence(vec![text("string")])),
        Just(Value::Sequence(vec![text("string"); 7])),
        Just(Value::Mapping(Mapping::new())),
        Just(Value::Mapping(Mapping::from_iter([(text("string"), text("Item"))]))),
        Just(Value::Mapping(Mapping::from_iter([(text("type"), text("Item"))]))),
        Just(Value::Mapping(Mapping::from_iter([(text("doc"), text("Text."))]))),
    ]
}

fn keys() -> impl Strategy<Value = String> {
    let known = [
        "type",
        "doc",
        "name",
        "fields",
        "fields?",
        "header",
        "scheme",
        "env",
        "body",
        "form",
        "upload",
        "safe",
        "idempotency",
        "next",
        "number",
        "link",
        "last",
        "offset",
        "url",
        "cursor",
        "first",
        "end",
        "more",
        "remaining",
        "reset",
        "field",
        "string",
        "unknown",
        "x?",
    ];
    prop::sample::select(known.to_vec()).prop_map(str::to_owned)
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::Remove),
        values().prop_map(Change::Replace),
        (keys(), values()).prop_map(|(key, value)| Change::Add(key, value)),
        keys().prop_map(Change::Again),
    ]
}

/// The number of places in a value: its own, and those inside.
fn places(value: &Value) -> usize {
    match value {
        Value::Mapping(entries) => 1 + entries.values().map(places).sum::<usize>(),
        Value::Sequence(items) => 1 + items.iter().map(places).sum::<usize>(),
        _ => 1,
    }
}

/// Changes the place of that number.
fn changed(value: &mut Value, place: usize, change: &Change) -> bool {
    if place == 0 {
        match (change, &mut *value) {
            (Change::Replace(new), _) => *value = new.clone(),
            (Change::Add(key, new), Value::Mapping(entries)) => _ = entries.insert(key.clone().into(), new.clone()),
            (Change::Add(_, new), Value::Sequence(items)) => items.push(new.clone()),
            (Change::Again(_), Value::Sequence(items)) => items.extend(items.last().cloned()),
            _ => return false,
        }
        return true;
    }
    let mut before = 1;
    match value {
        Value::Mapping(entries) => {
            let keys: Vec<_> = entries.keys().cloned().collect();
            for key in keys {
                let Some(inner) = entries.get_mut(&key) else { continue };
                let count = places(inner);
                if place < before + count {
                    if place == before && matches!(change, Change::Remove) {
                        return entries.remove(&key).is_some();
                    }
                    if let (true, Change::Again(name)) = (place == before, change) {
                        let inner = inner.clone();
                        return entries.insert(name.clone().into(), inner).is_none();
                    }
                    return changed(inner, place - before, change);
                }
                before += count;
            }
        }
        Value::Sequence(items) => {
            for index in 0..items.len() {
                let count = places(&items[index]);
                if place < before + count {
                    if place == before && matches!(change, Change::Remove) {
                        items.remove(index);
                        return true;
                    }
                    return changed(&mut items[index], place - before, change);
                }
                before += count;
            }
        }
        _ => {}
    }
    false
}

/// Whether a problem is one of form, which a schema can know.
fn is_of_form(problem: &spec::Problem) -> bool {
    use spec::Problem as P;
    matches!(
        problem,
        P::UnknownKey { .. }
            | P::MissingKey { .. }
            | P::WrongShape { .. }
            | P::UnknownWord { .. }
            | P::EmptyText
            | P::EmptyDoc
            | P::ListedTwice { .. }
            | P::KeysExclude { .. }
            | P::OneKeyMissing { .. }
            | P::KeyNeeds { .. }
            | P::TypeSyntax { .. }
    )
}

fn json(yaml: &Value) -> serde_json::Value {
    match yaml {
        Value::Mapping(entries) => {
            let key = |key: &Value| match json(key) {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            };
            serde_json::Value::Object(entries.iter().map(|(name, value)| (key(name), json(value))).collect())
        }
        Value::Sequence(items) => items.iter().map(json).collect(),
        scalar => serde_json::to_value(scalar).expect("a scalar is JSON"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_schema_and_the_reader_refuse_the_same_forms(place in any::<prop::sample::Index>(), change in changes()) {
        let mut spec: Value = serde_yaml::from_str(include_str!("words.yaml")).expect("YAML");
        let place = place.index(places(&spec));
        prop_assume!(changed(&mut spec, place, &change));
        let text = serde_yaml::to_string(&spec).expect("YAML");
        let sources = [spec::Source { path: "words.yaml".to_owned(), text: text.clone() }];
        let problems = spec::read(&sources).err();
        let form: Vec<_> = problems.iter().flat_map(|problems| problems.in_order())
            .filter(|located| is_of_form(&located.problem)).map(|located| located.problem.title()).collect();
        let errors: Vec<_> = SCHEMA.iter_errors(&json(&spec)).map(|error| format!("{}: {error}", error.instance_path)).collect();
        prop_assert_eq!(form.is_empty(), errors.is_empty(), "{:?} {:?} {:?}", change, form, errors);
    }
}
