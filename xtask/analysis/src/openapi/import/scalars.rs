//! Which scalars of a document have a type in the spec, and which are inside of `json`, by the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use super::references;
use crate::openapi::json::{self, Json};

/// Scalars by their addresses in the document, so that each counts once, wherever it is referred to.
#[derive(Default)]
pub(super) struct Scalars<'a> {
    typed: BTreeSet<*const Json>,
    holes: Vec<(&'a Json, String)>,
}

/// The scalars that operations of a spec send and receive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) typed: usize,
    /// Those inside of `json`, by the reason.
    pub(super) swallowed: BTreeMap<String, usize>,
}

impl<'a> Scalars<'a> {
    /// Notes that a scalar or an enum has a type.
    pub(super) fn typed(&mut self, schema: &'a Json) {
        self.typed.insert(ptr::from_ref(schema));
    }

    /// Notes that a schema is `json`.
    pub(super) fn hole(&mut self, schema: &'a Json, why: &str) {
        self.holes.push((schema, why.to_owned()));
    }

    /// Counts what is inside of the holes. What has a type elsewhere is not lost.
    pub(super) fn count(&self, document: &'a Json) -> Counted {
        let mut seen = BTreeSet::new();
        let mut swallowed: BTreeMap<String, usize> = BTreeMap::new();
        for (hole, why) in &self.holes {
            let mut open = vec![*hole];
            while let Some(schema) = open.pop() {
                let schema = references::followed(document, schema);
                let address = ptr::from_ref(schema);
                if self.typed.contains(&address) || !seen.insert(address) {
                    continue;
                }
                let before = open.len();
                open.extend(parts(schema));
                if open.len() == before {
                    *swallowed.entry(why.clone()).or_default() += 1;
                }
            }
        }
        Counted { typed: self.typed.len(), swallowed }
    }
}

/// The schemas that a schema is made of; none for a scalar, or for what declares nothing.
fn parts(schema: &Json) -> impl Iterator<Item = &Json> {
    let named = ["properties", "patternProperties"].into_iter().flat_map(|key| json::entries(&schema[key]));
    let listed = ["allOf", "anyOf", "oneOf", "prefixItems"].into_iter().flat_map(|key| json::items(&schema[key]));
    let single = ["items", "additionalProperties"].into_iter().filter_map(|key| schema.get(key));
    named.map(|(_, part)| part).chain(listed).chain(single.filter(|part| part.is_object()))
}
