//! How large a document may become while it is read: an alias of YAML repeats what it stands for, and few lines can fill
//! the memory.

use std::cell::Cell;

use serde::de::Error;

/// What is left of the size that a document may have.
pub(super) struct Budget {
    /// `None`: without an end.
    left: Option<Cell<usize>>,
}

/// How many times larger than its text a document may become, beside the least that any may.
const TIMES: usize = 16;
const LEAST: usize = 1 << 20;

impl Budget {
    /// For a format in which a text says everything once.
    pub(super) fn unlimited() -> Self {
        Self { left: None }
    }

    /// For a text with aliases.
    pub(super) fn for_aliases(text: &str) -> Self {
        Self { left: Some(Cell::new(text.len().saturating_mul(TIMES).saturating_add(LEAST))) }
    }

    /// Takes a value of so many bytes.
    pub(super) fn take<E: Error>(&self, bytes: usize) -> Result<(), E> {
        let Some(left) = &self.left else { return Ok(()) };
        match left.get().checked_sub(bytes.saturating_add(1)) {
            Some(rest) => {
                left.set(rest);
                Ok(())
            }
            None => Err(E::custom(format_args!("its aliases make it more than {TIMES} times as large as its text"))),
        }
    }
}
