//! The files, before and after they are printed.

use crate::entry::yaml::{self, Map, print_comment};

/// A file of the spec: its name and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Without a folder: `user.yaml`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A file before it is printed.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub(super) name: String,
    pub(super) map: Map,
}

/// The texts. `head` is a comment at the top of each, `left_out` at the end of the last.
pub(super) fn print(head: &str, trees: &[Tree], left_out: &[String]) -> Vec<File> {
    let file = |Tree { name, map }: &Tree| {
        let text = format!("{}{}", print_comment(head), yaml::print(map));
        File { name: name.clone(), text }
    };
    let mut files: Vec<_> = trees.iter().map(file).collect();
    if let Some(last) = files.last_mut().filter(|_| !left_out.is_empty()) {
        last.text.push_str("\n# Left out:\n");
        left_out.iter().for_each(|what| last.text.push_str(&print_comment(&format!("- {what}"))));
    }
    files
}
