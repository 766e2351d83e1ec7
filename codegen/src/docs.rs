//! Markdown as doc comments: one attribute for each line.

use proc_macro2::TokenStream;
use quote::quote;

use crate::markdown::{Fence, begins_markup, marker, words};

/// The width at which paragraphs are wrapped, without indentation and `///`.
const WIDTH: usize = 92;

/// Returns a doc attribute for each line, which is printed as `/// ...`.
pub(crate) fn lines(text: &str) -> TokenStream {
    let lines = prepared(text).into_iter().map(attribute_text);
    quote! { #(#[doc = #lines])* }
}

/// Returns the attributes by which the search of the docs finds an item by other words.
pub(crate) fn aliases(aliases: &[String]) -> TokenStream {
    match aliases {
        [] => TokenStream::new(),
        [alias] => quote! { #[doc(alias = #alias)] },
        aliases => quote! { #[doc(alias(#(#aliases),*))] },
    }
}

/// Returns an inner doc attribute for each line: what it links to is named from inside of the module, as in a file.
pub(crate) fn inner_lines(text: &str) -> TokenStream {
    let lines = prepared(text).into_iter().map(attribute_text);
    quote! { #(#![doc = #lines])* }
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

/// Returns the lines of Markdown that the generator has written, or [`markdown::safe`](crate::markdown::safe).
fn prepared(text: &str) -> Vec<String> {
    let mut flow = Flow::default();
    for line in text.trim().split('\n') {
        flow.line(line.trim_end());
    }
    flow.end_paragraph();
    flow.lines
}

/// Reflows Markdown: from paragraphs on one line to the lines of a comment.
#[derive(Default)]
struct Flow {
    lines: Vec<String>,
    /// The current paragraph as one line.
    paragraph: String,
    /// The indentation of its lines after the first.
    indent: usize,
    /// Whether the last paragraph belongs to a list; indented paragraphs after it do, too.
    is_in_list: bool,
    /// The fence of the current code block.
    fence: Option<Fence>,
}

impl Flow {
    fn line(&mut self, line: &str) {
        let text = line.trim_start();
        let fence = Fence::open(unquoted(text));
        if let Some(open) = self.fence {
            self.fence = Some(open).filter(|open| !open.is_closed_by(unquoted(text)));
            self.lines.push(line.to_owned());
            return;
        }
        let is_empty_item = text == "-" || (begins_markup(text) && text.starts_with(|c: char| c.is_ascii_digit()));
        if fence.is_some() || is_empty_item || text.is_empty() || text.starts_with(['|', '>', '#']) {
            self.end_paragraph();
            self.fence = fence;
            self.is_in_list |= is_empty_item;
            self.lines.push(line.to_owned());
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
        for (index, word) in words(text).into_iter().enumerate().filter(|_| !text.is_empty()) {
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

/// Removes the marks of a quotation.
fn unquoted(line: &str) -> &str {
    line.trim_start_matches(['>', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(prepared(&markdown::safe(text)), expected);
    }

    #[test]
    fn what_would_break_a_comment_is_replaced() {
        check("a\rb\u{0}c\u{202e}d", &["a\u{fffd}b\u{fffd}c\u{fffd}d"]);
        check("one\r\n\r\ntwo\tthree", &["one", "", "two three"]);
        check("*/ \" \\ //", &["*/ \" \\\\ //"]);
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
        let lines = prepared(&markdown::safe(&long));
        assert!(lines.len() > 1 && lines.iter().all(|line| line.len() <= WIDTH), "{lines:?}");
    }

    #[test]
    fn code_without_a_language_is_text() {
        check("```\nlet x = 1;\n```", &["```text", "let x = 1;", "```"]);
        check("```rust\nlet x = 1;\n```", &["```rust", "let x = 1;", "```"]);
        check("~~~\n```\n~~~\n\n> ```\n> x\n> ```", &["````text", "```", "````", "", "> ```text", "> x", "> ```"]);
    }

    #[test]
    fn long_lines_are_wrapped_between_words_and_not_before_markup() {
        let word = "word ".repeat(40);
        let lines = prepared(&markdown::safe(&word));
        assert!(lines.len() > 1 && lines.iter().all(|line| line.len() <= WIDTH), "{lines:?}");
        let tricky = format!("{} - no list", "x".repeat(WIDTH));
        check(&tricky, &[&format!("{} -", "x".repeat(WIDTH)), "no list"]);
        let endless = "y".repeat(10_000);
        check(&endless, &[&endless]);
    }
}
