//! A request: a struct that contains a call, with a method for each optional parameter.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use spec::{Api, BodyFormat, Endpoint, Group, Param, Place, Returns, Type};

use super::mentions::{Mentions, Site};
use super::param::{allowed_arguments, argument, is_any_json, is_plain, value, value_argument};
use super::prelude::runtime;
use super::{neighbours, operation, paging, sent};
use crate::docs;
use crate::gate::Gate;
use crate::ident::{bare, group, ident, request};
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::rust_type::{From, rust_type};

pub(super) fn module<'a>(api: &'a Mentions<'a>, definition: &'a Group, endpoint: &'a Endpoint) -> Module<'a> {
    Module {
        name: endpoint.name.clone(),
        doc: format!("`{} {}`.", endpoint.method.word(), endpoint.path),
        file: Some(definition.file),
        gate: Gate::NONE,
        exports: Exports::Names(vec![request(&endpoint.name).to_string()]),
        content: Box::new(|| Content::of(items(api, definition, endpoint))),
    }
}

fn items(api: &Mentions<'_>, definition: &Group, endpoint: &Endpoint) -> Vec<TokenStream> {
    let mut items = vec![
        runtime(api),
        uses(api, definition, endpoint),
        structure(definition, endpoint),
        parameters(api, definition, endpoint),
        operation::facts(api, definition, endpoint),
        methods(api, endpoint),
    ];
    if let Some(pages) = &endpoint.pages {
        items.push(paging::methods(endpoint));
        items.push(paging::paged(api, endpoint, pages));
    }
    items
}

/// Imports the definitions, where a parameter or the response has the type of one.
fn uses(api: &Api, definition: &Group, endpoint: &Endpoint) -> TokenStream {
    let types = endpoint.params.iter().map(|param| &param.ty).chain(endpoint.returns.ty());
    neighbours::modules(api, definition.family, 2, types)
}

fn structure(definition: &Group, endpoint: &Endpoint) -> TokenStream {
    let name = request(&endpoint.name);
    let maker = format!("{}::{}", group(&definition.inner), bare(&endpoint.name));
    let doc = docs::lines(&format!("A request to `{}`, made by [`{maker}`](super::{maker}).", endpoint.key()));
    quote! {
        #doc
        #[derive(Debug, Clone)]
        #[must_use = "a request is sent when you `.await` it, or `.get()` it with a blocking client"]
        pub struct #name<M: Mode = Async> {
            call: Call<M>,
        }
    }
}

/// The constructor, and a method for each optional parameter.
fn parameters(api: &Mentions<'_>, definition: &Group, endpoint: &Endpoint) -> TokenStream {
    let name = request(&endpoint.name);
    let constructor = constructor(api, endpoint);
    let site = Site::request(api, definition, endpoint);
    let optional = endpoint.params.iter().filter(|param| !param.required);
    let optional = optional.map(|param| setter(api, &site, endpoint, param));
    quote! {
        impl<M: Mode> #name<M> {
            #constructor
            #(#optional)*
        }
    }
}

/// The methods of every request: awaiting, sending, raw bytes.
fn methods(api: &Api, endpoint: &Endpoint) -> TokenStream {
    let name = request(&endpoint.name);
    let output = match &endpoint.returns {
        Returns::Json(ty) => rust_type(api, From::Group, ty),
        Returns::Nothing => quote!(()),
        Returns::Bytes => quote!(Binary),
    };
    let idempotent = endpoint.idempotency.as_ref().map(|_| quote! { idempotent!(#name); });
    quote! {
        request!(#name: #output = OPERATION);
        #idempotent
    }
}

fn constructor(api: &Api, endpoint: &Endpoint) -> TokenStream {
    let required = || endpoint.params.iter().filter(|param| param.required);
    let arguments = required().map(|param| value_argument(api, param));
    let puts = required().map(|param| sent::put(endpoint, param, &ident(&param.rust)));
    let allowed = allowed_arguments(1 + required().count());
    let client = client_argument(endpoint);
    quote! {
        #allowed
        pub(super) fn new(#client: &RuntimeClient<M> #(, #arguments)*) -> Self {
            Self { call: Call::new(#client, &OPERATION) #(#puts)* }
        }
    }
}

/// The name of the client among the arguments: a parameter of the endpoint may have the same one.
fn client_argument(endpoint: &Endpoint) -> Ident {
    let mut name = "client".to_owned();
    while endpoint.params.iter().any(|param| param.rust == name) {
        name.push('_');
    }
    ident(&name)
}

fn setter(api: &Mentions<'_>, site: &Site<'_>, endpoint: &Endpoint, param: &Param) -> TokenStream {
    let doc = api.lines(site, &setter_doc(endpoint, param));
    let name = ident(&param.rust);
    let argument = argument(api, param);
    let converted = converted(api, &name, &param.ty);
    let put = sent::put(endpoint, param, &name);
    quote! {
        #doc
        pub fn #name(self, #argument) -> Self {
            #converted
            Self { call: self.call #put }
        }
    }
}

fn setter_doc(endpoint: &Endpoint, param: &Param) -> String {
    let mut text = match &param.doc {
        Some(doc) => markdown::safe(doc),
        None => format!("Sets {}.", markdown::code(&param.wire)),
    };
    if matches!(param.ty, Type::Nullable(_)) {
        text.push_str(null(endpoint, param));
    }
    if let Some(default) = param.default.as_ref().filter(|default| !default.is_empty()) {
        text.push_str(&format!("\n\nThe default is {}.", markdown::code(default)));
    }
    text
}

/// How null is sent.
fn null(endpoint: &Endpoint, param: &Param) -> &'static str {
    match (&param.place, endpoint.body) {
        (Place::Field, Some(BodyFormat::Form)) => "\n\n`None` sends an empty value.",
        _ if is_any_json(&param.ty) => "\n\n`()` sends null.",
        _ => "\n\n`None` sends null.",
    }
}

/// Converts an argument to the type of its parameter.
fn converted(api: &Api, name: &Ident, ty: &Type) -> TokenStream {
    if is_plain(ty) || is_any_json(ty) {
        return TokenStream::new();
    }
    let value = value(name, ty);
    let ty = rust_type(api, From::Group, ty);
    quote! { let #name: #ty = #value; }
}
