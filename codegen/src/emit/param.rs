//! Parameters as arguments of generated functions.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use spec::{Api, Param, Scalar, Type};

use crate::ident::ident;
use crate::rust_type::{From, rust_type};

/// The argument of a parameter: `count: i64`, or `max_id: impl Into<Cursor>` for types of the client.
pub(super) fn argument(api: &Api, param: &Param) -> TokenStream {
    let name = ident(&param.rust);
    let ty = rust_type(api, From::Group, &param.ty);
    if is_plain(&param.ty) { quote!(#name: #ty) } else { quote!(#name: impl Into<#ty>) }
}

/// The argument as a value of the parameter's type.
pub(super) fn value(name: &Ident, ty: &Type) -> TokenStream {
    if is_plain(ty) { quote!(#name) } else { quote!(#name.into()) }
}

/// Whether the type is one of Rust's own, where `impl Into` would only be in the way.
pub(super) fn is_plain(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::Boolean | Scalar::Integer))
}
