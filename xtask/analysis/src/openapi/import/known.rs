//! What the schemas of a document become, each looked at once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::rc::Rc;

use super::schemas::{self, Definition};
use super::union::{CIRCLE, Look, Tags, Union};
use super::unions;
use super::{parts, references};
use crate::openapi::json::Json;

/// Unions in unions.
const MOST_OPEN: usize = 24;

/// What was found out, by the addresses of schemas in the document: a wide object to which everything refers is looked
/// through once.
pub(super) struct Known<'a> {
    document: &'a Json,
    /// Without unions.
    plain: RefCell<BTreeMap<*const Json, Option<Definition>>>,
    unions: RefCell<BTreeMap<*const Json, Option<Rc<Union<'a>>>>>,
    tags: RefCell<BTreeMap<*const Json, Tags<'a>>>,
    nulls: RefCell<BTreeMap<*const Json, bool>>,
    /// The unions that are being looked at: some contain themselves.
    open: RefCell<BTreeSet<*const Json>>,
}

impl<'a> Known<'a> {
    pub(super) fn new(document: &'a Json) -> Self {
        Self {
            document,
            plain: RefCell::default(),
            unions: RefCell::default(),
            tags: RefCell::default(),
            nulls: RefCell::default(),
            open: RefCell::default(),
        }
    }

    /// The same, where a union is none.
    fn plain(&self, schema: &'a Json) -> Option<Definition> {
        let address = ptr::from_ref(schema);
        let known = self.plain.borrow().get(&address).copied();
        known.unwrap_or_else(|| {
            let found = schemas::definition(self.document, schema);
            self.plain.borrow_mut().insert(address, found);
            found
        })
    }

    /// Whether null is valid, according to the schema or one of its alternatives.
    pub(super) fn takes_null(&self, schema: &'a Json) -> bool {
        let known = self.nulls.borrow().get(&ptr::from_ref(schema)).copied();
        known.unwrap_or_else(|| {
            let follow = |part: &'a Json| references::followed(self.document, part);
            let mut parts = schemas::alternatives(schema).unwrap_or_default().into_iter().map(follow);
            let found = schemas::takes_null(schema) || parts.any(schemas::takes_null);
            self.nulls.borrow_mut().insert(ptr::from_ref(schema), found);
            found
        })
    }
}

impl<'a> Look<'a> for Known<'a> {
    fn document(&self) -> &'a Json {
        self.document
    }

    fn definition(&self, schema: &'a Json) -> Option<Definition> {
        self.plain(schema).or_else(|| {
            let union = self.union(schema);
            let is_one = matches!(union.as_deref(), Some(Union::Tagged(..) | Union::ByKind(_)));
            is_one.then_some(Definition::Union)
        })
    }

    fn union(&self, schema: &'a Json) -> Option<Rc<Union<'a>>> {
        let address = ptr::from_ref(schema);
        if let Some(known) = self.unions.borrow().get(&address) {
            return known.clone();
        }
        if self.open.borrow().len() >= MOST_OPEN || !self.open.borrow_mut().insert(address) {
            return Some(Rc::new(Union::Unknown(CIRCLE)));
        }
        let found = unions::union(self, schema).map(Rc::new);
        self.open.borrow_mut().remove(&address);
        self.unions.borrow_mut().insert(address, found.clone());
        found
    }

    fn tags(&self, object: &'a Json) -> Tags<'a> {
        let known = self.tags.borrow().get(&ptr::from_ref(object)).cloned();
        known.unwrap_or_else(|| {
            let found = Rc::new(unions::tags(self.document, object));
            self.tags.borrow_mut().insert(ptr::from_ref(object), Rc::clone(&found));
            found
        })
    }

    fn inner(&self, schema: &'a Json) -> &'a Json {
        let mut schema = schema;
        // What leads in a circle leads nowhere.
        for _ in 0..32 {
            let followed = references::followed(self.document, schema);
            if self.plain(followed).is_some() {
                return followed;
            }
            schema = match (schemas::alternatives(followed).as_deref(), parts::lone(self.document, followed)) {
                (Some([one]), _) => one,
                (None, Some(one)) => one,
                _ => return followed,
            };
        }
        schema
    }
}
