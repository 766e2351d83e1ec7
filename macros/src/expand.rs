//! From a call to the module with its endpoints.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::call::{self, Module};
use crate::failure::Failure;
use crate::input::{self, Input};

/// The crate that exports the macro, where nothing else is said.
pub(crate) const RUNTIME: &str = "hikerapi";

/// The code that a call stands for, or the compile error that says why there is none.
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
    let mut api =
        spec::read_extension(&sources, RUNTIME).map_err(|problems| Failure::of_spec(&problems, &sources, &spans))?;
    if let Some(runtime) = call.runtime {
        api.runtime = runtime.to_string();
    }
    let dependencies = dependencies(&api.runtime, &inputs);
    let module = module(&call.module, &sources, &codegen::tokens(&api));
    Ok(quote! { #module #dependencies })
}

/// The module, and its trait in scope beside it.
fn module(module: &Module, sources: &[spec::Source], content: &TokenStream) -> TokenStream {
    let Module { attributes, visibility, name } = module;
    let doc = doc(sources);
    quote! {
        #(#attributes)*
        #[doc = ""]
        #[doc = #doc]
        #visibility mod #name { #content }
        use #name::Groups as _;
    }
}

fn doc(sources: &[spec::Source]) -> String {
    let paths: Vec<_> = sources.iter().map(|source| format!("`{}`", source.path)).collect();
    format!(" Endpoints made from {}.", paths.join(", "))
}

/// Names every file to the compiler, which names them to Cargo: the crate is built again when one
/// of them changes. What the files hold is in no binary, since nothing uses it.
fn dependencies(runtime: &str, inputs: &[Input]) -> TokenStream {
    let runtime = format_ident!("{runtime}");
    let files = inputs.iter().filter_map(|input| input.file.as_ref()?.to_str());
    quote! { #(const _: () = { ::#runtime::rt::include_bytes!(#files); };)* }
}
