//! What is found of the pages of an endpoint, and how it is written.

use super::response::Value;
use crate::entry::shape::Shape;
use crate::entry::yaml::{Map, Node};

/// What is known of the pages of an endpoint.
pub(super) enum Found {
    Sure(Pages),
    Unsure(String),
    Nothing,
}

/// How pages are written, and what becomes a cursor by that.
pub(super) struct Pages {
    pub(super) map: Map,
    /// The parameter, and the field or the element of the response.
    pub(super) cursor: Option<(String, Next)>,
}

/// What has the next cursor.
pub(super) enum Next {
    Field(Value),
    /// The second element of the response, which has this form then.
    Element(Shape),
}

/// What a cursor is on the last page.
pub(super) fn ends() -> Node {
    Node::List(vec![Node::Word("null".to_owned()), Node::from("")])
}
