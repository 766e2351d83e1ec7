//! One file, several files, another service, the crate under another name, and every keyword.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]

extern crate hikerapi as renamed;

hikerapi::endpoints!("specs/count.yaml");
hikerapi::endpoints!(mod two, "specs/needs_shared.yaml", "specs/shared.yaml");
hikerapi::endpoints!(pub mod keywords, "specs/keywords.yaml", crate = renamed);

/// Another service.
pub mod everything {
    hikerapi::endpoints!(pub mod all, "specs/api.yaml", "specs/things.yaml", "specs/type.yaml");
}

fn main() {
    use everything::all::Groups as _;

    let hiker = hikerapi::Client::builder().key("key").server("http://localhost").build().unwrap();
    let _: hikerapi::Operation;
    let _: endpoints::count::AllRequest = hiker.count().all();
    let _ = hiker.needs_shared().shared();
    let _ = hiker.keywords().optional().r#type("x").self_("y");
    let other = hikerapi::Client::builder_for(&everything::all::SERVICE).key("k").server("http://localhost").build().unwrap();
    let _ = other.r#type().r#match();
}
