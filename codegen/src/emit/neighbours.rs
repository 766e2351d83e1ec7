//! What a module imports of the definitions: those beside a definition, or the modules that have them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Type};

use crate::ident::ident;
use crate::rust_type::{definitions_in, name_of};

/// Imports the definitions in these types, except for `own`, into the module of a definition of this family: from the module
/// around, or from the types that all families share.
pub(super) fn neighbours<'a>(
    api: &Api,
    family: Option<usize>,
    own: &str,
    types: impl Iterator<Item = &'a Type>,
) -> TokenStream {
    let mut names: BTreeMap<Option<usize>, BTreeSet<&str>> = BTreeMap::new();
    for ty in types {
        definitions_in(ty, &mut |ty| {
            let name = name_of(api, ty).filter(|name| *name != own);
            names.entry(api.family_of(ty)).or_default().extend(name);
        });
    }
    let uses = names.into_iter().filter(|(_, names)| !names.is_empty()).map(|(of, names)| {
        let names = names.into_iter().map(ident);
        if of == family {
            quote! { use super::{#(#names),*}; }
        } else {
            quote! { use super::super::super::types::{#(#names),*}; }
        }
    });
    uses.collect()
}

/// Imports `types`, and the family that has types of its own, into the module of a group of this family, or into one below it:
/// `levels` is how far the client's root is above that of a group without a family.
pub(super) fn modules<'a>(
    api: &Api,
    family: Option<usize>,
    levels: usize,
    types: impl Iterator<Item = &'a Type>,
) -> TokenStream {
    let mut families = BTreeSet::new();
    for ty in types {
        definitions_in(ty, &mut |ty| {
            families.insert(api.family_of(ty));
        });
    }
    let names: Vec<_> = families
        .into_iter()
        .map(|family| ident(family.map_or("types", |family| api.families[family].name.as_str())))
        .collect();
    let levels = levels + usize::from(family.is_some());
    let supers = std::iter::repeat_n(quote!(super::), levels);
    match names.as_slice() {
        [] => TokenStream::new(),
        [name] => quote! { use #(#supers)* #name; },
        names => quote! { use #(#supers)* {#(#names),*}; },
    }
}
