//! Reads which file of a crate imports which other, and checks that imports run downward.
//!
//! An import is a path in code that leads to an item of another file: in a `use` item, an
//! expression, a type, a macro definition or the arguments of a macro. It counts as an import of
//! the file that *defines* the item: re-exports are followed. So are modules: `use crate::a;` alone
//! imports nothing, `a::f()` after it imports `f`. A module that re-exports an item of a module
//! inside it and does not use that item itself does not import it.
//!
//! Left out are tests (`#[cfg(test)]`), generated files, and the arguments of `quote!`, which are
//! code of another crate. Methods are not seen: `x.f()` names no file.

mod circles;
mod imports;
mod layers;
mod paths;
mod resolve;
mod source;
mod tokens;
mod tree;

pub use circles::circles;
pub use imports::{Import, imports};
pub use layers::{Upward, mistakes, upward};
pub use source::Sources;
pub use tree::{Tree, tree};

#[cfg(test)]
mod tests;
