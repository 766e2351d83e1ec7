//! Docs of others as text: no description of a document becomes code that `cargo test` runs.

use std::borrow::Cow;

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
    let lines: Vec<_> = text.split('\n').map(line).collect();
    Cow::Owned(lines.join("\n"))
}

fn line(line: &str) -> Cow<'_, str> {
    let inner = line.trim_start_matches(is_before);
    let sign = if inner.starts_with('~') { '~' } else { '`' };
    let language = inner.trim_start_matches(sign);
    if inner.len() - language.len() < 3 || language.trim().is_empty() || is_other_language(language.trim()) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(format!("{}text", &line[..line.len() - language.len()]))
}

/// What can be before a fence: spaces, a quotation, the marker of a list.
fn is_before(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_digit() || ">-+*.)".contains(c)
}

/// Whether it is the name of one language other than Rust. What rustdoc does not know, it does not run.
fn is_other_language(language: &str) -> bool {
    /// What rustdoc knows. A word that begins with `edition` or is an error's number belongs to it, too.
    const RUSTDOC: &[&str] = &[
        "rust",
        "rs",
        "should_panic",
        "no_run",
        "ignore",
        "compile_fail",
        "test_harness",
        "standalone",
        "standalone_crate",
        "custom",
    ];
    let is_word = language.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-+#_".contains(c));
    is_word && !RUSTDOC.iter().any(|known| language.starts_with(known)) && !language.starts_with("edition")
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
        for text in ["```json\n{}\n```", "a ```rust b", "```\nx\n```", "~~~c++\n~~~", "``rust``", "rust"] {
            check(text, text);
        }
    }
}
