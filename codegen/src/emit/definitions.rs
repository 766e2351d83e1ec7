//! The modules of ids, enums, types and unions: those of each family, and those that all share.

use spec::{Api, Span, Type};

use super::gates::{self, Gates};
use super::mentions::Mentions;
use super::{enums, ids, reachable, structs, unions};
use crate::gate::Gate;
use crate::module::{Content, Exports, Module};

/// The definitions of a family, or those that are of none.
pub(super) fn module<'a>(api: &'a Mentions<'a>, family: Option<usize>) -> Module<'a> {
    Module {
        name: "types".to_owned(),
        doc: doc(api, family),
        file: None,
        gate: Gate::NONE,
        exports: Exports::Itself,
        content: Box::new(move || {
            let gates = if family.is_none() { Gates::new(api) } else { Gates::none() };
            let reachable = reachable::reachable(api);
            let is_here = |span: Span| api.family_at(span) == family;
            let ids = ids::module(api, family, &gates).into_iter();
            let enums = api.enums.iter().enumerate().filter(|(_, it)| is_here(it.span));
            let enums = enums.map(|(index, it)| enums::module(api, it).gated(gates.of(&Type::Enum(index))));
            let structs = api.types.iter().enumerate().filter(|(_, it)| is_here(it.span));
            let structs = structs.map(|(index, it)| {
                let module = match reachable.sent.contains(&index) {
                    true => structs::sent(api, it, reachable.in_texts.contains(&index)),
                    false => structs::received(api, it),
                };
                module.gated(gates.of(&Type::Struct(index)))
            });
            let unions = api.unions.iter().enumerate().filter(|(_, it)| is_here(it.span));
            let unions = unions.map(|(index, it)| unions::module(api, it).gated(gates.of(&Type::Union(index))));
            Content { children: ids.chain(enums).chain(structs).chain(unions).collect(), ..Content::of([]) }
        }),
    }
}

/// Whether a family has definitions of its own.
pub(super) fn are_in(api: &Api, family: usize) -> bool {
    gates::definitions(api).any(|ty| api.family_of(&ty) == Some(family))
}

fn doc(api: &Api, family: Option<usize>) -> String {
    let doc = "The types of requests and responses: ids, open enums and objects.";
    match family {
        None => doc.to_owned(),
        Some(family) => {
            let name = spec::bare(&api.families[family].name);
            format!("{doc} These are only in `{name}`; [`types`](super::super::types) has those that it shares.")
        }
    }
}
