//! Circles: files that import each other, directly or through others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::imports::Import;

/// Every largest group of files in which each reaches each, and a shortest circle in it as proof.
#[must_use]
pub fn circles(imports: &[Import]) -> Vec<(BTreeSet<&str>, Vec<&Import>)> {
    let mut by_file: BTreeMap<&str, Vec<&Import>> = BTreeMap::new();
    for import in imports {
        by_file.entry(&import.file).or_default().push(import);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = by_file.keys().map(|file| (*file, reach(&by_file, file))).collect();
    let is_mutual = |a: &str, b: &str| {
        reached.get(a).is_some_and(|files| files.contains(b)) && reached.get(b).is_some_and(|files| files.contains(a))
    };
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    for file in by_file.keys().filter(|file| is_mutual(file, file)) {
        if !groups.iter().any(|group| group.contains(file)) {
            groups.push(by_file.keys().copied().filter(|other| is_mutual(file, other)).collect());
        }
    }
    groups.into_iter().map(|group| (group.clone(), shortest(&by_file, &group))).collect()
}

/// The files that a file imports, directly or through others.
fn reach<'a>(by_file: &BTreeMap<&'a str, Vec<&'a Import>>, file: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next = vec![file];
    while let Some(file) = next.pop() {
        for import in by_file.get(file).into_iter().flatten() {
            if reached.insert(import.from.as_str()) {
                next.push(&import.from);
            }
        }
    }
    reached
}

/// The imports of a shortest circle among the files of a group.
fn shortest<'a>(by_file: &BTreeMap<&'a str, Vec<&'a Import>>, group: &BTreeSet<&'a str>) -> Vec<&'a Import> {
    let circles = group.iter().filter_map(|file| circle_from(by_file, file));
    circles.min_by_key(Vec::len).unwrap_or_default()
}

fn circle_from<'a>(by_file: &BTreeMap<&'a str, Vec<&'a Import>>, file: &str) -> Option<Vec<&'a Import>> {
    let mut ways = VecDeque::from([Vec::new()]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let end = way.last().map_or(file, |import: &&Import| import.from.as_str());
        for import in by_file.get(end).into_iter().flatten() {
            let longer = [way.as_slice(), &[*import]].concat();
            if import.from == file {
                return Some(longer);
            }
            if seen.insert(import.from.as_str()) {
                ways.push_back(longer);
            }
        }
    }
    None
}
