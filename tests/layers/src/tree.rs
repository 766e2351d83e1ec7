//! The modules of a crate: what each defines, what it imports, and which paths its code names.

use std::collections::{BTreeMap, BTreeSet};

use syn::spanned::Spanned;

use crate::paths;
use crate::source::Sources;

/// The modules of a crate; the first is the crate's root.
#[derive(Debug, Default)]
pub struct Tree {
    pub(crate) modules: Vec<Module>,
    /// The crate's own name, where `extern crate self as name;` gives it one.
    pub(crate) names: BTreeSet<String>,
    /// The module that defines each `#[macro_export]` macro, which is at the root by name.
    pub(crate) exported_macros: BTreeMap<String, usize>,
}

#[derive(Debug)]
pub(crate) struct Module {
    /// The path of its file in `src`. An inline module has the file of its parent.
    pub(crate) file: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: BTreeMap<String, usize>,
    /// Children whose file is generated.
    pub(crate) generated: BTreeSet<String>,
    pub(crate) items: BTreeSet<String>,
    pub(crate) uses: Vec<Use>,
    pub(crate) paths: Vec<Named>,
    /// The first identifiers of all paths in its code, `use` items excepted.
    pub(crate) mentioned: BTreeSet<String>,
}

#[derive(Debug)]
pub(crate) struct Use {
    pub(crate) path: Named,
    /// The name that it gives; `None` for a glob.
    pub(crate) binding: Option<String>,
    pub(crate) exported: bool,
}

/// A path as written, and its line.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
}

impl Tree {
    /// The files that were read.
    #[must_use]
    pub fn files(&self) -> BTreeSet<&str> {
        self.modules.iter().map(|module| module.file.as_str()).collect()
    }

    /// The top-level modules, the generated ones excepted.
    #[must_use]
    pub fn top(&self) -> BTreeSet<&str> {
        self.modules[0].children.keys().map(String::as_str).collect()
    }

    pub(crate) fn is_inside(&self, module: usize, ancestor: usize) -> bool {
        module == ancestor || self.modules[module].parent.is_some_and(|parent| self.is_inside(parent, ancestor))
    }

    fn add(&mut self, file: &str, parent: Option<usize>) -> usize {
        self.modules.push(Module {
            file: file.to_owned(),
            parent,
            children: BTreeMap::new(),
            generated: BTreeSet::new(),
            items: BTreeSet::new(),
            uses: Vec::new(),
            paths: Vec::new(),
            mentioned: BTreeSet::new(),
        });
        self.modules.len() - 1
    }
}

/// Reads a crate from its root, `lib.rs` or else `main.rs`.
///
/// # Errors
/// If there is no root, a file of a module is missing, or a file is not Rust.
pub fn tree(sources: &Sources) -> Result<Tree, String> {
    let root = ["lib.rs", "main.rs"].into_iter().find(|root| sources.texts.contains_key(*root));
    let root = root.ok_or("found neither lib.rs nor main.rs: name the `src` folder of a crate")?;
    let mut reader = Reader { sources, tree: Tree::default() };
    let module = reader.tree.add(root, None);
    reader.file(module, root, "")?;
    Ok(reader.tree)
}

struct Reader<'a> {
    sources: &'a Sources,
    tree: Tree,
}

impl Reader<'_> {
    /// Reads the file of a module; `folder` is where the files of its children are.
    fn file(&mut self, module: usize, path: &str, folder: &str) -> Result<(), String> {
        let parsed = syn::parse_file(&self.sources.texts[path])
            .map_err(|error| format!("{path}:{}: {error}", error.span().start().line))?;
        if paths::is_test(&parsed.attrs) { Ok(()) } else { self.items(module, &parsed.items, folder) }
    }

    fn items(&mut self, module: usize, items: &[syn::Item], folder: &str) -> Result<(), String> {
        for item in items.iter().filter(|item| !paths::is_test(paths::attributes(item))) {
            match item {
                syn::Item::Mod(child) => self.child(module, child, folder)?,
                syn::Item::ExternCrate(own) if own.ident == "self" => {
                    self.tree.names.extend(own.rename.as_ref().map(|(_, name)| name.to_string()));
                }
                item => {
                    self.define(module, item);
                    paths::collect(&mut self.tree.modules[module], item);
                }
            }
        }
        Ok(())
    }

    fn child(&mut self, parent: usize, item: &syn::ItemMod, folder: &str) -> Result<(), String> {
        let file = self.tree.modules[parent].file.clone();
        let name = plain(&item.ident);
        let line = item.span().start().line;
        if item.attrs.iter().any(|attribute| attribute.path().is_ident("path")) {
            return Err(format!("{file}:{line}: `#[path]` of module `{name}` is not supported: move the file"));
        }
        let inner = format!("{folder}{name}/");
        if let Some((_, items)) = &item.content {
            let child = self.tree.add(&file, Some(parent));
            self.tree.modules[parent].children.insert(name, child);
            return self.items(child, items, &inner);
        }
        let candidates = [format!("{folder}{name}.rs"), format!("{inner}mod.rs")];
        if candidates.iter().any(|path| self.sources.generated.contains(path)) {
            self.tree.modules[parent].generated.insert(name);
            return Ok(());
        }
        let Some(path) = candidates.iter().find(|path| self.sources.texts.contains_key(*path)) else {
            return Err(format!("{file}:{line}: module `{name}` has no file {}", candidates.join(" or ")));
        };
        let child = self.tree.add(path, Some(parent));
        self.tree.modules[parent].children.insert(name, child);
        self.file(child, path, &inner)
    }

    /// Notes the name that an item defines.
    fn define(&mut self, module: usize, item: &syn::Item) {
        let ident = match item {
            syn::Item::Const(item) => &item.ident,
            syn::Item::Enum(item) => &item.ident,
            syn::Item::Fn(item) => &item.sig.ident,
            syn::Item::Static(item) => &item.ident,
            syn::Item::Struct(item) => &item.ident,
            syn::Item::Trait(item) => &item.ident,
            syn::Item::TraitAlias(item) => &item.ident,
            syn::Item::Type(item) => &item.ident,
            syn::Item::Union(item) => &item.ident,
            syn::Item::Macro(syn::ItemMacro { ident: Some(ident), .. }) => ident,
            _ => return,
        };
        if paths::attributes(item).iter().any(|attribute| attribute.path().is_ident("macro_export")) {
            self.tree.exported_macros.insert(plain(ident), module);
        }
        self.tree.modules[module].items.insert(plain(ident));
    }
}

/// An identifier without `r#`.
pub(crate) fn plain(ident: &proc_macro2::Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}
