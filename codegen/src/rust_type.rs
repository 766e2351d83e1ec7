//! The types of a spec as Rust types.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Field, Presence, Type};

use crate::ident::ident;

/// The place of a type, which decides how it names the definitions of the spec.
#[derive(Clone, Copy)]
pub(crate) enum From {
    /// In the module `types`: `Media`.
    Types,
    /// In a group: `types::Media`, because a request may have the same name.
    Group,
}

/// Returns the Rust type.
pub(crate) fn rust_type(api: &Api, from: From, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => {
            let name = ident(scalar.row().rust);
            quote!(#name)
        }
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) | Type::Union(_) => {
            let name = ident(name_of(api, ty).unwrap_or_default());
            match from {
                From::Types => quote!(#name),
                From::Group => quote!(types::#name),
            }
        }
        Type::External(index) => external(api, *index),
        Type::List(item) => {
            let item = rust_type(api, from, item);
            quote!(Vec<#item>)
        }
        Type::Tuple(items) => {
            let items = items.iter().map(|item| rust_type(api, from, item));
            quote!((#(#items),*))
        }
        Type::Map(value) => {
            let value = rust_type(api, from, value);
            quote!(BTreeMap<String, #value>)
        }
        Type::Nullable(inner) => {
            let inner = rust_type(api, from, inner);
            quote!(Option<#inner>)
        }
    }
}

/// Returns the absolute path of a type of the client's crate: the spec may have a module with the name of the crate.
fn external(api: &Api, index: usize) -> TokenStream {
    let client_crate = ident(&api.client_crate);
    let name = ident(&api.externals[index].name);
    quote!(::#client_crate::types::#name)
}

/// Returns the type of a field: boxed, optional or sparse, as the spec marks it.
pub(crate) fn field_type(api: &Api, field: &Field) -> TokenStream {
    let ty = rust_type(api, From::Types, &field.ty);
    let ty = if field.boxed { quote!(Box<#ty>) } else { ty };
    match field.presence() {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => quote!(Option<#ty>),
        Presence::Sparse => quote!(Sparse<#ty>),
    }
}

/// Returns the name of the spec's definition that a type refers to; types of the client's crate have none.
pub(crate) fn name_of<'a>(api: &'a Api, ty: &Type) -> Option<&'a str> {
    api.name_of(ty).filter(|_| !matches!(ty, Type::External(_)))
}

/// Returns whether a type contains a definition of the spec.
pub(crate) fn names_a_definition(ty: &Type) -> bool {
    match ty {
        Type::Scalar(_) | Type::External(_) => false,
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) | Type::Union(_) => true,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => names_a_definition(inner),
        Type::Tuple(items) => items.iter().any(names_a_definition),
    }
}

/// Calls `found` with the name of each definition that a type contains.
pub(crate) fn names_in<'a>(api: &'a Api, ty: &Type, found: &mut impl FnMut(&'a str)) {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => names_in(api, inner, found),
        Type::Tuple(items) => items.iter().for_each(|item| names_in(api, item, found)),
        ty => {
            if let Some(name) = name_of(api, ty) {
                found(name);
            }
        }
    }
}
