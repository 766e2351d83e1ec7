//! The spec's texts as doc comments: one attribute for each line, without characters that Rust rejects.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

/// The width at which paragraphs are wrapped, without indentation and `///`.
const WIDTH: usize = 92;

/// Returns a doc attribute for each line, which is printed as `/// ...`.
pub(crate) fn lines(text: &str) -> TokenStream {
    let lines = prepared(text).into_iter().map(attribute_text);
    quote! { #(#[doc = #lines])* }
}

/// Returns the lines as `//! ...`, for the top of a file.
pub(crate) fn inner(text: &str) -> String {
    let lines = prepared(text).into_iter().map(attribute_text);
    lines.map(|line| format!("//!{line}\n")).collect()
}

/// Puts a space before the text of a line, as rustdoc expects; an empty line stays empty.
fn attribute_text(line: String) -> String {
    if line.is_empty() { line } else { format!(" {line}") }
}

fn prepared(text: &str) -> Vec<String> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
    let clean: Cow<'_, str> =
        if is_plain { text.into() } else { text.replace("\r\n", "\n").chars().map(harmless).collect() };
    let mut flow = Flow::default();
    for line in clean.trim().split('\n') {
        flow.line(line.trim_end());
    }
    flow.end_paragraph();
    flow.lines
}

/// Reflows Markdown: from the lines of a spec to those of a comment.
#[derive(Default)]
struct Flow {
    lines: Vec<String>,
    /// The current paragraph as one line: line breaks in the spec have no meaning.
    paragraph: String,
    /// The indentation of its lines after the first.
    indent: usize,
    /// Whether the last paragraph belongs to a list; indented paragraphs after it do, too.
    is_in_list: bool,
    /// The fence of the current code block.
    fence: Option<&'static str>,
}

impl Flow {
    fn line(&mut self, line: &str) {
        let text = line.trim_start();
        let fence = FENCES.into_iter().find(|fence| unquoted(text).starts_with(fence));
        if self.fence.is_some() || fence.is_some() || text.is_empty() || text.starts_with(['|', '>']) {
            self.end_paragraph();
            let line = self.verbatim(line, fence);
            self.lines.push(line);
            return;
        }
        let marker = marker(text);
        if marker.is_some() || begins_markup(text.split(' ').next().unwrap_or_default()) {
            self.end_paragraph();
        }
        if self.paragraph.is_empty() {
            self.begin_paragraph(line.len() - text.len(), marker);
        } else {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(text);
    }

    /// Returns a line that belongs to no paragraph, with a language where it opens a code block without one.
    fn verbatim(&mut self, line: &str, fence: Option<&'static str>) -> String {
        match (self.fence, fence) {
            (Some(open), Some(_)) if unquoted(line.trim_start()).starts_with(open) => self.fence = None,
            (None, Some(_)) => {
                self.fence = fence;
                // rustdoc would compile a block without a language as Rust and run it as a test.
                if line.ends_with(['`', '~']) {
                    return format!("{line}text");
                }
            }
            _ => {}
        }
        line.to_owned()
    }

    fn begin_paragraph(&mut self, indented: usize, marker: Option<usize>) {
        self.is_in_list = marker.is_some() || (self.is_in_list && indented > 0);
        let before = if self.is_in_list { indented } else { 0 };
        self.indent = before + marker.unwrap_or_default();
        self.paragraph = " ".repeat(before);
    }

    /// Adds the current paragraph, wrapped between words.
    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let text = paragraph.trim_start();
        let mut line = paragraph[..paragraph.len() - text.len()].to_owned();
        // In characters.
        let mut width = line.len();
        for (index, word) in text.split(' ').enumerate().filter(|_| !text.is_empty()) {
            let more = word.chars().count();
            if index > 0 && width + 1 + more > WIDTH && !begins_markup(word) {
                self.lines.push(std::mem::replace(&mut line, format!("{}{word}", " ".repeat(self.indent))));
                width = self.indent + more;
                continue;
            }
            if index > 0 {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += more;
        }
        if !text.is_empty() {
            self.lines.push(line.trim_end().to_owned());
        }
    }
}

/// The fences of code blocks.
const FENCES: [&str; 2] = ["```", "~~~"];

/// Removes the marks of a quotation.
fn unquoted(line: &str) -> &str {
    line.trim_start_matches(['>', ' '])
}

/// Returns the length of a list item's marker, with the space after it.
fn marker(line: &str) -> Option<usize> {
    let (word, _) = line.split_once(' ')?;
    (matches!(word, "-" | "+" | "*") || is_number(word)).then(|| word.len() + 1)
}

/// Returns whether a word is the marker of a numbered list, such as `1.`.
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')']);
    digits.len() < word.len() && digits.chars().all(|c| c.is_ascii_digit())
}

