//! What the spec says of the endpoints, as data. The macros around it expand to nothing where the runtime's feature `dynamic` is
//! off.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Deprecated, Endpoint, Group, Param, Replacement, Returns, Type, json_path};

use super::neighbours;
use super::prelude::runtime;
use crate::gate::Gate;
use crate::ident::{bare, ident, request};
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::rust_type::{From, group_path, rust_type};

pub(super) fn module(api: &Api) -> Module<'_> {
    Module {
        name: "described".to_owned(),
        doc: "What the spec says of the endpoints, as data: with the feature `dynamic`.".to_owned(),
        file: None,
        gate: Gate::NONE,
        // A client has them by its trait.
        exports: if api.service.is_some() { Exports::Names(Vec::new()) } else { Exports::Itself },
        content: Box::new(|| Content {
            children: api.groups.iter().map(|definition| group(api, definition)).collect(),
            ..Content::of([runtime(api), described(api)])
        }),
    }
}

/// All groups, and their place in the client.
fn described(api: &Api) -> TokenStream {
    let groups = api.groups.iter().map(|group| {
        let Group { name, doc, .. } = group;
        let (module, name, doc) = (ident(name), bare(name), doc.trim());
        let gate = Gate::family(api, group.family).cfg();
        quote! { #gate #module: #name = #doc, }
    });
    match &api.service {
        Some(service) => {
            let doc = service.doc.trim();
            quote! { described! { super::Client = #doc { #(#groups)* } } }
        }
        None => quote! { described! { #(#groups)* } },
    }
}

fn group<'a>(api: &'a Api, definition: &'a Group) -> Module<'a> {
    Module {
        name: definition.name.clone(),
        doc: format!("The endpoints of {}.", markdown::code(&definition.name)),
        file: Some(definition.file),
        gate: Gate::family(api, definition.family),
        exports: Exports::Names(Vec::new()),
        content: Box::new(move || Content::of([runtime(api), uses(api, definition), endpoints(api, definition)])),
    }
}

/// Imports the definitions, where a row has the type of one.
fn uses(api: &Api, definition: &Group) -> TokenStream {
    let types = definition.endpoints.iter().filter_map(|endpoint| endpoint.returns.ty());
    let uses = neighbours::modules(api, None, 2, types);
    if uses.is_empty() {
        uses
    } else {
        quote! { #[allow(unused_imports)] #uses }
    }
}

fn endpoints(api: &Api, definition: &Group) -> TokenStream {
    let module = group_path(api, definition);
    let rows = definition.endpoints.iter().map(|endpoint| {
        let name = request(&endpoint.name);
        let doc = endpoint.doc.trim();
        let params = endpoint.params.iter().map(|param| self::param(api, endpoint, param));
        let deprecated = endpoint.deprecated.as_ref().map(|deprecated| self::deprecated(api, deprecated));
        let rows = response_rows(api, endpoint);
        quote! { super::super::#module::#name { doc: #doc, #(#params)* #deprecated #rows } }
    });
    quote! { endpoints! { #(#rows)* } }
}

fn param(api: &Api, endpoint: &Endpoint, param: &Param) -> TokenStream {
    let name = param.sent_name(endpoint.body);
    let ty = type_name(api, &param.ty);
    let doc = param.doc.as_deref().or_else(|| doc_of(api, &param.ty)).unwrap_or_default().trim();
    let default = param.default.as_ref().map(|default| quote!(default #default));
    quote! { param #name: #ty = #doc #default, }
}

/// What the spec says of a type, for a parameter of which it says nothing.
fn doc_of<'a>(api: &'a Api, ty: &Type) -> Option<&'a str> {
    match ty {
        Type::Id(index) => Some(&api.ids[*index].doc),
        Type::Enum(index) => Some(&api.enums[*index].doc),
        Type::Struct(index) => Some(&api.types[*index].doc),
        Type::Union(index) => Some(&api.unions[*index].doc),
        Type::List(inner) | Type::Nullable(inner) => doc_of(api, inner),
        Type::Scalar(_) | Type::External(_) | Type::Map(_) | Type::Tuple(_) => None,
    }
}

/// The type as a spec writes it: `[UserPk]`.
fn type_name(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.row().name.to_owned(),
        Type::List(item) => format!("[{}]", type_name(api, item)),
        Type::Map(value) => format!("{{{}}}", type_name(api, value)),
        Type::Nullable(inner) => format!("{}?", type_name(api, inner)),
        Type::Tuple(items) => {
            let items: Vec<_> = items.iter().map(|item| type_name(api, item)).collect();
            format!("[{}]", items.join(", "))
        }
        named => api.name_of(named).unwrap_or_default().to_owned(),
    }
}

fn deprecated(api: &Api, deprecated: &Deprecated) -> TokenStream {
    let Deprecated { replacements, reason } = deprecated;
    let reason = reason.as_deref().map(str::trim);
    let replacements = replacements.iter().map(|replacement| key(api, replacement));
    quote! { deprecated [#(#replacements),*] #reason, }
}

/// The key of an endpoint that replaces another.
fn key(api: &Api, replacement: &Replacement) -> String {
    match replacement {
        Replacement::Path(path) => path.clone(),
        Replacement::Method { group, method } => {
            let groups = api.groups.iter().filter(|known| known.name == *group);
            let mut endpoints = groups.flat_map(|group| &group.endpoints);
            endpoints.find(|endpoint| endpoint.name == *method).map(Endpoint::key).unwrap_or_default()
        }
    }
}

/// The rows in a response: the items of a page, those of a list, or the whole of it.
fn response_rows(api: &Api, endpoint: &Endpoint) -> TokenStream {
    let each = |path: &str, ty: &Type| {
        let ty = rust_type(api, From::Group, ty);
        quote! { rows #path #ty, }
    };
    match (&endpoint.pages, &endpoint.returns) {
        (Some(pages), _) => each(&json_path(pages.items.first().map_or(&[], Vec::as_slice)), &pages.item),
        (None, Returns::Json(ty)) => match stripped(ty) {
            Type::List(item) => each("$", item),
            // Null is a row, too, where the response may be null.
            _ => {
                let ty = rust_type(api, From::Group, ty);
                quote! { row #ty, }
            }
        },
        (None, Returns::Nothing | Returns::Bytes) => TokenStream::new(),
    }
}

fn stripped(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => stripped(inner),
        ty => ty,
    }
}
