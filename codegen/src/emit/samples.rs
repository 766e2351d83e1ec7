//! Samples for tests. The macros around them expand to nothing where the runtime's feature `samples` is off.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::{Api, Group, Type};

use super::definitions;
use super::gates::{self, Gates};
use super::prelude::{exports, runtime};
use crate::gate::Gate;
use crate::ident::{bare, ident, request};
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::rust_type::{group_path, path};
use crate::sample::{self, Part, Samples};

pub(super) fn module<'a>(api: &'a Api, samples: &'a Samples) -> Module<'a> {
    Module {
        name: "samples".to_owned(),
        doc: "Responses of all endpoints and a value of each type, for tests: with the feature `samples`.".to_owned(),
        file: None,
        gate: Gate::NONE,
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
    let groups = api.groups.iter().map(|group| {
        let (name, gate) = (ident(&group.name), Gate::family(api, group.family).cfg());
        quote!(#gate #name)
    });
    // Groups of an extension have no conditions.
    match api.service {
        Some(_) => quote! { sampled! { super::Client { #(#groups,)* } } },
        None => quote! { sampled!(#(#groups),*); },
    }
}

fn group<'a>(api: &'a Api, samples: &'a Samples, definition: &'a Group) -> Module<'a> {
    Module {
        name: definition.name.clone(),
        doc: format!("Responses of {}.", markdown::code(&definition.name)),
        file: Some(definition.file),
        gate: Gate::family(api, definition.family),
        exports: Exports::Names(Vec::new()),
        content: Box::new(move || Content::of([runtime(api), responses(api, samples, definition)])),
    }
}

fn responses(api: &Api, samples: &Samples, definition: &Group) -> TokenStream {
    let group = group_path(api, definition);
    let rows = definition.endpoints.iter().filter_map(|endpoint| {
        let name = request(&endpoint.name);
        let body = body(api, sample::response(api, samples, endpoint)?);
        Some(quote!(super::super::#group::#name: #body,))
    });
    quote! { responses! { #(#rows)* } }
}

fn types<'a>(api: &'a Api, samples: &'a Samples) -> Module<'a> {
    let families = (0..api.families.len()).filter(|family| definitions::are_in(api, *family));
    Module {
        name: "types".to_owned(),
        doc: "A value of each type.".to_owned(),
        file: None,
        gate: Gate::NONE,
        exports: Exports::Names(Vec::new()),
        content: Box::new(move || Content {
            children: families.map(|family| types_of(api, samples, family)).collect(),
            ..Content::of([runtime(api)].into_iter().chain(shared_values(api, samples)))
        }),
    }
}

fn types_of<'a>(api: &'a Api, samples: &'a Samples, family: usize) -> Module<'a> {
    let name = &api.families[family].name;
    Module {
        name: name.clone(),
        doc: format!("A value of each type that only {} has.", markdown::code(bare(name))),
        file: None,
        gate: Gate::family(api, Some(family)),
        exports: Exports::Names(Vec::new()),
        content: Box::new(move || {
            let is_here = |ty: &Type| api.family_of(ty) == Some(family);
            Content::of([runtime(api), values(api, samples, is_here, &quote!(super::super::super))])
        }),
    }
}

/// The values of the types that families share, in a call for each condition.
fn shared_values(api: &Api, samples: &Samples) -> Vec<TokenStream> {
    let gates = Gates::new(api);
    let call = |gate: Gate| {
        let is_here = |ty: &Type| api.family_of(ty).is_none() && gates.of(ty) == gate;
        let (cfg, values) = (gate.cfg(), values(api, samples, is_here, &quote!(super::super)));
        quote! { #cfg #values }
    };
    gates.all().into_iter().map(call).collect()
}

/// The values of some types, in a module from which `root` leads to that of the client.
fn values(api: &Api, samples: &Samples, is_here: impl Fn(&Type) -> bool, root: &TokenStream) -> TokenStream {
    let all = gates::definitions(api).filter(is_here);
    let rows = all.filter_map(|ty| {
        let path = path(api, &ty);
        let body = body(api, sample::value(api, samples, &ty)?);
        Some(quote!(#root::#path: #body,))
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
