//! What an import takes, what it leaves out, and why.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use super::operation;
use super::scalars::Counted;
use super::tree::Tree;
use crate::entry::yaml::{Entry, Map, Node};

/// Something that is left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The path of its operation, or the name of its definition.
    place: String,
    /// What it is: `GET /v1/items`, `types Item`.
    pub what: String,
    /// The reason.
    pub why: String,
}

impl LeftOut {
    pub(super) fn operation(method: &str, path: &str, why: impl Into<String>) -> Self {
        Self { place: path.to_owned(), what: format!("{method} {path}"), why: why.into() }
    }

    /// The endpoint with this key.
    pub(super) fn endpoint(key: &str, why: impl Into<String>) -> Self {
        let path = key.rsplit(' ').next().unwrap_or(key);
        Self { place: path.to_owned(), what: operation::named(key), why: why.into() }
    }

    pub(super) fn definition(section: &str, name: &str, why: impl Into<String>) -> Self {
        Self { place: name.to_owned(), what: format!("{section} {name}"), why: why.into() }
    }

    pub(super) fn other(what: &str, why: impl Into<String>) -> Self {
        Self { place: what.to_owned(), what: what.to_owned(), why: why.into() }
    }
}

impl Display for LeftOut {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.what, self.why)
    }
}

/// The result of an import in numbers, and the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The operations of the document, or of the part that is imported.
    pub operations: usize,
    /// How many of them the spec describes.
    pub taken: usize,
    /// How many of these have pages.
    pub paged: usize,
    /// The fields of all types, and the responses.
    pub places: usize,
    /// How many of these are, or contain, `json`.
    pub json: usize,
    /// The scalars that requests and responses have, each once: texts, numbers, flags and enums.
    pub scalars: usize,
    /// How many of them are inside of `json`, by the reason, most first.
    pub swallowed: Vec<(usize, String)>,
    /// Everything that is left out: operations and parts of them, definitions and fields; sorted by paths and names.
    pub left_out: Vec<LeftOut>,
    /// How many are left out for one reason, most first. Names in a reason are written as `..`.
    pub reasons: Vec<(usize, String)>,
    /// How many times each question is asked, likewise.
    pub questions: Vec<(usize, String)>,
}

impl Report {
    /// About the files that the language accepts. `left_out` contains what is in none of them.
    pub(super) fn new(trees: &[Tree], operations: usize, left_out: Vec<LeftOut>, scalars: &Counted) -> Self {
        let swallowed: usize = scalars.swallowed.values().sum();
        let mut report = Self { operations, left_out, scalars: scalars.typed + swallowed, ..Self::default() };
        report.swallowed = sorted(scalars.swallowed.iter().map(|(why, count)| (without_names(why), *count)));
        let mut asked = Vec::new();
        for section in trees.iter().flat_map(|tree| &tree.map.entries) {
            let Node::Map(entries) = &section.value else { continue };
            match section.key.as_str() {
                "endpoints" => entries.entries.iter().for_each(|entry| report.endpoint(entry, &mut asked)),
                "types" | "enums" | "ids" | "unions" => {
                    entries.entries.iter().for_each(|entry| report.definition(&section.key, entry, &mut asked));
                }
                "api" => report.comments(&LeftOut::other("api", ""), section, &mut asked),
                _ => {}
            }
        }
        report.left_out.sort();
        report.reasons = counted(report.left_out.iter().map(|left_out| left_out.why.as_str()));
        report.questions = counted(asked.iter().map(String::as_str));
        report
    }

    fn endpoint(&mut self, entry: &Entry, asked: &mut Vec<String>) {
        self.taken += 1;
        self.comments(&LeftOut::endpoint(&entry.key, ""), entry, asked);
        if let Node::Map(body) = &entry.value {
            let returns = body.entries.iter().find(|entry| entry.key == "returns");
            returns.into_iter().for_each(|returns| self.place(&returns.value));
            self.paged += usize::from(body.entries.iter().any(|entry| entry.key == "pages"));
        }
    }

    fn definition(&mut self, section: &str, entry: &Entry, asked: &mut Vec<String>) {
        self.comments(&LeftOut::definition(section, &entry.key, ""), entry, asked);
        let Node::Map(body) = &entry.value else { return };
        let fields = body.entries.iter().find(|entry| entry.key == "fields");
        if let Some(Entry { value: Node::Map(fields), .. }) = fields {
            fields.entries.iter().for_each(|field| self.place(&field.value));
        }
    }

