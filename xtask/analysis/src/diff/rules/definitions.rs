//! Ids, enums and structs as a whole.

use spec::{Api, IdForm};

use super::rule::Found;
use crate::diff::rust;
use crate::diff::sides::{Definition, Sides};

pub(super) fn added(sides: &Sides<'_>) -> Vec<Found> {
    let found = |definition: &Definition<'_>| {
        Found::compatible(rust::definition(sides.new, definition.name()), format!("added, {}", definition.kind()))
    };
    sides.definitions.added.iter().map(found).collect()
}

pub(super) fn removed(sides: &Sides<'_>) -> Vec<Found> {
    let found = |definition: &Definition<'_>| {
        let name = definition.name();
        Found::breaking(rust::definition(sides.old, name), "removed", import(sides, name))
    };
    sides.definitions.removed.iter().map(found).collect()
}

pub(super) fn moved(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.definitions.both {
        let family = |api: &Api, span| api.family_at(span).map(|family| api.families[family].name.clone());
        if family(sides.old, old.span()) != family(sides.new, new.span()) {
            let message = format!("moved to `{}`", rust::definition(sides.new, new.name()));
            all.push(Found::breaking(rust::definition(sides.old, old.name()), message, import(sides, old.name())));
        }
    }
    all
}

fn import(sides: &Sides<'_>, name: &str) -> String {
    format!("use {};", rust::definition(sides.old, name))
}

pub(super) fn kind_changed(sides: &Sides<'_>) -> Vec<Found> {
    let differ = sides.definitions.both.iter().filter(|(old, new)| old.kind() != new.kind());
    let found = |(old, new): &(Definition<'_>, Definition<'_>)| {
        let (item, name) = (rust::definition(sides.new, new.name()), rust::variable(new.name()));
        let line = match old {
            Definition::Id(id) if id.form == IdForm::Digits => format!("{name}.get()"),
            Definition::Id(_) => format!("{name}.as_str()"),
            Definition::Enum(_) => format!("match {name} {{ {}::Unknown(value) => .. }}", new.name()),
            Definition::Union(_) => format!("match {name} {{ {}::Unknown(value) => .. }}", new.name()),
            Definition::Struct(old) => {
                let field = old.fields.first().map_or("field", |field| field.rust.as_str());
                format!("{name}.{field}")
            }
        };
        Found::breaking(item, format!("is {}, was {}", new.kind(), old.kind()), line)
    };
    differ.map(found).collect()
}

pub(super) fn doc_changed(sides: &Sides<'_>) -> Vec<Found> {
    let differ = sides.definitions.both.iter().filter(|(old, new)| old.doc() != new.doc());
    differ.map(|(_, new)| Found::compatible(rust::definition(sides.new, new.name()), "other docs")).collect()
}

pub(super) fn id_form_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for pair in &sides.definitions.both {
        let (Definition::Id(old), Definition::Id(new)) = pair else { continue };
        let name = &new.name;
        let (message, line) = match (old.form, new.form) {
            (IdForm::Digits, IdForm::Text) => ("is text, was a number", format!("let id = {name}::new(7);")),
            (IdForm::Text, IdForm::Digits) => ("is a number, was text", format!("let id = {name}::from(\"7\");")),
            _ => continue,
        };
        all.push(Found::breaking(rust::definition(sides.new, name), message, line));
    }
    all
}
