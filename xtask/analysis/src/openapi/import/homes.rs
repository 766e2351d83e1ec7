//! The entries that belong to groups of the spec, in the files of these.

use std::collections::BTreeMap;

use spec::Source;

use super::existing::Existing;
use super::groups::Group;
use super::options::Imported;
use super::repair::Accepted;
use super::tree::{File, Tree, add_comments};
use crate::entry::merge::merge;
use crate::entry::yaml::{self, Layout, Map, Node, print_comment};

/// The positions of files of the spec, by the names of those that come to them.
pub(super) type Homes = BTreeMap<String, usize>;

/// Where the groups belong.
pub(super) fn homes(existing: Option<&Existing<'_>>, groups: &[Group]) -> Homes {
    let Some(Existing { api, sources }) = existing else { return Homes::new() };
    let home = |group: &Group| {
        let path = &api.files[api.groups[group.home?].file];
        Some((group.file.clone(), sources.iter().position(|source| source.path == *path)?))
    };
    groups.iter().filter_map(home).collect()
}

/// What is imported, with what belongs to files of the spec in them. Where the spec refuses that, they stay files of their own.
pub(super) fn at_home(accepted: Accepted, homes: &Homes, head: &str, existing: &[Source]) -> Imported {
    let Accepted { files, trees, report } = accepted;
    let moved = moved(&trees, &files, homes, head, existing);
    let is_valid = |sources: &[Source]| spec::read(sources).is_ok();
    let (mut files, mut sources) = match moved.filter(|(_, sources)| is_valid(sources)) {
        Some(moved) => moved,
        None => {
            let new = files.iter().map(|file| source(file, existing));
            (files.clone(), existing.iter().cloned().chain(new).collect())
        }
    };
    add_comments(&mut files, &report.comments_at_end());
    // A patch has no comments on what is left out, but in new files.
    for file in files.iter().filter(|file| file.is_new) {
        let path = source(file, existing).path;
        if let Some(source) = sources.iter_mut().skip(existing.len()).find(|source| source.path == path) {
            source.text.clone_from(&file.text);
        }
    }
    Imported { files, report, sources }
}

fn moved(
    trees: &[Tree],
    files: &[File],
    homes: &Homes,
    head: &str,
    existing: &[Source],
) -> Option<(Vec<File>, Vec<Source>)> {
    if homes.is_empty() {
        return None;
    }
    let mut sources = existing.to_vec();
    let mut all = Vec::new();
    for (tree, file) in trees.iter().zip(files) {
        let Some(home) = homes.get(&tree.name) else {
            sources.push(source(file, existing));
            all.push(file.clone());
            continue;
        };
        let mut sections = Map::new(Layout::Spaced);
        sections.entries = tree.map.entries.iter().filter(|entry| entry.key != "group").cloned().collect();
        let maps = sections.entries.iter().filter_map(|entry| match &entry.value {
            Node::Map(map) => Some((entry.key.as_str(), map)),
            _ => None,
        });
        let known = &mut sources[*home];
        known.text = merge(&known.text, maps);
        let name = known.path.rsplit('/').next().unwrap_or_default().to_owned();
        let text = format!("{}{}", print_comment(head), yaml::print(&sections));
        all.push(File { name, text, is_new: false });
    }
    Some((all, sources))
}

/// A new file beside those of the spec.
fn source(file: &File, existing: &[Source]) -> Source {
    let folder = existing.first().and_then(|source| source.path.rfind('/').map(|end| &source.path[..=end]));
    Source { path: format!("{}{}", folder.unwrap_or_default(), file.name), text: file.text.clone() }
}
