//! Nothing: the cases are in `pass`, `fail` and `warn`, and are compiled by `tests/cases.rs`.
