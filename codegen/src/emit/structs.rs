//! Objects: a struct, and a table of its fields with every wire name written out.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Basis, Field, Presence, Struct, Type};

use super::mentions;
use super::prelude::runtime;
use crate::docs;
use crate::ident::ident;
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::rust_type::{field_type, name_of, names_in};

pub(super) fn module<'a>(api: &'a Api, definition: &'a Struct) -> Module<'a> {
    Module {
        name: definition.module(),
        doc: format!("The object `{}`.", definition.name),
        file: Some(definition.span.file),
        exports: Exports::Names(vec![definition.name.clone()]),
        content: Box::new(move || {
            Content::of([runtime(api), neighbours(api, definition), structure(api, definition), object(definition)])
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
    let name = ident(&definition.name);
    let doc = docs::lines(&mentions::doc(api, &definition.doc));
    let fields = definition.fields.iter().map(|field| self::field(api, field));
    quote! {
        #doc
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

fn field(api: &Api, field: &Field) -> TokenStream {
    let doc = docs::lines(&field_doc(api, field));
    let name = ident(&field.rust);
    let ty = field_type(api, field);
    quote! { #doc pub #name: #ty, }
}

/// The table of fields: every field with its name in JSON, and whether it may be absent.
fn object(definition: &Struct) -> TokenStream {
    let entry = |field: &Field| {
        let Field { wire, rust, .. } = field;
        let name = ident(rust);
        match field.presence() {
            Presence::Required | Presence::Nullable => quote!(#name: #wire,),
            Presence::Optional | Presence::Sparse => quote!(#name: #wire or absent,),
        }
    };
    let name = ident(&definition.name);
    let entries = definition.fields.iter().map(entry);
    quote! { object! { #name { #(#entries)* } } }
}

/// What the spec says about the field, or else its type, and the source of the field.
fn field_doc(api: &Api, field: &Field) -> String {
    let basis = match field.basis {
        Basis::Example => "",
        Basis::Declared => "\n\nSource: declared by the service, not seen in an example.",
        Basis::Prose => "\n\nSource: described by the service in words, not seen in an example.",
    };
    let text = match &field.doc {
        Some(doc) => mentions::doc(api, doc),
        None => undocumented(api, &field.wire, &field.ty),
    };
    format!("{text}{basis}")
}

fn undocumented(api: &Api, wire: &str, ty: &Type) -> String {
    let wire = markdown::code(wire);
    match (name_of(api, ty), ty) {
        (Some(name), _) => format!("The [`{name}`] under {wire}."),
        (None, Type::External(index)) => {
            let name = &api.externals[*index].name;
            format!("The [`{name}`](::{}::types::{name}) under {wire}.", api.client_crate)
        }
        (None, _) => format!("The value of {wire}."),
    }
}
