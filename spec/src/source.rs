//! The texts that a spec is read from, and places in them.

use std::ops::Range;

use crate::problem::Problem;

/// What some editors put before the first character of a file. It is no part of the text.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// One YAML file of the spec: its path as messages show it, and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// As it is shown in messages and in the header of generated files: `spec/user.yaml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Takes the bytes of a file as text.
    ///
    /// # Errors
    /// Bytes that are not UTF-8 give a problem that names the first wrong byte.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, (Self, Problem)> {
        let path = path.into();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { path, text }),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                // The readable beginning is kept, so that the message can show where it stops.
                let readable = &error.as_bytes()[..offset];
                let text = String::from_utf8_lossy(readable).into_owned();
                Err((Self { path, text }, Problem::NotUtf8 { offset }))
            }
        }
    }

    /// Whether the text stands inside of Rust code, whose file's name says nothing of it.
    #[must_use]
    pub fn is_in_code(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The last part of the path without its ending: `user` of `spec/user.yaml`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path);
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The line and the column, both from 1 and the column in characters, of a byte offset. A
    /// byte order mark counts for nothing, as in editors.
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
    /// The bytes of the place.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// A part of this place, by offsets from its start.
    #[must_use]
    pub fn part(self, part: Range<usize>) -> Self {
        Self { file: self.file, start: self.start + part.start, end: self.start + part.end }
    }
}
