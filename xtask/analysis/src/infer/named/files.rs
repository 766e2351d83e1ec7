//! Writes all types to their files.

use std::collections::BTreeMap;

use spec::{Api, Source};

use super::assignment::{Assignment, file_name};
use super::definition::definition;
use super::shapes::Shapes;
use crate::entry::merge::merge;
use crate::entry::yaml::{self, Layout, Map, Node};

/// Adds all definitions to their files.
pub(super) fn add(shapes: &mut Shapes<'_, '_>, api: &Api, before: &[Source], sources: &mut Vec<Source>) {
    let mut of = BTreeMap::new();
    for (file, positions) in Assignment::new(shapes, api, before).by_file() {
        let mut section = Map::new(Layout::Spaced);
        for at in positions {
            let (name, body) = definition(shapes, at);
            section.add(&name, body);
            of.insert(name, file.clone());
        }
        add_to(sources, &file, "types", section);
    }
    for (name, (object, item, file)) in &shapes.unions {
        let members = vec![Node::Word(object.clone()), Node::Text(format!("[{item}]"))];
        let doc = shapes.names.doc(name).map_or_else(|| format!("`{object}`, or a list of `{item}`."), str::to_owned);
        let body = Map::default().with("doc", doc).with("of", Node::List(members));
        // It names its object, so it is beside it.
        let file = of.get(object).unwrap_or(file);
        add_to(sources, file, "unions", Map::new(Layout::Spaced).with(name, body));
    }
}

/// Adds a section to a file, which is new if there is none of that name.
fn add_to(sources: &mut Vec<Source>, file: &str, name: &'static str, section: Map) {
    if let Some(source) = sources.iter_mut().find(|source| file_name(&source.path) == file) {
        source.text = merge(&source.text, [(name, &section)]);
        return;
    }
    let folder =
        sources.first().and_then(|source| source.path.strip_suffix(file_name(&source.path))).unwrap_or_default();
    let text = yaml::print(&Map::new(Layout::Spaced).with(name, section));
    sources.push(Source { path: format!("{folder}{file}"), text });
}
