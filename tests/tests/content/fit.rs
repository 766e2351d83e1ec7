//! The rules for responses and the client agree: what has a breaking finding does not decode strictly, and all else does.

use analysis::conformance::check;
use analysis::findings::{Finding, Severity};
use analysis::fit::fits_wholly;
use analysis::fixture::Fixture;
use analysis::json::{Data, Value, print};
use fastrand::Rng;
use hikerapi::rt::{self, Endpoint};
use hikerapi::values::{Cursor, Date, Decode, Json, Number, Timestamp, Url, from_json};
use hikerapi_tests::project;
use spec::{Api, Scalar, Source, Type};

// `each_json_request!`, with every endpoint of the spec that returns JSON.
include!(concat!(env!("OUT_DIR"), "/requests.rs"));

const SEED: u64 = 20_261_126;

/// Values of every kind, and what is close to one of another kind.
const ODD: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "1.5",
    "1.0",
    "1e3",
    "1e999",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1775048403",
    "1775048403.25",
    "-0.5",
    "1775048403000",
    "253402300799",
    "253402300800",
    "-62167219200",
    "-62167219201",
    "-62167219200.5",
    "1775048403.0123456789",
    "\"1775048403\"",
    "\"1775048403.250\"",
    "\"1775048403000\"",
    "\"-0\"",
    "\"2017-08-31T18:10:00+0000\"",
    "\"2017-08-31T18:10:00-08\"",
    "\"2017-08-31T18:10:00+24\"",
    "\"2017-08-31T18:10:00+020\"",
    "[]",
    "{}",
    "[[]]",
    "[null]",
    "[1]",
    "[1, 2]",
    "{\"a\": 1}",
    "\"\"",
    "\"0\"",
    "\"7\"",
    "\"007\"",
    "\"+7\"",
    "\"x\"",
    "\"https://example.com\"",
    "\"2026-04-01T13:00:03Z\"",
    "\"2026-04-01 13:00:03.5-00:00\"",
    "\"2026-02-29T13:00:03Z\"",
    "\"2026-04-01T13:00:60Z\"",
    "\"2026-04-01T13:00:03,5Z\"",
    "\"2026-04-01T13:00:03+02\"",
    "\"0000-01-01T00:00:00+23:59\"",
    "\"9999-12-31T23:59:59-23:59\"",
    "\"2026-04-01T13:00:03Z[UTC]\"",
    "\"2026-04-01\"",
];

fn odd(random: &mut Rng) -> Value {
    analysis::json::parse(ODD[random.usize(..ODD.len())]).expect("JSON")
}

fn breaks(finding: &Finding) -> bool {
    finding.severity == Severity::Breaking
}

/// Both sides on one response of an endpoint, whose file has this path. Returns whether it decodes.
#[track_caller]
fn agree(spec: (&Api, &[Source]), ty: &Type, path: &str, value: &Value, decodes: impl Fn(&[u8]) -> bool) -> bool {
    let text = print(value);
    let response = Fixture::parse(path, path, text.clone()).expect("JSON");
    let decoded = decodes(text.as_bytes());
    let fits = fits_wholly(spec.0, ty, &response.response);
    let findings = check(spec.0, spec.1, &[response]);
    let breaking: Vec<_> = findings.iter().filter(|finding| breaks(finding)).collect();
    assert_eq!(breaking.is_empty(), decoded, "{ty:?} and its client disagree on {text}{breaking:#?}");
    assert!(decoded || !fits, "{ty:?} fits and does not decode: {text}");
    // That a service writes one place in two forms, or that JSON of any shape has one, is no fault of a value.
    let of_the_spec =
        |finding: &Finding| finding.what.ends_with(" elsewhere") || finding.rule.as_str() == "json_with_shape";
    let of_a_value = |finding: &&Finding| finding.occurrence.is_some() && !of_the_spec(finding);
    let of_values: Vec<_> = findings.iter().filter(of_a_value).collect();
    assert_eq!(of_values.is_empty(), fits, "{ty:?}: {text}{of_values:#?}");
    decoded
}

/// Changes one random value: another takes its place, or one of its members or items is gone.
fn mutate(value: &mut Value, random: &mut Rng) {
    match &mut value.data {
        Data::List(items) if !items.is_empty() && random.u8(..10) > 0 => {
            let at = random.usize(..items.len());
            if random.u8(..10) == 0 { drop(items.drain(at..)) } else { mutate(&mut items[at], random) }
        }
        Data::Object(members) if !members.is_empty() && random.u8(..10) > 0 => {
            let at = random.usize(..members.len());
            if random.u8(..5) == 0 { drop(members.remove(at)) } else { mutate(&mut members[at].value, random) }
        }
        data => *data = odd(random).data,
    }
}

/// The fixtures of an endpoint, each with one or two mutations.
fn mutated<E: Endpoint>() -> (usize, usize) {
    let sources = project::sources(&project::root().join("spec"));
    let api = project::checked(&sources);
    let operation = E::OPERATION;
    let mut endpoints =
        api.groups.iter().filter(|group| group.name == operation.group).flat_map(|group| &group.endpoints);
    let endpoint = endpoints.find(|endpoint| endpoint.name == operation.name).expect("an endpoint of the spec");
    let path = format!("{}/{}.json", operation.group, operation.name);
    let whole = hikerapi_tests::fixture(operation.group, operation.name);
    let whole = analysis::json::parse(std::str::from_utf8(&whole).expect("text")).expect("JSON");
    let mut random = Rng::with_seed(SEED);
    // Enough over all endpoints: each is checked against the whole spec.
    let count = 4;
    let decoded = (0..count).filter(|_| {
        let mut value = whole.clone();
        (0..random.usize(1..=2)).for_each(|_| mutate(&mut value, &mut random));
        agree((&api, &sources), endpoint.returns.ty().expect("JSON"), &path, &value, |body| {
            rt::decode::<E>(body).is_ok()
        })
    });
    (decoded.count(), count)
}

