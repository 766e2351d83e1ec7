//! Expands a call into the module with its endpoints.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::Api;

use crate::call::{self, Module};
use crate::failure::Failure;
use crate::input::{self, Input};

/// The crate that exports the macro, unless the call names another.
pub(crate) const CLIENT_CRATE: &str = "hikerapi";

/// The code of a call, or a compile error.
pub(crate) fn expand(arguments: TokenStream, package: Option<&Path>) -> TokenStream {
    match expansion(arguments, package) {
        Ok(code) => code,
        Err(failure) => failure.compile_error(),
    }
}

fn expansion(arguments: TokenStream, package: Option<&Path>) -> Result<TokenStream, Failure> {
    let call = call::call(arguments)?;
    let inputs = input::read(&call.texts, package)?;
    let spans: Vec<_> = inputs.iter().map(|input| input.span).collect();
    let sources: Vec<_> = inputs.iter().map(|input| input.source.clone()).collect();
    let mut api = spec::read_extension(&sources, CLIENT_CRATE)
        .map_err(|problems| Failure::of_spec(&problems, &sources, &spans))?;
    if let Some(client_crate) = call.client_crate {
        api.client_crate = client_crate.to_string();
    }
    let dependencies = dependencies(&api.client_crate, &inputs);
    let module = module(&call.module, &sources, &api);
    Ok(quote! { #module #dependencies })
}

/// The module, and a `use` of its trait if it extends a client. A spec with `api` has its own client instead.
fn module(module: &Module, sources: &[spec::Source], api: &Api) -> TokenStream {
    let Module { attributes, visibility, name } = module;
    let doc = doc(sources);
    let content = codegen::tokens(api);
    let groups = api.service.is_none().then(|| quote! { use #name::Groups as _; });
    quote! {
        #(#attributes)*
        #[doc = ""]
        #[doc = #doc]
        #visibility mod #name { #content }
        #groups
    }
}

fn doc(sources: &[spec::Source]) -> String {
    let paths: Vec<_> = sources.iter().map(|source| format!("`{}`", source.path)).collect();
    format!(" Endpoints generated from {}.", paths.join(", "))
}

/// Includes every file, so that Cargo rebuilds the crate when one of them changes. The content is unused and
/// therefore in no binary.
fn dependencies(client_crate: &str, inputs: &[Input]) -> TokenStream {
    let client_crate = format_ident!("{client_crate}");
    let files = inputs.iter().filter_map(|input| input.file.as_ref()?.to_str());
    quote! { #(const _: () = { ::#client_crate::rt::include_bytes!(#files); };)* }
}
