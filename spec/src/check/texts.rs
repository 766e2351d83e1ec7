//! Texts of a section.

use crate::yaml::Node;

/// The docs of a section, if it has any.
pub(super) fn doc(section: Option<&Node>) -> Option<String> {
    section?.text_of("doc").map(str::to_owned)
}

/// The text at a way through sections; empty where it is not there.
pub(super) fn text(node: &Node, path: &[&str]) -> String {
    let found = path.iter().try_fold(node, |node, key| node.get(key));
    found.and_then(Node::text).unwrap_or_default().to_owned()
}
