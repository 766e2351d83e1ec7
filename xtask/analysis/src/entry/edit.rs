//! Edits of YAML text at places: nothing else of a file is touched.

use std::ops::Range;

use spec::{Source, Span};

use super::yaml::{Place, quoted};

/// A piece of a file, and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) file: usize,
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

/// The files with all edits made. Edits of one step do not overlap; insertions at one place stay in their order.
pub(crate) fn apply(sources: &[Source], edits: &[Edit]) -> Vec<Source> {
    let mut changed = sources.to_vec();
    let mut edits: Vec<_> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.file, edit.range.start));
    for of_file in edits.chunk_by(|one, other| one.file == other.file) {
        let Some(file) = of_file.first().map(|edit| edit.file) else { continue };
        let text = &sources[file].text;
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for edit in of_file {
            out.push_str(text.get(end..edit.range.start).unwrap_or_default());
            out.push_str(&edit.text);
            end = end.max(edit.range.end);
        }
        out.push_str(&text[end..]);
        changed[file].text = out;
    }
    changed
}

/// The mark for absence at the end of a key, inside of its quotes if it has them.
pub(crate) fn mark_key(sources: &[Source], key: Span) -> Edit {
    let written = &sources[key.file].text[key.range()];
    let end = if written.ends_with(['"', '\'']) { key.end - 1 } else { key.end };
    Edit { file: key.file, range: end..end, text: "?".to_owned() }
}

/// Another type in the place of one. The place of a list or mapping in lines of its own can reach
/// over the comments behind it; those stay.
pub(crate) fn replace_type(sources: &[Source], ty: Span, written: &str) -> Edit {
    let mut kept = sources[ty.file].text[ty.range()].trim_end();
    while let Some((before, last)) = kept.rsplit_once('\n')
        && last.trim_start().starts_with('#')
    {
        kept = before.trim_end();
    }
    Edit { file: ty.file, range: ty.start..ty.start + kept.len(), text: type_text(written) }
}

/// A type as YAML: `?` behind a bracket needs quotes.
pub(crate) fn type_text(written: &str) -> String {
    let needs_quotes = written.contains("]?") || written.contains("}?");
    if needs_quotes { format!("\"{written}\"") } else { written.to_owned() }
}

/// A new entry in lines of its own, behind the one whose key is given. Further lines of it get its indentation.
pub(crate) fn entry_below(sources: &[Source], key: Span, entry: &str) -> Edit {
    let text = &sources[key.file].text;
    // The first line tells: to look through the whole text for every entry would take too long.
    let is_windows = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    let newline = if is_windows { "\r\n" } else { "\n" };
    let line_start = text[..key.start].rfind('\n').map_or(0, |newline| newline + 1);
    let indent: String = text[line_start..key.start].chars().take_while(|c| c.is_whitespace()).collect();
    let end = entry_end(text, key.start, indent.len());
    let needs_newline = !text[..end].ends_with('\n');
    let entry = entry.replace('\n', &format!("{newline}{indent}"));
    let text = match needs_newline {
        true => format!("{newline}{indent}{entry}"),
        false => format!("{indent}{entry}{newline}"),
    };
    Edit { file: key.file, range: end..end, text }
}

/// A new entry between braces, before the one whose key is given.
pub(crate) fn entry_before(key: Span, entry: &str) -> Edit {
    Edit { file: key.file, range: key.start..key.start, text: format!("{entry}, ") }
}

/// Whether the entry of a key is between braces, with others on its line.
pub(crate) fn is_in_braces(sources: &[Source], key: Span) -> bool {
    let before = &sources[key.file].text[..key.start];
    let line = before.rfind('\n').map_or(before, |newline| &before[newline + 1..]);
    !line.trim_start_matches('\u{feff}').trim().is_empty()
}

