//! A request is sent once. To send it again, clone it.
async fn run(client: &hikerapi::Client) {
    let request = client.user().by_id(787132);
    let _ = request.await;
    let _ = request.send().await;
}

fn main() {
    let _ = run;
}
