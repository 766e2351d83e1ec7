//! From places in a text to the ways that lead there.

use std::mem::take;

use super::{Decoded, Reader, Step};

/// Reads a text once more, for the ways to the values that begin at these places, which ascend. One for each.
pub(super) fn ways(text: &str, places: &[usize]) -> Vec<Vec<Step>> {
    let mut search = Search { places, way: Vec::new(), found: Vec::new() };
    if !places.is_empty() {
        // What breaks the text off is told by whoever decodes it for its value.
        let _ = Reader::new(text).search(&mut search);
    }
    search.found
}

struct Search<'a> {
    /// Those that are still to be found.
    places: &'a [usize],
    /// The way to where the reader is.
    way: Vec<Step>,
    found: Vec<Vec<Step>>,
}

impl Search<'_> {
    fn step(&mut self, step: Step, reader: &mut Reader<'_>) -> Decoded<()> {
        self.way.push(step);
        reader.search(self)?;
        self.way.pop();
        Ok(())
    }
}

impl Reader<'_> {
    fn search(&mut self, search: &mut Search<'_>) -> Decoded<()> {
        let next = self.peek()?;
        while let Some((place, others)) = search.places.split_first()
            && *place == self.at
        {
            search.places = others;
            search.found.push(search.way.clone());
        }
        match next {
            b'{' => self.inside(|reader| {
                let mut is_first = true;
                while reader.has_next(b'}', take(&mut is_first))? {
                    let key = Step::Key(reader.key()?);
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
