//! Open enums: known values as variants, and one that keeps whatever becomes known later.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use spec::{Api, Basis, Enum, Value, Values};

use super::runtime;
use crate::docs;
use crate::ident::ident;
use crate::module::{Call, Content, Definition, Exports, Item, Module, Part};

pub(super) fn module<'a>(api: &'a Api, definition: &'a Enum) -> Module<'a> {
    Module {
        name: definition.module(),
        doc: format!("The open enum `{}`.", definition.name),
        file: Some(definition.span.file),
        exports: Exports::Names(vec![definition.name.clone()]),
        content: Box::new(|| {
            let (definition, table) = items(definition);
            Content {
                items: vec![runtime(api).into(), Item::Definition(definition), Item::Call(table)],
                children: Vec::new(),
            }
        }),
    }
}

/// The enum, and the table of its values as the service writes them.
fn items(definition: &Enum) -> (Definition, Call) {
    let Enum { name, doc, values, .. } = definition;
    let name = ident(name);
    match values {
        Values::Text(values) => {
            let wire = |value: &Value<String>| Literal::string(&value.wire);
            (
                self::definition(&name, doc, values, &ident("UnknownText"), &TokenStream::new()),
                table("text_enum", &name, values, wire),
            )
        }
        Values::Integer(values) => {
            let wire = |value: &Value<i64>| Literal::i64_unsuffixed(value.wire);
            (
                self::definition(&name, doc, values, &ident("UnknownInteger"), &quote!(Copy,)),
                table("integer_enum", &name, values, wire),
            )
        }
    }
}

fn table<T>(call: &'static str, name: &Ident, values: &[Value<T>], wire: impl Fn(&Value<T>) -> Literal) -> Call {
    let entries = values.iter().map(|value| {
        let (name, wire) = (ident(&value.rust), wire(value));
        quote!(#name: #wire)
    });
    Call { name: call, head: quote!(#name), entries: Some(entries.collect()) }
}

fn definition<T>(name: &Ident, doc: &str, values: &[Value<T>], unknown: &Ident, more: &TokenStream) -> Definition {
    let unknown =
        Part { doc: docs::lines("A value that this version does not know."), code: quote!(Unknown(#unknown)) };
    Definition {
        doc: docs::lines(doc),
        attributes: vec![quote!(#[derive(Debug, Clone, #more PartialEq, Eq, Hash)]), quote!(#[non_exhaustive])],
        head: quote!(pub enum #name),
        parts: values.iter().map(variant).chain([unknown]).collect(),
    }
}

fn variant<T>(value: &Value<T>) -> Part {
    let doc = match value.basis {
        Basis::Example => value.doc.clone(),
        Basis::Declared => format!("{}\n\nDeclared by the service, seen in no example.", value.doc),
        Basis::Prose => format!("{}\n\nKnown from words alone, seen in no example.", value.doc),
    };
    Part { doc: docs::lines(&doc), code: ident(&value.rust).into_token_stream() }
}
