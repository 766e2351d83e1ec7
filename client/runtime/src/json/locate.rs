//! From positions in a text to the paths that lead there.

use std::cell::OnceCell;
use std::mem::take;
use std::sync::Arc;

use super::mismatch::{Decoded, Mismatch, Step};
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
    path: Vec<Place>,
    found: Vec<Vec<Step>>,
}

/// A step of which the name is made where it is needed: for most values it is not.
enum Place {
    Index(usize),
    /// The position of the name, and the name.
    Key(usize, OnceCell<Arc<str>>),
}

impl Search<'_> {
    /// The value that is read is the one at every position before this one.
    ///
    /// # Errors
    /// Where all positions are found: nothing more has to be read.
    fn find_before(&mut self, end: usize, reader: &Reader<'_>) -> Decoded<()> {
        while let Some((position, others)) = self.positions.split_first()
            && *position < end
        {
            self.positions = others;
            let steps = self.path.iter().map(|place| match place {
                Place::Index(index) => Step::Index(*index),
                Place::Key(at, name) => Step::Key(Arc::clone(name.get_or_init(|| reader.key_at(*at)))),
            });
            self.found.push(steps.collect());
        }
        if self.positions.is_empty() { Err(Mismatch::broken()) } else { Ok(()) }
    }

    fn step(&mut self, place: Place, reader: &mut Reader<'_>) -> Decoded<()> {
        self.path.push(place);
        reader.search(self)?;
        self.path.pop();
        Ok(())
    }
}

impl Reader<'_> {
    fn search(&mut self, search: &mut Search<'_>) -> Decoded<()> {
        let next = self.peek()?;
        search.find_before(self.at + 1, self)?;
        self.search_inside(next, search)?;
        search.find_before(self.at, self)
    }

    fn search_inside(&mut self, next: u8, search: &mut Search<'_>) -> Decoded<()> {
        match next {
            b'{' => self.inside(|reader| {
                let mut is_first = true;
                while reader.has_next(b'}', take(&mut is_first))? {
                    let at = reader.value()?.start;
                    reader.take(b':')?;
                    search.step(Place::Key(at, OnceCell::new()), reader)?;
                }
                reader.take(b'}')
            }),
            b'[' => self.inside(|reader| {
                let mut index = 0;
                while reader.has_next(b']', index == 0)? {
                    search.step(Place::Index(index), reader)?;
                    index += 1;
                }
                reader.take(b']')
            }),
            _ => self.skip(),
        }
    }
}
