//! Empty. `tests/cases.rs` compiles the cases in the folders of this package.
