//! What a path leads to.

use std::collections::BTreeSet;

use crate::tokens::UNKNOWN;
use crate::tree::{Tree, Use};

/// What a name is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Module(usize),
    /// An item, and the module that defines it.
    Item(usize, String),
    /// Another crate's, or generated.
    Foreign,
}

/// The lookups under way, by module and name: globs and re-exports may lead back to them.
type Pending = BTreeSet<(usize, String)>;

impl Tree {
    /// All that a path in a module leads to: a name can be a module, a type, a function and a macro
    /// at once. Of an item's own members, such as a variant or a method, the item is what counts.
    pub(crate) fn resolve(&self, module: usize, segments: &[String]) -> BTreeSet<Target> {
        self.follow(module, segments, &mut Pending::new())
    }

    fn follow(&self, module: usize, segments: &[String], pending: &mut Pending) -> BTreeSet<Target> {
        let (first, rest) = segments.split_first().expect("a path has a segment");
        let mut targets = match first.as_str() {
            "crate" => BTreeSet::from([Target::Module(0)]),
            "self" => BTreeSet::from([Target::Module(module)]),
            "super" => self.modules[module].parent.map(Target::Module).into_iter().collect(),
            name if self.names.contains(name) => BTreeSet::from([Target::Module(0)]),
            // `::name` is another crate, or this one.
            "" if rest.first().is_some_and(|name| self.names.contains(name)) => BTreeSet::from([Target::Module(0)]),
            "" | UNKNOWN => BTreeSet::from([Target::Foreign]),
            name => self.lookup(module, name, pending),
        };
        for segment in rest.iter().skip(usize::from(first.is_empty())) {
            // A function or a macro can have the name of a module, but has no members.
            if targets.iter().any(|target| matches!(target, Target::Module(_))) {
                targets.retain(|target| !matches!(target, Target::Item(..)));
            }
            targets = targets.into_iter().flat_map(|target| self.step(target, segment, pending)).collect();
        }
        targets
    }

    fn step(&self, target: Target, segment: &str, pending: &mut Pending) -> BTreeSet<Target> {
        let Target::Module(module) = target else { return BTreeSet::from([target]) };
        match segment {
            "self" | UNKNOWN => return BTreeSet::from([target]),
            "super" => return self.modules[module].parent.map(Target::Module).into_iter().collect(),
            _ => {}
        }
        let is_pending = pending.contains(&(module, segment.to_owned()));
        let found = self.lookup(module, segment, pending);
        if found.is_empty() && !is_pending {
            // The code compiles, so the name is there: a macro call in that module defines it.
            return BTreeSet::from([Target::Item(module, segment.to_owned())]);
        }
        found
    }

    /// What a name is in a module. Empty if the module does not have it.
    fn lookup(&self, module: usize, name: &str, pending: &mut Pending) -> BTreeSet<Target> {
        if !pending.insert((module, name.to_owned())) {
            return BTreeSet::new();
        }
        let here = &self.modules[module];
        let mut targets = BTreeSet::new();
        if here.items.contains(name) {
            targets.insert(Target::Item(module, name.to_owned()));
        }
        if here.generated.contains(name) {
            targets.insert(Target::Foreign);
        }
        targets.extend(here.children.get(name).copied().map(Target::Module));
        if module == 0 {
            targets.extend(self.exported_macros.get(name).map(|by| Target::Item(*by, name.to_owned())));
        }
        for import in here.uses.iter().filter(|import| import.binding.as_deref() == Some(name)) {
            targets.extend(self.follow_use(module, import, pending));
        }
        if targets.is_empty() {
            for glob in here.uses.iter().filter(|import| import.binding.is_none()) {
                targets.extend(self.through_glob(module, glob, name, pending));
            }
        }
        pending.remove(&(module, name.to_owned()));
        targets
    }

    /// A path of one segment in `use a;` names a crate or a module, and never the import itself.
    fn follow_use(&self, module: usize, import: &Use, pending: &mut Pending) -> BTreeSet<Target> {
        let targets = self.follow(module, &import.path.segments, pending);
        if targets.is_empty() { BTreeSet::from([Target::Foreign]) } else { targets }
    }

    fn through_glob(&self, module: usize, glob: &Use, name: &str, pending: &mut Pending) -> BTreeSet<Target> {
        let sources = self.follow(module, &glob.path.segments, pending);
        let foreign = sources.iter().filter(|source| **source == Target::Foreign).cloned().collect::<BTreeSet<_>>();
        let modules = sources.iter().filter_map(|source| match source {
            Target::Module(source) => Some(*source),
            _ => None,
        });
        let found: BTreeSet<Target> = modules.flat_map(|source| self.lookup(source, name, pending)).collect();
        if found.is_empty() { foreign } else { found }
    }

    /// All names that a module has, those of its own globs included.
    pub(crate) fn names_in(&self, module: usize) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        self.add_names(module, &mut names, &mut BTreeSet::new());
        names
    }

    fn add_names(&self, module: usize, names: &mut BTreeSet<String>, seen: &mut BTreeSet<usize>) {
        if !seen.insert(module) {
            return;
        }
        let here = &self.modules[module];
        names.extend(here.items.iter().chain(here.children.keys()).cloned());
        names.extend(here.uses.iter().filter_map(|import| import.binding.clone()));
        for glob in here.uses.iter().filter(|import| import.binding.is_none()) {
            for target in self.resolve(module, &glob.path.segments) {
                if let Target::Module(source) = target {
                    self.add_names(source, names, seen);
                }
            }
        }
    }
}
