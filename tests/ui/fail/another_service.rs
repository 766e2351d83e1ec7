//! The client of another service does not have this service's groups and methods.
fn main() {
    let shop = shop::Client::new("key").unwrap();
    let _ = shop.system();
    let _ = shop.user().by_username("natgeo");
}
