//! Fences of code blocks, and the languages after them.

/// The line that opens a code block: the mark, and how often it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    /// Reads the line that opens a code block, without its indentation.
    pub(crate) fn open(line: &str) -> Option<Self> {
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = line.trim_start_matches(mark);
        let length = line.len() - info.len();
        // Otherwise it is a code span.
        let is_fence = length >= 3 && !(mark == '`' && info.contains('`'));
        is_fence.then_some(Self { mark, length })
    }

    /// Returns whether a line, without its indentation, closes the block.
    pub(crate) fn is_closed_by(self, line: &str) -> bool {
        let rest = line.trim_start_matches(self.mark);
        line.len() - rest.len() >= self.length && rest.trim().is_empty()
    }

    /// Returns the text after the marks of the line that opens the block.
    pub(super) fn info(self, line: &str) -> &str {
        line.trim_start_matches(self.mark).trim()
    }
}

/// Writes a code block.
pub(super) fn block(language: &str, code: &[String]) -> Vec<String> {
    let longest = code.iter().map(|line| longest_run(line)).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(code.iter().cloned());
    lines.push(fence);
    lines
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// The language of a block as rustdoc must read it. Without one, or with nothing but attributes, rustdoc would compile the
/// block and run it.
pub(super) fn language(info: &str, code: &[String]) -> String {
    const RUNS: [&str; 4] = ["no_run", "should_panic", "compile_fail", "ignore"];
    const EDITIONS: [&str; 4] = ["edition2015", "edition2018", "edition2021", "edition2024"];
    let mut words = info.split([',', ' ']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let is_blank = code.iter().all(|line| line.trim().is_empty());
    if first == "rust" && !is_blank {
        let known = words.filter(|word| RUNS.contains(word) || EDITIONS.contains(word));
        return std::iter::once(first).chain(known).collect::<Vec<_>>().join(",");
    }
    if is_other_language(first) { first.to_owned() } else { "text".to_owned() }
}

/// Whether a word is the name of a language, and none that rustdoc takes for an attribute of Rust, or for a misspelled one.
fn is_other_language(word: &str) -> bool {
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
