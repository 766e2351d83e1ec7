//! Which definitions of a spec a place can use: those of its own family, and those that all families share.

use spec::{Api, Type};

/// The definitions that a place can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All: the place is not known yet.
    All,
    /// Those of this family, or of none.
    Family(Option<usize>),
}

impl Reach {
    /// Whether everything that a type names can be used.
    pub(crate) fn has(self, api: &Api, ty: &Type) -> bool {
        let Self::Family(family) = self else { return true };
        match ty {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => self.has(api, inner),
            Type::Tuple(items) => items.iter().all(|item| self.has(api, item)),
            named => api.family_of(named).is_none_or(|of| Some(of) == family),
        }
    }
}
