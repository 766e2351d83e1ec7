//! Types and docs of parameters by the parameters of their names in the spec, and the cursors that mean the end.

use spec::{Scalar, Type};

use super::Existing;
use crate::entry::declared::{type_of, wire};
use crate::entry::yaml::{Entry, Map, Node};
use crate::openapi::import::groups::Group;
use crate::slot::written;
use crate::values::siblings::{Siblings, usual_ends};

impl Existing<'_> {
    /// Gives the parameters that the document declares as texts or numbers the types that the spec has for their names, and the
    /// docs that stand there.
    pub(in crate::openapi::import) fn with_params(&self, groups: &mut [Group]) {
        for endpoint in groups.iter_mut().flat_map(|group| &mut group.endpoints.entries) {
            let siblings = Siblings::of(self.api, &endpoint.key);
            let Node::Map(entry) = &mut endpoint.value else { continue };
            let has_pages = entry.get("pages").is_some();
            if let Some(Node::Map(pages)) = entry.get_mut("pages")
                && let (Some(end), Some(usual)) = (pages.get_mut("end"), usual_ends(self.api))
            {
                *end = Node::List(usual.iter().map(Node::from).collect());
            }
            let Some(Node::Map(params)) = entry.get_mut("params") else { continue };
            params.entries.iter_mut().for_each(|param| like(&siblings, has_pages, param));
        }
    }
}

fn like(siblings: &Siblings<'_>, has_pages: bool, param: &mut Entry) {
    let Some(ty) = siblings.ty(wire(param)) else { return };
    let Some(declared) = type_of(param) else { return };
    let known = written(siblings.api(), ty);
    if declared != known && !is_less(declared, ty) {
        return;
    }
    let mut body = match &param.value {
        Node::Map(body) => body.clone(),
        short => Map::default().with("type", short.clone()),
    };
    if let Some(ty) = body.get_mut("type") {
        *ty = Node::Word(known);
    }
    if let Some(doc) = siblings.like(wire(param), ty, has_pages && is_cursor(ty)).and_then(|like| like.doc.as_deref()) {
        match body.get_mut("doc") {
            Some(declared) => *declared = doc.into(),
            None => body.add("doc", doc),
        }
    }
    param.value = if body.entries.len() == 1 { body.entries.remove(0).value } else { body.into() };
}

fn is_cursor(ty: &Type) -> bool {
    *ty == Type::Scalar(Scalar::Cursor)
}

/// Whether what a document declares says less than a type of the spec: a text or a number, or a list of these.
fn is_less(declared: &str, ty: &Type) -> bool {
    let item = declared.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match (item, ty) {
        (Some(item), Type::List(ty)) => is_less(item, ty),
        (Some(_), _) => false,
        (None, ty) => match Scalar::named(declared) {
            Some(Scalar::String) => !matches!(ty, Type::List(_) | Type::Scalar(Scalar::String | Scalar::Boolean)),
            Some(Scalar::Integer) => matches!(ty, Type::Id(_) | Type::Scalar(Scalar::Cursor | Scalar::Timestamp)),
            _ => false,
        },
    }
}
