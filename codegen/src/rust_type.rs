//! The types of a spec as Rust writes them.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Field, Presence, Type};

use crate::ident::ident;

/// How a definition is named from where the type stands.
#[derive(Clone, Copy)]
pub(crate) enum From {
    /// Beside the definitions: `Media`.
    Types,
    /// In a group: `types::Media`, so that a request can have the name of a type.
    Group,
}

/// The type as written.
pub(crate) fn rust_type(api: &Api, from: From, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => {
            let name = ident(scalar.row().rust);
            quote!(#name)
        }
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) => {
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

/// A type of the runtime's crate, by its absolute path: the spec may have a module of the same name.
fn external(api: &Api, index: usize) -> TokenStream {
    let runtime = ident(&api.runtime);
    let name = ident(&api.externals[index].name);
    quote!(::#runtime::types::#name)
}

/// The type of a field, with what its marks ask for.
pub(crate) fn field_type(api: &Api, field: &Field) -> TokenStream {
    let bare = rust_type(api, From::Types, &field.ty);
    let held = if field.boxed { quote!(Box<#bare>) } else { bare };
    match field.presence() {
        Presence::Required => held,
        Presence::Nullable | Presence::Optional => quote!(Option<#held>),
        Presence::Sparse => quote!(Sparse<#held>),
    }
}

/// The name of the definition of the spec that a type refers to; another crate's has none here.
pub(crate) fn name_of<'a>(api: &'a Api, ty: &Type) -> Option<&'a str> {
    api.name_of(ty).filter(|_| !matches!(ty, Type::External(_)))
}

/// Whether a definition of the spec stands anywhere in a type.
pub(crate) fn names_a_definition(ty: &Type) -> bool {
    match ty {
        Type::Scalar(_) | Type::External(_) => false,
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) => true,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => names_a_definition(inner),
        Type::Tuple(items) => items.iter().any(names_a_definition),
    }
}

/// Calls `found` with the name of every definition inside a type.
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
