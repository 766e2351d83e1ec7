//! The module of ids, enums, types and unions.

use spec::Api;

use super::{enums, ids, reachable, structs, unions};
use crate::module::{Content, Exports, Module};

pub(super) fn module(api: &Api) -> Module<'_> {
    Module {
        name: "types".to_owned(),
        doc: "The types of requests and responses: ids, open enums and objects.".to_owned(),
        file: None,
        exports: Exports::Itself,
        content: Box::new(|| {
            let reachable = reachable::reachable(api);
            let ids = ids::module(api).into_iter();
            let enums = api.enums.iter().map(|definition| enums::module(api, definition));
            let structs =
                api.types.iter().enumerate().map(|(index, definition)| match reachable.sent.contains(&index) {
                    true => structs::sent(api, definition, reachable.in_texts.contains(&index)),
                    false => structs::received(api, definition),
                });
            let unions = api.unions.iter().map(|definition| unions::module(api, definition));
            Content { children: ids.chain(enums).chain(structs).chain(unions).collect(), ..Content::of([]) }
        }),
    }
}
