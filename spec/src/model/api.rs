//! A whole spec.

use super::families::Family;
use super::groups::Group;
use super::service::Service;
use super::types::{Enum, External, Id, Struct, Type, Union};
use crate::name::bare;
use crate::source::Span;

/// A whole spec.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// The crate of the client, which generated code names: `::shop::rt`, `::shop::types`.
    pub client_crate: String,
    /// The service; `None` if it is that of the client that the spec extends.
    pub service: Option<Service>,
    /// Types that the client's crate defines, in the order of the files.
    pub externals: Vec<External>,
    /// Identifiers, in the order of the files.
    pub ids: Vec<Id>,
    /// Open enums, in the order of the files.
    pub enums: Vec<Enum>,
    /// Objects, in the order of the files.
    pub types: Vec<Struct>,
    /// Unions, in the order of the files.
    pub unions: Vec<Union>,
    /// Families of groups, in the order of the spec.
    pub families: Vec<Family>,
    /// Groups of endpoints, one per file: those without a family in the order of the files, and then those of each family.
    pub groups: Vec<Group>,
    /// The paths of the files that it was read from, as messages show them.
    pub files: Vec<String>,
}

impl Api {
    /// Returns the name of the definition that a type refers to; `None` for types without a definition.
    #[must_use]
    pub fn name_of(&self, ty: &Type) -> Option<&str> {
        match ty {
            Type::Id(index) => Some(&self.ids[*index].name),
            Type::Enum(index) => Some(&self.enums[*index].name),
            Type::Struct(index) => Some(&self.types[*index].name),
            Type::Union(index) => Some(&self.unions[*index].name),
            Type::External(index) => Some(&self.externals[*index].name),
            Type::Scalar(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_) => None,
        }
    }

    /// Returns the family of a definition that is written at this place: that of the group of its file.
    #[must_use]
    pub fn family_at(&self, span: Span) -> Option<usize> {
        if self.families.is_empty() {
            return None;
        }
        self.groups.iter().find(|group| group.file == span.file)?.family
    }

    /// Returns the family of the definition that a type refers to.
    #[must_use]
    pub fn family_of(&self, ty: &Type) -> Option<usize> {
        match ty {
            Type::Id(index) => self.family_at(self.ids[*index].span),
            Type::Enum(index) => self.family_at(self.enums[*index].span),
            Type::Struct(index) => self.family_at(self.types[*index].span),
            Type::Union(index) => self.family_at(self.unions[*index].span),
            Type::External(_) | Type::Scalar(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_) => {
                None
            }
        }
    }

    /// Returns the Cargo feature that a family needs; `None` for one that is always compiled, and for no family.
    #[must_use]
    pub fn feature_of(&self, family: Option<usize>) -> Option<&str> {
        self.families[family?].feature.as_deref()
    }

    /// Returns the group of this name.
    #[must_use]
    pub fn group_named(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// Returns the call of a client that gives a group, as Rust code: `user()`, or `v2().user()` of a family.
    #[must_use]
    pub fn group_call(&self, group: &Group) -> String {
        match group.family {
            Some(family) => format!("{}().{}()", self.families[family].name, group.inner),
            None => format!("{}()", group.name),
        }
    }

    /// Returns that call for a text, where a name needs no `r#`.
    #[must_use]
    pub fn group_mention(&self, group: &Group) -> String {
        match group.family {
            Some(family) => format!("{}().{}()", bare(&self.families[family].name), bare(&group.inner)),
            None => format!("{}()", bare(&group.name)),
        }
    }
}
