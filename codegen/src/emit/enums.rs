//! Open enums: the known values as variants, and one that keeps every other value.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use spec::{Api, Basis, Enum, Value, Values};

use super::prelude::runtime;
use crate::docs;
use crate::gate::Gate;
use crate::ident::ident;
use crate::markdown;
use crate::module::{Content, Exports, Module};

pub(super) fn module<'a>(api: &'a Api, definition: &'a Enum) -> Module<'a> {
    Module {
        name: definition.module(),
        doc: format!("The open enum `{}`.", definition.name),
        file: Some(definition.span.file),
        gate: Gate::NONE,
        exports: Exports::Names(vec![definition.name.clone()]),
        content: Box::new(|| {
            let (definition, table) = items(definition);
            Content::of([runtime(api), definition, table])
        }),
    }
}

/// The enum, and the table of its values as the service writes them.
fn items(definition: &Enum) -> (TokenStream, TokenStream) {
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

fn table<T>(call: &str, name: &Ident, values: &[Value<T>], wire: impl Fn(&Value<T>) -> Literal) -> TokenStream {
    let call = ident(call);
    let entries = values.iter().map(|value| {
        let (name, wire) = (ident(&value.rust), wire(value));
        quote!(#name: #wire,)
    });
    quote! { #call! { #name { #(#entries)* } } }
}

fn definition<T>(name: &Ident, doc: &str, values: &[Value<T>], unknown: &Ident, more: &TokenStream) -> TokenStream {
    let doc = docs::lines(&markdown::safe(doc));
    let variants = values.iter().map(variant);
    quote! {
        #doc
        #[derive(Debug, Clone, #more PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version does not know.
            Unknown(#unknown),
        }
    }
}

fn variant<T>(value: &Value<T>) -> TokenStream {
    let basis = match value.basis {
        // Of a value that is only listed, nothing is said.
        _ if !value.is_documented => "",
        Basis::Example => "",
        Basis::Declared => "\n\nSource: declared by the service, not seen in an example.",
        Basis::Prose => "\n\nSource: described by the service in words, not seen in an example.",
    };
    let doc = docs::lines(&format!("{}{basis}", markdown::safe(&value.doc)));
    let name = ident(&value.rust);
    quote! { #doc #name, }
}
