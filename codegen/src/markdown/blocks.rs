//! Reads a text as the blocks of Markdown, and writes each in one form.

use super::fence::{self, Fence};
use super::line::{begins_markup, heading, indented, is_rule, marker, number};
use super::{inline, table};

/// Lists and quotations inside of each other: deeper ones are text.
const DEEPEST: usize = 8;

/// Returns the lines of a text, with each paragraph on one line, and an empty line between blocks.
pub(super) fn lines(text: &str, depth: usize) -> Vec<String> {
    let mut blocks = Blocks { depth, ..Blocks::default() };
    for line in text.lines().skip_while(|line| line.trim().is_empty()) {
        blocks.line(line.trim_end());
    }
    blocks.end();
    blocks.out
}

#[derive(Default)]
struct Blocks {
    out: Vec<String>,
    /// How many quotations are around the text.
    depth: usize,
    /// The items of lists that are open, from the outside inward.
    items: Vec<Item>,
    /// The block that the next line may belong to.
    open: Open,
    /// Whether an empty line was read after the last block.
    is_apart: bool,
    /// Whether the last block was a paragraph, which an item may follow without an empty line.
    was_text: bool,
}

/// An item of a list.
struct Item {
    /// The column at which its content begins in the text.
    content: usize,
    /// The same in the output.
    indent: usize,
}

#[derive(Default)]
enum Open {
    #[default]
    Nothing,
    /// The words of a paragraph, and the indentation or the marker before it.
    Paragraph {
        before: String,
        text: String,
    },
    /// Code after a fence, which is indented by so many columns.
    Fenced {
        fence: Fence,
        indent: usize,
        info: String,
        code: Vec<String>,
    },
    /// Code that is indented further than the text around.
    Indented {
        indent: usize,
        code: Vec<String>,
    },
    Quoted(Vec<String>),
    Table(Vec<String>),
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let (indent, text) = indented(line);
        if self.goes_on(indent, text) {
            return;
        }
        if text.is_empty() {
            self.close();
            self.is_apart = true;
            return;
        }
        let depth = self.items.iter().take_while(|item| item.content <= indent).count();
        let in_paragraph = matches!(self.open, Open::Paragraph { .. });
        if in_paragraph && !interrupts(text, depth == self.items.len()) {
            self.words(text);
            return;
        }
        self.close();
        self.items.truncate(depth);
        let content = self.items.last().map_or(0, |item| item.content);
        if indent >= content + 4 && !in_paragraph {
            self.begin(false);
            self.open =
                Open::Indented { indent: content + 4, code: vec![" ".repeat(indent - content - 4) + &plain(text)] };
            return;
        }
        self.block(indent, text);
    }

    /// Adds a line to the open block, if it can only belong there.
    fn goes_on(&mut self, indent: usize, text: &str) -> bool {
        let content = self.items.last().map_or(0, |item| item.content);
        match &mut self.open {
            Open::Fenced { fence, .. } if indent < content + 4 && indent >= content && fence.is_closed_by(text) => {
                self.close();
            }
            Open::Fenced { indent: left, code, .. } if text.is_empty() || indent >= content => {
                code.push(" ".repeat(indent.saturating_sub(*left)) + &plain(text));
            }
            Open::Indented { indent: left, code } if text.is_empty() || indent >= *left => {
                code.push(" ".repeat(indent.saturating_sub(*left)) + &plain(text));
            }
            Open::Quoted(lines) if text.starts_with('>') => lines.push(text.to_owned()),
            Open::Table(lines) if text.starts_with('|') => lines.push(text.to_owned()),
            _ => return false,
        }
        true
    }

    /// Begins a block.
    fn block(&mut self, indent: usize, text: &str) {
        if let Some(fence) = Fence::open(text) {
            self.begin(false);
            self.open = Open::Fenced { fence, indent, info: fence.info(text).to_owned(), code: Vec::new() };
        } else if text.starts_with('>') && self.depth < DEEPEST {
            self.begin(false);
            self.open = Open::Quoted(vec![text.to_owned()]);
        } else if text.starts_with('|') {
            self.begin(false);
            self.open = Open::Table(vec![text.to_owned()]);
        } else if let Some((level, words)) = heading(text) {
            self.begin(false);
            self.push(&format!("{} {}", "#".repeat(level), inline::safe(words)));
        } else if is_rule(text) {
            self.begin(false);
            self.push("---");
        } else if let Some(width) = marker(text).filter(|_| self.items.len() < DEEPEST) {
            self.item(indent, text, width);
        } else {
            self.begin(false);
            self.open = Open::Paragraph { before: self.indentation(), text: text.to_owned() };
        }
    }

    fn item(&mut self, indent: usize, text: &str, width: usize) {
        let (word, rest) = text.split_at(width - 1);
        let (gap, rest) = indented(rest);
        let word = if number(word).is_some() { word } else { "-" };
        let before = self.indentation();
        // What is indented further would be code, and shows as text.
        let is_text = gap > 4 || !is_block(rest);
        self.begin(is_text);
        let content = if gap > 4 { indent + width } else { indent + width - 1 + gap };
        self.items.push(Item { content, indent: before.len() + word.len() + 1 });
        if is_text {
            self.open = Open::Paragraph { before: format!("{before}{word} "), text: rest.to_owned() };
            return;
        }
        self.out.push(format!("{before}{word}"));
        self.was_text = true;
        self.is_apart = false;
        self.inside(content, rest);
    }

    /// Begins the block that an item begins with, on the line after its marker.
    fn inside(&mut self, content: usize, text: &str) {
        let before = self.out.len();
        self.block(content, text);
        if self.out.get(before).is_some_and(String::is_empty) {
            self.out.remove(before);
        }
    }

    /// Puts an empty line before a block. An item may follow a paragraph without one.
    fn begin(&mut self, is_item: bool) {
        let is_close = is_item && self.was_text && !self.is_apart;
        if !self.out.is_empty() && !is_close {
            self.out.push(String::new());
        }
        self.is_apart = false;
        self.was_text = false;
    }

    fn words(&mut self, more: &str) {
        if let Open::Paragraph { text, .. } = &mut self.open {
            text.push(' ');
            text.push_str(more);
        }
    }

    fn end(&mut self) {
        self.close();
    }

    /// Writes the open block.
    fn close(&mut self) {
        match std::mem::take(&mut self.open) {
            Open::Nothing => {}
            Open::Paragraph { before, text } => {
                self.out.push(before + &paragraph(&text));
                self.was_text = true;
            }
            Open::Fenced { info, code, .. } => self.code(&info, code),
            Open::Indented { code, .. } => self.code("text", code),
            Open::Quoted(quoted) => {
                let inner: Vec<_> = quoted.iter().map(|line| unquoted(line)).collect();
                let inner = lines(&inner.join("\n"), self.depth + 1);
                // An item of a list that has nothing ends at the next empty line.
                if inner.is_empty() {
                    self.push(">");
                }
                for line in inner {
                    self.push(format!("> {line}").trim_end());
                }
            }
            Open::Table(rows) => match table::table(&rows) {
                Some(rows) => rows.iter().for_each(|row| self.push(row)),
                None => self.push(&paragraph(&rows.join(" "))),
            },
        }
    }

    fn code(&mut self, info: &str, mut code: Vec<String>) {
        while code.last().is_some_and(|line| line.trim().is_empty()) {
            code.pop();
            self.is_apart = true;
        }
        for line in fence::block(&fence::language(info, &code), &code) {
            self.push(&line);
        }
    }

    fn push(&mut self, line: &str) {
        let line = if line.is_empty() { String::new() } else { self.indentation() + line };
        self.out.push(line);
    }

    fn indentation(&self) -> String {
        " ".repeat(self.items.last().map_or(0, |item| item.indent))
    }
}

