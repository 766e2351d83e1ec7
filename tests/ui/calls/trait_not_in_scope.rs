//! Elsewhere, the trait has to be named.

mod api {
    hikerapi::endpoints!("specs/count.yaml");
}

fn main() {
    let hiker = hikerapi::Client::new("key").unwrap();
    let _ = hiker.count().all();
}
