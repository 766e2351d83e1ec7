//! Samples for tests. The macros around them expand to nothing where the runtime's feature `samples` is off.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{Api, Group, Type};

use super::prelude::{exports, runtime};
use crate::ident::{ident, request};
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::sample::{self, Part, Samples};

pub(super) fn module<'a>(api: &'a Api, samples: &'a Samples) -> Module<'a> {
    Module {
        name: "samples".to_owned(),
        doc: "Responses of all endpoints and a value of each type, for tests: with the feature `samples`.".to_owned(),
        file: None,
        exports: Exports::Itself,
        content: Box::new(move || {
            let groups = api.groups.iter().map(|definition| group(api, samples, definition));
            Content {
                children: groups.chain([types(api, samples)]).collect(),
                ..Content::of([exports(api, "samples"), runtime(api), sampled(api)])
            }
        }),
    }
}

/// The responses of all groups, and their place in the client.
fn sampled(api: &Api) -> TokenStream {
    let groups = api.groups.iter().map(|group| ident(&group.name));
    let client = api.service.is_some().then(|| quote!(super::Client:));
    quote! { sampled!(#client #(#groups),*); }
}

fn group<'a>(api: &'a Api, samples: &'a Samples, definition: &'a Group) -> Module<'a> {
    Module {
        name: definition.name.clone(),
        doc: format!("Responses of {}.", markdown::code(&definition.name)),
        file: Some(definition.file),
        exports: Exports::Names(Vec::new()),
        content: Box::new(move || Content::of([runtime(api), responses(api, samples, definition)])),
    }
}

fn responses(api: &Api, samples: &Samples, definition: &Group) -> TokenStream {
    let group = ident(&definition.name);
    let rows = definition.endpoints.iter().filter_map(|endpoint| {
        let name = request(&endpoint.name);
        let body = body(api, sample::response(api, samples, endpoint)?);
        Some(quote!(super::super::#group::#name: #body,))
    });
    quote! { responses! { #(#rows)* } }
}

fn types<'a>(api: &'a Api, samples: &'a Samples) -> Module<'a> {
    Module {
        name: "types".to_owned(),
        doc: "A value of each type.".to_owned(),
        file: None,
        exports: Exports::Names(Vec::new()),
        content: Box::new(move || Content::of([runtime(api), values(api, samples)])),
    }
}

fn values(api: &Api, samples: &Samples) -> TokenStream {
    let ids = (0..api.ids.len()).map(Type::Id);
    let enums = (0..api.enums.len()).map(Type::Enum);
    let structs = (0..api.types.len()).map(Type::Struct);
    let unions = (0..api.unions.len()).map(Type::Union);
    let rows = ids.chain(enums).chain(structs).chain(unions).filter_map(|ty| {
        let name = ident(api.name_of(&ty)?);
        let body = body(api, sample::value(api, samples, &ty)?);
        Some(quote!(super::super::types::#name: #body,))
    });
    quote! { samples! { #(#rows)* } }
}

/// A literal, or `("..", <types::Media as Sample>::json(), "..")` around types of the client that an extension names.
fn body(api: &Api, parts: Vec<Part>) -> TokenStream {
    let is_whole = matches!(parts.as_slice(), [Part::Text(_)]);
    let parts = parts.into_iter().map(|part| match part {
        Part::Text(text) => literal(&text),
        Part::External(index) => {
            let client_crate = ident(&api.client_crate);
            let name = ident(&api.externals[index].name);
            quote!(<::#client_crate::types::#name as Sample>::json())
        }
    });
    if is_whole { quote!(#(#parts)*) } else { quote!((#(#parts),*)) }
}

/// A raw literal, so that JSON is as readable as in a file.
fn literal(text: &str) -> TokenStream {
    let mut marks = "#".to_owned();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    let literal = format!("r{marks}\"{text}\"{marks}").parse::<Literal>();
    let literal = literal.unwrap_or_else(|_| Literal::string(text));
    quote!(#literal)
}
