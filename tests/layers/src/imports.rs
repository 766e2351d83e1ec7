//! The imports of a crate: which file needs an item of which other.

use std::collections::BTreeMap;

use crate::resolve::Target;
use crate::tokens::UNKNOWN;
use crate::tree::{Named, Tree, Use};

/// A path in one file that leads to an item of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The file with the path.
    pub file: String,
    /// The file that defines the item.
    pub from: String,
    /// The name of the item.
    pub item: String,
    /// The first line in the file with such a path.
    pub line: usize,
    /// The path as written.
    pub path: String,
}

/// All imports, one for each file and item, in the order of the files.
#[must_use]
pub fn imports(tree: &Tree) -> Vec<Import> {
    let mut found = Found { tree, imports: BTreeMap::new() };
    for (at, module) in tree.modules.iter().enumerate() {
        for import in &module.uses {
            match import.binding {
                Some(_) => found.add_use(at, import),
                None => found.add_glob(at, import),
            }
        }
        for path in &module.paths {
            found.add_path(at, path);
        }
    }
    found.imports.into_values().collect()
}

struct Found<'a> {
    tree: &'a Tree,
    /// By file, defining file and item.
    imports: BTreeMap<(String, String, String), Import>,
}

impl Found<'_> {
    fn add_use(&mut self, module: usize, import: &Use) {
        for target in self.tree.resolve(module, &import.path.segments) {
            if let Target::Item(by, item) = target
                && !self.is_face(module, import, by, import.binding.as_deref().unwrap_or_default())
            {
                self.add(module, by, &item, &import.path, "");
            }
        }
    }

    /// A glob imports those of its names that the code mentions, or all of them if it exports them.
    fn add_glob(&mut self, module: usize, glob: &Use) {
        for source in self.tree.resolve(module, &glob.path.segments) {
            match source {
                Target::Module(source) => self.add_names(module, glob, source),
                Target::Item(by, item) => self.add(module, by, &item, &glob.path, "::*"),
                Target::Foreign => {}
            }
        }
    }

    fn add_names(&mut self, module: usize, glob: &Use, source: usize) {
        for name in self.tree.names_in(source) {
            if !glob.exported && !self.tree.modules[module].mentioned.contains(&name) {
                continue;
            }
            for target in self.tree.resolve(source, &["self".to_owned(), name.clone()]) {
                if let Target::Item(by, item) = target
                    && !self.is_face(module, glob, by, &name)
                {
                    self.add(module, by, &item, &glob.path, "::*");
                }
            }
        }
    }

    fn add_path(&mut self, module: usize, path: &Named) {
        for target in self.tree.resolve(module, &path.segments) {
            match target {
                Target::Item(by, item) => self.add(module, by, &item, path, ""),
                Target::Module(by) if self.is_rest_unknown(path, by) => self.add(module, by, "*", path, ""),
                _ => {}
            }
        }
    }

    /// Whether a path ends at a module because a macro's expansion has the rest, which may then be
    /// any item of the module.
    fn is_rest_unknown(&self, path: &Named, module: usize) -> bool {
        path.segments.last().is_some_and(|last| last == UNKNOWN) && !self.tree.modules[module].items.is_empty()
    }

    /// Whether a module only shows, under its own name, what a module inside it defines.
    fn is_face(&self, module: usize, import: &Use, defined_by: usize, name: &str) -> bool {
        import.exported
            && self.tree.is_inside(defined_by, module)
            && !self.tree.modules[module].mentioned.contains(name)
    }

    fn add(&mut self, module: usize, by: usize, item: &str, path: &Named, end: &str) {
        let file = self.tree.modules[module].file.clone();
        let from = self.tree.modules[by].file.clone();
        if file == from {
            return;
        }
        let key = (file.clone(), from.clone(), item.to_owned());
        let written = path.segments.join("::") + end;
        let import = Import { file, from, item: item.to_owned(), line: path.line, path: written };
        let first = self.imports.entry(key).or_insert_with(|| import.clone());
        if import.line < first.line {
            *first = import;
        }
    }
}
