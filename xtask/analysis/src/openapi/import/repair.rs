//! What the language refuses is left out with the reason: one thing that cannot be described never costs the document.

use std::collections::BTreeSet;
use std::str::SplitInclusive;

use spec::{Color, Located, Problem, Problems, Source};

use super::report::{LeftOut, Report};
use super::scalars::Counted;
use super::tree::{File, Tree, print};
use crate::entry::names::API;
use crate::entry::yaml::{Entry, Map, Node};
use crate::error::Error;

/// What the language accepts.
pub(super) struct Accepted {
    pub(super) files: Vec<File>,
    /// The same, before they are printed.
    pub(super) trees: Vec<Tree>,
    pub(super) report: Report,
}

/// Returns the files that the language accepts, and what is left out of them; `left_out` is what already is, `existing` the
/// spec that they come to.
///
/// # Errors
/// If what is wrong cannot be left out: the service itself.
pub(super) fn accepted(
    mut trees: Vec<Tree>,
    head: &str,
    operations: usize,
    mut left_out: Vec<LeftOut>,
    scalars: &Counted,
    existing: &[Source],
) -> Result<Accepted, Error> {
    // What is left out can be needed by something else, which is then left out too: each round has less than the one before.
    loop {
        let files = print(head, &trees);
        let sources = sources(&files, &trees, existing);
        let Err(problems) = spec::read(&sources) else {
            let report = Report::new(&trees, operations, left_out, scalars);
            return Ok(Accepted { files, trees, report });
        };
        let is_better = leave_out(&mut trees, &sources, &problems, &mut left_out)
            || leave_file_out(&mut trees, &problems, &mut left_out);
        if !is_better {
            return Err(refused(&problems, &sources));
        }
    }
}

/// Leaves out the file of the first problem, which nothing smaller helps, unless it is the service.
fn leave_file_out(trees: &mut Vec<Tree>, problems: &Problems, left_out: &mut Vec<LeftOut>) -> bool {
    let found = problems.in_order();
    let is_service = |tree: &Tree| tree.map.entries.iter().any(|entry| entry.key == "api");
    let mut all = found.iter().map(|located| (located.span.file, located.problem.title()));
    let Some((file, why)) = all.find(|(file, _)| trees.get(*file).is_some_and(|tree| !is_service(tree))) else {
        return false;
    };
    let tree = trees.remove(file);
    for Entry { key: section, value, .. } in tree.map.entries {
        let Node::Map(entries) = value else { continue };
        match section.as_str() {
            "endpoints" => left_out.extend(entries.entries.iter().map(|e| LeftOut::endpoint(&e.key, &*why))),
            "types" | "enums" | "ids" | "unions" => {
                left_out.extend(entries.entries.iter().map(|e| LeftOut::definition(&section, &e.key, &*why)));
            }
            _ => {}
        }
    }
    true
}

/// What the language reads: the files, those of the spec that they come to, and a service where none of them has one.
fn sources(files: &[File], trees: &[Tree], existing: &[Source]) -> Vec<Source> {
    let source = |file: &File| Source { path: file.name.clone(), text: file.text.clone() };
    let mut sources: Vec<_> = files.iter().map(source).collect();
    sources.extend_from_slice(existing);
    if existing.is_empty() && !trees.iter().any(|tree| tree.map.entries.iter().any(|entry| entry.key == "api")) {
        sources.push(Source { path: "api".to_owned(), text: with_families(trees) });
    }
    sources
}

/// A service with the families of the groups: one that has them takes the files.
fn with_families(trees: &[Tree]) -> String {
    let groups = trees.iter().filter_map(|tree| tree.map.get("group"));
    let names = groups.filter_map(|group| match group {
        Node::Map(group) => match group.get("family") {
            Some(Node::Text(name)) => Some(name),
            _ => None,
        },
        _ => None,
    });
    let names: BTreeSet<_> = names.collect();
    let rows = names.into_iter().map(|name| format!("    {name:?}: {{ doc: A family. }}\n"));
    let families = rows.collect::<String>();
    if families.is_empty() { API.to_owned() } else { format!("{}\n  families:\n{families}", API.trim_end()) }
}

