//! Ids, enums and types.

use super::names::{self, Taken};
use super::symbols::Symbols;
use super::types;
use crate::model::{Basis, Enum, Field, Id, IdForm, Struct, Type, Value, Values};
use crate::name;
use crate::problem::{Problem, Problems};
use crate::yaml::{Entry, Node, Value as Yaml};

pub(super) fn ids(symbols: &Symbols<'_>) -> Vec<Id> {
    let id = |entry: &&Entry| Id {
        name: entry.key.literal(),
        doc: doc(&entry.value),
        form: if entry.value.text_of("form") == Some("text") { IdForm::Text } else { IdForm::Digits },
        span: entry.key.span,
    };
    symbols.ids.iter().map(id).collect()
}

pub(super) fn enums(acc: &mut Problems, symbols: &Symbols<'_>) -> Vec<Enum> {
    symbols.enums.iter().map(|entry| one_enum(acc, entry)).collect()
}

fn one_enum(acc: &mut Problems, entry: &Entry) -> Enum {
    let entries = entry.value.get("values").map(Node::entries).unwrap_or_default();
    if entry.value.get("values").is_some_and(|values| values.is_map() && entries.is_empty()) {
        acc.add(entry.key.span, Problem::NoValues);
    }
    let mut taken = Taken::default();
    // The variant that keeps values which become known later.
    taken.claim(acc, "Unknown", "", entry.key.span);
    let values = if entry.value.text_of("of") == Some("integer") {
        Values::Integer(entries.iter().filter_map(|value| integer_value(acc, &mut taken, value)).collect())
    } else {
        Values::Text(entries.iter().filter_map(|value| text_value(acc, &mut taken, value)).collect())
    };
    Enum { name: entry.key.literal(), doc: doc(&entry.value), values, span: entry.key.span }
}

fn text_value(acc: &mut Problems, taken: &mut Taken, entry: &Entry) -> Option<Value<String>> {
    // `yes`, `1` or `null` as keys are texts on the wire all the same: the literal is what is sent.
    let wire = entry.key.literal();
    let rust = names::named(acc, entry.value.get("name"), entry, &wire, name::camel)?;
    Some(value(acc, taken, entry, wire, rust))
}

fn integer_value(acc: &mut Problems, taken: &mut Taken, entry: &Entry) -> Option<Value<i64>> {
    let Yaml::Number(literal) = &entry.key.value else {
        acc.add(entry.key.span, Problem::WrongValue { expected: "integers" });
        return None;
    };
    let Ok(wire) = literal.parse::<i64>() else {
        acc.add(entry.key.span, Problem::WrongValue { expected: "integers of 64 bits" });
        return None;
    };
    if entry.value.get("name").is_none() {
        acc.add(entry.key.span, Problem::UnnamedInteger);
        return None;
    }
    let rust = names::named(acc, entry.value.get("name"), entry, literal, name::camel)?;
    Some(value(acc, taken, entry, wire, rust))
}

fn value<T>(acc: &mut Problems, taken: &mut Taken, entry: &Entry, wire: T, rust: String) -> Value<T> {
    taken.claim(acc, &rust, &entry.key.literal(), entry.key.span);
    Value { wire, rust, doc: doc(&entry.value), basis: basis(&entry.value, Basis::Example), span: entry.key.span }
}

pub(super) fn types(acc: &mut Problems, symbols: &Symbols<'_>) -> Vec<Struct> {
    symbols.types.iter().map(|entry| one_type(acc, symbols, entry)).collect()
}

fn one_type(acc: &mut Problems, symbols: &Symbols<'_>, entry: &Entry) -> Struct {
    let entries = entry.value.get("fields").map(Node::entries).unwrap_or_default();
    if entry.value.get("fields").is_some_and(|fields| fields.is_map() && entries.is_empty()) {
        acc.add(entry.key.span, Problem::NoFields);
    }
    let default_basis = basis(&entry.value, Basis::Example);
    let mut taken = Taken::default();
    let mut fields = Vec::with_capacity(entries.len());
    for entry in entries {
        let (wire, optional) = names::marked(entry);
        let rust = names::member(acc, entry, &wire);
        let ty_node = entry.value.get("type").unwrap_or(&entry.value);
        let ty = types::resolve(acc, symbols, ty_node);
        let (Some(rust), Some(ty)) = (rust, ty) else { continue };
        taken.claim(acc, &rust, &wire, entry.key.span);
        let (ty, nullable) = match ty {
            Type::Nullable(inner) => (*inner, true),
            ty => (ty, false),
        };
        let long = entry.value.get("type").is_some();
        fields.push(Field {
            wire,
            rust,
            ty,
            optional,
            nullable,
            boxed: false,
            doc: entry.value.text_of("doc").filter(|_| long).map(str::to_owned),
            basis: if long { basis(&entry.value, default_basis) } else { default_basis },
            span: entry.key.span,
            ty_span: ty_node.span,
        });
    }
    Struct { name: entry.key.literal(), doc: doc(&entry.value), fields, span: entry.key.span }
}

/// The doc of a form, or the text that stands for the form.
fn doc(node: &Node) -> String {
    node.text().or_else(|| node.text_of("doc")).unwrap_or_default().to_owned()
}

fn basis(node: &Node, default: Basis) -> Basis {
    match node.text_of("basis") {
        Some("declared") => Basis::Declared,
        Some("prose") => Basis::Prose,
        Some("example") => Basis::Example,
        _ => default,
    }
}
