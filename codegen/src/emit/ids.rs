//! Ids: a type for each, with everything that an id can do from one macro of the runtime.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Id, IdForm, Type};

use super::gates::Gates;
use super::mentions::{Mentions, Site};
use super::prelude::runtime;
use crate::gate::Gate;
use crate::ident::ident;
use crate::markdown;
use crate::module::{Content, Exports, Module};

/// All ids of a family in one module, since each is just a doc and a name.
pub(super) fn module<'a>(api: &'a Mentions<'a>, family: Option<usize>, gates: &Gates) -> Option<Module<'a>> {
    let ids = api.ids.iter().enumerate().filter(|(_, id)| api.family_at(id.span) == family);
    let ids: Vec<_> = ids.map(|(index, id)| (gates.of(&Type::Id(index)), id)).collect();
    if ids.is_empty() {
        return None;
    }
    let mut exports: Vec<(Gate, Vec<String>)> = Vec::new();
    for (gate, id) in &ids {
        match exports.iter_mut().find(|(known, _)| known == gate) {
            Some((_, names)) => names.push(id.name.clone()),
            None => exports.push((gate.clone(), vec![id.name.clone()])),
        }
    }
    Some(Module {
        name: "ids".to_owned(),
        doc: "The ids. Each is a type of its own, so that one cannot be passed for another.".to_owned(),
        file: None,
        gate: Gate::or(exports.iter().map(|(gate, _)| gate)),
        exports: Exports::Gated(exports),
        content: Box::new(move || {
            let all: Vec<_> = (0..api.ids.len()).map(Type::Id).filter(|ty| api.family_of(ty) == family).collect();
            let items = ids.into_iter().map(|(gate, definition)| {
                let site = Site::definition(api, &definition.name, all.iter());
                id(api, &site, &gate, definition)
            });
            Content::of(std::iter::once(runtime(api)).chain(items))
        }),
    })
}

fn id(api: &Mentions<'_>, site: &Site<'_>, gate: &Gate, id: &Id) -> TokenStream {
    let Id { name, doc, form, .. } = id;
    let name = ident(name);
    let doc = api.lines(site, &markdown::safe(doc));
    let gate = gate.cfg();
    match form {
        IdForm::Digits => quote! {
            #doc
            #gate
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(DigitsId);

            #gate
            digits_id!(#name);
        },
        IdForm::Text => quote! {
            #doc
            #gate
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(TextId);

            #gate
            text_id!(#name);
        },
    }
}
