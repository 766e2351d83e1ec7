//! The same response in another form: its fields in another order, fields that no type has, or another notation.

use fastrand::Rng;
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use serde_json::{Map, Value};

/// A form of a response.
pub struct Form {
    /// Its name in the tables.
    pub name: &'static str,
    /// Brings a compact response into it.
    pub make: fn(&str) -> String,
}

/// Every object of a type has its fields in the same order.
pub const STABLE_ORDERS: &[Form] = &[
    Form { name: "reversed", make: |body| ordered(body, |fields| fields.reverse()) },
    Form { name: "alphabetical", make: |body| ordered(body, |fields| fields.sort_by(|(a, _), (b, _)| a.cmp(b))) },
    Form {
        name: "the second half first",
        make: |body| {
            ordered(body, |fields| {
                let half = fields.len() / 2;
                fields.rotate_left(half);
            })
        },
    },
    Form {
        name: "one field moved to the front",
        make: |body| {
            ordered(body, |fields| {
                let middle = fields.len() / 2;
                if let Some(moved) = fields.get_mut(..=middle) {
                    moved.rotate_right(1);
                }
            })
        },
    },
];

/// Each object has an order of its own, the same in every run.
pub const SHUFFLED: Form = Form {
    name: "each object shuffled",
    make: |body| {
        let mut random = Rng::with_seed(20_261_126);
        ordered(body, |fields| random.shuffle(fields))
    },
};

/// Every object has two fields more, which no type has.
pub const UNKNOWN_FIELDS: &[Form] = &[
    Form { name: "unknown fields at the front", make: |body| with_unknown(body, |_| 0) },
    Form { name: "unknown fields in the middle", make: |body| with_unknown(body, |count| count / 2) },
    Form { name: "unknown fields at the end", make: |body| with_unknown(body, |count| count) },
];

/// As programs print JSON for people.
pub const INDENTED: Form = Form { name: "indented", make: |body| written(&parsed(body), PrettyFormatter::new()) };

/// As Python's `json.dumps` writes by default: separators with a space, and only ASCII.
pub const NOTATIONS: &[Form] = &[
    Form { name: "Python's separators", make: |body| written(&parsed(body), Spaced) },
    Form { name: "`\\uXXXX` for what is not ASCII", make: escaped },
];

type Fields = Vec<(String, Value)>;

/// The response with the fields of each object rearranged.
fn ordered(body: &str, mut rearrange: impl FnMut(&mut Fields)) -> String {
    let mut value = parsed(body);
    each_object(&mut value, &mut rearrange);
    value.to_string()
}

fn with_unknown(body: &str, place: fn(usize) -> usize) -> String {
    let unknown = |name: &str, value: &str| (name.to_owned(), parsed(value));
    ordered(body, |fields| {
        let at = place(fields.len());
        let status = unknown("unknown_status", r#"{"following":false,"is_private":false,"since":1775566804}"#);
        fields.splice(at..at, [unknown("unknown_text", r#""a text that no type has""#), status]);
    })
}

/// Changes the objects within an object before the object itself: what is added to it stays as it is.
fn each_object(value: &mut Value, change: &mut impl FnMut(&mut Fields)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, change)),
        Value::Object(object) => {
            object.values_mut().for_each(|value| each_object(value, change));
            let mut fields: Fields = std::mem::take(object).into_iter().collect();
            change(&mut fields);
            *object = Map::from_iter(fields);
        }
        _ => {}
    }
}

/// Characters outside of the basic plane become two escapes.
fn escaped(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for char in body.chars() {
        if char.is_ascii() {
            text.push(char);
        } else {
            let units = char.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
            text.push_str(&units);
        }
    }
    text
}

fn parsed(body: &str) -> Value {
    serde_json::from_str(body).expect("JSON")
}

fn written(value: &Value, formatter: impl Formatter) -> String {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter)).expect("a value can be written");
    String::from_utf8(bytes).expect("JSON is text")
}

/// `, ` and `: `.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + std::io::Write>(&mut self, out: &mut W, first: bool) -> std::io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + std::io::Write>(&mut self, out: &mut W, first: bool) -> std::io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + std::io::Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        out.write_all(b": ")
    }
}
