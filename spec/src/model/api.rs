//! A whole spec.

use super::groups::Group;
use super::service::Service;
use super::types::{Enum, External, Id, Struct, Type};

/// A whole spec.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// The crate whose runtime the generated code calls.
    pub runtime: String,
    /// How the groups are added to the client.
    pub entry: Entry,
    /// The service; `None` if it is that of the client that the spec extends.
    pub service: Option<Service>,
    /// Types that the runtime's crate defines, in the order of the files.
    pub externals: Vec<External>,
    /// Identifiers, in the order of the files.
    pub ids: Vec<Id>,
    /// Open enums, in the order of the files.
    pub enums: Vec<Enum>,
    /// Objects, in the order of the files.
    pub types: Vec<Struct>,
    /// Groups of endpoints, one per file.
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
            Type::External(index) => Some(&self.externals[*index].name),
            Type::Scalar(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_) => None,
        }
    }
}

/// How the groups of generated code are added to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// As methods of the client of the crate that contains the generated code.
    Inherent,
    /// By a trait, to the client of another crate.
    Extension,
}
