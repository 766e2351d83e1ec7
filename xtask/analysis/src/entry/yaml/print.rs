//! From the tree to text: short mappings on one line, long ones one entry a line, texts of several lines as blocks.

use super::scalar::{Place, is_shown, quoted};
use super::{Entry, Layout, Map, Node};

/// The width of the hand-written files.
const WIDTH: usize = 120;

/// The text of a file.
#[must_use]
pub fn print(map: &Map) -> String {
    let mut out = String::new();
    block(&mut out, map, 0);
    out
}

fn block(out: &mut String, map: &Map, indent: usize) {
    let mut last_was_long = false;
    for (index, entry) in map.entries.iter().enumerate() {
        let mut lines = String::new();
        self::entry(&mut lines, entry, indent);
        let is_long = lines.lines().count() > 1;
        if index > 0 && map.layout == Layout::Spaced && (is_long || last_was_long) {
            out.push('\n');
        }
        out.push_str(&lines);
        last_was_long = is_long;
    }
}

fn entry(out: &mut String, entry: &Entry, indent: usize) {
    let margin = " ".repeat(indent);
    for line in entry.comments.iter().flat_map(|comment| comment_lines(comment, indent)) {
        out.push_str(&format!("{margin}# {line}\n"));
    }
    let head = format!("{margin}{}:", quoted(&entry.key, Place::Key));
    out.push_str(&head);
    match &entry.value {
        Node::Text(text) if is_block_text(text) => block_text(out, text, indent + 2),
        Node::Text(text) => out.push_str(&format!(" {}\n", quoted(text, Place::Block))),
        value => match one_line(value).filter(|line| fits(&head, line, value)) {
            Some(line) => out.push_str(&format!(" {line}\n")),
            None => several_lines(out, value, indent + 2),
        },
    }
}

/// A word cannot be broken, whatever its width.
fn fits(head: &str, line: &str, value: &Node) -> bool {
    matches!(value, Node::Word(_)) || head.chars().count() + 1 + line.chars().count() <= WIDTH
}

fn several_lines(out: &mut String, value: &Node, indent: usize) {
    out.push('\n');
    match value {
        Node::Map(map) => block(out, map, indent),
        Node::List(items) => {
            for item in items {
                out.push_str(&format!("{}- {}\n", " ".repeat(indent), flow(item)));
            }
        }
        Node::Word(_) | Node::Text(_) => {}
    }
}

/// The value on one line; `None` where its layout, its comments or its texts want more.
fn one_line(value: &Node) -> Option<String> {
    if let Node::Map(map) = value {
        let wants_lines = |entry: &Entry| {
            let says_more = matches!(&entry.value, Node::Text(text) if is_block_text(text));
            !entry.comments.is_empty() || says_more || one_line(&entry.value).is_none()
        };
        if !map.is_empty() && (map.layout != Layout::Fit || map.entries.iter().any(wants_lines)) {
            return None;
        }
    }
    Some(flow(value))
}

fn flow(value: &Node) -> String {
    match value {
        Node::Word(word) => word.clone(),
        Node::Text(text) => quoted(text, Place::Flow),
        Node::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Node::Map(map) if map.is_empty() => "{}".to_owned(),
        Node::Map(map) => {
            let pair = |entry: &Entry| format!("{}: {}", quoted(&entry.key, Place::FlowKey), flow(&entry.value));
            format!("{{ {} }}", map.entries.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Whether a text reads back from a `|` block: several lines, none of which YAML could take for something else.
fn is_block_text(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let is_plain_line = |line: &str| line == line.trim_end() && line.chars().all(is_shown);
    text.contains('\n')
        && !body.is_empty()
        && !body.ends_with('\n')
        && !body.starts_with(['\n', ' '])
        && body.split('\n').all(is_plain_line)
}

fn block_text(out: &mut String, text: &str, indent: usize) {
    let (mark, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    out.push_str(&format!(" {mark}\n"));
    for line in body.split('\n') {
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// A comment at the edge of the file.
pub(crate) fn print_comment(comment: &str) -> String {
    comment_lines(comment, 0).iter().map(|line| format!("# {line}\n")).collect()
}

/// A comment, broken between words to the width.
fn comment_lines(comment: &str, indent: usize) -> Vec<String> {
    let width = WIDTH.saturating_sub(indent + 2).max(40);
    let mut lines = vec![String::new()];
    for word in comment.split_whitespace() {
        // Invisible characters, and those that end a line for some reader, are written as their numbers.
        let word: String = word.chars().flat_map(shown).collect();
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(&word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

fn shown(c: char) -> Vec<char> {
    if is_shown(c) { vec![c] } else { c.escape_unicode().collect() }
}