/// Replaces what a doc comment must not contain. A bare carriage return is an error, and so are
/// characters that change the direction of the text; editors drop other control characters.
fn harmless(c: char) -> char {
    match c {
        '\n' => c,
        '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// Returns whether a line that begins with this word would be a list, a heading, a rule, a table or a quotation.
fn begins_markup(word: &str) -> bool {
    let is_rule = word.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '+'));
    is_rule
        || is_number(word)
        || word.starts_with(['#', '>', '|'])
        || FENCES.iter().any(|fence| word.starts_with(fence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(prepared(text), expected);
    }

    #[test]
    fn what_would_break_a_comment_is_replaced() {
        check("a\rb\u{0}c\u{202e}d", &["a\u{fffd}b\u{fffd}c\u{fffd}d"]);
        check("one\r\n\r\ntwo\tthree", &["one", "", "two three"]);
        check("*/ \" \\ //", &["*/ \" \\ //"]);
    }

    #[test]
    fn paragraphs_flow_and_lists_do_not_flow_into_each_other() {
        check("one\ntwo\n\n- three\n  four\n- five", &["one two", "", "- three four", "- five"]);
    }

    #[test]
    fn what_belongs_to_an_item_of_a_list_stays_in_it() {
        check("- a\n  - b\n    c\n\n  d\n\ne\n  f", &["- a", "  - b c", "", "  d", "", "e f"]);
        check("1. a\n   b\n2. c", &["1. a b", "2. c"]);
        let word = "word ".repeat(30);
        check(
            &format!("12. {word}"),
            &[&format!("12. {}", "word ".repeat(17).trim()), &format!("    {}", "word ".repeat(13).trim())],
        );
    }

    #[test]
    fn code_and_emphasis_in_a_line_are_words_like_others() {
        check("one\n`two` three\n*four* five\n-6", &["one `two` three *four* five -6"]);
        let long = "`code` ".repeat(30);
        let lines = prepared(&long);
        assert!(lines.len() > 1 && lines.iter().all(|line| line.len() <= WIDTH), "{lines:?}");
    }

    #[test]
    fn code_without_a_language_is_text() {
        check("```\nlet x = 1;\n```", &["```text", "let x = 1;", "```"]);
        check("```rust\nlet x = 1;\n```", &["```rust", "let x = 1;", "```"]);
        check("~~~\n```\n~~~\n\n> ```\n> x\n> ```", &["~~~text", "```", "~~~", "", "> ```text", "> x", "> ```"]);
    }

    #[test]
    fn long_lines_are_wrapped_between_words_and_not_before_markup() {
        let word = "word ".repeat(40);
        let lines = prepared(&word);
        assert!(lines.len() > 1 && lines.iter().all(|line| line.len() <= WIDTH), "{lines:?}");
        let tricky = format!("{} - no list", "x".repeat(WIDTH));
        check(&tricky, &[&format!("{} -", "x".repeat(WIDTH)), "no list"]);
        let endless = "y".repeat(10_000);
        check(&endless, &[&endless]);
    }
}
