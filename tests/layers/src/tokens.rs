//! The paths in the tokens of a macro.

use proc_macro2::{TokenStream, TokenTree};

use crate::tree::{Named, plain};

/// What stands for a segment that only the expansion knows, as in `$crate::a::$name`.
pub(crate) const UNKNOWN: &str = "$";

/// All paths, also those of a single identifier. `$crate` is read as `crate`.
pub(crate) fn paths(tokens: &TokenStream) -> Vec<Named> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut paths = Vec::new();
    let mut at = 0;
    while at < trees.len() {
        match &trees[at] {
            TokenTree::Group(group) => {
                paths.extend(self::paths(&group.stream()));
                at += 1;
            }
            TokenTree::Ident(_) if is_field(&trees[..at]) => at += 1,
            TokenTree::Ident(_) => at = path(&trees, at, &mut paths),
            _ => at += 1,
        }
    }
    paths
}

/// All identifiers, also those in groups.
pub(crate) fn idents(tokens: &TokenStream) -> impl Iterator<Item = String> {
    paths(tokens).into_iter().flat_map(|path| path.segments)
}

/// Reads the path that begins at an identifier and returns where it ends.
fn path(trees: &[TokenTree], begin: usize, paths: &mut Vec<Named>) -> usize {
    let mut segments = Vec::new();
    let is_variable = begin > 0 && is_punct(trees.get(begin - 1), '$');
    if is_variable && !is_ident(trees.get(begin), "crate") {
        segments.push(UNKNOWN.to_owned());
    } else if is_separator(&trees[..begin], begin.wrapping_sub(2)) {
        segments.push(String::new());
    }
    let mut at = begin;
    while let Some(TokenTree::Ident(ident)) = trees.get(at) {
        segments.push(plain(ident));
        at += 1;
        if !is_separator(trees, at) {
            break;
        }
        at += 2;
        match trees.get(at) {
            Some(TokenTree::Punct(punct)) if ['$', '*'].contains(&punct.as_char()) => segments.push(UNKNOWN.to_owned()),
            Some(TokenTree::Group(group)) => {
                paths.extend(nested(&segments, &group.stream()));
                return at + 1;
            }
            _ => continue,
        }
        break;
    }
    paths.push(Named { segments, line: trees[begin].span().start().line });
    at
}

/// The paths in the braces of `use a::{b, c::d}`.
fn nested(before: &[String], tokens: &TokenStream) -> Vec<Named> {
    let mut after_as = false;
    let is_named = |path: &Named| {
        let is_new_name = std::mem::replace(&mut after_as, path.segments == ["as"]);
        !is_new_name && path.segments != ["as"]
    };
    let inner = paths(tokens).into_iter().filter(is_named);
    inner.map(|path| Named { segments: [before, &path.segments].concat(), line: path.line }).collect()
}

/// Whether what comes next is a field or a method: after `.`, though not after `..`.
fn is_field(before: &[TokenTree]) -> bool {
    let last = before.len().wrapping_sub(1);
    is_punct(before.get(last), '.') && !is_punct(before.get(last.wrapping_sub(1)), '.')
}

fn is_separator(trees: &[TokenTree], at: usize) -> bool {
    is_punct(trees.get(at), ':') && is_punct(trees.get(at.wrapping_add(1)), ':')
}

fn is_punct(tree: Option<&TokenTree>, wanted: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_ident(tree: Option<&TokenTree>, wanted: &str) -> bool {
    matches!(tree, Some(TokenTree::Ident(ident)) if ident == wanted)
}
