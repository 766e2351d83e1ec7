//! Values as arguments of generated functions: what a caller may pass, and how it becomes the value.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use spec::{Api, Param, Scalar, Type};

use crate::ident::ident;
use crate::rust_type::{From, rust_type};

/// The argument of a parameter: `count: i64`, or `max_id: impl Into<Cursor>` for types of the client.
pub(super) fn argument(api: &Api, param: &Param) -> TokenStream {
    let name = ident(&param.rust);
    let ty = if is_any_json(&param.ty) { quote!(impl Serialize) } else { argument_type(api, From::Group, &param.ty) };
    quote!(#name: #ty)
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
    *ty == Type::Scalar(Scalar::Json)
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
        // Texts become a `Sparse`, and not an `Option`, which is no type of the runtime.
        Type::Nullable(inner) => {
            let inner = rust_type(api, from, inner);
            quote!(impl Into<Sparse<#inner>>)
        }
        ty => part_type(api, from, ty),
    }
}

/// The same for what is inside of a list or a map.
fn part_type(api: &Api, from: From, ty: &Type) -> TokenStream {
    let is_plain = is_plain(ty);
    let ty = rust_type(api, from, ty);
    if is_plain { ty } else { quote!(impl Into<#ty>) }
}

/// The argument as a value of its type.
pub(super) fn value(name: &Ident, ty: &Type) -> TokenStream {
    match ty {
        Type::List(item) if is_plain(item) => quote!(#name.into_iter().collect()),
        Type::List(_) => quote!(#name.into_iter().map(Into::into).collect()),
        Type::Map(value) => {
            let value = if is_plain(value) { quote!(value) } else { quote!(value.into()) };
            quote!(#name.into_iter().map(|(key, value)| (key.into(), #value)).collect())
        }
        Type::Nullable(_) => quote!(#name.into().into_option()),
        ty if is_plain(ty) => quote!(#name),
        _ => quote!(#name.into()),
    }
}

/// Whether the type is one of Rust's own, where `impl Into` would only be in the way.
pub(super) fn is_plain(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::Boolean | Scalar::Integer))
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
