//! The single changes that are made to a response.

use serde_json::{Value, json};
use spec::{Api, Type};

use super::random::Random;
use super::site::{Holder, Site};

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Add,
    Remove,
    Rename,
    Null,
    Retype,
    Value,
    Shorten,
}

pub(crate) const OPERATIONS: [Operation; 7] = [
    Operation::Add,
    Operation::Remove,
    Operation::Rename,
    Operation::Null,
    Operation::Retype,
    Operation::Value,
    Operation::Shorten,
];

impl Operation {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Add => "field added",
            Self::Remove => "field removed",
            Self::Rename => "field renamed",
            Self::Null => "value nulled",
            Self::Retype => "value retyped",
            Self::Value => "enum value changed",
            Self::Shorten => "tuple shortened",
        }
    }

    /// Whether it can be done at all; whether it is drift is another question.
    fn is_possible(self, site: &Site, value: &Value) -> bool {
        let is_member = site.path.ends_with(|c: char| c != ']') && site.holder != Holder::Nothing;
        match self {
            Self::Add => value.is_object(),
            Self::Remove | Self::Rename => is_member,
            Self::Null => !value.is_null(),
            Self::Retype => true,
            Self::Value => matches!(site.ty, Type::Enum(_)) && !value.is_null(),
            Self::Shorten => matches!(site.ty, Type::Tuple(_)),
        }
    }
}

/// One change.
#[derive(Debug, Clone)]
pub(crate) struct Mutation {
    pub(crate) operation: Operation,
    /// The position of the value that it is made to, or of the object that gets a field.
    pub(crate) site: usize,
    /// The new name, value or length.
    pub(crate) with: Value,
}

impl Mutation {
    pub(crate) fn draw(
        operation: Operation,
        api: &Api,
        sites: &[Site],
        responses: &[Value],
        random: &mut Random,
    ) -> Self {
        let value = |site: &Site| responses[site.fixture].pointer(&site.pointer).expect("it was found there");
        let possible: Vec<usize> =
            (0..sites.len()).filter(|index| operation.is_possible(&sites[*index], value(&sites[*index]))).collect();
        let site = *random.one_of(&possible);
        let with = match operation {
            Operation::Add => random.one_of(&[json!(true), json!(7), json!("x"), json!({"a": 1}), json!([])]).clone(),
            Operation::Remove | Operation::Null => Value::Null,
            Operation::Rename => json!(format!("renamed_{}", random.below(1000))),
            Operation::Retype => another_kind(value(&sites[site]), random),
            Operation::Value => another_value(api, &sites[site], random),
            Operation::Shorten => json!(random.below(value(&sites[site]).as_array().expect("a tuple").len())),
        };
        Self { operation, site, with }
    }

    pub(crate) fn apply(&self, site: &Site, response: &mut Value) {
        let (parent, name) = site.pointer.rsplit_once('/').unwrap_or_default();
        match self.operation {
            Operation::Add => {
                object(response, &site.pointer).insert("added".to_owned(), self.with.clone());
            }
            Operation::Remove => {
                object(response, parent).remove(name).expect("the field is there");
            }
            Operation::Rename => {
                let object = object(response, parent);
                let value = object.remove(name).expect("the field is there");
                object.insert(self.with.as_str().expect("a name").to_owned(), value);
            }
            Operation::Null | Operation::Retype | Operation::Value => {
                *response.pointer_mut(&site.pointer).expect("the value is there") = self.with.clone();
            }
            Operation::Shorten => {
                let length = usize::try_from(self.with.as_u64().expect("a length")).expect("a length");
                let tuple = response.pointer_mut(&site.pointer).and_then(Value::as_array_mut);
                tuple.expect("a tuple").truncate(length);
            }
        }
    }
}

fn object<'a>(response: &'a mut Value, pointer: &str) -> &'a mut serde_json::Map<String, Value> {
    response.pointer_mut(pointer).and_then(Value::as_object_mut).expect("an object")
}

/// A value of another kind of JSON than the present one.
fn another_kind(value: &Value, random: &mut Random) -> Value {
    let kinds = [json!(true), json!(7), json!(1.5), json!("text"), json!({}), json!([])];
    let others: Vec<_> = kinds.into_iter().filter(|other| kind(other) != kind(value)).collect();
    random.one_of(&others).clone()
}

pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn another_value(api: &Api, site: &Site, random: &mut Random) -> Value {
    let Type::Enum(index) = site.ty else { panic!("only enums have values") };
    match api.enums[index].values {
        spec::Values::Text(_) => json!(format!("unlisted_{}", random.below(1000))),
        spec::Values::Integer(_) => json!(1000 + random.below(1000)),
    }
}
