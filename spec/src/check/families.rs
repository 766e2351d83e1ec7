//! Families of groups: their names, which groups they have, and which types these may use.

use super::names::{Taken, entries};
use super::texts;
use crate::model::{Api, Family, Type};
use crate::name::{self, Named, bare};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// The families of a spec, before its groups are known.
pub(super) struct Families {
    /// As they are written, each with the family, if that has no problem.
    found: Vec<(String, Option<Family>)>,
    /// Which of them have a group.
    used: Vec<bool>,
    is_extension: bool,
    /// Whether all files could be read; if not, the families may be in another one.
    is_whole: bool,
}

/// The place of a group in a family.
pub(super) struct Member {
    /// The position of the family.
    pub(super) family: usize,
    /// The group's name inside of it, as Rust code.
    pub(super) inner: String,
}

impl Families {
    pub(super) fn collect(
        acc: &mut Problems,
        taken: &mut Taken,
        files: &[Node],
        is_whole: bool,
        is_extension: bool,
    ) -> Self {
        let section = files.iter().find_map(|file| file.get("api")?.get("families"));
        let found: Vec<_> =
            entries(section).into_iter().map(|entry| (entry.key.literal(), family(acc, taken, entry))).collect();
        Self { used: vec![false; found.len()], found, is_extension, is_whole }
    }

    /// The family of a group with this name, if it has one that is known.
    pub(super) fn member(&mut self, acc: &mut Problems, group: &Node, name: &str) -> Option<Member> {
        let entry = group.entry("family")?;
        if self.is_extension {
            acc.add(entry.key.span, Problem::FamilyOfExtension);
            return None;
        }
        let wanted = entry.value.filled()?;
        let Some(position) = self.found.iter().position(|(name, _)| name == wanted) else {
            if self.is_whole {
                let proposal = acc.proposal(wanted, self.found.iter().map(|(name, _)| name.as_str()));
                acc.add(entry.value.span, Problem::UnknownFamily { name: wanted.to_owned(), proposal });
            }
            return None;
        };
        self.used[position] = true;
        let family = self.found[position].1.as_ref()?;
        let prefix = format!("{}_", bare(&family.name));
        let inner = bare(name).strip_prefix(&prefix).and_then(|inner| name::given(inner, Named::Group));
        let Some(inner) = inner else {
            let (family, group) = (bare(&family.name).to_owned(), bare(name).to_owned());
            acc.add(entry.value.span, Problem::FamilyPrefix { family, group });
            return None;
        };
        if name::is_reserved(&inner, Named::Method) {
            acc.add(entry.value.span, Problem::ReservedName { name: inner.clone(), of: Named::Group });
        }
        Some(Member { family: position, inner })
    }

    /// Methods of a group must not have the name of its family, by whose module their arguments name its types.
    pub(super) fn methods(&self, acc: &mut Problems, member: &Member, methods: &[(&Entry, Option<String>)]) {
        let Some(family) = &self.found[member.family].1 else { return };
        for (entry, _) in methods.iter().filter(|(_, method)| method.as_ref() == Some(&family.name)) {
            let at = entry.value.get("name").map_or(entry.key.span, |node| node.span);
            acc.add(at, Problem::ReservedName { name: family.name.clone(), of: Named::Method });
        }
    }

    /// The families, each of which must have a group. Those with a problem are left out, which only an incomplete spec has.
    pub(super) fn finish(self, acc: &mut Problems) -> Vec<Family> {
        for ((_, family), is_used) in self.found.iter().zip(self.used) {
            if let Some(family) = family.as_ref().filter(|_| !is_used && self.is_whole) {
                acc.add(family.span, Problem::EmptyFamily { name: bare(&family.name).to_owned() });
            }
        }
        self.found.into_iter().filter_map(|(_, family)| family).collect()
    }
}

fn family(acc: &mut Problems, taken: &mut Taken, entry: &Entry) -> Option<Family> {
    let (written, span) = (entry.key.literal(), entry.key.span);
    let Some(name) = name::given_name(&written, Named::Family) else {
        acc.add(span, refused(written));
        return None;
    };
    taken.claim(acc, &name, &written, span);
    let feature = entry.value.get("feature");
    if let Some(node) = feature.filter(|node| node.filled().is_some_and(|feature| !is_feature(feature))) {
        acc.add(node.span, Problem::BadFeature { name: node.literal() });
    }
    Some(Family { name, doc: texts::text(&entry.value, &["doc"]), feature: feature.map(Node::literal), span })
}

/// Why a family cannot have this name.
fn refused(name: String) -> Problem {
    match name::given(&name, Named::Family) {
        Some(rust) if rust.len() > name::LONGEST_NAME => Problem::LongName { bytes: rust.len(), of: Named::Family },
        Some(_) => Problem::ReservedName { name, of: Named::Family },
        None => Problem::BadIdent { name, of: Named::Family },
    }
}

/// Whether Cargo and a `cfg` take this name.
fn is_feature(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && name.chars().all(fits)
}

/// Types of a family that something outside of it uses: they are not compiled where it is not.
pub(super) fn types(acc: &mut Problems, api: &Api) {
    if api.families.is_empty() {
        return;
    }
    let mut user = |of: Option<usize>, user: &str, ty: &Type, at: Span| {
        ty.each_definition(&mut |ty| {
            let Some(family) = api.family_of(ty).filter(|family| Some(*family) != of) else { return };
            let family_name = |family: usize| bare(&api.families[family].name).to_owned();
            let problem = Problem::FamilyType {
                of: of.map(family_name),
                family: family_name(family),
                names: Box::new([user.to_owned(), api.name_of(ty).unwrap_or_default().to_owned()]),
            };
            acc.add(at, problem);
        });
    };
    for definition in &api.types {
        let of = api.family_at(definition.span);
        definition.fields.iter().for_each(|field| user(of, &definition.name, &field.ty, field.ty_span));
    }
    for definition in &api.unions {
        let of = api.family_at(definition.span);
        definition.members.types().for_each(|ty| user(of, &definition.name, ty, definition.span));
    }
    for group in &api.groups {
        for endpoint in &group.endpoints {
            let key = endpoint.key();
            endpoint.params.iter().for_each(|param| user(group.family, &key, &param.ty, param.span));
            endpoint.returns.ty().into_iter().for_each(|ty| user(group.family, &key, ty, endpoint.returns_span));
        }
    }
}
