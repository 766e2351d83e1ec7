//! The features of Cargo with which generated code is compiled.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use spec::Api;

/// The features of which one must be on for an item; without any, it is always compiled.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gate(BTreeSet<String>);

impl Gate {
    /// Always.
    pub(crate) const NONE: Self = Self(BTreeSet::new());

    /// The feature of a family, if it has one.
    pub(crate) fn family(api: &Api, family: Option<usize>) -> Self {
        Self(api.feature_of(family).map(str::to_owned).into_iter().collect())
    }

    /// Any of these features.
    pub(crate) fn any(features: BTreeSet<String>) -> Self {
        Self(features)
    }

    /// Where one of these is compiled.
    pub(crate) fn or<'a>(gates: impl Iterator<Item = &'a Self>) -> Self {
        let gates: Vec<_> = gates.collect();
        if gates.contains(&&Self::NONE) {
            Self::NONE
        } else {
            Self(gates.iter().flat_map(|gate| gate.0.clone()).collect())
        }
    }

    /// `#[cfg(feature = "v2")]`, or nothing.
    pub(crate) fn cfg(&self) -> TokenStream {
        self.condition().map(|condition| quote!(#[cfg(#condition)])).unwrap_or_default()
    }

    /// The same for an item that rustdoc shows, with the features in its docs.
    pub(crate) fn shown_cfg(&self) -> TokenStream {
        let shown = |condition| quote!(#[cfg(#condition)] #[cfg_attr(docsrs, doc(cfg(#condition)))]);
        self.condition().map(shown).unwrap_or_default()
    }

    /// Whether what has this gate is compiled only where the other is, too.
    pub(crate) fn needs(&self, other: &Self) -> bool {
        other.0.is_empty() || (!self.0.is_empty() && self.0.is_subset(&other.0))
    }

    /// `feature = "v2"`, `any(feature = "v2", feature = "v3")`, or nothing.
    pub(crate) fn condition(&self) -> Option<TokenStream> {
        let features: Vec<_> = self.0.iter().collect();
        match features.as_slice() {
            [] => None,
            [feature] => Some(quote!(feature = #feature)),
            features => Some(quote!(any(#(feature = #features),*))),
        }
    }
}
