//! A request that is never awaited warns.
#![deny(unused_must_use)]

async fn run(hiker: &hikerapi::Client) {
    hiker.user().by_id(787132);
    hiker.user().followers_chunk(787132).pages();
    hiker.user().followers_chunk(787132).items();
}

fn main() {
    let _ = run;
}
