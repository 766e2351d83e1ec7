//! The Markdown of a spec as text for terminals.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::names;
use crate::terminal::visible;
use crate::tool::Tool;

/// Writes the docs of a tool's spec.
pub(super) struct Writer<'a> {
    tool: &'a Tool,
}

/// Text under construction.
#[derive(Default)]
struct Text {
    out: String,
    /// The number of the next item of each list that is open; `None` where items have none.
    lists: Vec<Option<u64>>,
    /// Whether the next block is the first of an item, which stays in its line.
    is_item_begun: bool,
    is_code: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(tool: &'a Tool) -> Self {
        Self { tool }
    }

    /// Returns the text: a paragraph on each line, with an empty line between, and an item of a list on each line. Whoever shows
    /// it breaks the lines. Keys of endpoints in backticks are their commands.
    pub(super) fn text(&self, markdown: &str) -> String {
        let mut text = Text::default();
        for event in Parser::new(markdown) {
            self.add(&mut text, event);
        }
        // Line breaks are those of this text, and all else that steers a terminal is the spec's.
        text.out.trim().lines().map(visible).collect::<Vec<_>>().join("\n")
    }

    /// Returns the first sentence, without the full stop.
    pub(super) fn sentence(&self, markdown: &str) -> String {
        let text = self.text(markdown);
        let line = text.lines().next().unwrap_or_default();
        sentence(line).to_owned()
    }

    /// Returns the commands of the endpoints that a text mentions, by their keys in backticks, without deprecated ones.
    pub(super) fn current_commands(&self, markdown: &str) -> Vec<String> {
        let commands = Parser::new(markdown).filter_map(|event| match event {
            Event::Code(code) => names::current_command_of_key(self.tool, &code),
            _ => None,
        });
        commands.collect()
    }

    /// Returns the text on one line, for the end of a message.
    pub(super) fn line(&self, markdown: &str) -> String {
        self.text(markdown).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn add(&self, text: &mut Text, event: Event<'_>) {
        match event {
            Event::Start(Tag::List(first)) => text.begin_list(first),
            Event::End(TagEnd::List(_)) => text.end_list(),
            Event::Start(Tag::Item) => text.begin_item(),
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => text.begin_block(),
            Event::Start(Tag::CodeBlock(_)) => {
                text.begin_block();
                text.is_code = true;
                text.out.push_str("    ");
            }
            Event::End(TagEnd::CodeBlock) => text.is_code = false,
            Event::Text(content) if text.is_code => text.out.push_str(&content.replace('\n', "\n    ")),
            Event::Text(content) | Event::Html(content) | Event::InlineHtml(content) => text.add(&content),
            Event::Code(code) => text.add(&self.code(&code)),
            Event::SoftBreak | Event::HardBreak => text.out.push(' '),
            _ => {}
        }
    }

    /// Code in a sentence: the command of an endpoint, where it is a key.
    fn code(&self, code: &str) -> String {
        let command = names::command_of_key(self.tool, code);
        format!("`{}`", command.as_deref().unwrap_or(code))
    }
}

impl Text {
    /// Starts a block after an empty line, or in the line of the item that it begins.
    fn begin_block(&mut self) {
        if std::mem::take(&mut self.is_item_begun) || self.out.is_empty() {
            return;
        }
        self.end_line();
        self.out.push('\n');
    }

    fn add(&mut self, content: &str) {
        self.is_item_begun = false;
        self.out.push_str(content);
    }

    fn begin_list(&mut self, first: Option<u64>) {
        if self.lists.is_empty() && !self.out.is_empty() {
            self.end_line();
            self.out.push('\n');
        }
        self.lists.push(first);
    }

    fn end_list(&mut self) {
        self.lists.pop();
        self.is_item_begun = false;
    }

    fn begin_item(&mut self) {
        if !self.out.ends_with('\n') {
            self.end_line();
        }
        let depth = self.lists.len().saturating_sub(1);
        self.out.push_str(&"  ".repeat(depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => self.out.push_str("- "),
        }
        self.is_item_begun = true;
    }

    fn end_line(&mut self) {
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }
}

/// The first sentence of a line, without the full stop.
fn sentence(line: &str) -> &str {
    let ends = line.match_indices(". ").map(|(at, _)| at);
    let mut ends = ends.filter(|at| line.get(at + 2..).is_some_and(|rest| !rest.starts_with(char::is_lowercase)));
    let sentence = ends.next().and_then(|end| line.get(..end)).unwrap_or(line);
    sentence.strip_suffix('.').unwrap_or(sentence)
}

#[cfg(all(test, feature = "hikerapi"))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        let tool = Tool::of::<hikerapi::Client>("hiker", "0");
        assert_eq!(Writer::new(&tool).text(markdown), expected);
    }

    #[test]
    fn paragraphs_are_one_line_each() {
        check("One\ntwo.\n\nThree *four* [five](https://example.com).", "One two.\n\nThree four five.");
    }

    #[test]
    fn lists_keep_their_items() {
        check("Before:\n- one\n  more\n- two\n\nAfter.", "Before:\n\n- one more\n- two\n\nAfter.");
        check("3. three\n4. four\n   - deep", "3. three\n4. four\n  - deep");
        check("- one\n\n- two", "- one\n- two");
    }

    #[test]
    fn code_blocks_are_indented() {
        check("See:\n```\na\nb\n```\nEnd", "See:\n\n    a\n    b\n\nEnd");
    }

    #[test]
    fn keys_of_endpoints_are_commands() {
        check("Use `/v1/user/by/id`, not `/v9/none` or `pk`.", "Use `hiker user by-id`, not `/v9/none` or `pk`.");
    }

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        check("a\u{1b}[31mb\u{202e}c", "a\\u{1b}[31mb\\u{202e}c");
    }

    #[test]
    fn a_sentence_ends_before_the_next_one() {
        for (line, expected) in [
            ("One page of a list. It ends.", "One page of a list"),
            ("A value, e.g. a name. More.", "A value, e.g. a name"),
            ("No stop", "No stop"),
            ("Version 1.5 of it.", "Version 1.5 of it"),
        ] {
            assert_eq!(sentence(line), expected);
        }
    }
}
