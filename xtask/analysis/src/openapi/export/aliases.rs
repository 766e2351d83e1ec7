//! Other words for groups, operations and objects.

/// Returns the aliases of an item, if it has any.
pub(super) fn aliases(aliases: &[String]) -> Option<Vec<String>> {
    (!aliases.is_empty()).then(|| aliases.to_vec())
}
