//! The facts of an endpoint, which the runtime reads, and the list of all endpoints.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{Api, Endpoint, Group, IdForm, Param, Scalar, Type, Values};

use super::caching;

use crate::ident::{bare, ident, request};

/// `static OPERATION: Operation = ..;`
pub(super) fn facts(api: &Api, definition: &Group, endpoint: &Endpoint) -> TokenStream {
    let Endpoint { path, name: method, cost, .. } = endpoint;
    let group = bare(&definition.name);
    let method = bare(method);
    let units = Literal::u32_unsuffixed(cost.units);
    let exceptions = cost.when.iter().map(|(param, units)| {
        let units = Literal::u32_unsuffixed(*units);
        quote! { UnitsWhen { param: #param, units: #units } }
    });
    let params = endpoint.params.iter().map(|param| self::param(api, param));
    let paging = paging(endpoint);
    let cache = caching::facts(endpoint.cache.as_ref());
    quote! {
        static OPERATION: Operation = Operation {
            group: #group,
            name: #method,
            path: #path,
            units: #units,
            units_when: &[#(#exceptions),*],
            params: &[#(#params),*],
            paging: #paging,
            cache: #cache,
        };
    }
}

/// The list of all endpoints, for a module beside the groups' parent (`super`) or for that parent (`self`).
pub(super) fn list(api: &Api, groups: &TokenStream) -> TokenStream {
    let operations = api.groups.iter().flat_map(|definition| {
        let group = ident(&definition.name);
        definition.endpoints.iter().map(move |endpoint| {
            let name = request(&endpoint.name);
            quote!(#groups::#group::#name::OPERATION)
        })
    });
    quote! {
        /// The facts of all endpoints, in the order of the spec.
        pub const OPERATIONS: &[&Operation] = &[#(#operations),*];
    }
}

fn paging(endpoint: &Endpoint) -> TokenStream {
    if endpoint.pages.is_none() {
        return quote!(None);
    }
    let name = request(&endpoint.name);
    quote!(Some(#name::PAGING))
}

fn param(api: &Api, param: &Param) -> TokenStream {
    let Param { wire, ty, required, .. } = param;
    let form = form(api, ty);
    if *required { quote!(Param::required(#wire, #form)) } else { quote!(Param::optional(#wire, #form)) }
}

fn form(api: &Api, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(Scalar::Boolean) => quote!(ParamForm::Boolean),
        Type::Scalar(Scalar::Integer) => quote!(ParamForm::Integer),
        Type::Scalar(Scalar::Number) => quote!(ParamForm::Number),
        Type::Scalar(Scalar::Cursor) => quote!(ParamForm::Cursor),
        Type::Id(index) if api.ids[*index].form == IdForm::Digits => quote!(ParamForm::Digits),
        Type::Enum(index) => one_of(&api.enums[*index].values),
        // The client's crate knows what an external type is, and this spec does not.
        _ => quote!(ParamForm::Text),
    }
}

fn one_of(values: &Values) -> TokenStream {
    match values {
        Values::Text(values) => {
            let values = values.iter().map(|value| &value.wire);
            quote!(ParamForm::OneOf(&[#(#values),*]))
        }
        Values::Integer(values) => {
            let values = values.iter().map(|value| Literal::i64_unsuffixed(value.wire));
            quote!(ParamForm::OneOfNumbers(&[#(#values),*]))
        }
    }
}
