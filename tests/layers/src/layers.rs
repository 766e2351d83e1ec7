//! Layers: each top-level module of a crate is in one, and imports only from those below it.

use crate::imports::Import;
use crate::tree::Tree;

/// An import from a module that is not in a lower layer.
#[derive(Debug)]
pub struct Upward<'a> {
    /// The import.
    pub import: &'a Import,
    /// What it breaks and how to fix it.
    pub reason: String,
}

/// What is wrong with the layers themselves: each module of the crate must be in one of them.
#[must_use]
pub fn mistakes(tree: &Tree, layers: &[&[&str]]) -> Vec<String> {
    let listed: Vec<&str> = layers.iter().flat_map(|layer| layer.iter().copied()).collect();
    let top = tree.top();
    let missing = top.iter().filter(|name| !listed.contains(name));
    let missing = missing.map(|name| format!("module `{name}` is in no layer: add it to the table of layers"));
    let unknown = listed.iter().filter(|name| !top.contains(*name));
    let unknown = unknown.map(|name| format!("the layers name `{name}`, which is no module of the crate: remove it"));
    let twice = listed.iter().enumerate().filter(|(at, name)| listed[..*at].contains(name));
    let twice = twice.map(|(_, name)| format!("module `{name}` is in two layers: remove one"));
    missing.chain(unknown).chain(twice).collect()
}

/// The imports that do not run downward. Layers are from top to bottom; the root is above them all.
#[must_use]
pub fn upward<'a>(imports: &'a [Import], layers: &[&[&str]]) -> Vec<Upward<'a>> {
    imports.iter().filter_map(|import| Some(Upward { import, reason: reason(import, layers)? })).collect()
}

fn reason(import: &Import, layers: &[&[&str]]) -> Option<String> {
    let (upper, lower) = (top_level(&import.file), top_level(&import.from));
    let below = place(upper, layers)?;
    if upper == lower {
        return None;
    }
    let item = &import.item;
    if !import.from.contains('/') && ["lib", "main"].contains(&lower) {
        return Some(format!("`{item}` is defined at the root of the crate: move it to a module below `{upper}`"));
    }
    let above = place(lower, layers)?;
    let relation = match above.cmp(&below) {
        std::cmp::Ordering::Greater => return None,
        std::cmp::Ordering::Equal => "the same layer as",
        std::cmp::Ordering::Less => "a layer above",
    };
    let (here, there) = (below + 1, above + 1);
    Some(format!(
        "`{lower}` (layer {there}) is in {relation} `{upper}` (layer {here}): move `{item}` to layer {} or below, \
         or this code above layer {there}",
        here + 1
    ))
}

/// The top-level module of a file; the root is a module of its own.
fn top_level(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

fn place(module: &str, layers: &[&[&str]]) -> Option<usize> {
    layers.iter().position(|layer| layer.contains(&module))
}
