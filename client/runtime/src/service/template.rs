//! The paths of endpoints, with `{name}` in the place of a parameter.

/// Returns the text before the first parameter of a path or a part of it, its name, and the rest.
pub fn first_param(part: &str) -> Option<(&str, &str, &str)> {
    let (text, rest) = part.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((text, name, after))
}
