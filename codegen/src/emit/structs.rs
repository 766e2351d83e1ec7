//! Objects: a struct with serde's derives, every wire name written out.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Basis, Field, Presence, Struct, Type};

use super::runtime;
use crate::docs;
use crate::ident::ident;
use crate::module::{Content, Exports, Module};
use crate::moved::moved;
use crate::rust_type::{field_type, name_of, names_in};

pub(super) fn module<'a>(api: &'a Api, definition: &'a Struct) -> Module<'a> {
    Module {
        name: definition.module(),
        doc: format!("The object `{}`.", definition.name),
        file: Some(definition.span.file),
        exports: Exports::Names(vec![definition.name.clone()]),
        content: Box::new(move || Content {
            items: vec![runtime(api), neighbours(api, definition), structure(api, definition)],
            children: Vec::new(),
        }),
    }
}

/// The definitions that the fields name, from the module around.
fn neighbours(api: &Api, definition: &Struct) -> TokenStream {
    let mut names = BTreeSet::new();
    for field in &definition.fields {
        names_in(api, &field.ty, &mut |name| {
            names.insert(name);
        });
    }
    names.remove(definition.name.as_str());
    let names = names.into_iter().map(ident);
    match names.len() {
        0 => TokenStream::new(),
        _ => quote! { use super::{#(#names),*}; },
    }
}

fn structure(api: &Api, definition: &Struct) -> TokenStream {
    let Struct { name, doc, fields, .. } = definition;
    let serde = format!("::{}::rt::serde", api.runtime);
    let name = ident(name);
    let doc = docs::lines(doc);
    let fields = fields.iter().map(|field| moved(self::field(api, field)));
    quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(crate = #serde)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

fn field(api: &Api, field: &Field) -> TokenStream {
    let doc = docs::lines(&field_doc(api, field));
    let Field { wire, rust, .. } = field;
    let ty = field_type(api, field);
    let rust = ident(rust);
    let serde = match field.presence() {
        Presence::Required | Presence::Nullable => quote! { #[serde(rename = #wire)] },
        Presence::Optional => {
            quote! { #[serde(rename = #wire, default, skip_serializing_if = "Option::is_none")] }
        }
        Presence::Sparse => {
            quote! { #[serde(rename = #wire, default, skip_serializing_if = "Sparse::is_absent")] }
        }
    };
    quote! { #doc #serde pub #rust: #ty, }
}

/// What the spec says of the field, or else of its type, and how the spec knows.
fn field_doc(api: &Api, field: &Field) -> String {
    let basis = match field.basis {
        Basis::Example => "",
        Basis::Declared => "\n\nDeclared by the service, seen in no example.",
        Basis::Prose => "\n\nKnown from words alone, seen in no example.",
    };
    let said = field.doc.clone().unwrap_or_else(|| undocumented(api, &field.wire, &field.ty));
    format!("{}{basis}", said.trim_end())
}

fn undocumented(api: &Api, wire: &str, ty: &Type) -> String {
    match (name_of(api, ty), ty) {
        (Some(name), _) => format!("The [`{name}`] under `{wire}`."),
        (None, Type::External(index)) => {
            let name = &api.externals[*index].name;
            format!("The [`{name}`](::{}::types::{name}) under `{wire}`.", api.runtime)
        }
        (None, _) => format!("The value of `{wire}`."),
    }
}
