//! Other words for an item.

use crate::name::bare;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::Node;

/// The aliases under a node, of an item with this name. rustdoc takes them as they are.
pub(super) fn aliases(acc: &mut Problems, node: &Node, name: Option<&str>) -> Vec<String> {
    let items = node.get("aliases").map(Node::items).unwrap_or_default();
    let mut aliases = Vec::with_capacity(items.len());
    for item in items {
        let Some(alias) = item.filled() else { continue };
        if let Some(why) = unsuitable(alias, name) {
            acc.add(item.span, Problem::BadAlias { why });
        }
        aliases.push(alias.to_owned());
    }
    aliases
}

fn unsuitable(alias: &str, name: Option<&str>) -> Option<&'static str> {
    if name.is_some_and(|name| bare(name) == alias) {
        return Some("it is the name itself");
    }
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let is_trimmed = alias.trim() == alias;
    (!is_trimmed || !alias.chars().all(is_plain)).then_some("it has more than letters, digits, spaces, `_` and `-`")
}
