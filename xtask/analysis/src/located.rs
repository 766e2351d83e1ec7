//! Texts whose lines and columns are found without reading them from the start.

use std::ops::Deref;
use std::sync::OnceLock;

use spec::Source;

/// From one mark to the next, in bytes: how much a look-up reads at most.
const STEP: usize = 512;

/// A byte order mark takes no column, as in editors.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A text with marks, at the start of each line and inside of long ones.
#[derive(Debug, Clone)]
pub struct Located {
    source: Source,
    /// Made by the first look-up.
    marks: OnceLock<Vec<Mark>>,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    offset: usize,
    line: usize,
    column: usize,
}

fn marks(text: &str) -> Vec<Mark> {
    let mut here = Mark { offset: 0, line: 1, column: 1 };
    let mut marks = vec![here];
    let mut last = 0;
    for (offset, c) in text.char_indices() {
        here.offset = offset;
        if offset - last >= STEP {
            marks.push(here);
            last = offset;
        }
        match c {
            '\n' => {
                here = Mark { offset: offset + 1, line: here.line + 1, column: 1 };
                marks.push(here);
                last = here.offset;
            }
            BYTE_ORDER_MARK if here.column == 1 => {}
            _ => here.column += 1,
        }
    }
    marks
}

impl Located {
    /// A text whose lines are not looked up yet.
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self { source, marks: OnceLock::new() }
    }

    /// The line and the column of a byte offset, both from 1, the column in characters: what
    /// [`Source::line_column`] returns.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let marks = self.marks.get_or_init(|| marks(&self.source.text));
        let after = marks.partition_point(|mark| mark.offset <= offset);
        let mark = marks[after.saturating_sub(1)];
        let rest = self.source.text.get(mark.offset..).unwrap_or_default();
        let before = rest.char_indices().take_while(|(at, c)| mark.offset + at + c.len_utf8() <= offset);
        let counted = before.filter(|(_, c)| *c != BYTE_ORDER_MARK || mark.column > 1).count();
        (mark.line, mark.column + counted)
    }
}

impl Deref for Located {
    type Target = Source;

    fn deref(&self) -> &Source {
        &self.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(text: &str) -> Located {
        Located::new(Source { path: String::new(), text: text.to_owned() })
    }

    #[test]
    fn lines_and_columns_are_those_of_the_source() {
        let long = format!("\u{feff}é\n\u{feff}\r\n{}\n漢", "aé漢🎉".repeat(400));
        for text in ["", "\n", "a", "\u{feff}", "a\n\n b", long.as_str()] {
            let located = located(text);
            for offset in 0..text.len() + 2 {
                assert_eq!(located.line_column(offset), located.source.line_column(offset), "{offset} of {text:?}");
            }
        }
    }

    #[test]
    fn a_look_up_reads_no_more_than_a_step() {
        let farthest = marks(&"x".repeat(1_000_000));
        let farthest = farthest.windows(2).map(|pair| pair[1].offset - pair[0].offset).max();
        assert_eq!(farthest, Some(STEP));
        assert!(marks(&"\n".repeat(1000)).len() <= 1001);
    }
}