/// Whether a line ends the paragraph before it, which is in the same item of a list, or in one that has ended.
fn interrupts(text: &str, is_same_item: bool) -> bool {
    let is_first = marker(text).is_some_and(|width| number(&text[..width - 1]).is_none_or(|digits| digits == "1"));
    let is_item = marker(text).is_some() && (is_first || !is_same_item);
    is_item || is_rule(text) || Fence::open(text).is_some() || heading(text).is_some() || text.starts_with(['>', '|'])
}

/// Whether the content of an item is another block than a paragraph.
fn is_block(text: &str) -> bool {
    interrupts(text, false)
}

/// The text of a paragraph, which begins with nothing that has a meaning.
fn paragraph(text: &str) -> String {
    let words: Vec<_> = text.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    let safe = inline::safe(&words.join(" "));
    let first = inline::words(&safe).first().copied().unwrap_or_default().to_owned();
    let first = first.as_str();
    match number(first) {
        Some(digits) => format!("{digits}\\{}", &safe[digits.len()..]),
        None if begins_markup(first) => format!("\\{safe}"),
        None => safe,
    }
}

/// Code without tabs.
fn plain(text: &str) -> String {
    text.replace('\t', "    ")
}

/// A line of a quotation without its mark.
fn unquoted(line: &str) -> &str {
    let inner = line.strip_prefix('>').unwrap_or(line);
    inner.strip_prefix(' ').unwrap_or(inner)
}
