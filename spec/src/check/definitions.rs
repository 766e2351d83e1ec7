//! Ids, enums and types.

use super::aliases::aliases;
use super::inline::Object;
use super::names::{self, Member, Taken, entries, members};
use super::symbols::Symbols;
use super::types;
use crate::model::{Basis, Enum, External, Field, Id, IdForm, Struct, Type, Value, Values};
use crate::name::{self, Named};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::yaml::{Entry, Node, Value as Yaml};

pub(super) fn externals(symbols: &Symbols<'_>) -> Vec<External> {
    let external = |name: &&Node| External { name: name.literal(), span: name.span };
    symbols.externals.iter().map(external).collect()
}

pub(super) fn ids(acc: &mut Problems, symbols: &Symbols<'_>) -> Vec<Id> {
    for entry in &symbols.ids {
        let doc = self::doc(&entry.value);
        if Scalar::named(doc.trim()).is_some() || matches!(doc.trim(), "text" | "digits") {
            let span = entry.value.get("doc").unwrap_or(&entry.value).span;
            acc.add(span, Problem::IdForm { word: doc.trim().to_owned() });
        }
    }
    for entry in &symbols.ids {
        let sample = entry.value.get("sample").filter(|sample| sample.is_scalar());
        let is_number = |sample: &&Node| matches!(&sample.value, Yaml::Number(text) if text.parse::<u64>().is_ok());
        match (form(entry), sample) {
            (IdForm::Digits, Some(sample)) if !is_number(&sample) => {
                acc.add(sample.span, Problem::BadSample { expected: "a number of 64 bits".to_owned() });
            }
            _ => {}
        }
    }
    let id = |entry: &&Entry| Id {
        name: entry.key.literal(),
        doc: doc(&entry.value),
        form: form(entry),
        sample: entry.value.get("sample").map(Node::literal),
        span: entry.key.span,
    };
    symbols.ids.iter().map(id).collect()
}

fn form(entry: &Entry) -> IdForm {
    if entry.value.text_of("form") == Some("text") { IdForm::Text } else { IdForm::Digits }
}

pub(super) fn enums(acc: &mut Problems, symbols: &Symbols<'_>) -> Vec<Enum> {
    symbols.enums.iter().map(|entry| one_enum(acc, entry)).collect()
}

fn one_enum(acc: &mut Problems, entry: &Entry) -> Enum {
    let section = entry.value.meant("values");
    if section.is_some_and(|values| !values.is_scalar() && values.entries().is_empty() && values.items().is_empty()) {
        acc.add(entry.key.span, Problem::NoValues);
    }
    // Of a list the values have neither a doc nor a name.
    let values: Vec<(&Node, Option<&Entry>)> = match section {
        Some(list) if list.is_list() => {
            list.items().iter().filter(|value| value.is_scalar()).map(|value| (value, None)).collect()
        }
        section => entries(section).into_iter().map(|entry| (&entry.key, Some(entry))).collect(),
    };
    let of = entry.value.text_of("of").unwrap_or_else(|| inferred(&values));
    let mut taken = Taken::new(Named::Variant);
    let values = match of {
        "integer" => {
            let value = |(key, entry)| integer_value(acc, &mut taken, key, entry);
            Values::Integer(values.into_iter().filter_map(value).collect())
        }
        "string" => {
            let value = |(key, entry)| text_value(acc, &mut taken, key, entry);
            Values::Text(values.into_iter().filter_map(value).collect())
        }
        // The form check reports it; the type of the values is not known.
        _ => Values::Text(Vec::new()),
    };
    Enum { name: entry.key.literal(), doc: doc(&entry.value), values, span: entry.key.span }
}

/// The type of values on the wire, by the values.
fn inferred(values: &[(&Node, Option<&Entry>)]) -> &'static str {
    let is_whole = |key: &Node| matches!(&key.value, Yaml::Number(text) if text.parse::<i64>().is_ok());
    if !values.is_empty() && values.iter().all(|(key, _)| is_whole(key)) { "integer" } else { "string" }
}

fn text_value(acc: &mut Problems, taken: &mut Taken, key: &Node, entry: Option<&Entry>) -> Option<Value<String>> {
    // `yes`, `1` or `null` as keys are texts on the wire too: the spelling is the value.
    let wire = key.literal();
    let given = entry.and_then(|entry| entry.value.get("name"));
    let rust = names::named_at(acc, given, key.span, &wire, Named::Variant)?;
    Some(value(acc, taken, key, entry, wire, rust))
}

fn integer_value(acc: &mut Problems, taken: &mut Taken, key: &Node, entry: Option<&Entry>) -> Option<Value<i64>> {
    let literal = key.literal();
    let wire = match (&key.value, literal.parse::<i64>()) {
        // One spelling, so that no two keys are the same number.
        (Yaml::Number(_), Ok(wire)) if wire.to_string() == literal => wire,
        _ => {
            acc.add(key.span, Problem::WrongValue { expected: "decimal integers of 64 bits" });
            return None;
        }
    };
    let Some(given) = entry.and_then(|entry| entry.value.get("name")) else {
        acc.add(key.span, Problem::UnnamedInteger);
        return None;
    };
    let rust = names::named_at(acc, Some(given), key.span, &literal, Named::Variant)?;
    Some(value(acc, taken, key, entry, wire, rust))
}

fn value<T>(
    acc: &mut Problems,
    taken: &mut Taken,
    key: &Node,
    entry: Option<&Entry>,
    wire: T,
    rust: String,
) -> Value<T> {
    let (name, span) = (key.literal(), key.span);
    if name::is_reserved(&rust, Named::Variant) {
        acc.add(span, Problem::ReservedName { name: rust.clone(), of: Named::Variant });
    } else {
        taken.claim(acc, &rust, &name, span);
    }
    let written = entry.map(|entry| doc(&entry.value)).filter(|doc| !doc.is_empty());
    let no_doc = format!("The value `{}`.", name.replace('`', "'"));
    let doc = written.unwrap_or_else(|| no_doc.clone());
    let is_documented = doc != no_doc;
    // A value in a list is one that the service names; whether it was seen is not said.
    let basis = entry.map_or(Basis::Declared, |entry| basis(&entry.value, Basis::Example));
    Value { wire, rust, doc, is_documented, basis, span }
}

pub(super) fn types(acc: &mut Problems, symbols: &Symbols<'_>) -> Vec<Struct> {
    symbols.types.iter().map(|object| one_type(acc, symbols, object)).collect()
}

fn one_type(acc: &mut Problems, symbols: &Symbols<'_>, object: &Object<'_>) -> Struct {
    let section = object.fields();
    if section.is_some_and(|fields| fields.is_map() && fields.entries().is_empty()) {
        acc.add(object.span, Problem::NoFields);
    }
    let default_basis = basis(object.value, Basis::Example);
    let mut taken = Taken::new(Named::Member);
    let mut fields = Vec::new();
    for member in members(acc, section) {
        fields.extend(field(acc, symbols, &mut taken, &member, default_basis));
    }
    let doc = Some(doc(object.value)).filter(|doc| !doc.is_empty());
    let doc = doc.unwrap_or_else(|| format!("The object `{}`.", object.name));
    let aliases = aliases(acc, object.value, Some(&object.name));
    Struct { name: object.name.clone(), doc, aliases, fields, span: object.span }
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
