//! The state of an import: which definitions are needed, and which are read.

use std::collections::{BTreeMap, VecDeque};
use std::ptr;
use std::rc::Rc;

use super::entry::Entry;
use super::known::Known;
use super::references;
use super::scalars::Scalars;
use super::schemas::Definition;
use super::servers::Servers;
use super::union::{Look, Union};
use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// Reads schemas and keeps what they define.
pub(super) struct Reader<'a> {
    pub(super) known: Known<'a>,
    cost_key: &'a str,
    /// The headers that carry keys, in small letters.
    pub(super) key_headers: Vec<String>,
    /// The servers, where the import writes them.
    pub(super) servers: Option<Servers>,
    components: BTreeMap<&'a str, Component<'a>>,
    pub(super) taken: Taken,
    /// Everything that is needed and has not been read.
    waiting: VecDeque<Waiting<'a>>,
    /// The names of schemas that are no components, by their addresses in the document.
    inline: BTreeMap<*const Json, String>,
    /// The names of unions of scalars, by what they are made of.
    shared: BTreeMap<String, String>,
    /// What of the document has a type, and what has none.
    pub(super) scalars: Scalars<'a>,
    /// By the position of the component; those of no component come last.
    definitions: BTreeMap<usize, Vec<Entry>>,
    place: usize,
    /// The types of bodies and of their fields.
    pub(super) sent: Vec<Shape>,
    /// The references that are being followed: some form a circle.
    pub(super) open: Vec<&'a str>,
}

enum Waiting<'a> {
    Component(&'a str),
    /// It is written beside the component that contains it.
    Inline {
        schema: &'a Json,
        name: String,
        place: usize,
    },
}

/// A schema that becomes a definition.
pub(super) struct Needed<'a> {
    pub(super) schema: &'a Json,
    pub(super) name: String,
    /// What the document calls it, if it is a component.
    pub(super) key: Option<&'a str>,
}

/// A component.
pub(super) struct Found<'a> {
    pub(super) schema: &'a Json,
    pub(super) name: String,
    /// Whether it gives a definition of that name; else it is another name for its schema.
    pub(super) is_defined: bool,
}

struct Component<'a> {
    position: usize,
    schema: &'a Json,
    name: String,
    definition: Option<Definition>,
    is_read: bool,
}

impl<'a> Reader<'a> {
    /// `cost_key` names the extension that has the price of an operation, `taken` has names that no definition gets.
    pub(super) fn new(document: &'a Json, cost_key: &'a str, mut taken: Taken) -> Self {
        let schemas = || json::entries(&document["components"]["schemas"]);
        // Our own exports keep their names.
        let is_own = |schema: &Json| schema.get(keys::FILE).is_some();
        schemas().filter(|(_, schema)| is_own(schema)).for_each(|(name, _)| taken.keep(name));
        let known = Known::new(document);
        let mut components = BTreeMap::new();
        // Sorted, so that no name depends on the order of the document.
        let mut sorted: Vec<_> = schemas().enumerate().collect();
        sorted.sort_by_key(|(_, (key, _))| *key);
        let is_own_document = document.get(keys::SERVICE).is_some();
        for (sorted, (position, (key, schema))) in sorted.into_iter().enumerate() {
            // An export of ours keeps its order.
            let position = if is_own_document { position } else { sorted };
            // A schema that gives no definition needs no name.
            let definition = known.definition(schema);
            let name = match definition {
                Some(_) if !is_own(schema) => names::definition(&mut taken, key),
                _ => key.clone(),
            };
            components.insert(key.as_str(), Component { position, schema, name, definition, is_read: false });
        }
        let place = components.len();
        Self {
            known,
            cost_key,
            key_headers: Vec::new(),
            servers: None,
            components,
            taken,
            waiting: VecDeque::new(),
            inline: BTreeMap::new(),
            shared: BTreeMap::new(),
            scalars: Scalars::default(),
            definitions: BTreeMap::new(),
            place,
            sent: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Whether the document is an export of a whole spec.
    pub(super) fn is_own(&self) -> bool {
        self.document().get(keys::SERVICE).is_some()
    }

    /// The extension that has the price of an operation.
    pub(super) fn cost_key(&self) -> &'a str {
        self.cost_key
    }

    pub(super) fn document(&self) -> &'a Json {
        self.known.document()
    }

    /// What a schema of the document becomes.
    pub(super) fn definition(&self, schema: &'a Json) -> Option<Definition> {
        self.known.definition(schema)
    }

    /// How the alternatives of a schema are distinguished; `None` if it has none.
    pub(super) fn union(&self, schema: &'a Json) -> Option<Rc<Union<'a>>> {
        self.known.union(schema)
    }

    /// The component that a reference leads to.
    pub(super) fn component(&self, reference: &str) -> Option<Found<'a>> {
        let key = references::component_key(reference)?;
        let Component { schema, name, definition, .. } = self.components.get(key.as_str())?;
        Some(Found { schema, name: name.clone(), is_defined: definition.is_some() })
    }

    /// Notes that a definition is needed.
    pub(super) fn need(&mut self, reference: &str) {
        let known = references::component_key(reference).and_then(|key| self.components.get_key_value(key.as_str()));
        if let Some((key, _)) = known.filter(|(_, component)| !component.is_read) {
            self.waiting.push_back(Waiting::Component(key));
        }
    }

    /// Notes every definition that an export of ours has written.
    pub(super) fn need_own(&mut self) {
        let own = self.components.iter().filter(|(_, component)| component.schema.get(keys::FILE).is_some());
        self.waiting.extend(own.map(|(key, _)| Waiting::Component(key)));
    }

    /// Names a schema that is no component, and notes that its definition is needed.
    pub(super) fn inline(&mut self, schema: &'a Json, hint: &str) -> String {
        if let Some(name) = self.inline.get(&ptr::from_ref(schema)) {
            return name.clone();
        }
        let name = names::definition(&mut self.taken, hint);
        self.inline.insert(ptr::from_ref(schema), name.clone());
        self.waiting.push_back(Waiting::Inline { schema, name: name.clone(), place: self.place });
        name
    }

    /// Names a union of scalars: all that are made of the same are one.
    pub(super) fn shared(&mut self, schema: &'a Json, name: &str) -> String {
        if let Some(name) = self.shared.get(name) {
            return name.clone();
        }
        let free = self.inline(schema, name);
        self.shared.insert(name.to_owned(), free.clone());
        free
    }

    /// Adds a definition beside the component that is being read.
    pub(super) fn define(&mut self, entry: Entry) {
        self.definitions.entry(self.place).or_default().push(entry);
    }

    /// Returns the next schema that is needed. Inline schemas that are named from now on are written beside it.
    pub(super) fn next_needed(&mut self) -> Option<Needed<'a>> {
        while let Some(waiting) = self.waiting.pop_front() {
            match waiting {
                Waiting::Inline { schema, name, place } => {
                    self.place = place;
                    return Some(Needed { schema, name, key: None });
                }
                Waiting::Component(key) => {
                    let Some(component) = self.components.get_mut(key).filter(|component| !component.is_read) else {
                        continue;
                    };
                    component.is_read = true;
                    self.place = component.position;
                    return Some(Needed { schema: component.schema, name: component.name.clone(), key: Some(key) });
                }
            }
        }
        None
    }

    /// All that was defined, in the order of the file.
    pub(super) fn finish(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.definitions).into_values().flatten().collect()
    }
}
