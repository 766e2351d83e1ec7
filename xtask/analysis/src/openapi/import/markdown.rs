//! Docs of others as text: no description of a document becomes code that `cargo test` runs.

use std::borrow::Cow;

use spec::fence::{Fence, is_other_language};

use crate::entry::yaml::{Map, Node};

/// Makes all texts under `node` harmless, except defaults, which are values.
pub(super) fn tame(node: &mut Map) {
    for entry in node.entries.iter_mut().filter(|entry| entry.key != "default") {
        tame_node(&mut entry.value);
    }
}

fn tame_node(node: &mut Node) {
    match node {
        Node::Word(_) => {}
        Node::Text(text) => {
            if let Cow::Owned(tamed) = tamed(text) {
                *text = tamed;
            }
        }
        Node::List(items) => items.iter_mut().for_each(tame_node),
        Node::Map(map) => tame(map),
    }
}

/// The text with another language for each code block that rustdoc would take for Rust.
fn tamed(text: &str) -> Cow<'_, str> {
    if !text.contains("```") && !text.contains("~~~") {
        return Cow::Borrowed(text);
    }
    let mut fences = Fences::default();
    let lines: Vec<_> = text.split('\n').map(|line| fences.line(line)).collect();
    Cow::Owned(lines.join("\n"))
}

/// What is known about the code blocks of a text, of which those in lists and quotations end in many ways.
#[derive(Default)]
struct Fences {
    /// The block that is open: one whose fence begins its line, so that nothing but another fence ends it.
    open: Option<Fence>,
    /// Whether a fence has something before it. From there on, each line that looks like a fence is taken for one.
    is_lost: bool,
}

impl Fences {
    fn line<'l>(&mut self, line: &'l str) -> Cow<'l, str> {
        let inner = line.trim_start_matches(is_before);
        if let Some(open) = self.open {
            if open.is_closed_by(inner) {
                self.open = None;
                self.is_lost |= inner.len() < line.len();
            }
            return Cow::Borrowed(line);
        }
        let Some(fence) = Fence::open(inner) else { return Cow::Borrowed(line) };
        self.is_lost |= inner.len() < line.len();
        self.open = Some(fence).filter(|_| !self.is_lost);
        let language = fence.info(inner);
        if language.is_empty() || is_other_language(language) {
            return Cow::Borrowed(line);
        }
        let marks = inner.len() - inner.trim_start_matches(['`', '~']).len();
        Cow::Owned(format!("{}text", &line[..line.len() - inner.len() + marks]))
    }
}

/// What can be before a fence: spaces, a quotation, the marker of a list.
fn is_before(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_digit() || ">-+*.)".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(tamed(text), expected);
    }

    #[test]
    fn no_fence_is_left_that_rustdoc_runs() {
        for fence in [
            "```rust",
            "```Rust",
            "``` rust",
            "~~~~rust",
            "```rust,should_panic",
            "```{.rust}",
            "```edition2021",
            "```E0001",
            "```ignore",
            "```json,rust",
            "```\u{a0}rust",
        ] {
            let end = fence.trim_start_matches(['`', '~']).len();
            let marks = &fence[..fence.len() - end];
            check(&format!("a\n\n{fence}\nx\n{marks}"), &format!("a\n\n{marks}text\nx\n{marks}"));
        }
        check("> ```rust\n> x", "> ```text\n> x");
        check("- ```rust\n  x", "- ```text\n  x");
        check("1. > - ```no_run", "1. > - ```text");
    }

    #[test]
    fn other_languages_and_texts_stay() {
        for text in
            ["```json\n{}\n```", "a ```rust b", "```\nx\n```", "```JSON\n{}\n```", "~~~c++\n~~~", "``rust``", "rust"]
        {
            check(text, text);
        }
    }

    #[test]
    fn lines_inside_of_a_block_stay_unless_it_can_have_ended() {
        check("````\n```rust\nx\n```\n````\n```rust", "````\n```rust\nx\n```\n````\n```text");
        check("~~~md\n```rust\n~~~\n```rust", "~~~md\n```rust\n~~~\n```text");
        check("- ```json\nout\n\n```rust", "- ```json\nout\n\n```text");
        check("  ```json\n```\n```rust", "  ```json\n```\n```text");
        check("```json\n > ```\n```rust", "```json\n > ```\n```text");
        check("``` a`b\n```rust", "``` a`b\n```text");
    }
}
