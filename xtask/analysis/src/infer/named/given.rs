//! What a person says that a key holds.

use spec::{Named, can_be_given};

/// What a key holds: `Item`, `{Item}`, `Tagging = Tags | [Tag]`, each with `as name` where Rust needs another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    /// The name of the type, without lists around it.
    pub(super) name: String,
    /// The union of an object and a list, where the key holds both.
    pub(super) union: Option<Union>,
    /// Whether the keys below are data, and their values have the type.
    pub(super) is_map: bool,
    /// The name of the field in Rust.
    pub(super) rust: Option<String>,
    /// The file that defines the type.
    pub(super) file: String,
}

/// A union of an object and a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Union {
    pub(super) name: String,
    /// The type of the list's items.
    pub(super) item: String,
}

/// The forms of a value.
const FORMS: &str = "write `Item`, `{Item}` or `Tagging = Tags | [Tag]`, and ` as name` behind it for a name in Rust";

impl Given {
    /// Reads the value of a key in a file, or says what is wrong with it.
    pub(super) fn parse(written: &str, file: &str) -> Result<Self, String> {
        let (what, rust) = match written.split_once(" as ") {
            Some((what, rust)) => (what.trim(), Some(field_name(rust.trim())?)),
            None => (written.trim(), None),
        };
        let file = file.to_owned();
        if what.contains(['=', '|']) {
            let (name, object, item) = union(what).ok_or_else(|| format!("`{what}` is not a union; {FORMS}"))?;
            let union = Some(Union { name: definition_name(name)?, item: definition_name(item)? });
            return Ok(Self { name: definition_name(object)?, union, is_map: false, rust, file });
        }
        let map = what.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
        let name = map.unwrap_or(what).trim();
        let is_scalar = spec::SCALARS.iter().any(|row| row.name == name);
        let name = if is_scalar { name.to_owned() } else { definition_name(name)? };
        Ok(Self { name, union: None, is_map: map.is_some(), rust, file })
    }

    /// The names that may become types of its file.
    pub(super) fn types(&self) -> impl Iterator<Item = &str> {
        [Some(&self.name), self.union.as_ref().map(|union| &union.item)].into_iter().flatten().map(String::as_str)
    }
}

/// The parts of `Tagging = Tags | [Tag]`.
fn union(written: &str) -> Option<(&str, &str, &str)> {
    let (name, members) = written.split_once('=')?;
    let (object, list) = members.split_once('|')?;
    let item = list.trim().strip_prefix('[')?.strip_suffix(']')?;
    Some((name.trim(), object.trim(), item.trim()))
}

fn definition_name(name: &str) -> Result<String, String> {
    match can_be_given(name, Named::Definition) {
        true => Ok(name.to_owned()),
        false => Err(format!("`{name}` cannot be the name of a type; {FORMS}")),
    }
}

fn field_name(name: &str) -> Result<String, String> {
    match can_be_given(name, Named::Member) {
        true => Ok(name.to_owned()),
        false => Err(format!("`{name}` cannot be the name of a field in Rust; write it as `other_name`")),
    }
}
