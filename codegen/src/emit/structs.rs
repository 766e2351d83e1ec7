//! Objects: a struct, and a table of its fields with every wire name written out.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Basis, Field, Presence, Struct, Type};

use super::constructor;
use super::mentions::{Mentions, Site};
use super::neighbours::neighbours;
use super::prelude::runtime;
use super::words::{self, Scope};
use crate::docs;
use crate::gate::Gate;
use crate::ident::ident;
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::rust_type::{definitions_in, field_type};

/// An object that requests contain, some of them in texts: with what makes one.
pub(super) fn sent<'a>(api: &'a Mentions<'a>, definition: &'a Struct, is_in_texts: bool) -> Module<'a> {
    let items = move || {
        let doc = format!("{}\n\n{}", markdown::safe(&definition.doc), constructor::sentence(definition));
        let default = constructor::can_be_empty(definition).then(|| quote!(Default,));
        [
            structure(api, definition, &doc, default.as_ref()),
            constructor::items(api, &site(api, definition), definition, is_in_texts),
            object(definition),
        ]
    };
    module(api, definition, items)
}

/// An object that only responses contain.
pub(super) fn received<'a>(api: &'a Mentions<'a>, definition: &'a Struct) -> Module<'a> {
    module(api, definition, move || {
        let doc = markdown::safe(&definition.doc);
        [structure(api, definition, &doc, None), object(definition)]
    })
}

fn module<'a, const ITEMS: usize>(
    api: &'a Mentions<'a>,
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

/// Where the docs of an object are.
pub(super) fn site<'a>(api: &Mentions<'a>, definition: &Struct) -> Site<'a> {
    Site::definition(api, &definition.name, definition.fields.iter().map(|field| &field.ty))
}

fn structure(api: &Mentions<'_>, definition: &Struct, doc: &str, default: Option<&TokenStream>) -> TokenStream {
    let name = ident(&definition.name);
    let site = site(api, definition);
    let basis = common_basis(definition);
    let doc = api.lines(&site, &format!("{doc}{}", basis.map(source).unwrap_or_default()));
    let aliases = docs::aliases(&definition.aliases);
    let fields = definition.fields.iter().map(|field| self::field(api, &site, field, basis));
    quote! {
        #doc
        #aliases
        #[derive(Debug, Clone, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

fn field(api: &Mentions<'_>, site: &Site<'_>, field: &Field, common_basis: Option<Basis>) -> TokenStream {
    let doc = api.lines(site, &field_doc(api, field, common_basis));
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

/// The source of all fields, where they have the same: their docs then do not repeat it.
fn common_basis(definition: &Struct) -> Option<Basis> {
    let (first, others) = definition.fields.split_first()?;
    others.iter().all(|field| field.basis == first.basis).then_some(first.basis)
}

/// What the spec says about the field, or else about its type, and the source of the field.
fn field_doc(api: &Api, field: &Field, common_basis: Option<Basis>) -> String {
    let text = match &field.doc {
        Some(doc) => markdown::safe(doc),
        None => undocumented(api, &field.ty),
    };
    let own = Some(field.basis).filter(|_| common_basis.is_none());
    format!("{text}{}", own.map(source).unwrap_or_default())
}

/// The source of what is in no example, as a paragraph.
pub(super) fn source(basis: Basis) -> &'static str {
    match basis {
        Basis::Example => "",
        Basis::Declared => "\n\nSource: declared by the service, not seen in an example.",
        Basis::Prose => "\n\nSource: described by the service in words, not seen in an example.",
    }
}

/// What the spec says of the type; nothing of a scalar.
fn undocumented(api: &Api, ty: &Type) -> String {
    let doc = match ty {
        Type::Id(index) => &api.ids[*index].doc,
        Type::Enum(index) => &api.enums[*index].doc,
        Type::Struct(index) => &api.types[*index].doc,
        Type::Union(index) => &api.unions[*index].doc,
        ty => {
            let mut has_definition = matches!(ty, Type::External(_));
            definitions_in(ty, &mut |_| has_definition = true);
            return match has_definition {
                true => format!("{}.", words::capitalized(&words::one(api, Scope::Types, ty))),
                false => "Not documented.".to_owned(),
            };
        }
    };
    format!("{}.", markdown::first_sentence(doc))
}
