//! The facts of an endpoint, which the runtime reads, and the list of all endpoints.

use heck::ToUpperCamelCase;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{
    Api, BodyFormat, Cost, Endpoint, Group, IdForm, ListForm, Method, More, Param, Place, Returns, Scalar, Type, Values,
};

use super::caching;
use crate::gate::Gate;
use crate::ident::{bare, ident, request};
use crate::rust_type::{From, group_path, rust_type};

/// `static OPERATION: Operation = ..;`, with what differs from a GET without parameters.
pub(super) fn facts(api: &Api, definition: &Group, endpoint: &Endpoint) -> TokenStream {
    let Endpoint { path, name: method, .. } = endpoint;
    let group = bare(&definition.name);
    let name = bare(method);
    let facts = [http(api, endpoint), price(endpoint), params(api, endpoint), pages(endpoint), cache(endpoint)];
    quote! {
        static OPERATION: Operation = Operation {
            group: #group,
            name: #name,
            path: #path,
            #(#facts)*
            ..Operation::DEFAULT
        };
    }
}

/// The method, the server, headers, the body, and what a response contains.
fn http(api: &Api, endpoint: &Endpoint) -> TokenStream {
    let Endpoint { method, server, headers, body, idempotency, is_safe, returns, .. } = endpoint;
    let method = Some(*method).filter(|method| *method != Method::Get).map(|method| {
        let method = ident(&method.word().to_lowercase().to_upper_camel_case());
        quote!(method: Method::#method,)
    });
    let server = server.as_ref().and_then(|name| api.service.as_ref()?.server_named(name)).map(|server| {
        let url = &server.url;
        quote!(server: Some(#url),)
    });
    let headers = Some(pairs(headers)).filter(|_| !headers.is_empty()).map(|pairs| quote!(headers: #pairs,));
    let body = body.map(|body| {
        let body = ident(match body {
            BodyFormat::Json => "Json",
            BodyFormat::Form => "Form",
            BodyFormat::Upload => "Upload",
            BodyFormat::Bytes => "Bytes",
        });
        quote!(body: Some(BodyFormat::#body),)
    });
    let idempotency = idempotency.as_ref().map(|header| quote!(idempotency: Some(#header),));
    let is_safe = is_safe.then(|| quote!(is_safe: true,));
    let returns = match returns {
        Returns::Json(Type::Nullable(_)) => Some(quote!(returns: Returned::JsonOrNothing,)),
        Returns::Json(_) => None,
        Returns::Nothing => Some(quote!(returns: Returned::Nothing,)),
        Returns::Bytes => Some(quote!(returns: Returned::Bytes,)),
    };
    quote! { #method #server #headers #body #idempotency #is_safe #returns }
}

/// `&[("x-version", "2")]`.
pub(super) fn pairs(headers: &[(String, String)]) -> TokenStream {
    let pairs = headers.iter().map(|(name, value)| quote!((#name, #value)));
    quote!(&[#(#pairs),*])
}

fn price(endpoint: &Endpoint) -> TokenStream {
    let Cost { units, when, more, is_estimate } = &endpoint.cost;
    let exceptions = when.iter().map(|(param, units)| {
        let units = Literal::u32_unsuffixed(*units);
        quote! { UnitsWhen { param: #param, units: #units } }
    });
    let exceptions = (!when.is_empty()).then(|| quote!(units_when: &[#(#exceptions),*],));
    let units = Some(Literal::u32_unsuffixed(*units)).filter(|_| *units != 1).map(|units| quote!(units: #units,));
    let more = more.as_ref().map(|More { units, every, of, default }| {
        let units = Literal::u32_unsuffixed(*units);
        let every = Literal::u32_unsuffixed(*every);
        let default = Literal::i64_unsuffixed(*default);
        quote! { units_more: Some(UnitsMore { units: #units, every: #every, param: #of, default: #default }), }
    });
    let is_estimate = is_estimate.then(|| quote!(is_estimate: true,));
    quote! { #units #exceptions #more #is_estimate }
}

fn params(api: &Api, endpoint: &Endpoint) -> TokenStream {
    if endpoint.params.is_empty() {
        return TokenStream::new();
    }
    let params = endpoint.params.iter().map(|param| self::param(api, endpoint, param));
    quote! { params: &[#(#params),*], }
}

fn pages(endpoint: &Endpoint) -> TokenStream {
    if endpoint.pages.is_none() {
        return TokenStream::new();
    }
    let name = request(&endpoint.name);
    quote!(paging: Some(#name::PAGING),)
}

fn cache(endpoint: &Endpoint) -> TokenStream {
    match &endpoint.cache {
        Some(cache) => {
            let cache = caching::facts(cache);
            quote!(cache: #cache,)
        }
        None => TokenStream::new(),
    }
}

/// The list of all endpoints, for a module beside the groups' parent (`super`) or for that parent (`self`).
pub(super) fn list(api: &Api, groups: &TokenStream) -> TokenStream {
    let operations = api.groups.iter().flat_map(|definition| {
        let group = group_path(api, definition);
        let gate = Gate::family(api, definition.family).cfg();
        definition.endpoints.iter().map(move |endpoint| {
            let name = request(&endpoint.name);
            quote!(#gate #groups::#group::#name::OPERATION)
        })
    });
    quote! {
        /// The facts of all endpoints, in the order of the spec.
        pub const OPERATIONS: &[&Operation] = &[#(#operations),*];
    }
}

fn param(api: &Api, endpoint: &Endpoint, param: &Param) -> TokenStream {
    let Param { ty, required, place, .. } = param;
    let wire = param.sent_name(endpoint.body);
    let form = match (place, ty, param.listed(endpoint.body)) {
        (_, _, Some(item)) => list_form(api, param.list, item),
        (Place::Body, Type::Scalar(Scalar::Bytes), _) => quote!(ParamForm::Bytes),
        // In the URL brackets distinguish it.
        (Place::Body, ..) | (Place::Field, Type::Struct(_), _) => quote!(ParamForm::Json),
        (_, ty, None) => form(api, ty),
    };
    let new = if *required { quote!(Param::required(#wire, #form)) } else { quote!(Param::optional(#wire, #form)) };
    let nullable = matches!(ty, Type::Nullable(_)).then(|| quote!(.nullable()));
    match place {
        Place::Url => new,
        Place::Header(header) => quote!(#new.at(Place::Header(#header))),
        Place::Field => quote!(#new.at(Place::Field) #nullable),
        Place::Body => quote!(#new.at(Place::Body) #nullable),
    }
}

fn list_form(api: &Api, list: ListForm, item: &Type) -> TokenStream {
    let item = form(api, item);
    match list {
        ListForm::Comma => quote!(ParamForm::Joined(&#item)),
        ListForm::Repeat | ListForm::Brackets => quote!(ParamForm::Repeated(&#item)),
    }
}

fn form(api: &Api, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(Scalar::Boolean) => quote!(ParamForm::Boolean),
        Type::Scalar(Scalar::Integer) => quote!(ParamForm::Integer),
        Type::Scalar(Scalar::Number) => quote!(ParamForm::Number),
        Type::Scalar(Scalar::Cursor) => quote!(ParamForm::Cursor),
        Type::Id(index) if api.ids[*index].form == IdForm::Digits => quote!(ParamForm::Digits),
        Type::Scalar(Scalar::Timestamp) => quote!(ParamForm::Timestamp),
        Type::Scalar(Scalar::Date) => quote!(ParamForm::Date),
        Type::Scalar(Scalar::Bytes) => quote!(ParamForm::Bytes),
        Type::Nullable(inner) => form(api, inner),
        Type::Struct(_) => quote!(ParamForm::Object),
        Type::Scalar(Scalar::Json) | Type::Union(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) => {
            quote!(ParamForm::Json)
        }
        Type::Enum(index) => one_of(&api.enums[*index].values),
        // The client's crate knows what it is, and this spec does not.
        Type::External(_) => {
            let ty = rust_type(api, From::Group, ty);
            quote!(<#ty as ParamType>::FORM)
        }
        Type::Scalar(_) | Type::Id(_) => quote!(ParamForm::Text),
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
