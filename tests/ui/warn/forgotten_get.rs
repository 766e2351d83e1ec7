//! A request of a blocking client that is not sent, and a list that is not read.
#![deny(unused_must_use)]

fn run(client: &hikerapi::blocking::Client) {
    client.user().by_id(787132);
    client.user().followers_chunk(787132).pages();
    client.user().followers_chunk(787132).items();
}

fn main() {
    let _ = run;
}
