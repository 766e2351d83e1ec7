//! A whole spec.

use super::groups::Group;
use super::service::Service;
use super::types::{Enum, External, Id, Struct, Type, Union};

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
            Type::Union(index) => Some(&self.unions[*index].name),
            Type::External(index) => Some(&self.externals[*index].name),
            Type::Scalar(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_) => None,
        }
    }
}
