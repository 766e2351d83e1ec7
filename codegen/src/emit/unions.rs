//! Unions: a variant for each type, and one that keeps every other value.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use spec::{Api, IdForm, JsonKind, Members, Scalar, Type, Union, Values};

use super::mentions::{Mentions, Site};
use super::neighbours::neighbours;
use super::prelude::runtime;
use super::variants::{Variant, variants};
use crate::docs;
use crate::gate::Gate;
use crate::ident::ident;
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::rust_type::{From, rust_type};

pub(super) fn module<'a>(api: &'a Mentions<'a>, definition: &'a Union) -> Module<'a> {
    Module {
        name: definition.module(),
        doc: format!("The union `{}`.", definition.name),
        file: Some(definition.span.file),
        gate: Gate::NONE,
        exports: Exports::Names(vec![definition.name.clone()]),
        content: Box::new(move || Content::of(items(api, definition))),
    }
}

fn items(api: &Mentions<'_>, definition: &Union) -> Vec<TokenStream> {
    let name = ident(&definition.name);
    let variants = variants(api, &definition.members);
    let mut items = vec![
        runtime(api),
        neighbours(api, api.family_at(definition.span), &definition.name, definition.members.types()),
        structure(api, definition, &variants),
        accessors(api, &name, &variants),
        table(definition),
    ];
    items.extend(variants.iter().flat_map(|variant| conversions(api, &name, variant)));
    items
}

fn structure(api: &Mentions<'_>, definition: &Union, variants: &[Variant<'_>]) -> TokenStream {
    let name = ident(&definition.name);
    let site = Site::definition(api, &definition.name, definition.members.types());
    let doc = api.lines(&site, &markdown::safe(&definition.doc));
    let variants = variants.iter().map(|variant| {
        let Variant { name, doc, .. } = variant;
        let doc = docs::lines(doc);
        let ty = rust_type(api, From::Types, variant.ty);
        let ty = if variant.is_boxed { quote!(Box<#ty>) } else { ty };
        quote! { #doc #name(#ty), }
    });
    quote! {
        #doc
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that is none of these, or that this version does not know.
            Unknown(Json),
        }
    }
}

/// A method for each variant, which returns what is in it.
fn accessors(api: &Api, name: &Ident, variants: &[Variant<'_>]) -> TokenStream {
    let accessors = variants.iter().map(|variant| {
        let Variant { name, accessor, one, .. } = variant;
        let doc = docs::lines(&format!("Returns the value, if it is {one}."));
        let ty = returned(api, variant.ty);
        let value = if is_copy(api, variant.ty) { quote!(*value) } else { quote!(value) };
        quote! {
            #doc
            #[must_use]
            pub fn #accessor(&self) -> Option<#ty> {
                match self {
                    Self::#name(value) => Some(#value),
                    _ => None,
                }
            }
        }
    });
    quote! {
        impl #name {
            #(#accessors)*
        }
    }
}

/// What a method returns of a value: itself where that costs nothing, or else a part of the union.
fn returned(api: &Api, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(Scalar::String) => quote!(&str),
        Type::List(item) => {
            let item = rust_type(api, From::Types, item);
            quote!(&[#item])
        }
        ty => {
            let name = rust_type(api, From::Types, ty);
            if is_copy(api, ty) { name } else { quote!(&#name) }
        }
    }
}

fn is_copy(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => matches!(scalar, Scalar::Boolean | Scalar::Integer | Scalar::Number),
        Type::Id(index) => api.ids[*index].form == IdForm::Digits,
        Type::Enum(index) => matches!(api.enums[*index].values, Values::Integer(_)),
        _ => false,
    }
}

/// The table of the variants, each with what distinguishes it.
fn table(definition: &Union) -> TokenStream {
    let name = ident(&definition.name);
    match &definition.members {
        Members::Tagged { tag, of } => {
            let rows = of.iter().map(|member| {
                let (name, wire) = (ident(&member.rust), &member.wire);
                quote!(#name(#wire),)
            });
            quote! { union! { #name by #tag { #(#rows)* } } }
        }
        Members::Kinds(members) => {
            let rows = members.iter().map(|member| {
                let name = ident(&member.rust);
                let kinds = member.kinds.iter().map(|kind| kind_name(*kind));
                quote!(#name(#(#kinds),*),)
            });
            quote! { union! { #name { #(#rows)* } } }
        }
    }
}

fn kind_name(kind: JsonKind) -> Ident {
    ident(match kind {
        JsonKind::Text => "text",
        JsonKind::Number => "number",
        JsonKind::Flag => "flag",
        JsonKind::List => "list",
        JsonKind::Object => "object",
    })
}

/// From the value of a variant, where no other variant has one of its type, and from a text or a number of Rust where that is
/// only this variant.
fn conversions(api: &Api, union: &Ident, variant: &Variant<'_>) -> Vec<TokenStream> {
    let Variant { name, is_boxed, is_only_one, .. } = variant;
    let ty = rust_type(api, From::Types, variant.ty);
    let value = if *is_boxed { quote!(Box::new(value)) } else { quote!(value) };
    let from_value = is_only_one.then(|| {
        let or_null = match variant.ty {
            Type::Struct(_) | Type::Id(_) | Type::Enum(_) => quote! { from_part!(#union: #ty); },
            Type::Scalar(Scalar::Boolean | Scalar::Integer | Scalar::String) => quote! { written_as!(#union: #ty); },
            _ => TokenStream::new(),
        };
        quote! {
            impl From<#ty> for #union {
                fn from(value: #ty) -> Self {
                    Self::#name(#value)
                }
            }

            #or_null
        }
    });
    let from_rust = variant.literal.as_ref().map(|literal| {
        quote! {
            impl From<#literal> for #union {
                fn from(value: #literal) -> Self {
                    Self::#name(value.into())
                }
            }

            written_as!(#union: #literal);
        }
    });
    from_value.into_iter().chain(from_rust).collect()
}
