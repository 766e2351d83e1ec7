//! The name in a key of a response.

/// The marks of GraphQL before keys: of a large integer, of a number with a fraction, and of a query with arguments.
const MARKS: [&str; 3] = ["1l", "1f", "1$"];

/// The name in a key that begins with a mark or has arguments: `taken_at` of `1ltaken_at`, `items` of
/// `1$items(first:2)`.
pub(super) fn plain(wire: &str) -> &str {
    let name = wire.split('(').next().unwrap_or(wire).trim_end_matches('_');
    let rest = MARKS.iter().find_map(|mark| name.strip_prefix(mark));
    rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase())).unwrap_or(name)
}
