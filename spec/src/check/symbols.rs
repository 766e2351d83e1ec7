//! The names that a spec defines, from all its files.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::inline::{self, Object};
use super::names::{Taken, entries, is_short};
use crate::model::Type;
use crate::name::{self, Named};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// All definitions by name.
pub(super) struct Symbols<'a> {
    by_name: BTreeMap<Cow<'a, str>, (Type, Span)>,
    /// Names that are defined but invalid: their uses are not reported again.
    refused: BTreeSet<String>,
    /// Whether all files could be read; if not, an unknown name may be defined in another one.
    pub(super) is_whole: bool,
    /// Whether the spec extends a client, whose types it can use.
    pub(super) is_extension: bool,
    /// The modules that enums and types get, so that no two share a file.
    modules: Taken,
    /// The definitions in the order of the files, each at the position that its type names.
    pub(super) ids: Vec<&'a Entry>,
    pub(super) enums: Vec<&'a Entry>,
    pub(super) types: Vec<Object<'a>>,
    /// The objects that are written where they are used, by the places of their nodes.
    inline: BTreeMap<Span, Option<usize>>,
    pub(super) unions: Vec<&'a Entry>,
    pub(super) externals: Vec<&'a Node>,
}

/// What a name refers to.
pub(super) enum Found {
    Type(Type),
    /// A definition with a problem of its own, which is reported there.
    Broken,
    Nothing,
}

impl<'a> Symbols<'a> {
    /// Collects every definition of every file, and finds names that are invalid or taken.
    pub(super) fn collect(acc: &mut Problems, files: &'a [Node], is_whole: bool, is_extension: bool) -> Self {
        let mut symbols = Self {
            by_name: BTreeMap::new(),
            refused: BTreeSet::new(),
            is_whole,
            is_extension,
            modules: Taken::new(Named::Definition),
            ids: vec![],
            enums: vec![],
            types: vec![],
            inline: BTreeMap::new(),
            unions: vec![],
            externals: vec![],
        };
        for file in files {
            for (section, kind) in
                [("ids", Kind::Id), ("enums", Kind::Enum), ("types", Kind::Type), ("unions", Kind::Union)]
            {
                for entry in entries(file.meant(section)) {
                    symbols.define(acc, entry, kind);
                    symbols.refuse_inner(entry);
                }
            }
        }
        // The list grows by the objects that are inside of these.
        let mut next = 0;
        while let Some(object) = symbols.types.get(next) {
            let found = inline::objects(&object.name, object.fields());
            found.into_iter().for_each(|object| symbols.define_inline(acc, object));
            next += 1;
        }
        for name in files.iter().filter_map(|file| file.get("uses")).flat_map(Node::items) {
            symbols.import(acc, name);
        }
        symbols
    }

    /// A type of the client's crate. Each file lists what it uses, so several may list the same name.
    fn import(&mut self, acc: &mut Problems, node: &'a Node) {
        // The form check reports what is not a text.
        let Some(name) = node.filled().and_then(|_| self.usable(acc, node)) else { return };
        match self.by_name.get(name) {
            Some((Type::External(_), _)) => {}
            Some((_, defined)) => {
                let problem = Problem::UsedAndDefined { name: name.to_owned() };
                acc.add_related(node.span, problem, *defined, "defined here");
            }
            None => {
                self.by_name.insert(name.into(), (Type::External(self.externals.len()), node.span));
                self.externals.push(node);
            }
        }
    }

    fn define(&mut self, acc: &mut Problems, entry: &'a Entry, kind: Kind) {
        let Some(name) = self.usable(acc, &entry.key) else { return };
        if let Some((_, first)) = self.by_name.get(name) {
            let problem = Problem::DefinedTwice { name: name.to_owned() };
            acc.add_related(entry.key.span, problem, *first, "first defined here");
            return;
        }
        let span = entry.key.span;
        let ty = match kind {
            Kind::Id => add(&mut self.ids, entry, Type::Id),
            Kind::Enum => add(&mut self.enums, entry, Type::Enum),
            Kind::Union => add(&mut self.unions, entry, Type::Union),
            Kind::Type => {
                add(&mut self.types, Object { name: name.to_owned(), span, value: &entry.value }, Type::Struct)
            }
        };
        self.by_name.insert(name.into(), (ty, span));
        if kind != Kind::Id {
            self.modules.claim(acc, &name::snake(name).unwrap_or_default(), name, entry.key.span);
        }
    }

    /// An object that is written where it is used has a name, too, and no other definition has it.
    fn define_inline(&mut self, acc: &mut Problems, object: Object<'a>) {
        let Object { name, span, value } = &object;
        // One with a problem is not reported again.
        self.inline.insert(value.span, None);
        if let Some((_, first)) = self.by_name.get(name.as_str()) {
            acc.add_related(*span, Problem::InlineName { name: name.clone() }, *first, "the other one");
            return;
        }
        if !is_short(acc, *span, name, Named::Definition) {
            return;
        }
        self.modules.claim(acc, &name::snake(name).unwrap_or_default(), name, *span);
        self.inline.insert(value.span, Some(self.types.len()));
        self.by_name.insert(name.clone().into(), (Type::Struct(self.types.len()), *span));
        self.types.push(object);
    }

    /// The object that is written at this node.
    pub(super) fn inline(&self, acc: &mut Problems, node: &Node) -> Option<Type> {
        let Some(position) = self.inline.get(&node.span) else {
            acc.add(
                node.span,
                Problem::TypeSyntax { why: "only in a field can an object take the place of a type".to_owned() },
            );
            return None;
        };
        let ty = Type::Struct((*position)?);
        Some(if node.get("fields?").is_some() { Type::Nullable(Box::new(ty)) } else { ty })
    }

    /// Definitions inside of another are indented too deep, which the form check reports. Their uses are not reported again.
    fn refuse_inner(&mut self, entry: &Entry) {
        let inner = entry.value.entries().iter().filter(|inner| inner.value.is_map());
        self.refused.extend(inner.map(|inner| inner.key.literal()).filter(|name| name::is_type_name(name)));
    }

    /// The name, if it is valid; if not, its uses are not reported again.
    fn usable(&mut self, acc: &mut Problems, key: &'a Node) -> Option<&'a str> {
        let name = usable(acc, key);
        if name.is_none() {
            self.refused.insert(key.literal());
        }
        name
    }

    pub(super) fn find(&self, name: &str) -> Found {
        match self.by_name.get(name) {
            Some((ty, _)) => Found::Type(ty.clone()),
            None if !self.is_whole || self.refused.contains(name) => Found::Broken,
            None => Found::Nothing,
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(AsRef::as_ref)
    }
}

/// Adds a definition to the list of its kind, and returns its type.
fn add<T>(list: &mut Vec<T>, definition: T, ty: fn(usize) -> Type) -> Type {
    list.push(definition);
    ty(list.len() - 1)
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Id,
    Enum,
    Type,
    Union,
}

fn usable<'a>(acc: &mut Problems, key: &'a Node) -> Option<&'a str> {
    let Some(name) = key.text().filter(|name| name::is_type_name(name)) else {
        let name = key.literal();
        let proposal = name::type_proposal(&name);
        acc.add(key.span, Problem::BadTypeName { name, proposal });
        return None;
    };
    if name::is_reserved(name, Named::Definition) {
        acc.add(key.span, Problem::ReservedName { name: name.to_owned(), of: Named::Definition });
        return None;
    }
    Some(name).filter(|name| is_short(acc, key.span, name, Named::Definition))
}
