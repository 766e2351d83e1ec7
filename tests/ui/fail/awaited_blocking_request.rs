//! A request of a blocking client is not awaited: `get` returns its result.
async fn run(client: &hikerapi::blocking::Client) {
    let _ = client.user().by_id(787132).await;
    let _ = client.user().by_id(787132).send().await;
    let _ = client.user().followers_chunk(787132).pages().next().await;
}

fn main() {
    let _ = run;
}
