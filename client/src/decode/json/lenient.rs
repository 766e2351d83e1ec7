//! Reading as far as it goes: what a lenient reader passes over, and keeps in mind.
//!
//! What does not fit is passed over by what can do without it: what may be null is null, an item of a
//! list is left out of it. A reader that is not lenient passes on the misfit, which costs it nothing.

use std::ops::Range;

use super::{Decoded, Misfit, Reader, Step, ways};

/// More than that in one reply is no drift of a field here and there: it is another reply.
const MOST: usize = 2_000;

/// What was passed over, in the order of reading, which need not be that of the text.
#[derive(Debug, Default)]
pub(super) struct PassedOver {
    misfits: Vec<(usize, Misfit)>,
    /// Where the items stand that were left out of their lists.
    items: Vec<Range<usize>>,
    /// Where the values begin that no type has, if they are to be told.
    unwanted: Option<Vec<usize>>,
}

/// What did not fit, with the way to it and the way to what was passed over for it.
pub(in crate::decode) struct Lost {
    pub(in crate::decode) way: Vec<Step>,
    pub(in crate::decode) what: String,
    pub(in crate::decode) left_out: Vec<Step>,
}

impl PassedOver {
    pub(super) fn minding_unknown_fields(is_minding: bool) -> Self {
        Self { unwanted: is_minding.then(Vec::new), ..Self::default() }
    }

    /// Forgets all: the text is read again.
    pub(super) fn clear(&mut self) {
        *self = Self::minding_unknown_fields(self.unwanted.is_some());
    }

    fn is_full(&self) -> bool {
        self.misfits.len() >= MOST
    }

    pub(super) fn unwanted(&mut self, at: usize) {
        if let Some(unwanted) = self.unwanted.as_mut().filter(|unwanted| unwanted.len() < MOST) {
            unwanted.push(at);
        }
    }
}

impl Reader<'_> {
    /// Past the value that begins there, does not fit and may be null.
    #[cold]
    pub(crate) fn pass_over(&mut self, start: usize, misfit: Misfit) -> Decoded<()> {
        self.lenient(start, misfit).map(|_| ())
    }

    /// Past the item that begins there, does not fit and may be left out.
    #[cold]
    pub(crate) fn leave_out(&mut self, start: usize, misfit: Misfit) -> Decoded<()> {
        let item = self.lenient(start, misfit)?;
        if let Some(passed) = &mut self.passed {
            // Those in it, which were the last ones, are left out with it.
            while passed.items.pop_if(|inner| item.contains(&inner.start)).is_some() {}
            passed.items.push(item);
        }
        Ok(())
    }

    fn lenient(&mut self, start: usize, misfit: Misfit) -> Decoded<Range<usize>> {
        let Some(passed) = self.passed.as_mut().filter(|passed| !passed.is_full() && !misfit.is_shuffled()) else {
            return Err(misfit);
        };
        passed.misfits.push((start, misfit));
        self.at = start;
        self.value()
    }

    /// What did not fit, in the order of the text.
    pub(in crate::decode) fn lost(&mut self) -> Vec<Lost> {
        let mut misfits = self.passed.as_mut().map(|passed| std::mem::take(&mut passed.misfits)).unwrap_or_default();
        misfits.sort_by_key(|(at, _)| *at);
        let places: Vec<_> = misfits.iter().map(|(at, _)| *at).collect();
        let lost = |(left_out, (_, misfit)): (Vec<Step>, (usize, Misfit))| {
            let (inside, what) = misfit.into_parts();
            Lost { way: [left_out.clone(), inside].concat(), what, left_out }
        };
        ways::ways(self.text, &places).into_iter().zip(misfits).map(lost).collect()
    }

    /// Where the items stand that were left out.
    pub(in crate::decode) fn left_out(&mut self) -> Vec<Range<usize>> {
        self.passed.as_mut().map(|passed| std::mem::take(&mut passed.items)).unwrap_or_default()
    }

    /// The ways to the values that no type has.
    pub(in crate::decode) fn unknown_fields(&mut self) -> Vec<Vec<Step>> {
        let mut places = self.passed.as_mut().and_then(|passed| passed.unwanted.take()).unwrap_or_default();
        places.sort_unstable();
        ways::ways(self.text, &places)
    }
}