#[test]
fn mutated_fixtures() {
    let counts = each_json_request!(mutated);
    let (decoded, all) = counts.into_iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    println!("{decoded} of {all} decode");
    assert!(decoded > all / 20 && decoded < all * 19 / 20, "{decoded} of {all} decode: one side is hardly tested");
}

/// A value of a type, with something odd here and there.
fn value(ty: &Type, random: &mut Rng) -> Value {
    if random.u8(..12) == 0 {
        return odd(random);
    }
    let parsed = |text: &str| analysis::json::parse(text).expect("JSON").data;
    let data = match ty {
        Type::Nullable(_) if random.u8(..4) == 0 => Data::Null,
        Type::Nullable(inner) => return value(inner, random),
        Type::List(item) => Data::List((0..random.usize(..4)).map(|_| value(item, random)).collect()),
        Type::Tuple(parts) => {
            let mut items: Vec<_> = parts.iter().map(|part| value(part, random)).collect();
            match random.u8(..6) {
                0 => drop(items.drain(random.usize(..=items.len())..)),
                1 => items.push(odd(random)),
                _ => {}
            }
            Data::List(items)
        }
        Type::Map(item) => {
            let member = |key: usize, value| analysis::json::Member { name: format!("k{key}"), start: 0, value };
            Data::Object((0..random.usize(..3)).map(|key| member(key, value(item, random))).collect())
        }
        Type::Scalar(Scalar::Boolean) => Data::Bool(random.bool()),
        Type::Scalar(Scalar::Integer) => Data::Number(random.i64(..).to_string()),
        Type::Scalar(Scalar::Number) => parsed(["1", "1.5", "-1e-3"][random.usize(..3)]),
        Type::Scalar(Scalar::Timestamp) => timestamp(random),
        _ => Data::Text("25".to_owned()),
    };
    Value { start: 0, data }
}

/// A timestamp, with one or no byte of it changed.
fn timestamp(random: &mut Rng) -> Data {
    let (month, day, second) = (random.u8(1..=13), random.u8(1..=31), random.u8(..=60));
    let zone = ["Z", "z", "+02:00", "-23:59", "+24:00", ""][random.usize(..6)];
    let fraction = ["", ".1", ".123456789", ".", ".1234567890"][random.usize(..5)];
    let mut bytes =
        format!("{:04}-{month:02}-{day:02}T13:00:{second:02}{fraction}{zone}", random.u16(..9999)).into_bytes();
    if random.bool() {
        let at = random.usize(..bytes.len());
        bytes[at] = b"0129-:.,+TtZz _W["[random.usize(..17)];
    }
    Data::Text(String::from_utf8(bytes).expect("ASCII"))
}

/// The spec with one endpoint, `/v1/it`, that returns this type.
fn returning(ty: &str) -> Vec<Source> {
    let api = include_str!("../../golden/minimal/spec/api.yaml");
    let group = format!("group: {{ doc: A group., base: /v1 }}\nendpoints:\n  /v1/it: {{ doc: It., returns: {ty} }}\n");
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    vec![source("api.yaml", api), source("group.yaml", &group)]
}

#[track_caller]
fn random_values<T: Decode>(ty: &str) {
    let sources = returning(ty);
    let api = project::checked(&sources);
    let returns = api.groups[0].endpoints[0].returns.ty().expect("JSON");
    let mut random = Rng::with_seed(SEED);
    let count = 500;
    let decodes = |body: &[u8]| from_json::<T>(body).is_ok();
    let decoded = (0..count)
        .filter(|_| agree((&api, &sources), returns, "group/it.json", &value(returns, &mut random), decodes))
        .count();
    assert!(decoded > 0 && (decoded < count || ty == "json"), "{ty}: {decoded} of {count} decode");
}

#[test]
fn random_values_of_every_shape() {
    random_values::<bool>("boolean");
    random_values::<i64>("integer");
    random_values::<Number>("number");
    random_values::<f64>("number");
    random_values::<String>("string");
    random_values::<Url>("url");
    random_values::<Cursor>("cursor");
    random_values::<Timestamp>("timestamp");
    random_values::<Date>("date");
    random_values::<Json>("json");
    random_values::<Vec<i64>>("[integer]");
    random_values::<Vec<Option<Timestamp>>>("[timestamp?]");
    random_values::<(i64, Option<String>)>("[integer, string?]");
    random_values::<Vec<(i64, Option<String>)>>("[[integer, string?]]");
    random_values::<((i64, Option<String>), Option<(bool, Option<Number>)>)>(
        r#"["[integer, string?]", "[boolean, number?]?"]"#,
    );
    random_values::<(i64, Json)>("[integer, json]");
    random_values::<std::collections::BTreeMap<String, (i64, Option<Json>)>>(r#"{string: "[integer, json?]"}"#);
}
