//! The types as rows. The macro around them expands to nothing where the runtime's feature `rows` is off.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, IdForm, Members, Struct, Union, Values};

use super::prelude::runtime;
use crate::ident::ident;
use crate::module::{Content, Exports, Module};

pub(super) fn module(api: &Api) -> Module<'_> {
    Module {
        name: "rows".to_owned(),
        doc: "The types as rows, with one type for each column: with the feature `rows`.".to_owned(),
        file: None,
        exports: Exports::Names(Vec::new()),
        content: Box::new(|| Content::of([runtime(api), table(api)])),
    }
}

fn table(api: &Api) -> TokenStream {
    let id = |form: IdForm| names(api.ids.iter().filter(move |id| id.form == form).map(|id| id.name.as_str()));
    let (digits, id_texts) = (id(IdForm::Digits), id(IdForm::Text));
    let enums = |is_text: bool| {
        let of_kind = api.enums.iter().filter(move |it| matches!(it.values, Values::Text(_)) == is_text);
        names(of_kind.map(|it| it.name.as_str()))
    };
    let (texts, integers) = (enums(true), enums(false));
    let unions = api.unions.iter().map(union);
    let objects = api.types.iter().map(object);
    let parts = [
        ("digits", digits),
        ("texts", quote!(#id_texts #texts)),
        ("integers", integers),
        ("unions", quote!(#(#unions)*)),
        ("objects", quote!(#(#objects)*)),
    ];
    let parts = parts.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(name, rows)| {
        let name = ident(name);
        quote! { #name { #rows } }
    });
    quote! { rows! { #(#parts)* } }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> TokenStream {
    let names = names.map(ident);
    quote! { #(super::types::#names,)* }
}

/// The variants of a union, with their tags where it has one.
fn union(definition: &Union) -> TokenStream {
    let name = ident(&definition.name);
    match &definition.members {
        Members::Tagged { tag, of } => {
            let rows = of.iter().map(|member| {
                let (name, wire) = (ident(&member.rust), &member.wire);
                quote!(#name(#wire),)
            });
            quote! { super::types::#name: #tag { #(#rows)* } }
        }
        Members::Kinds(members) => {
            let rows = members.iter().map(|member| ident(&member.rust));
            quote! { super::types::#name { #(#rows,)* } }
        }
    }
}

fn object(definition: &Struct) -> TokenStream {
    let Struct { name, doc, fields, .. } = definition;
    let (ident_of, doc) = (ident(name), doc.trim());
    let fields = fields.iter().map(|field| {
        let (field_name, wire) = (ident(&field.rust), &field.wire);
        let doc = field.doc.as_deref().unwrap_or_default().trim();
        quote! { #field_name: #wire = #doc, }
    });
    quote! { super::types::#ident_of: #name = #doc { #(#fields)* } }
}
