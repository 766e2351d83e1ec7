//! The types of a spec as Rust types.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Field, Group, Presence, Type};

use crate::ident::ident;

/// The place of a type, which decides how it names the definitions of the spec.
#[derive(Clone, Copy)]
pub(crate) enum From {
    /// In the module `types`: `Media`.
    Types,
    /// In a group: `types::Media`, because a request may have the same name; `v2::types::Post` of a family.
    Group,
}

/// Returns the Rust type.
pub(crate) fn rust_type(api: &Api, from: From, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => {
            let name = ident(scalar.row().rust);
            quote!(#name)
        }
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) | Type::Union(_) => match from {
            From::Types => {
                let name = ident(name_of(api, ty).unwrap_or_default());
                quote!(#name)
            }
            From::Group => path(api, ty),
        },
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

/// Returns the path of a definition in the client: `types::Media`, `v2::types::Post`.
pub(crate) fn path(api: &Api, ty: &Type) -> TokenStream {
    let name = ident(name_of(api, ty).unwrap_or_default());
    match api.family_of(ty) {
        Some(family) => {
            let family = ident(&api.families[family].name);
            quote!(#family::types::#name)
        }
        None => quote!(types::#name),
    }
}

/// Returns the path of a group's module in the client: `user`, `v2::user`.
pub(crate) fn group_path(api: &Api, group: &Group) -> TokenStream {
    let inner = ident(&group.inner);
    match group.family {
        Some(family) => {
            let family = ident(&api.families[family].name);
            quote!(#family::#inner)
        }
        None => quote!(#inner),
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

/// Calls `found` with each definition of the spec that a type contains.
pub(crate) fn definitions_in<'a>(ty: &'a Type, found: &mut impl FnMut(&'a Type)) {
    ty.each_definition(&mut |ty| {
        if !matches!(ty, Type::External(_)) {
            found(ty);
        }
    });
}
