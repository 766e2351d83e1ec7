//! The names that a spec defines, from all its files.

use std::collections::BTreeMap;

use super::names::Taken;
use crate::model::Type;
use crate::name;
use crate::problem::{Problem, Problems};
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// What a name stands for, by name.
pub(super) struct Symbols<'a> {
    by_name: BTreeMap<&'a str, (Type, Kind, Span)>,
    /// The definitions in the order of the files, each at the position that its type names.
    /// The modules that enums and types get, so that no two share a file.
    modules: Taken,
    pub(super) ids: Vec<&'a Entry>,
    pub(super) enums: Vec<&'a Entry>,
    pub(super) types: Vec<&'a Entry>,
}

impl<'a> Symbols<'a> {
    /// Takes in every definition of every file, and finds names that cannot be or are taken.
    pub(super) fn collect(acc: &mut Problems, files: &'a [Node]) -> Self {
        let mut symbols =
            Self { by_name: BTreeMap::new(), modules: Taken::default(), ids: vec![], enums: vec![], types: vec![] };
        for file in files {
            for (section, kind) in [("ids", Kind::Id), ("enums", Kind::Enum), ("types", Kind::Type)] {
                for entry in file.get(section).map(Node::entries).unwrap_or_default() {
                    symbols.define(acc, entry, kind);
                }
            }
        }
        symbols
    }

    fn define(&mut self, acc: &mut Problems, entry: &'a Entry, kind: Kind) {
        let Some(name) = usable(acc, &entry.key) else { return };
        let (list, ty): (&mut Vec<_>, fn(usize) -> Type) = match kind {
            Kind::Id => (&mut self.ids, Type::Id),
            Kind::Enum => (&mut self.enums, Type::Enum),
            Kind::Type => (&mut self.types, Type::Struct),
        };
        if let Some((_, first_kind, first)) = self.by_name.get(name) {
            // Twice in one mapping is a duplicate key, and said there.
            if *first_kind != kind || first.file != entry.key.span.file {
                let problem = Problem::DefinedTwice { name: name.to_owned() };
                acc.add_related(entry.key.span, problem, *first, "first defined here");
            }
            return;
        }
        self.by_name.insert(name, (ty(list.len()), kind, entry.key.span));
        if kind != Kind::Id {
            self.modules.claim(acc, &name::snake(name).unwrap_or_default(), name, entry.key.span);
        }
        list.push(entry);
    }

    pub(super) fn find(&self, name: &str) -> Option<Type> {
        self.by_name.get(name).map(|(ty, ..)| ty.clone())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().copied()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Id,
    Enum,
    Type,
}

fn usable<'a>(acc: &mut Problems, key: &'a Node) -> Option<&'a str> {
    let Some(name) = key.text().filter(|name| name::is_type_name(name)) else {
        let name = key.literal();
        let proposal = name::type_proposal(&name);
        acc.add(key.span, Problem::BadTypeName { name, proposal });
        return None;
    };
    if name::is_reserved_type(name) {
        acc.add(key.span, Problem::ReservedName { name: name.to_owned() });
        return None;
    }
    Some(name)
}
