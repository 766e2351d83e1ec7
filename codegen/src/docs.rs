//! Texts of the spec as doc comments: one attribute a line, nothing in them that Rust would refuse.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The width that paragraphs are wrapped to; indentation and `///` come on top.
const WIDTH: usize = 92;

/// A doc attribute for each line, which prints as `/// ...`.
pub(crate) fn lines(text: &str) -> Lines {
    Lines(prepared(text).into_iter().map(attribute_text).collect())
}

/// The lines of a doc comment.
pub(crate) struct Lines(Vec<String>);

impl Lines {
    /// Of what nobody sees.
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    /// As they stand in a file, with so much space before each.
    pub(crate) fn print(&self, text: &mut String, indent: &str) {
        for line in &self.0 {
            text.extend([indent, "///", line, "\n"]);
        }
    }
}

impl ToTokens for Lines {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = &self.0;
        tokens.extend(quote! { #(#[doc = #lines])* });
    }
}

/// The lines as `//! ...` for the head of a file.
pub(crate) fn inner(text: &str) -> String {
    let lines = prepared(text).into_iter().map(attribute_text);
    lines.map(|line| format!("//!{line}\n")).collect()
}

/// A line as rustdoc wants it: one space before the text, an empty line left empty.
fn attribute_text(line: String) -> String {
    if line.is_empty() { line } else { format!(" {line}") }
}

fn prepared(text: &str) -> Vec<String> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
    let clean: Cow<'_, str> =
        if is_plain { text.into() } else { text.replace("\r\n", "\n").chars().map(harmless).collect() };
    let mut lines = Vec::new();
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in clean.trim().split('\n').map(str::trim_end) {
        let fence = line.trim_start().strip_prefix("```");
        let stands_alone = in_code || fence.is_some() || line.is_empty() || line.starts_with('|');
        if stands_alone || begins_markup(line.trim_start().split(' ').next().unwrap_or_default()) {
            wrap(&std::mem::take(&mut paragraph), &mut lines);
        }
        if !stands_alone {
            // Lines of one paragraph are one text: where the spec breaks them means nothing.
            let separator = if paragraph.is_empty() { "" } else { " " };
            paragraph = format!("{paragraph}{separator}{}", line.trim_start());
            continue;
        }
        // A fence without a language would be compiled as Rust and run as a test.
        let opens_unnamed = !in_code && fence == Some("");
        lines.push(if opens_unnamed { format!("{line}text") } else { line.to_owned() });
        in_code ^= fence.is_some();
    }
    wrap(&paragraph, &mut lines);
    lines
}

/// A bare carriage return is an error in a doc comment, and so are characters that turn the
/// direction of the text; other control characters would not survive an editor.
fn harmless(c: char) -> char {
    match c {
        '\n' => c,
        '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// Breaks a long line between words; what follows in a list item is indented.
fn wrap(line: &str, lines: &mut Vec<String>) {
    if line.is_empty() {
        return;
    }
    let indent = if line.starts_with("- ") || line.starts_with("* ") { "  " } else { "" };
    let mut current = String::new();
    // Of the current line, in characters.
    let mut width = 0;
    for word in line.split(' ') {
        let more = word.chars().count();
        if !current.is_empty() && width + 1 + more > WIDTH && !begins_markup(word) {
            lines.push(std::mem::replace(&mut current, format!("{indent}{word}")));
            width = indent.len() + more;
            continue;
        }
        if !current.is_empty() || word.is_empty() {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += more;
    }
    lines.push(current.trim_end().to_owned());
}

/// Whether a line that begins with this word would be a list, a heading or a quote.
fn begins_markup(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')']);
    let numbered = digits.len() < word.len() && digits.chars().all(|c| c.is_ascii_digit());
    numbered || word.starts_with(['-', '+', '*', '#', '>', '|', '=', '`'])
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
    fn code_without_a_language_is_text() {
        check("```\nlet x = 1;\n```", &["```text", "let x = 1;", "```"]);
        check("```rust\nlet x = 1;\n```", &["```rust", "let x = 1;", "```"]);
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
