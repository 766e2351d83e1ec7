//! Outside the module with the call, the trait must be imported.

mod api {
    hikerapi::endpoints!("specs/count.yaml");
}

fn main() {
    let client = hikerapi::Client::new("key").unwrap();
    let _ = client.count().all();
}
