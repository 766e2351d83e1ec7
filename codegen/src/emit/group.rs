//! A group: the struct that a client returns, with a method for each endpoint.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Endpoint, Group};

use super::mentions::{Mentions, Site};
use super::param::{allowed_arguments, argument, argument_value};
use super::prelude::runtime;
use super::{deprecation, example, neighbours, request, returns, sending};
use crate::docs;
use crate::gate::Gate;
use crate::ident::{bare, group, ident, request as request_name};
use crate::markdown;
use crate::module::{Content, Exports, Module};

pub(super) fn module<'a>(api: &'a Mentions<'a>, definition: &'a Group) -> Module<'a> {
    let Group { inner, doc, file, .. } = definition;
    Module {
        name: inner.clone(),
        doc: api.text(&Site::group(api, definition), &markdown::safe(doc)),
        file: Some(*file),
        gate: Gate::NONE,
        exports: Exports::Itself,
        content: Box::new(move || Content {
            children: definition.endpoints.iter().map(|endpoint| request::module(api, definition, endpoint)).collect(),
            ..Content::of([runtime(api), uses(api, definition), structure(api, definition), methods(api, definition)])
        }),
    }
}

/// Imports the definitions, where an argument has the type of one.
fn uses(api: &Api, definition: &Group) -> TokenStream {
    let params = definition.endpoints.iter().flat_map(|endpoint| &endpoint.params);
    let arguments = params.filter(|param| param.required).map(|param| &param.ty);
    neighbours::modules(api, definition.family, 1, arguments)
}

fn structure(api: &Mentions<'_>, definition: &Group) -> TokenStream {
    let name = group(&definition.inner);
    let example = example::group(api, definition).map(|example| format!("\n\n# Examples\n\n{example}"));
    let doc = format!("{}{}", markdown::safe(&definition.doc), example.unwrap_or_default());
    let doc = api.lines(&Site::group(api, definition), &doc);
    let aliases = docs::aliases(&definition.aliases);
    quote! {
        #doc
        #aliases
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a, M: Mode = Async> {
            pub(super) client: &'a RuntimeClient<M>,
        }
    }
}

fn methods(api: &Mentions<'_>, definition: &Group) -> TokenStream {
    let name = group(&definition.inner);
    let methods = definition.endpoints.iter().map(|endpoint| method(api, definition, endpoint));
    quote! {
        impl<M: Mode> #name<'_, M> {
            #(#methods)*
        }
    }
}

fn method(api: &Mentions<'_>, definition: &Group, endpoint: &Endpoint) -> TokenStream {
    let doc = api.lines(&Site::method(api, definition, endpoint), &method_doc(api, definition, endpoint));
    let deprecated = endpoint.deprecated.as_ref().map(|deprecated| {
        let note = deprecation::note(api, deprecated);
        quote! { #[deprecated(note = #note)] }
    });
    let aliases = docs::aliases(&endpoint.aliases);
    let name = ident(&endpoint.name);
    let request = request_name(&endpoint.name);
    let required = || endpoint.params.iter().filter(|param| param.required);
    let arguments = required().map(|param| argument(api, param));
    let values = required().map(argument_value);
    let allowed = allowed_arguments(1 + required().count());
    quote! {
        #doc
        #aliases
        #deprecated
        #allowed
        pub fn #name(self #(, #arguments)*) -> #request<M> {
            #request::new(self.client #(, #values)*)
        }
    }
}

fn method_doc(api: &Api, definition: &Group, endpoint: &Endpoint) -> String {
    let mut doc = markdown::safe(&endpoint.doc);
    let required: Vec<_> = endpoint.params.iter().filter(|param| param.required).collect();
    if required.iter().any(|param| param.doc.is_some()) {
        doc.push_str("\n\n");
        for param in required {
            let text = param.doc.as_deref().unwrap_or("See its type.");
            doc.push_str(&markdown::item(&format!("`{}`:", bare(&param.rust)), text));
            doc.push('\n');
        }
    }
    let returns = returns::sentence(api, definition, endpoint);
    let optional = optional(endpoint);
    let sending = sending::sentences(api, endpoint);
    format!("{}\n\n{returns}{optional}\n\n{sending}", doc.trim_end())
}

/// The optional parameters, as links to the methods that set them.
fn optional(endpoint: &Endpoint) -> String {
    let request = request_name(&endpoint.name);
    let optional = endpoint.params.iter().filter(|param| !param.required);
    let links = optional.map(|param| format!("[`{0}`]({request}::{0})", bare(&param.rust))).collect::<Vec<_>>();
    if links.is_empty() { String::new() } else { format!(" Optional: {}.", links.join(", ")) }
}
