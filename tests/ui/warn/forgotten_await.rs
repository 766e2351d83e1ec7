//! A request that is never awaited warns.
#![deny(unused_must_use)]

async fn run(client: &hikerapi::Client) {
    client.user().by_id(787132);
    client.user().followers_chunk(787132).pages();
    client.user().followers_chunk(787132).items();
}

fn main() {
    let _ = run;
}
