//! Values as arguments of generated functions: what a caller may pass, and how it becomes the value.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use spec::{Api, Param, Scalar, Type};

use crate::ident::ident;
use crate::rust_type::{From, rust_type};

/// The argument of a parameter: `count: i64`, or `max_id: impl Into<Cursor>` for types of the client.
pub(super) fn argument(api: &Api, param: &Param) -> TokenStream {
    let name = ident(&param.rust);
    let ty = param_type(api, From::Group, &param.ty);
    quote!(#name: #ty)
}

/// What a caller may pass for a parameter.
pub(crate) fn param_type(api: &Api, from: From, ty: &Type) -> TokenStream {
    if is_any_json(ty) { quote!(impl Serialize) } else { argument_type(api, from, ty) }
}

/// The argument as the value of its parameter.
pub(super) fn argument_value(param: &Param) -> TokenStream {
    let name = ident(&param.rust);
    if is_any_json(&param.ty) { quote!(#name) } else { value(&name, &param.ty) }
}

/// The argument that takes such a value.
pub(super) fn value_argument(api: &Api, param: &Param) -> TokenStream {
    let name = ident(&param.rust);
    let ty = if is_any_json(&param.ty) { quote!(impl Serialize) } else { rust_type(api, From::Group, &param.ty) };
    quote!(#name: #ty)
}

/// Whether a parameter is JSON of unknown shape: whatever can be written is put into the request as it is.
pub(super) fn is_any_json(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) => is_any_json(inner),
        ty => *ty == Type::Scalar(Scalar::Json),
    }
}

/// What a caller may pass for a value of this type: anything that becomes one, any iterator for a list or a map, and `None` for
/// null.
pub(super) fn argument_type(api: &Api, from: From, ty: &Type) -> TokenStream {
    match ty {
        Type::List(item) => {
            let item = part_type(api, from, item);
            quote!(impl IntoIterator<Item = #item>)
        }
        Type::Map(value) => {
            let value = part_type(api, from, value);
            quote!(impl IntoIterator<Item = (impl Into<String>, #value)>)
        }
        ty => part_type(api, from, ty),
    }
}

/// The same for what is inside of a list, a map or a tuple.
fn part_type(api: &Api, from: From, ty: &Type) -> TokenStream {
    match ty {
        Type::Tuple(items) => {
            let items = items.iter().map(|item| part_type(api, from, item));
            quote!((#(#items),*))
        }
        Type::Nullable(inner) => sparse_argument(api, from, inner),
        ty if is_plain(ty) => rust_type(api, from, ty),
        ty => {
            let ty = rust_type(api, from, ty);
            quote!(impl Into<#ty>)
        }
    }
}

/// What may be null. Texts become a `Sparse`, and not an `Option`, which is no type of the runtime.
pub(super) fn sparse_argument(api: &Api, from: From, ty: &Type) -> TokenStream {
    let ty = rust_type(api, from, ty);
    quote!(impl Into<Sparse<#ty>>)
}

/// The argument as a value of its type.
pub(super) fn value(name: &Ident, ty: &Type) -> TokenStream {
    match ty {
        Type::List(item) if is_plain(item) => quote!(#name.into_iter().collect()),
        Type::List(item) if matches!(**item, Type::Tuple(_) | Type::Nullable(_)) => {
            let item = part_value(&quote!(item), item);
            quote!(#name.into_iter().map(|item| #item).collect())
        }
        Type::List(_) => quote!(#name.into_iter().map(Into::into).collect()),
        Type::Map(value) => {
            let value = part_value(&quote!(value), value);
            quote!(#name.into_iter().map(|(key, value)| (key.into(), #value)).collect())
        }
        ty => part_value(&quote!(#name), ty),
    }
}

/// The same for what is inside of a list, a map or a tuple.
fn part_value(part: &TokenStream, ty: &Type) -> TokenStream {
    match ty {
        ty if is_plain(ty) => part.clone(),
        Type::Tuple(items) => {
            let items = items.iter().enumerate().map(|(position, item)| {
                let position = Literal::usize_unsuffixed(position);
                part_value(&quote!(#part.#position), item)
            });
            quote!((#(#items),*))
        }
        Type::Nullable(_) => quote!(#part.into().into_option()),
        _ => quote!(#part.into()),
    }
}

/// Whether the type is one of Rust's own, where `impl Into` would only be in the way.
pub(super) fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Tuple(items) => items.iter().all(is_plain),
        ty => matches!(ty, Type::Scalar(Scalar::Boolean | Scalar::Integer)),
    }
}

/// The most arguments that clippy lets a function have.
const MOST_ARGUMENTS: usize = 7;

/// Allows a function to have this many arguments, if it must.
pub(super) fn allowed_arguments(count: usize) -> TokenStream {
    if count > MOST_ARGUMENTS {
        quote!(#[allow(clippy::too_many_arguments, reason = "the service requires them")])
    } else {
        TokenStream::new()
    }
}
