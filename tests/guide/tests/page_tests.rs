//! The tests that the pages show, put together by the build script.
#![allow(unused_imports, dead_code, unreachable_pub, reason = "a page shows more than its tests use")]

// The crate that the first hour makes: its `main` uses what its `lib.rs` defines.
extern crate self as audience;
use first_hour::audience;

include!(concat!(env!("OUT_DIR"), "/tests.rs"));