/// A new item of a list beside one of its items; `None` for a key of a mapping.
pub(crate) fn item_beside(sources: &[Source], item: Span, written: &str) -> Option<Edit> {
    let text = &sources[item.file].text;
    if text[item.end..].trim_start_matches(' ').starts_with(':') {
        return None;
    }
    let before = &text[..item.start];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let dash = before[line_start..].find(|c: char| c != ' ').map(|at| line_start + at);
    match dash {
        // In lines of their own, behind it.
        Some(dash) if text[dash..item.start].trim_end() == "-" => {
            Some(entry_below(sources, Span { start: dash, ..item }, &format!("- {written}")))
        }
        _ => Some(entry_before(item, written)),
    }
}

/// Where the lines of an entry end: before the next line that is not indented deeper. Comments
/// and empty lines before that line belong to what follows.
pub(crate) fn entry_end(text: &str, key: usize, indent: usize) -> usize {
    let mut end = text[key..].find('\n').map_or(text.len(), |newline| key + newline + 1);
    let mut position = end;
    for line in text[end..].split_inclusive('\n') {
        position += line.len();
        let content = line.trim_start_matches(' ');
        let depth = line.len() - content.len();
        let is_empty = content.trim().is_empty();
        // The items of a list may have the indentation of its key.
        let belongs = depth > indent || (depth == indent && content.starts_with("- "));
        match (is_empty, belongs) {
            (true, _) => {}
            (false, true) => end = position,
            (false, false) if content.starts_with('#') => {}
            (false, false) => break,
        }
    }
    end
}

/// A text as a key of YAML, in lines or between braces: bare where that is plain, else in quotes.
pub(crate) fn scalar(text: &str) -> String {
    quoted(text, Place::FlowKey)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, key: &str, expected: &str) {
        let start = text.find(key).expect("the text has the key");
        let sources = [Source { path: "spec/shop.yaml".to_owned(), text: text.to_owned() }];
        let edit = entry_below(&sources, Span { file: 0, start, end: start + key.len() }, "new: x");
        assert_eq!(apply(&sources, &[edit])[0].text, expected);
    }

    #[test]
    fn an_entry_goes_behind_the_last_line_of_the_one_before() {
        check("a:\n  b: x # why\n  c: y\n", "b", "a:\n  b: x # why\n  new: x\n  c: y\n");
        check("a:\n  b: x", "b", "a:\n  b: x\n  new: x");
        check("a:\r\n  b: x\r\n", "b", "a:\r\n  b: x\r\n  new: x\r\n");
    }

    #[test]
    fn an_item_goes_beside_another_one() {
        let with = |text: &str, item: &str| {
            let start = text.find(item).expect("the text has the item");
            let sources = [Source { path: "spec/shop.yaml".to_owned(), text: text.to_owned() }];
            let edit = item_beside(&sources, Span { file: 0, start, end: start + item.len() }, "new")?;
            Some(apply(&sources, &[edit])[0].text.clone())
        };
        assert_eq!(with("v: [one, two]\n", "two").as_deref(), Some("v: [one, new, two]\n"));
        assert_eq!(with("v: [\n  one,\n  two\n]\n", "two").as_deref(), Some("v: [\n  one,\n  new, two\n]\n"));
        assert_eq!(
            with("v:\n  - one\n  - two # why\nw: x\n", "two").as_deref(),
            Some("v:\n  - one\n  - two # why\n  - new\nw: x\n")
        );
        assert_eq!(with("v:\n- one\n- \"two\"", "\"two\"").as_deref(), Some("v:\n- one\n- \"two\"\n- new"));
        assert_eq!(with("v: { one: x, two: y }\n", "two"), None);
    }

    #[test]
    fn a_comment_before_the_next_entry_stays_with_it() {
        check(
            "f:\n  b:\n    doc: |\n      text\n\n      # no comment\n\n  # on c\n  c: y\n",
            "b",
            "f:\n  b:\n    doc: |\n      text\n\n      # no comment\n  new: x\n\n  # on c\n  c: y\n",
        );
        check("f:\n  b:\n  - x\n  - y\n\ng: z\n", "b", "f:\n  b:\n  - x\n  - y\n  new: x\n\ng: z\n");
    }
}
