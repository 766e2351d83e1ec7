//! A request is asked once; what shall be asked again is cloned.
async fn run(hiker: &hikerapi::Client) {
    let request = hiker.user().by_id(787132);
    let _ = request.await;
    let _ = request.send().await;
}

fn main() {
    let _ = run;
}
