//! Entries of a spec file, before they are written.

use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map, Node};

/// An entry of a spec file.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// `ids`, `enums`, `types` or `unions`.
    pub(super) section: &'static str,
    pub(super) name: String,
    pub(super) body: Body,
    pub(super) comments: Vec<String>,
    /// The file that an export of ours names for it.
    pub(super) file: Option<String>,
}

/// What an entry contains.
#[derive(Debug, Clone)]
pub(super) enum Body {
    Node(Node),
    Object(Object),
}

impl Body {
    /// As YAML.
    pub(super) fn node(self) -> Node {
        match self {
            Self::Node(node) => node,
            Self::Object(object) => object.node(),
        }
    }
}

/// An object before it is written.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) doc: String,
    pub(super) basis: String,
    pub(super) aliases: Option<Node>,
    pub(super) fields: Vec<Field>,
}

/// A field of an object.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) wire: String,
    pub(super) is_optional: bool,
    /// Whether a request must have it; a response can be without what may be null.
    pub(super) is_required: bool,
    pub(super) shape: Shape,
    /// Comments above it.
    pub(super) notes: Vec<String>,
    /// Its doc, basis and name in Rust, where they are written.
    pub(super) more: Map,
}

impl Object {
    /// As YAML.
    pub(super) fn node(self) -> Node {
        let mut fields = Map::new(Layout::Block);
        for Field { wire, is_optional, shape, notes, more, .. } in self.fields {
            let key = format!("{wire}{}", if is_optional { "?" } else { "" });
            if more.is_empty() {
                fields.add_said(notes, &key, shape.node());
                continue;
            }
            let mut field = Map::default().with("type", shape.node());
            field.entries.extend(more.entries);
            fields.add_said(notes, &key, field);
        }
        let mut body = Map::new(Layout::Block).with("doc", self.doc);
        body.add_some("basis", (self.basis != "example").then_some(self.basis));
        body.add_some("aliases", self.aliases);
        body.with("fields", fields).into()
    }
}
