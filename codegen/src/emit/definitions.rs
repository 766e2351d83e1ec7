//! The module of ids, enums and types.

use spec::Api;

use super::{enums, ids, structs};
use crate::module::{Content, Exports, Module};

pub(super) fn module(api: &Api) -> Module<'_> {
    Module {
        name: "types".to_owned(),
        doc: "The types of requests and responses: ids, open enums and objects.".to_owned(),
        file: None,
        exports: Exports::Itself,
        content: Box::new(|| {
            let ids = ids::module(api).into_iter();
            let enums = api.enums.iter().map(|definition| enums::module(api, definition));
            let structs = api.types.iter().map(|definition| structs::module(api, definition));
            Content { children: ids.chain(enums).chain(structs).collect(), ..Content::of([]) }
        }),
    }
}
