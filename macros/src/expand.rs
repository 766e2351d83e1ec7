//! Expands a call into the module with its endpoints.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::{Api, Problems, Source};

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
    let (mut api, error) = match spec::read_extension(&sources, CLIENT_CRATE) {
        Ok(api) => (api, None),
        Err(problems) => {
            let failure = Failure::of_spec(&problems, &sources, &spans);
            let Some(api) = sound(&sources, &problems) else { return Err(failure) };
            (api, Some(failure.compile_error()))
        }
    };
    if let Some(client_crate) = call.client_crate {
        api.client_crate = client_crate.to_string();
    }
    let dependencies = dependencies(&api.client_crate, &inputs);
    let module = module(&call.module, &sources, &api);
    Ok(quote! { #error #module #dependencies })
}

/// What the files without problems describe: their groups are there, so that one mistake is one error, and not one for
/// each use of a group. `None` if nothing is left, or if the client itself has a problem.
fn sound(sources: &[Source], problems: &Problems) -> Option<Api> {
    let mut kept = without_problems(sources, problems)?;
    loop {
        match spec::read_extension(&kept, CLIENT_CRATE) {
            Ok(api) => return Some(api),
            // They may need a definition of a file that was left out.
            Err(problems) => kept = without_problems(&kept, &problems)?,
        }
    }
}

/// The files in which no problem is, if there are any, and a file with the client is none of the others.
fn without_problems(sources: &[Source], problems: &Problems) -> Option<Vec<Source>> {
    let with: BTreeSet<_> = problems.in_order().into_iter().map(|located| located.span.file).collect();
    let has_client = |source: &Source| source.text.lines().any(|line| line.starts_with("api:"));
    if with.iter().any(|file| sources.get(*file).is_none_or(has_client)) {
        return None;
    }
    let kept: Vec<_> = sources.iter().enumerate().filter(|(file, _)| !with.contains(file)).collect();
    (!kept.is_empty() && kept.len() < sources.len())
        .then(|| kept.into_iter().map(|(_, source)| source.clone()).collect())
}

/// The module, and a `use` of its trait if it extends a client. A spec with `api` has its own client instead.
fn module(module: &Module, sources: &[Source], api: &Api) -> TokenStream {
    let Module { attributes, visibility, name } = module;
    let doc = doc(sources);
    let content = codegen::tokens(api, &codegen::Samples::default());
    let groups = api.service.is_none().then(|| quote! { use #name::Groups as _; });
    quote! {
        #(#attributes)*
        #[doc = ""]
        #[doc = #doc]
        #visibility mod #name { #content }
        #groups
    }
}

fn doc(sources: &[Source]) -> String {
    let paths: Vec<_> = sources.iter().map(|source| format!("`{}`", source.path.replace('`', "'"))).collect();
    format!(" Endpoints generated from {}.", paths.join(", "))
}

/// Includes every file, so that Cargo rebuilds the crate when one of them changes. The content is unused and
/// therefore in no binary.
fn dependencies(client_crate: &str, inputs: &[Input]) -> TokenStream {
    let client_crate = format_ident!("{client_crate}");
    let files = inputs.iter().filter_map(|input| input.file.as_ref()?.to_str());
    quote! { #(const _: () = { ::#client_crate::rt::include_bytes!(#files); };)* }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str =
        "group: { name: sound, doc: A., base: /v1 }\nendpoints: { /v1/a: { doc: A., returns: string } }\n";

    /// The code of a call with these texts, without spaces.
    fn code(texts: &[&str]) -> String {
        let code = expand(quote! { mod both, #(#texts),* }, None).to_string();
        code.split_whitespace().collect()
    }

    #[test]
    fn the_groups_of_other_files_exist_beside_a_mistake() {
        let wrong = "group: { name: wrong, doc: B., base: /v1 }\nendpoints: { /v1/b: { doc: B., returns: strng } }\n";
        let code = code(&[SOUND, wrong]);
        assert!(code.contains("compile_error!") && code.contains("pubmodsound{"), "{code}");
        assert!(code.contains("useboth::Groupsas_;") && !code.contains("modwrong"), "{code}");
    }

    #[test]
    fn what_needs_a_file_with_a_mistake_is_left_out() {
        let wrong = "types: { Thing: { doc: A., fields: { a: strng } } }\n";
        let needs = "group: { name: needs, doc: B., base: /v1 }\nendpoints: { /v1/b: { doc: B., returns: Thing } }\n";
        let all = code(&[SOUND, wrong, needs]);
        assert!(all.contains("pubmodsound{") && !all.contains("modneeds"), "{all}");
        let none = code(&[wrong, needs]);
        assert!(none.contains("compile_error!") && !none.contains("mod"), "{none}");
    }

    #[test]
    fn nothing_extends_another_client_where_the_own_one_has_a_mistake() {
        let code = code(&["api:\n  name: Shop\n", SOUND]);
        assert!(code.contains("compile_error!") && !code.contains("modsound"), "{code}");
    }
}
