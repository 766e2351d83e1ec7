//! `cargo run -p hikerapi-example-media -- <code>`, with a key in the environment.

use hikerapi::{Client, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let Some(code) = std::env::args().nth(1) else {
        eprintln!("name a post by its code, the part after `/p/` in its address");
        std::process::exit(2);
    };
    for line in hikerapi_example_media::told(&Client::from_env()?, &code, 20).await? {
        println!("{line}");
    }
    Ok(())
}
