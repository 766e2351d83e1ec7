//! Code blocks in the docs of a spec, which are Markdown: their fences, and the languages after these.

/// The line that opens a code block: the mark, and how often it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    /// Reads the line that opens a code block, without its indentation; `None` if it opens none.
    #[must_use]
    pub fn open(line: &str) -> Option<Self> {
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = line.trim_start_matches(mark);
        let length = line.len() - info.len();
        // Otherwise it is a code span.
        let is_fence = length >= 3 && !(mark == '`' && info.contains('`'));
        is_fence.then_some(Self { mark, length })
    }

    /// Returns whether a line, without its indentation, closes the block.
    #[must_use]
    pub fn is_closed_by(self, line: &str) -> bool {
        let rest = line.trim_start_matches(self.mark);
        line.len() - rest.len() >= self.length && rest.trim().is_empty()
    }

    /// Returns the text after the marks of the line that opens the block.
    #[must_use]
    pub fn info(self, line: &str) -> &str {
        line.trim_start_matches(self.mark).trim()
    }
}

/// Returns whether a word is the name of a language, and none that rustdoc takes for an attribute of Rust, or for a misspelled one.
#[must_use]
pub fn is_other_language(word: &str) -> bool {
    const NOT: [&str; 9] =
        ["rust", "ignore", "norun", "shouldpanic", "compilefail", "testharness", "standalone", "edition", "custom"];
    let lower = word.to_ascii_lowercase();
    let is_error_code = lower.strip_prefix('e').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#');
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(fits)
        && !is_error_code
        && !NOT.iter().any(|not| lower.starts_with(not))
}
