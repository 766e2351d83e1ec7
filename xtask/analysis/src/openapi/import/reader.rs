//! What is read of an OpenAPI file, and the definitions that it leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::schemas;
use crate::openapi::json::Json;
use crate::openapi::keys;
use crate::stanza::names::{self, Taken};
use crate::stanza::yaml::Node;

/// A part of a spec file.
#[derive(Debug, Clone)]
pub(super) struct Stanza {
    /// `uses`, `ids`, `enums` or `types`.
    pub(super) section: &'static str,
    pub(super) name: String,
    pub(super) body: Node,
    pub(super) comments: Vec<String>,
    /// The file that an export of ours names for it.
    pub(super) file: Option<String>,
}

/// Reads schemas and keeps what they define.
pub(super) struct Reader<'a> {
    document: &'a Json,
    components: BTreeMap<&'a str, Component<'a>>,
    pub(super) taken: Taken,
    /// The types of another crate that something needs.
    externals: BTreeSet<&'a str>,
    /// The components that something leads to and that have not been read.
    waiting: Vec<&'a str>,
    /// By the position of the component; what stands in no component comes last.
    definitions: BTreeMap<usize, Vec<Stanza>>,
    place: usize,
    /// The schemas that the reading is inside of, by their references: some lead in a circle.
    pub(super) open: Vec<&'a str>,
}

struct Component<'a> {
    position: usize,
    schema: &'a Json,
    name: String,
    is_read: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Json) -> Self {
        let schemas = document.at("components").at("schemas").entries();
        let mut taken = Taken::default();
        // Our own exports keep their names, whatever others want.
        let is_own = |schema: &Json| schema.get(keys::FILE).is_some();
        schemas.iter().filter(|(_, schema)| is_own(schema)).for_each(|(name, _)| taken.keep(name));
        let mut components = BTreeMap::new();
        for (position, (key, schema)) in schemas.iter().enumerate() {
            // What becomes no definition needs no name.
            let name = match schemas::definition(document, schema) {
                Some(_) if !is_own(schema) => names::definition(&mut taken, key),
                _ => key.clone(),
            };
            components.insert(key.as_str(), Component { position, schema, name, is_read: false });
        }
        let place = schemas.len();
        let (externals, waiting, definitions) = (BTreeSet::new(), Vec::new(), BTreeMap::new());
        Self { document, components, taken, externals, waiting, definitions, place, open: Vec::new() }
    }

    pub(super) fn document(&self) -> &'a Json {
        self.document
    }

    /// The schema and the name of the component that a reference leads to.
    pub(super) fn component(&self, reference: &str) -> Option<(&'a Json, String)> {
        let key = schemas::component_key(reference)?;
        self.components.get(key.as_str()).map(|component| (component.schema, component.name.clone()))
    }

    /// Notes that a definition is needed.
    pub(super) fn need(&mut self, reference: &str) {
        let known = schemas::component_key(reference).and_then(|key| self.components.get_key_value(key.as_str()));
        if let Some((key, _)) = known.filter(|(_, component)| !component.is_read) {
            self.waiting.push(key);
        }
    }

    /// Notes every definition that an export of ours has written.
    pub(super) fn need_own(&mut self) {
        let own = self.components.iter().filter(|(_, component)| component.schema.get(keys::FILE).is_some());
        self.waiting.extend(own.map(|(key, _)| *key));
    }

    /// Notes that a type of another crate is needed; `false` where the document names none such.
    pub(super) fn use_external(&mut self, name: &'a str) -> bool {
        let known =
            self.document.at(keys::USES).items().iter().any(|external| external.at("name").text() == Some(name));
        if known {
            self.externals.insert(name);
        }
        known
    }

    /// Adds a definition beside the component that is being read.
    pub(super) fn define(&mut self, stanza: Stanza) {
        self.definitions.entry(self.place).or_default().push(stanza);
    }

    /// Reads what is needed, and what that needs, and gives it in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Stanza> {
        while let Some(key) = self.waiting.pop() {
            let Some(component) = self.components.get_mut(key).filter(|component| !component.is_read) else { continue };
            component.is_read = true;
            self.place = component.position;
            let (schema, name) = (component.schema, component.name.clone());
            super::definitions::define(&mut self, schema, &name, key);
        }
        let uses: Vec<_> =
            self.document.at(keys::USES).items().iter().filter_map(|external| self.used(external)).collect();
        uses.into_iter().chain(self.definitions.into_values().flatten()).collect()
    }

    fn used(&self, external: &Json) -> Option<Stanza> {
        let name = external.at("name").text().filter(|name| self.externals.contains(name))?.to_owned();
        let file = external.at(keys::FILE).text().map(str::to_owned);
        Some(Stanza { section: "uses", body: Node::from(&name), name, comments: Vec::new(), file })
    }
}
