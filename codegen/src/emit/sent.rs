//! Where a request has its parameters, and in which form.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use spec::{Endpoint, ListForm, Param, Place, Scalar, Type};

/// Puts the value of a parameter into a call: `.with("id", id)`, `.with_field("lines", &lines)`.
pub(super) fn put(endpoint: &Endpoint, param: &Param, name: &Ident) -> TokenStream {
    let wire = param.sent_name(endpoint.body);
    let is_bytes = param.ty == Type::Scalar(Scalar::Bytes);
    match (&param.place, &param.ty) {
        (Place::Url, Type::List(_)) if param.list == ListForm::Comma => quote!(.with_joined(#wire, #name)),
        (Place::Url, Type::List(_)) => quote!(.with_list(#wire, #name)),
        (Place::Url, Type::Struct(_)) => quote!(.with_object(#wire, #name)),
        (Place::Url, _) => quote!(.with(#wire, #name)),
        (Place::Header(header), _) => quote!(.with_header(#header, #name)),
        (Place::Field, _) if is_bytes => quote!(.with_part(#wire, #name)),
        (Place::Field, _) => quote!(.with_field(#wire, #name)),
        (Place::Body, _) if is_bytes => quote!(.with_bytes(#name)),
        (Place::Body, _) => quote!(.with_body(#name)),
    }
}
