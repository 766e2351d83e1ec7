//! Calls with one file, several files, another service, a renamed crate, and every keyword.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]

extern crate hikerapi as renamed;

hikerapi::endpoints!("specs/count.yaml");
hikerapi::endpoints!(mod two, "specs/needs_shared.yaml", "specs/shared.yaml");
hikerapi::endpoints!(pub mod keywords, "specs/keywords.yaml", crate = renamed);

/// Another service.
pub mod everything {
    hikerapi::endpoints!(
        pub mod all,
        "specs/api.yaml",
        "specs/orders.yaml",
        "specs/things.yaml",
        "specs/type.yaml",
        "specs/stamps.yaml",
        "specs/late_things.yaml",
        "specs/late_more.yaml",
        "specs/early_type.yaml",
    );
}

fn main() {
    let client = hikerapi::Client::builder().key("key").server("http://localhost").build().unwrap();
    let _: hikerapi::service::Operation;
    let _: endpoints::count::AllRequest = client.count().all();
    let _ = client.needs_shared().shared();
    let _ = client.keywords().optional().r#type("x").self_("y");
    let other = everything::all::Client::builder().keys(["i", "k"]).server("http://localhost").build().unwrap();
    let _ = other.r#type().r#match();
    let _ = other.late().things().stamp();
    #[allow(deprecated)]
    let _ = other.early().r#type().thing();
}
