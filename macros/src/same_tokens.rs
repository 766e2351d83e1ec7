//! Checks that a call expands to the same tokens that the command writes to files.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::Files;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use spec::{Api, Source};
use syn::{Attribute, File, Item, ItemMod};

use crate::expand::expand;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path) -> Vec<Source> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.sort();
    let source = |path: &PathBuf| Source {
        path: path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned(),
        text: fs::read_to_string(path).unwrap(),
    };
    paths.iter().map(source).collect()
}

/// The written files as one file, with every `mod name;` replaced by the content of its file.
fn written(files: &Files) -> File {
    let mut root = parsed(files, "mod.rs");
    // A token stream cannot have the inner attributes of the root.
    root.attrs.clear();
    fill(files, &mut root.items, "", "");
    root
}

fn parsed(files: &Files, path: &str) -> File {
    let text = files.get(path).unwrap_or_else(|| panic!("no file {path}"));
    syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn fill(files: &Files, items: &mut [Item], folder: &str, parent: &str) {
    for item in items {
        let Item::Mod(ItemMod { attrs, ident, content, semi, .. }) = item else { continue };
        let name = ident.to_string();
        let bare = name.trim_start_matches("r#");
        let unusual = attrs.iter().find_map(path_attribute);
        let file = match &unusual {
            Some(path) => format!("{}{path}", folder.strip_suffix(&format!("{parent}/")).unwrap_or(folder)),
            None => format!("{folder}{bare}.rs"),
        };
        let mut inner = parsed(files, &file);
        fill(files, &mut inner.items, &format!("{}/", file.trim_end_matches(".rs")), bare);
        attrs.retain(|attribute| attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr"));
        attrs.extend(inner.attrs);
        *content = Some((syn::token::Brace::default(), inner.items));
        *semi = None;
    }
}

fn path_attribute(attribute: &Attribute) -> Option<String> {
    let syn::Meta::NameValue(meta) = &attribute.meta else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) = &meta.value else { return None };
    meta.path.is_ident("path").then(|| path.value())
}

/// Printed and parsed again, since printing adds trailing commas.
fn printed(file: &File) -> Vec<String> {
    let again = syn::parse_file(&prettyplease::unparse(file)).unwrap();
    let mut flat = Vec::new();
    flatten(again.into_token_stream(), &mut flat);
    flat
}

/// The tokens one by one, without the spacing of punctuation, which has no meaning here.
fn flatten(tokens: TokenStream, flat: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                flat.push(format!("{:?}", group.delimiter()));
                flatten(group.stream(), flat);
                flat.push("end".to_owned());
            }
            token => flat.push(token.to_string()),
        }
    }
}

#[track_caller]
fn check_same(tokens: TokenStream, files: &Files) {
    let expanded: File = syn::parse2(tokens).unwrap();
    let written = written(files);
    assert!(!expanded.items.is_empty());
    assert_eq!(expanded.items.len(), written.items.len());
    for (expanded, written) in expanded.items.iter().zip(&written.items) {
        let file =
            |item: &Item| File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item.clone()] };
        assert_eq!(printed(&file(expanded)), printed(&file(written)));
    }
}

#[track_caller]
fn check_whole(folder: &str) {
    let api = spec::read(&sources(&root().join(folder))).unwrap_or_else(|problems| panic!("{problems:?}"));
    check_same(
        codegen::tokens(&api, &codegen::Samples::default()),
        &codegen::generate(&api, &codegen::Samples::default()),
    );
}

/// Compares the module of a call with the files that the command would write.
#[track_caller]
fn check_expanded(call: TokenStream, sources: &[Source]) {
    let mut api: Api = spec::read_extension(sources, "hikerapi").unwrap_or_else(|problems| panic!("{problems:?}"));
    "hikerapi".clone_into(&mut api.client_crate);
    let expanded: File = syn::parse2(expand(call, Some(&root()))).unwrap();
    let Some(Item::Mod(module)) = expanded.items.into_iter().next() else { panic!("a module comes first") };
    let items = module.content.unwrap().1;
    check_same(quote! { #(#items)* }, &codegen::generate(&api, &codegen::Samples::default()));
}

#[test]
fn the_spec_of_this_project_has_the_same_tokens() {
    check_whole("spec");
}

#[test]
fn every_golden_has_the_same_tokens() {
    let folders = fs::read_dir(root().join("tests/golden")).unwrap();
    let names: Vec<_> = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.contains(&"everything".to_owned()) && names.contains(&"keywords".to_owned()), "{names:?}");
    names.iter().for_each(|name| check_whole(&format!("tests/golden/{name}/spec")));
}

#[test]
fn calls_with_files_have_the_same_tokens() {
    let folder = root().join("tests/golden/everything/spec");
    let sources = sources(&folder);
    let paths: Vec<_> = sources.iter().map(|source| &source.path).collect();
    check_expanded(quote! { pub mod everything, #(#paths,)* crate = hikerapi }, &sources);
    let group =
        Source { path: "spec/system.yaml".into(), text: fs::read_to_string(root().join("spec/system.yaml")).unwrap() };
    check_expanded(quote! { "spec/system.yaml" }, &[group]);
}

#[test]
fn a_call_with_yaml_has_the_same_tokens() {
    let yaml = "\nuses: [UserPk]\ngroup: { name: likes, doc: Likes., base: /v1/likes }\nendpoints:\n  \
                /v1/likes/by/user: { doc: Likes., params: { user_id: UserPk, after?: UserPk }, returns: [UserPk] }\n";
    check_expanded(quote! { #yaml }, &[Source { path: "code.rs".into(), text: yaml.into() }]);
}

#[test]
#[should_panic(expected = "assertion `left == right` failed")]
fn another_spec_has_other_tokens() {
    let folder = root().join("tests/golden/minimal/spec");
    let mut sources = sources(&folder);
    let tokens = codegen::tokens(&spec::read(&sources).unwrap(), &codegen::Samples::default());
    sources.iter_mut().for_each(|source| source.text = source.text.replace("doc: A text.", "doc: Another text."));
    check_same(tokens, &codegen::generate(&spec::read(&sources).unwrap(), &codegen::Samples::default()));
}
