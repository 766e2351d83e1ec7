//! Open enums: the known values as variants, and one that keeps every other value.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use spec::{Enum, Value, Values};

use super::mentions::{Mentions, Site};
use super::prelude::runtime;
use super::structs::source;
use crate::gate::Gate;
use crate::ident::ident;
use crate::markdown;
use crate::module::{Content, Exports, Module};

pub(super) fn module<'a>(api: &'a Mentions<'a>, definition: &'a Enum) -> Module<'a> {
    Module {
        name: definition.module(),
        doc: format!("The open enum `{}`.", definition.name),
        file: Some(definition.span.file),
        gate: Gate::NONE,
        exports: Exports::Names(vec![definition.name.clone()]),
        content: Box::new(|| {
            let (definition, table) = items(api, definition);
            Content::of([runtime(api), definition, table])
        }),
    }
}

/// The enum, and the table of its values as the service writes them.
fn items(api: &Mentions<'_>, definition: &Enum) -> (TokenStream, TokenStream) {
    let Enum { name, doc, values, .. } = definition;
    let site = Site::definition(api, name, std::iter::empty());
    let doc = api.lines(&site, &markdown::safe(doc));
    let name = ident(name);
    match values {
        Values::Text(values) => {
            let wire = |value: &Value<String>| Literal::string(&value.wire);
            (
                self::definition(&name, &doc, variants(api, &site, values), &ident("UnknownText"), &TokenStream::new()),
                table("text_enum", &name, values, wire),
            )
        }
        Values::Integer(values) => {
            let wire = |value: &Value<i64>| Literal::i64_unsuffixed(value.wire);
            (
                self::definition(&name, &doc, variants(api, &site, values), &ident("UnknownInteger"), &quote!(Copy,)),
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

fn definition(
    name: &Ident,
    doc: &TokenStream,
    variants: impl Iterator<Item = TokenStream>,
    unknown: &Ident,
    more: &TokenStream,
) -> TokenStream {
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

fn variants<T>(api: &Mentions<'_>, site: &Site<'_>, values: &[Value<T>]) -> impl Iterator<Item = TokenStream> {
    values.iter().map(|value| variant(api, site, value))
}

fn variant<T>(api: &Mentions<'_>, site: &Site<'_>, value: &Value<T>) -> TokenStream {
    // Of a value that is only listed, nothing is said.
    let basis = if value.is_documented { source(value.basis) } else { "" };
    let doc = api.lines(site, &format!("{}{basis}", markdown::safe(&value.doc)));
    let name = ident(&value.rust);
    quote! { #doc #name, }
}
