//! Ids: a type for each, with everything that an id can do from one macro of the runtime.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Id, IdForm};

use super::prelude::runtime;
use crate::docs;
use crate::ident::ident;
use crate::markdown;
use crate::module::{Content, Exports, Module};

/// All ids in one module, since each is just a doc and a name.
pub(super) fn module(api: &Api) -> Option<Module<'_>> {
    if api.ids.is_empty() {
        return None;
    }
    Some(Module {
        name: "ids".to_owned(),
        doc: "The ids. Each is a type of its own, so that one cannot be passed for another.".to_owned(),
        file: None,
        exports: Exports::Names(api.ids.iter().map(|id| id.name.clone()).collect()),
        content: Box::new(move || Content::of(std::iter::once(runtime(api)).chain(api.ids.iter().map(id)))),
    })
}

fn id(id: &Id) -> TokenStream {
    let Id { name, doc, form, .. } = id;
    let name = ident(name);
    let doc = docs::lines(&markdown::safe(doc));
    match form {
        IdForm::Digits => quote! {
            #doc
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(DigitsId);

            digits_id!(#name);
        },
        IdForm::Text => quote! {
            #doc
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(TextId);

            text_id!(#name);
        },
    }
}
