//! The types as rows. The macro around them expands to nothing where the runtime's feature `rows` is off.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, IdForm, Members, Struct, Type, Union, Values};

use super::definitions;
use super::gates::Gates;
use super::prelude::runtime;
use crate::gate::Gate;
use crate::ident::{bare, ident};
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::rust_type::path;

pub(super) fn module(api: &Api) -> Module<'_> {
    let families = (0..api.families.len()).filter(|family| definitions::are_in(api, *family));
    Module {
        name: "rows".to_owned(),
        doc: "The types as rows, with one type for each column: with the feature `rows`.".to_owned(),
        file: None,
        gate: Gate::NONE,
        exports: Exports::Names(Vec::new()),
        content: Box::new(move || Content {
            children: families.map(|family| of_family(api, family)).collect(),
            ..Content::of([runtime(api)].into_iter().chain(shared(api)))
        }),
    }
}

fn of_family(api: &Api, family: usize) -> Module<'_> {
    let name = &api.families[family].name;
    Module {
        name: name.clone(),
        doc: format!("The types that only {} has, as rows.", markdown::code(bare(name))),
        file: None,
        gate: Gate::family(api, Some(family)),
        exports: Exports::Names(Vec::new()),
        content: Box::new(move || {
            let is_here = |ty: &Type| api.family_of(ty) == Some(family);
            Content::of([runtime(api), table(api, is_here, &quote!(super::super))])
        }),
    }
}

/// The types that families share, in a call for each condition.
fn shared(api: &Api) -> Vec<TokenStream> {
    let gates = Gates::new(api);
    let call = |gate: Gate| {
        let is_here = |ty: &Type| api.family_of(ty).is_none() && gates.of(ty) == gate;
        let (cfg, table) = (gate.cfg(), table(api, is_here, &quote!(super)));
        quote! { #cfg #table }
    };
    gates.all().into_iter().map(call).collect()
}

/// Some types, in a module from which `root` leads to that of the client.
fn table(api: &Api, is_here: impl Fn(&Type) -> bool, root: &TokenStream) -> TokenStream {
    let path = |ty: Type| {
        let path = is_here(&ty).then(|| path(api, &ty))?;
        Some(quote!(#root::#path))
    };
    let ids = |form: IdForm| {
        let of_form = api.ids.iter().enumerate().filter(move |(_, id)| id.form == form);
        of_form.filter_map(|(index, _)| path(Type::Id(index))).collect::<Vec<_>>()
    };
    let enums = |is_text: bool| {
        let of_kind =
            api.enums.iter().enumerate().filter(move |(_, it)| matches!(it.values, Values::Text(_)) == is_text);
        of_kind.filter_map(|(index, _)| path(Type::Enum(index))).collect::<Vec<_>>()
    };
    let (digits, id_texts, texts, integers) = (ids(IdForm::Digits), ids(IdForm::Text), enums(true), enums(false));
    let unions = api.unions.iter().enumerate().filter_map(|(index, it)| Some(union(&path(Type::Union(index))?, it)));
    let objects = api.types.iter().enumerate().filter_map(|(index, it)| Some(object(&path(Type::Struct(index))?, it)));
    let parts = [
        ("digits", quote!(#(#digits,)*)),
        ("texts", quote!(#(#id_texts,)* #(#texts,)*)),
        ("integers", quote!(#(#integers,)*)),
        ("unions", quote!(#(#unions)*)),
        ("objects", quote!(#(#objects)*)),
    ];
    let parts = parts.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(name, rows)| {
        let name = ident(name);
        quote! { #name { #rows } }
    });
    quote! { rows! { #(#parts)* } }
}

/// The variants of a union, with their tags where it has one.
fn union(path: &TokenStream, definition: &Union) -> TokenStream {
    match &definition.members {
        Members::Tagged { tag, of } => {
            let rows = of.iter().map(|member| {
                let (name, wire) = (ident(&member.rust), &member.wire);
                quote!(#name(#wire),)
            });
            quote! { #path: #tag { #(#rows)* } }
        }
        Members::Kinds(members) => {
            let rows = members.iter().map(|member| ident(&member.rust));
            quote! { #path { #(#rows,)* } }
        }
    }
}

fn object(path: &TokenStream, definition: &Struct) -> TokenStream {
    let Struct { name, doc, fields, .. } = definition;
    let doc = doc.trim();
    let fields = fields.iter().map(|field| {
        let (field_name, wire) = (ident(&field.rust), &field.wire);
        let doc = field.doc.as_deref().unwrap_or_default().trim();
        quote! { #field_name: #wire = #doc, }
    });
    quote! { #path: #name = #doc { #(#fields)* } }
}
