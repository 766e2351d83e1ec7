//! Where a request has its parameters, and in which form.

use std::borrow::Cow;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use spec::{BodyFormat, Endpoint, ListForm, Param, Place, Scalar, Type};

/// Puts the value of a parameter into a call: `.with("id", id)`, `.with_field("lines", &lines)`.
pub(super) fn put(endpoint: &Endpoint, param: &Param, name: &Ident) -> TokenStream {
    let wire = wire_name(endpoint, param);
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

/// The name that a request has for a parameter: that of a list in brackets ends with them.
pub(super) fn wire_name<'a>(endpoint: &Endpoint, param: &'a Param) -> Cow<'a, str> {
    match listed(endpoint, param) {
        Some(_) if param.list == ListForm::Brackets => Cow::Owned(format!("{}[]", param.wire)),
        _ => Cow::Borrowed(&param.wire),
    }
}

/// The type of the values, where a parameter is a list of texts in a query or a form.
pub(super) fn listed<'a>(endpoint: &Endpoint, param: &'a Param) -> Option<&'a Type> {
    let is_text = param.place == Place::Url || (param.place == Place::Field && endpoint.body == Some(BodyFormat::Form));
    match &param.ty {
        Type::List(item) if is_text && item.is_single() => Some(item),
        _ => None,
    }
}
