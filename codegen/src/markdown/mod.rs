//! The texts of a spec as Markdown that shows what they say, and nothing else.
//!
//! A doc of a spec may come from a stranger: an importer copies descriptions. rustdoc compiles and runs code blocks, resolves
//! links, and passes HTML on. So the text is read as blocks and written again in a small part of Markdown: paragraphs,
//! lists, headings, quotations, tables, fences with a language, code spans, emphasis, and links to the web. All else is
//! escaped, and shows as written. Only a fence that says `rust` stays Rust.

mod blocks;
mod fence;
mod inline;
mod line;
#[cfg(test)]
mod rendered;
mod spans;
mod table;

pub(crate) use fence::Fence;
pub(crate) use inline::words;
pub(crate) use line::{begins_markup, marker};
pub(crate) use spans::replace_code;

/// Returns the text as Markdown, with each paragraph on one line.
pub(crate) fn safe(text: &str) -> String {
    blocks::lines(&clean(text), 0).join("\n")
}

/// Returns a text of one line as Markdown inside a sentence.
pub(crate) fn phrase(text: &str) -> String {
    inline::safe(&clean(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Returns the first sentence of a text as Markdown inside a sentence, without its full stop.
pub(crate) fn first_sentence(text: &str) -> String {
    let text = phrase(text.trim().split("\n\n").next().unwrap_or_default());
    let sentence = text.split_once(". ").map_or(text.as_str(), |(first, _)| first);
    sentence.trim_end_matches('.').to_owned()
}

/// Returns a name as a code span.
pub(crate) fn code(name: &str) -> String {
    inline::code_span(&clean(name).replace('\n', "\u{fffd}"))
}

/// Returns safe Markdown as a cell of a table: a bar would end the cell, even in a code span.
pub(crate) fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut is_escaped = false;
    for c in text.chars() {
        if c == '|' && !is_escaped {
            cell.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        cell.push(c);
    }
    cell
}

/// Puts a text after a sentence: in the same paragraph, if it begins with one.
pub(crate) fn after(sentence: &str, text: &str) -> String {
    let text = safe(text);
    let first = text.lines().next().unwrap_or_default();
    let continues = !begins_block(first);
    let between = if continues { " " } else { "\n\n" };
    format!("{sentence}{between}{text}")
}

/// Puts a text after the first words of an item of a list.
pub(crate) fn item(words: &str, text: &str) -> String {
    let text = after(words, text);
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
    lines.collect::<Vec<_>>().join("\n").replacen("  ", "- ", 1)
}

/// Whether a line that [`safe`] has written is something other than a paragraph.
fn begins_block(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    marker(line).is_some() || Fence::open(line).is_some() || begins_markup(word)
}

/// Replaces what a doc comment must not contain. A bare carriage return is an error, and so are characters that change
/// the direction of the text; editors drop other control characters.
fn clean(text: &str) -> String {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
    if is_plain { text.to_owned() } else { text.replace("\r\n", "\n").chars().map(harmless).collect() }
}

fn harmless(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        // Markdown knows no other spaces, and Rust takes some of them for the end of a line.
        c if c.is_whitespace() && !c.is_control() => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}
