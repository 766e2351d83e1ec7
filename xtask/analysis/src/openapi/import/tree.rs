//! The files, before and after they are printed.

use crate::entry::yaml::{self, Map, print_comment};

/// A file of the spec: its name and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Without a folder: `user.yaml`.
    pub name: String,
    /// The whole text; of a file that the spec has, what comes to it.
    pub text: String,
    /// Whether the spec does not have it yet.
    pub is_new: bool,
}

/// A file before it is printed.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub(super) name: String,
    pub(super) map: Map,
}

/// The texts. `head` is a comment at the top of each.
pub(super) fn print(head: &str, trees: &[Tree]) -> Vec<File> {
    let file = |Tree { name, map }: &Tree| {
        let text = format!("{}{}", print_comment(head), yaml::print(map));
        File { name: name.clone(), text, is_new: true }
    };
    trees.iter().map(file).collect()
}

/// Adds comments at the end of the last file.
pub(super) fn add_comments(files: &mut [File], comments: &[String]) {
    let Some(last) = files.last_mut().filter(|_| !comments.is_empty()) else { return };
    last.text.push('\n');
    comments.iter().for_each(|comment| last.text.push_str(&print_comment(comment)));
}
