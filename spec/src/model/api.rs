//! A whole spec.

use super::groups::Group;
use super::service::Service;
use super::types::{Enum, External, Id, Struct, Type};

/// A whole spec.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// The crate whose runtime the generated code calls.
    pub runtime: String,
    /// Where the groups hang.
    pub entry: Entry,
    /// What holds for the whole service; `None` where the service is the runtime's own.
    pub service: Option<Service>,
    /// Types that the runtime's crate defines, in the order of the files.
    pub externals: Vec<External>,
    /// Identifiers, in the order of the files.
    pub ids: Vec<Id>,
    /// Open enums, in the order of the files.
    pub enums: Vec<Enum>,
    /// Objects, in the order of the files.
    pub types: Vec<Struct>,
    /// Groups of endpoints, one a file.
    pub groups: Vec<Group>,
    /// The files that all of it was read from, as messages show them.
    pub files: Vec<String>,
}

impl Api {
    /// The name of the definition that a type refers to; `None` for all that has no name of its own.
    #[must_use]
    pub fn name_of(&self, ty: &Type) -> Option<&str> {
        match ty {
            Type::Id(index) => Some(&self.ids[*index].name),
            Type::Enum(index) => Some(&self.enums[*index].name),
            Type::Struct(index) => Some(&self.types[*index].name),
            Type::External(index) => Some(&self.externals[*index].name),
            Type::Scalar(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_) => None,
        }
    }
}

/// Where the groups of generated code hang.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// On the client of the crate that the code is generated into.
    Inherent,
    /// On a foreign client, by a trait.
    Extension,
}
