//! Entries inserted into a file of the spec: each after the last of its section; the rest stays as it is.

use super::edit::entry_end;
use super::yaml::{self, Layout, Map};

/// The order of the sections, for one that the file does not have yet.
const ORDER: &[&str] = &["api", "uses", "group", "ids", "enums", "types", "unions", "endpoints"];

/// The file with the entries in it.
pub(crate) fn merge<'s>(text: &str, sections: impl IntoIterator<Item = (&'s str, &'s Map)>) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = text.to_owned();
    if !text.ends_with('\n') {
        text.push_str(newline);
    }
    for (name, section) in sections {
        let printed = yaml::print(&Map::new(Layout::Spaced).with(name, section.clone()));
        let printed = printed.replace('\n', newline);
        let (at, added) = match begin(&text, name) {
            Some(key) => {
                let body = printed.split_once('\n').map_or("", |(_, body)| body);
                let gap = if section.layout == Layout::Spaced { newline } else { "" };
                (entry_end(&text, key, 0), format!("{gap}{body}"))
            }
            None => (place(&text, name), format!("{newline}{printed}")),
        };
        text.insert_str(at, &added);
    }
    text
}

/// The offset of a section's key, at the start of a line.
fn begin(text: &str, name: &str) -> Option<usize> {
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        if line.strip_prefix(name).is_some_and(|rest| rest.trim_end().starts_with(':')) {
            return Some(position);
        }
        position += line.len();
    }
    None
}

/// After the last of the sections that come before it.
fn place(text: &str, name: &str) -> usize {
    let before = ORDER.iter().take_while(|section| **section != name);
    before.filter_map(|section| begin(text, section)).map(|key| entry_end(text, key, 0)).max().unwrap_or(text.len())
}
