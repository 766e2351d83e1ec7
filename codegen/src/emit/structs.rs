//! Objects: a struct, and a table of its fields with every wire name written out.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Basis, Field, Presence, Struct, Type};

use super::neighbours::neighbours;
use super::prelude::runtime;
use super::{constructor, mentions};
use crate::docs;
use crate::gate::Gate;
use crate::ident::ident;
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::rust_type::{field_type, name_of};

/// An object that requests contain, some of them in texts: with what makes one.
pub(super) fn sent<'a>(api: &'a Api, definition: &'a Struct, is_in_texts: bool) -> Module<'a> {
    let items = move || {
        let doc = format!("{}\n\n{}", mentions::doc(api, &definition.doc), constructor::sentence(definition));
        let default = constructor::can_be_empty(definition).then(|| quote!(Default,));
        [
            structure(api, definition, &doc, default.as_ref()),
            constructor::items(api, definition, is_in_texts),
            object(definition),
        ]
    };
    module(api, definition, items)
}

/// An object that only responses contain.
pub(super) fn received<'a>(api: &'a Api, definition: &'a Struct) -> Module<'a> {
    module(api, definition, move || {
        let doc = mentions::doc(api, &definition.doc);
        [structure(api, definition, &doc, None), object(definition)]
    })
}

fn module<'a, const ITEMS: usize>(
    api: &'a Api,
    definition: &'a Struct,
    items: impl FnOnce() -> [TokenStream; ITEMS] + 'a,
) -> Module<'a> {
    Module {
        name: definition.module(),
        doc: format!("The object `{}`.", definition.name),
        file: Some(definition.span.file),
        gate: Gate::NONE,
        exports: Exports::Names(vec![definition.name.clone()]),
        content: Box::new(move || {
            let neighbours = neighbours(
                api,
                api.family_at(definition.span),
                &definition.name,
                definition.fields.iter().map(|field| &field.ty),
            );
            Content::of([runtime(api), neighbours].into_iter().chain(items()))
        }),
    }
}

fn structure(api: &Api, definition: &Struct, doc: &str, default: Option<&TokenStream>) -> TokenStream {
    let name = ident(&definition.name);
    let doc = docs::lines(doc);
    let fields = definition.fields.iter().map(|field| self::field(api, field));
    quote! {
        #doc
        #[derive(Debug, Clone, #default PartialEq)]
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
