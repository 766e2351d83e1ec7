//! The tests that the pages show, put together by the build script.
#![allow(unused_imports, dead_code, unreachable_pub, reason = "a page shows more than its tests use")]

include!(concat!(env!("OUT_DIR"), "/tests.rs"));
