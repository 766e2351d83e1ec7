//! Open enums: known values as variants, and one that keeps whatever becomes known later.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use spec::{Api, Basis, Enum, Value, Values};

use super::runtime;
use crate::docs;
use crate::ident::ident;
use crate::module::{Content, Exports, Module};

pub(super) fn module<'a>(api: &'a Api, definition: &'a Enum) -> Module<'a> {
    Module {
        name: definition.module(),
        doc: format!("The open enum `{}`.", definition.name),
        file: Some(definition.span.file),
        exports: Exports::Names(vec![definition.name.clone()]),
        content: Box::new(|| Content {
            items: std::iter::once(runtime(api)).chain(items(definition)).collect(),
            children: Vec::new(),
        }),
    }
}

fn items(definition: &Enum) -> Vec<TokenStream> {
    let Enum { name, doc, values, .. } = definition;
    let name = ident(name);
    match values {
        Values::Text(values) => text_enum(&name, doc, values),
        Values::Integer(values) => integer_enum(&name, doc, values),
    }
}

fn text_enum(name: &Ident, doc: &str, values: &[Value<String>]) -> Vec<TokenStream> {
    let wires: Vec<_> = values.iter().map(|value| &value.wire).collect();
    let variants: Vec<_> = values.iter().map(|value| ident(&value.rust)).collect();
    let definition = definition(name, doc, values, &ident("UnknownText"), &TokenStream::new());
    vec![
        definition,
        quote! {
            impl #name {
                /// The value as the service writes it.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#variants => #wires,)*
                        Self::Unknown(value) => value.as_str(),
                    }
                }
            }
        },
        quote! {
            impl From<&str> for #name {
                fn from(value: &str) -> Self {
                    match value {
                        #(#wires => Self::#variants,)*
                        _ => Self::Unknown(unknown_text(value)),
                    }
                }
            }
        },
        quote! { text_enum!(#name); },
    ]
}

fn integer_enum(name: &Ident, doc: &str, values: &[Value<i64>]) -> Vec<TokenStream> {
    let wires: Vec<_> = values.iter().map(|value| proc_macro2::Literal::i64_unsuffixed(value.wire)).collect();
    let variants: Vec<_> = values.iter().map(|value| ident(&value.rust)).collect();
    let definition = definition(name, doc, values, &ident("UnknownInteger"), &quote!(Copy,));
    vec![
        definition,
        quote! {
            impl #name {
                /// The value as the service writes it.
                #[must_use]
                pub fn as_i64(self) -> i64 {
                    match self {
                        #(Self::#variants => #wires,)*
                        Self::Unknown(value) => value.as_i64(),
                    }
                }
            }
        },
        quote! {
            impl From<i64> for #name {
                fn from(value: i64) -> Self {
                    match value {
                        #(#wires => Self::#variants,)*
                        _ => Self::Unknown(unknown_integer(value)),
                    }
                }
            }
        },
        quote! { integer_enum!(#name); },
    ]
}

fn definition<T>(name: &Ident, doc: &str, values: &[Value<T>], unknown: &Ident, more: &TokenStream) -> TokenStream {
    let doc = docs::lines(doc);
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
    let doc = match value.basis {
        Basis::Example => value.doc.clone(),
        Basis::Declared => format!("{}\n\nDeclared by the service, seen in no example.", value.doc),
        Basis::Prose => format!("{}\n\nKnown from words alone, seen in no example.", value.doc),
    };
    let doc = docs::lines(&doc);
    let name = ident(&value.rust);
    quote! { #doc #name, }
}
