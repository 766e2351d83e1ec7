//! Ids, enums and types.

use super::names::{self, Member, Taken, entries, members};
use super::symbols::Symbols;
use super::types;
use crate::model::{Basis, Enum, External, Field, Id, IdForm, Struct, Type, Value, Values};
use crate::name::{self, Named};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::{Entry, Node, Value as Yaml};

pub(super) fn externals(symbols: &Symbols<'_>) -> Vec<External> {
    let external = |name: &&Node| External { name: name.literal(), span: name.span };
    symbols.externals.iter().map(external).collect()
}

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
    let section = entry.value.meant("values");
    if section.is_some_and(|values| values.is_map() && values.entries().is_empty()) {
        acc.add(entry.key.span, Problem::NoValues);
    }
    let mut taken = Taken::new(Named::Variant);
    let values = match entry.value.text_of("of") {
        Some("integer") => Values::Integer(
            entries(section).into_iter().filter_map(|value| integer_value(acc, &mut taken, value)).collect(),
        ),
        Some("string") => {
            Values::Text(entries(section).into_iter().filter_map(|value| text_value(acc, &mut taken, value)).collect())
        }
        // The form check reports it; the type of the values is not known.
        _ => Values::Text(Vec::new()),
    };
    Enum { name: entry.key.literal(), doc: doc(&entry.value), values, span: entry.key.span }
}

fn text_value(acc: &mut Problems, taken: &mut Taken, entry: &Entry) -> Option<Value<String>> {
    // `yes`, `1` or `null` as keys are texts on the wire too: the spelling is the value.
    let wire = entry.key.literal();
    let rust = names::named(acc, entry.value.get("name"), entry, &wire, Named::Variant)?;
    Some(value(acc, taken, entry, wire, rust))
}

fn integer_value(acc: &mut Problems, taken: &mut Taken, entry: &Entry) -> Option<Value<i64>> {
    let literal = entry.key.literal();
    let wire = match (&entry.key.value, literal.parse::<i64>()) {
        // One spelling, so that no two keys are the same number.
        (Yaml::Number(_), Ok(wire)) if wire.to_string() == literal => wire,
        _ => {
            acc.add(entry.key.span, Problem::WrongValue { expected: "decimal integers of 64 bits" });
            return None;
        }
    };
    if entry.value.get("name").is_none() {
        acc.add(entry.key.span, Problem::UnnamedInteger);
        return None;
    }
    let rust = names::named(acc, entry.value.get("name"), entry, &literal, Named::Variant)?;
    Some(value(acc, taken, entry, wire, rust))
}

fn value<T>(acc: &mut Problems, taken: &mut Taken, entry: &Entry, wire: T, rust: String) -> Value<T> {
    let (name, span) = (entry.key.literal(), entry.key.span);
    if name::is_reserved(&rust, Named::Variant) {
        acc.add(span, Problem::ReservedName { name: rust.clone(), of: Named::Variant });
    } else {
        taken.claim(acc, &rust, &name, span);
    }
    Value { wire, rust, doc: doc(&entry.value), basis: basis(&entry.value, Basis::Example), span }
}

pub(super) fn types(acc: &mut Problems, symbols: &Symbols<'_>) -> Vec<Struct> {
    symbols.types.iter().map(|entry| one_type(acc, symbols, entry)).collect()
}

fn one_type(acc: &mut Problems, symbols: &Symbols<'_>, entry: &Entry) -> Struct {
    let section = entry.value.meant("fields");
    if section.is_some_and(|fields| fields.is_map() && fields.entries().is_empty()) {
        acc.add(entry.key.span, Problem::NoFields);
    }
    let default_basis = basis(&entry.value, Basis::Example);
    let mut taken = Taken::new(Named::Member);
    let mut fields = Vec::new();
    for member in members(acc, section) {
        fields.extend(field(acc, symbols, &mut taken, &member, default_basis));
    }
    Struct { name: entry.key.literal(), doc: doc(&entry.value), fields, span: entry.key.span }
}

fn field(
    acc: &mut Problems,
    symbols: &Symbols<'_>,
    taken: &mut Taken,
    member: &Member<'_>,
    default_basis: Basis,
) -> Option<Field> {
    let rust = member.rust(acc);
    let ty = member.ty().and_then(|node| Some((types::resolve(acc, symbols, node)?, node.span)));
    let (rust, (ty, ty_span)) = (rust?, ty?);
    let span = member.entry.key.span;
    taken.claim(acc, &rust, &member.wire, span);
    let (ty, nullable) = match ty {
        Type::Nullable(inner) => (*inner, true),
        ty => (ty, false),
    };
    Some(Field {
        wire: member.wire.clone(),
        rust,
        ty,
        optional: member.optional,
        nullable,
        boxed: false,
        doc: member.long().and_then(|form| form.text_of("doc")).map(str::to_owned),
        basis: member.long().map_or(default_basis, |form| basis(form, default_basis)),
        span,
        ty_span,
    })
}

/// The doc of a form, or the text that is short for the form.
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
