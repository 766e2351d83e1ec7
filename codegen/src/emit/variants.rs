//! The variants of a union.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use spec::{Api, IdForm, Members, Scalar, Type, Values};

use super::words::{Scope, capitalized, one};
use crate::ident::ident;
use crate::markdown;

/// A variant.
pub(super) struct Variant<'a> {
    pub(super) name: Ident,
    /// The method that returns what is in it.
    pub(super) accessor: Ident,
    pub(super) ty: &'a Type,
    /// Objects and tuples are: they may contain the union, and it is no larger than its smallest variants need.
    pub(super) is_boxed: bool,
    /// The type in words, with its article.
    pub(super) one: String,
    pub(super) doc: String,
    /// Whether no other variant has a value of this type.
    pub(super) is_only_one: bool,
    /// A type of Rust that becomes this variant.
    pub(super) literal: Option<TokenStream>,
}

pub(super) fn variants<'a>(api: &Api, members: &'a Members) -> Vec<Variant<'a>> {
    let types: Vec<_> = members.types().collect();
    let mut taken = BTreeSet::new();
    let mut variant = |rust: &str, ty: &'a Type, is_boxed: bool, tagged: &str| {
        let one = one(api, Scope::Types, ty);
        Variant {
            name: ident(rust),
            accessor: accessor(&mut taken, rust),
            ty,
            is_boxed,
            doc: format!("{}{tagged}.", capitalized(&one)),
            one,
            is_only_one: types.iter().filter(|other| **other == ty).count() == 1,
            literal: literal(api, ty),
        }
    };
    match members {
        Members::Tagged { tag, of } => of
            .iter()
            .map(|member| {
                let tagged = format!(", whose {} is {}", markdown::code(tag), markdown::code(&member.wire));
                variant(&member.rust, &member.ty, true, &tagged)
            })
            .collect(),
        Members::Kinds(of) => {
            of.iter().map(|member| variant(&member.rust, &member.ty, may_hold_the_union(&member.ty), "")).collect()
        }
    }
}

/// Whether a value may contain one of the union that it is in, without a list or a map between.
fn may_hold_the_union(ty: &Type) -> bool {
    !matches!(ty, Type::Scalar(_) | Type::Id(_) | Type::Enum(_) | Type::List(_) | Type::Map(_))
}

/// `as_card`; two names in CamelCase can be one in snake_case, and then the second one gets a `_`.
fn accessor(taken: &mut BTreeSet<String>, variant: &str) -> Ident {
    let mut name = format!("as_{}", variant.to_snake_case());
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    ident(&name)
}

/// The type of Rust that a value is made of, where programs write it down.
fn literal(api: &Api, ty: &Type) -> Option<TokenStream> {
    match ty {
        Type::Scalar(Scalar::String | Scalar::Url) => Some(quote!(&str)),
        Type::Scalar(Scalar::Number) => Some(quote!(f64)),
        Type::Id(index) if api.ids[*index].form == IdForm::Text => Some(quote!(&str)),
        Type::Enum(index) => match api.enums[*index].values {
            Values::Text(_) => Some(quote!(&str)),
            Values::Integer(_) => Some(quote!(i64)),
        },
        _ => None,
    }
}
