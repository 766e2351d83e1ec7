//! The definition of a type from all of its objects.

use std::collections::BTreeSet;

use spec::{Named, bare, given_name};

use super::found::Found;
use super::names::Names;
use super::plain::plain;
use super::shapes::Shapes;
use crate::entry::names::{self, Taken, can_be_field};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map, Node};
use crate::infer::place::fields;
use crate::json::{Data, Value};

/// In fewer objects the presence of a field proves nothing.
const ENOUGH: usize = 10;

/// The name and the definition of the type at this position.
pub(super) fn definition(shapes: &mut Shapes<'_, '_>, at: usize) -> (String, Map) {
    let Found { name, objects, keys, .. } = shapes.types.found[at].clone();
    let mut section = Map::new(Layout::Block);
    let fields: Vec<_> = fields(&objects).into_iter().filter(|(wire, _)| can_be_field(wire)).collect();
    let wires: Vec<_> = fields.iter().map(|(wire, _)| *wire).collect();
    for ((wire, values), rust) in fields.iter().zip(rust_names(shapes.names, &name, &wires)) {
        let shape = shapes.of(&name, wire, values);
        let doc = shapes.names.field_doc(&name, wire).or_else(|| only(values));
        let key = if is_certain(wire, values, objects.len()) { (*wire).to_owned() } else { format!("{wire}?") };
        section.add(&key, field(wire, rust, doc, &shape));
    }
    let doc = shapes.names.doc(&name).map_or_else(|| usual_doc(&keys), str::to_owned);
    (name, Map::new(Layout::Block).with("doc", doc).with("fields", section))
}

/// The names of a type's fields in Rust. Those that a person gives are theirs; the others have what is left.
fn rust_names(given: &Names, owner: &str, wires: &[&str]) -> Vec<String> {
    let mut taken = Taken::default();
    let given: Vec<_> = wires.iter().map(|wire| given.of(owner, wire).and_then(|given| given.rust.as_ref())).collect();
    for rust in given.iter().filter_map(|given| given_name(given.as_ref()?, Named::Member)) {
        taken.keep(bare(&rust));
    }
    let made = |(wire, given): (&&str, &Option<&String>)| match given {
        Some(given) => (*given).clone(),
        None => {
            // A field keeps its name where another has a mark before the same one.
            let plain = Some(plain(wire)).filter(|plain| !wires.contains(plain)).unwrap_or(wire);
            names::member(&mut taken, plain, "field", |_| true)
        }
    };
    wires.iter().zip(&given).map(made).collect()
}

/// Whether every object of the type can be relied on to have the field: its own id, in enough of them.
fn is_certain(wire: &str, values: &[&Value], objects: usize) -> bool {
    let is_own_id = ["id", "pk"].contains(&wire);
    is_own_id && objects >= ENOUGH && values.len() == objects && !values.iter().any(|value| value.is_null())
}

/// Says what the value of a field is, where it is always the same and says nothing.
fn only(values: &[&Value]) -> Option<&'static str> {
    let all = |is: fn(&Data) -> bool| values.iter().all(|value| is(&value.data));
    match () {
        () if all(|data| matches!(data, Data::Null)) => Some("Null in all known responses."),
        () if all(|data| matches!(data, Data::Bool(false))) => Some("False in all known responses."),
        () if all(|data| matches!(data, Data::Text(text) if text.is_empty())) => Some("Empty in all known responses."),
        () if all(|data| matches!(data, Data::List(items) if items.is_empty())) => {
            Some("Empty in all known responses.")
        }
        () => None,
    }
}

fn field(wire: &str, rust: String, doc: Option<&str>, shape: &Shape) -> Node {
    let rust = Some(rust).filter(|rust| !names::is_usual_member(wire, rust));
    if rust.is_none() && doc.is_none() {
        return shape.node();
    }
    let mut body = Map::default().with("type", shape.node());
    body.add_some("rust", rust);
    body.add_some("doc", doc);
    body.into()
}

/// Where such objects are, since nothing more is known.
fn usual_doc(keys: &BTreeSet<(String, String)>) -> String {
    let places = keys.iter().take(3).map(|(owner, key)| match owner.as_str() {
        "" => format!("the response of `{key}`"),
        owner => format!("`{key}` of `{owner}`"),
    });
    format!("What {} has.", places.collect::<Vec<_>>().join(", "))
}