    /// A place that has a type.
    fn place(&mut self, ty: &Node) {
        self.places += 1;
        self.json += usize::from(is_json(ty));
    }

    /// What the comments of an entry say, and those of all entries in it.
    fn comments(&mut self, of: &LeftOut, entry: &Entry, asked: &mut Vec<String>) {
        for comment in &entry.comments {
            if let Some(why) = comment.strip_prefix("left out: ") {
                self.left_out.push(LeftOut { why: why.to_owned(), ..of.clone() });
            } else if let Some(question) = comment.strip_prefix("question: ") {
                asked.push(question.to_owned());
            }
        }
        let Node::Map(Map { entries, .. }) = &entry.value else { return };
        for inner in entries.iter().filter(|inner| !inner.comments.is_empty() || matches!(inner.value, Node::Map(_))) {
            let is_named = !inner.comments.is_empty();
            let what =
                if is_named { format!("{}, `{}`", of.what, inner.key.trim_end_matches('?')) } else { of.what.clone() };
            self.comments(&LeftOut { what, ..of.clone() }, inner, asked);
        }
    }

    /// The numbers, and what is left out and asked by reason, one line each.
    #[must_use]
    pub fn table(&self) -> Vec<String> {
        let Self { operations, taken, paged, places, json, scalars, .. } = self;
        let swallowed: usize = self.swallowed.iter().map(|(count, _)| count).sum();
        let mut lines = vec![
            format!("{taken} of {operations} operations are described."),
            format!("{paged} of them have pages."),
            format!("{json} of {places} fields and responses are JSON of any shape, wholly or in part."),
            format!("{swallowed} of {scalars} scalars are inside of such JSON."),
        ];
        let tables = [
            ("Left out, by reason:", &self.reasons),
            ("Scalars inside of JSON, by reason:", &self.swallowed),
            ("Questions, by kind:", &self.questions),
        ];
        for (title, rows) in tables {
            lines.extend((!rows.is_empty()).then(|| title.to_owned()));
            lines.extend(rows.iter().map(|(count, why)| format!("- {}: {why}", times(*count))));
        }
        lines
    }

    /// The comments at the end of the last file: what is left out, then the table.
    pub(super) fn comments_at_end(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.left_out.is_empty() {
            lines.push("Left out:".to_owned());
            lines.extend(self.left_out.iter().map(|left_out| format!("- {left_out}")));
        }
        lines.extend(self.table());
        lines
    }
}

/// Whether a type is or contains `json`.
fn is_json(ty: &Node) -> bool {
    match ty {
        Node::Word(word) => word.split(|c: char| !c.is_ascii_alphanumeric()).any(|name| name == "json"),
        Node::Map(map) => map.entries.iter().any(|entry| entry.key == "type" && is_json(&entry.value)),
        Node::Text(_) | Node::List(_) => false,
    }
}

/// How often each reason is given, most first.
fn counted<'r>(reasons: impl Iterator<Item = &'r str>) -> Vec<(usize, String)> {
    sorted(reasons.map(|reason| (without_names(reason), 1)))
}

/// The sums for each reason, most first.
fn sorted(counts: impl Iterator<Item = (String, usize)>) -> Vec<(usize, String)> {
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    counts.for_each(|(reason, count)| *sums.entry(reason).or_default() += count);
    let mut rows: Vec<_> = sums.into_iter().map(|(reason, count)| (count, reason)).collect();
    rows.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.cmp(b)));
    rows
}

/// A reason without what differs from place to place: names in backticks, and numbers.
fn without_names(reason: &str) -> String {
    let mut short = String::with_capacity(reason.len());
    for (index, part) in reason.split('`').enumerate() {
        match index % 2 {
            0 => numbers_away(&mut short, part),
            _ => short.push_str("`..`"),
        }
    }
    short
}

fn numbers_away(out: &mut String, part: &str) {
    let mut was_digit = false;
    for c in part.chars() {
        match (c.is_ascii_digit(), was_digit) {
            (true, true) => {}
            (true, false) => out.push_str(".."),
            (false, _) => out.push(c),
        }
        was_digit = c.is_ascii_digit();
    }
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reason_is_counted_once_whatever_the_names_in_it() {
        let rows = counted(
            ["only GET", "a list of 7 parts", "the parameter `a`", "a list of 12 parts", "the parameter `b`"]
                .into_iter(),
        );
        let expected = [(2, "a list of .. parts"), (2, "the parameter `..`"), (1, "only GET")];
        assert_eq!(rows, expected.map(|(count, reason)| (count, reason.to_owned())));
    }
}