fn refused(problems: &Problems, sources: &[Source]) -> Error {
    Error {
        what: "the document gives no valid spec".to_owned(),
        why: spec::render(problems, sources, Color::Plain),
        help: "fix the document at the places that are shown",
    }
}

/// Leaves out what has problems; whether there was anything to leave out.
fn leave_out(trees: &mut Vec<Tree>, sources: &[Source], problems: &Problems, left_out: &mut Vec<LeftOut>) -> bool {
    let found = problems.in_order();
    let mut seen = BTreeSet::new();
    let mut changed = false;
    // From the end of a file to its beginning, so that the places before a removed entry stay right.
    for (Located { problem, span, .. }, way) in found.iter().zip(ways(sources, &found)).rev() {
        let Some(tree) = trees.get_mut(span.file) else { continue };
        if matches!(problem, Problem::UnusedFile) {
            tree.map.entries.clear();
            left_out.push(LeftOut::other(&tree.name, "nothing that is left refers to it"));
            changed = true;
            continue;
        }
        if is_family_left_out(&mut tree.map, problem) {
            changed = true;
            continue;
        }
        // A second problem of the same thing is found again in the next round, if it is one then.
        if seen.insert((span.file, way.iter().copied().take(4).collect::<Vec<_>>())) {
            changed |= in_tree(&mut tree.map, &way, &problem.title(), left_out);
        }
    }
    trees.retain(|tree| !tree.map.entries.iter().all(|entry| entry.key == "group"));
    changed
}

/// Removes a family whose groups are left out, or the mark of one that the spec does not have; whether that was the problem.
fn is_family_left_out(file: &mut Map, problem: &Problem) -> bool {
    match problem {
        Problem::EmptyFamily { name } => {
            let Some(Node::Map(api)) = file.get_mut("api") else { return false };
            let Some(Node::Map(families)) = api.get_mut("families") else { return false };
            families.entries.retain(|entry| entry.key != *name);
            let is_empty = families.is_empty();
            api.entries.retain(|entry| !(is_empty && entry.key == "families"));
            true
        }
        Problem::UnknownFamily { .. } => {
            let Some(Node::Map(group)) = file.get_mut("group") else { return false };
            group.entries.retain(|entry| entry.key != "family");
            true
        }
        _ => false,
    }
}

/// For each problem the positions of the entries on the way to its place, from the section inward. Each file is read once,
/// however many problems it has.
fn ways(sources: &[Source], problems: &[&Located]) -> Vec<Vec<usize>> {
    let mut ways = Vec::with_capacity(problems.len());
    for of_file in problems.chunk_by(|one, other| one.span.file == other.span.file) {
        let Some(file) = of_file.first().map(|problem| problem.span.file) else { continue };
        let mut places = Places::new(sources.get(file).map(|source| source.text.as_str()).unwrap_or_default());
        ways.extend(of_file.iter().map(|problem| places.way(problem.span.start)));
    }
    ways
}

/// A file that is read from its beginning to its end. The files are printed with two spaces a level, and each entry begins
/// on a line of its own.
struct Places<'t> {
    lines: SplitInclusive<'t, char>,
    /// The offset behind the lines that were read.
    position: usize,
    /// How many entries each level has up to there.
    counts: Vec<usize>,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self { lines: text.split_inclusive('\n'), position: 0, counts: Vec::new() }
    }

    /// The way to an offset that is not before the last one.
    fn way(&mut self, offset: usize) -> Vec<usize> {
        while self.position <= offset
            && let Some(line) = self.lines.next()
        {
            self.position += line.len();
            let inner = line.trim_start_matches(' ');
            let depth = (line.len() - inner.len()) / 2;
            if inner.trim().is_empty() || inner.starts_with('#') || depth > self.counts.len() {
                continue;
            }
            self.counts.truncate(depth + 1);
            match self.counts.get_mut(depth) {
                Some(count) => *count += 1,
                None => self.counts.push(1),
            }
        }
        self.counts.iter().map(|count| count - 1).collect()
    }
}

