//! From positions in a text to the paths that lead there.

use std::mem::take;

use super::mismatch::{Decoded, Step};
use super::reader::Reader;

/// Reads a text again, for the paths of the innermost values at these ascending positions. What is in a name or before it
/// is at the value of that name.
pub(super) fn paths(text: &str, positions: &[usize]) -> Vec<Vec<Step>> {
    let mut search = Search { positions, path: Vec::new(), found: Vec::new() };
    if !positions.is_empty() {
        // Broken JSON has been reported by whoever decoded the text.
        let _ = Reader::new(text).lossily().search(&mut search);
    }
    // After the last value there is only white space.
    search.found.resize(positions.len(), Vec::new());
    search.found
}

struct Search<'a> {
    /// Those that are not found yet.
    positions: &'a [usize],
    /// The path of the value that is read.
    path: Vec<Step>,
    found: Vec<Vec<Step>>,
}

impl Search<'_> {
    /// The value that is read is the one at every position before this one.
    fn find_before(&mut self, end: usize) {
        while let Some((position, others)) = self.positions.split_first()
            && *position < end
        {
            self.positions = others;
            self.found.push(self.path.clone());
        }
    }

    fn step(&mut self, step: Step, reader: &mut Reader<'_>) -> Decoded<()> {
        self.path.push(step);
        reader.search(self)?;
        self.path.pop();
        Ok(())
    }
}

impl Reader<'_> {
    fn search(&mut self, search: &mut Search<'_>) -> Decoded<()> {
        let next = self.peek()?;
        search.find_before(self.at + 1);
        self.search_inside(next, search)?;
        search.find_before(self.at);
        Ok(())
    }

    fn search_inside(&mut self, next: u8, search: &mut Search<'_>) -> Decoded<()> {
        match next {
            b'{' => self.inside(|reader| {
                let mut is_first = true;
                while reader.has_next(b'}', take(&mut is_first))? {
                    let key = Step::Key(reader.key()?.into());
                    reader.take(b':')?;
                    search.step(key, reader)?;
                }
                reader.take(b'}')
            }),
            b'[' => self.inside(|reader| {
                let mut index = 0;
                while reader.has_next(b']', index == 0)? {
                    search.step(Step::Index(index), reader)?;
                    index += 1;
                }
                reader.take(b']')
            }),
            _ => self.skip(),
        }
    }
}
