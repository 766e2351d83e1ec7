//! The texts that a spec is read from, and places in them.

use std::ops::Range;

/// A mark that some editors put before the first character of a file. It is not part of the text.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// One YAML file of the spec: its path and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// As it is shown in messages and in the header of generated files: `spec/user.yaml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Returns whether the text is part of Rust code, so that the file's name is not the group's.
    #[must_use]
    pub fn is_in_code(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Returns the last part of the path without its extension: `user` of `spec/user.yaml`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path);
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Returns the line and the column of a byte offset, both from 1, the column in characters. A
    /// byte order mark is not counted, as in editors.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..char_boundary(&self.text, offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].trim_start_matches(BYTE_ORDER_MARK).chars().count() + 1)
    }
}

/// Returns the last character boundary at or before an offset, as `str::floor_char_boundary` does from Rust 1.91 on.
pub(crate) fn char_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// A place in the spec: which file, and which bytes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The position of the file among the sources.
    pub file: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// Returns the range of bytes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns a part of this place, by offsets from its start.
    #[must_use]
    pub fn part(self, part: Range<usize>) -> Self {
        Self { file: self.file, start: self.start + part.start, end: self.start + part.end }
    }
}
