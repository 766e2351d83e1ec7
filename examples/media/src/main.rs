//! Prints a post and its comments: `cargo run -p hikerapi-example-media -- CODE`, with a key in `HIKERAPI_TOKEN`.

use hikerapi::{Client, Result};
use hikerapi_example_media::describe_post;

#[tokio::main]
async fn main() -> Result<()> {
    let Some(code) = std::env::args().nth(1) else {
        eprintln!("the code of a post is missing: pass the part after `/p/` in its address");
        std::process::exit(2);
    };

    let client = Client::from_env()?;
    for line in describe_post(&client, &code, 20).await? {
        println!("{line}");
    }
    Ok(())
}
