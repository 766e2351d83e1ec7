//! The names that a person gives to what responses show: types by the keys that hold their objects, and docs.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::given::Given;
use crate::error::Error;

/// Names and docs, as a file in YAML has them.
///
/// ```yaml
/// files:
///   posts.yaml:
///     media: Post
///     Post.user: Account
///     /v2/user/by/id: ProfileResponse
///     reels: "{StoryTray}"
///     tags: Tagging = Tags | [Tag]
///     1$items: Item as items
///     pk: Pk
/// docs:
///   Post: A post.
///   taken_at: When it was posted.
/// ```
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// What keys hold: by key, by type and key, or by the path of an endpoint.
    given: BTreeMap<String, Given>,
    /// Docs by type, by key, or by type and key.
    docs: BTreeMap<String, String>,
    /// The files of types, by the names of the types.
    files: BTreeMap<String, String>,
}

/// The keys of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    files: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    docs: BTreeMap<String, String>,
}

impl Names {
    /// Reads the names from YAML.
    ///
    /// # Errors
    /// Where the text is not YAML, has other keys than these, or gives something a name that it cannot have.
    pub fn read(path: &str, text: &str) -> Result<Self, Error> {
        let refused = |why: String| Error {
            what: format!("cannot read the names in {path}"),
            why,
            help: "write `files: { items.yaml: { item: Item, Item.owner: Account } }` and `docs: { Item: An item. }`",
        };
        let written: Written = serde_yaml::from_str(text).map_err(|error| refused(error.to_string()))?;
        let mut names = Self { docs: written.docs, ..Self::default() };
        for (file, types) in written.files {
            for (key, value) in types {
                let given = Given::parse(&value, &file).map_err(|why| refused(format!("`{key}` in {file}: {why}")))?;
                names.add(key, given).map_err(refused)?;
            }
        }
        Ok(names)
    }

    fn add(&mut self, key: String, given: Given) -> Result<(), String> {
        if let Some(other) = self.given.get(&key) {
            return Err(format!("`{key}` is in {} and in {}", other.file, given.file));
        }
        for name in given.types() {
            self.files.entry(name.to_owned()).or_insert_with(|| given.file.clone());
        }
        self.given.insert(key, given);
        Ok(())
    }

    /// What a key of a type holds, if a person has said it: of this type first, then of any.
    pub(super) fn of(&self, owner: &str, key: &str) -> Option<&Given> {
        self.given.get(&format!("{owner}.{key}")).or_else(|| self.given.get(key))
    }

    /// The file that a person has named for a type.
    pub(super) fn file_of(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// The names of types that a person gives.
    pub(super) fn types(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The doc of a type.
    pub(super) fn doc(&self, name: &str) -> Option<&str> {
        self.docs.get(name).map(String::as_str)
    }

    /// The doc of a field.
    pub(super) fn field_doc(&self, owner: &str, key: &str) -> Option<&str> {
        self.docs.get(&format!("{owner}.{key}")).or_else(|| self.docs.get(key)).map(String::as_str)
    }

    /// The keys of both kinds: those that hold types, then those of docs.
    pub(super) fn keys(&self) -> (impl Iterator<Item = &String>, impl Iterator<Item = &String>) {
        (self.given.keys(), self.docs.keys())
    }
}