/// Leaves out the smallest thing on the way that can be.
fn in_tree(file: &mut Map, way: &[usize], why: &str, left_out: &mut Vec<LeftOut>) -> bool {
    let [section, entry, inner @ ..] = way else { return false };
    let Some(Entry { key: name, value: Node::Map(section), .. }) = file.entries.get_mut(*section) else { return false };
    if !matches!(name.as_str(), "ids" | "enums" | "types" | "unions" | "endpoints") {
        return false;
    }
    let name = name.clone();
    let Some(found) = section.entries.get_mut(*entry) else { return false };
    let is_done = match name.as_str() {
        "types" => in_list(found, "fields", inner, why),
        "enums" => in_list(found, "values", inner, why),
        "unions" => in_list(found, "of", inner, why),
        "endpoints" => in_endpoint(found, inner, why),
        _ => false,
    };
    if !is_done {
        let found = section.entries.remove(*entry);
        left_out.push(match name.as_str() {
            "endpoints" => LeftOut::endpoint(&found.key, why),
            section => LeftOut::definition(section, &found.key, why),
        });
    }
    file.entries.retain(|entry| !matches!(&entry.value, Node::Map(map) if map.is_empty()));
    true
}

/// A field or a value, unless it is the only one.
fn in_list(found: &mut Entry, list: &str, inner: &[usize], why: &str) -> bool {
    let [at, member, ..] = inner else { return false };
    let Node::Map(body) = &mut found.value else { return false };
    let Some(Entry { key, value: Node::Map(members), .. }) = body.entries.get_mut(*at) else { return false };
    let Some(member_entry) = members.entries.get_mut(*member).filter(|_| key == list) else { return false };
    if list == "fields" && is_now_json(&mut member_entry.value) {
        member_entry.comments.push(format!("question: {why}; what is it?"));
        return true;
    }
    if members.entries.len() < 2 {
        return false;
    }
    let removed = members.entries.remove(*member);
    found.comments.push(format!("left out: `{}`: {why}", removed.key));
    true
}

/// One of the keys that an endpoint can be without.
fn in_endpoint(found: &mut Entry, inner: &[usize], why: &str) -> bool {
    let [at, rest @ ..] = inner else { return false };
    let Node::Map(body) = &mut found.value else { return false };
    let Some(Entry { key, value, .. }) = body.entries.get_mut(*at) else { return false };
    match (key.as_str(), value) {
        ("returns" | "body", value @ Node::Word(_)) => {
            let is_done = is_now_json(value);
            found.comments.extend(is_done.then(|| format!("question: {why}; what is it?")));
            is_done
        }
        (
            "aliases" | "pages" | "cost" | "cache" | "example" | "deprecated" | "differs" | "headers" | "idempotency",
            _,
        ) => {
            found.comments.push(format!("left out: its `{key}`: {why}"));
            body.entries.remove(*at);
            true
        }
        ("params" | "body" | "form" | "upload", Node::Map(params))
            if !rest.is_empty() && params.entries.len() > rest[0] =>
        {
            let param = params.entries.remove(rest[0]);
            found.comments.push(format!("left out: the parameter `{}`: {why}", param.key));
            if params.is_empty() {
                body.entries.remove(*at);
            }
            true
        }
        _ => false,
    }
}

/// Makes a type JSON of any shape; whether it was another one.
fn is_now_json(value: &mut Node) -> bool {
    match value {
        Node::Word(word) if word != "json" => {
            "json".clone_into(word);
            true
        }
        Node::Map(map) => {
            map.entries.iter_mut().find(|entry| entry.key == "type").is_some_and(|entry| is_now_json(&mut entry.value))
        }
        Node::Word(_) | Node::Text(_) | Node::List(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_place_counts_entries_and_not_texts() {
        let text = "# Head.\n\ntypes:\n  A:\n    doc: |-\n      fields:\n        a: b\n    fields:\n      x: json\n      # Why.\n      y: No\n\n  B: x\n";
        let at = |part: &str| Places::new(text).way(text.find(part).unwrap_or_default());
        assert_eq!(at("types"), [0]);
        assert_eq!(at("y: No"), [0, 0, 1, 1]);
        assert_eq!(at("No"), [0, 0, 1, 1]);
        assert_eq!(at("B: x"), [0, 1]);
    }
}
