//! A script without async: prints what an account is about, and the accounts that it follows.
//!
//! ```toml
//! hikerapi = { version = "0.1", features = ["blocking"] }
//! ```
//!
//! ```console
//! HIKERAPI_TOKEN=your-key cargo run -p hikerapi --example blocking_script --features blocking -- natgeo
//! ```

use std::error::Error;
use std::io::Write;

use hikerapi::blocking::Client;

fn main() -> Result<(), Box<dyn Error>> {
    let username = std::env::args().nth(1).ok_or("usage: blocking_script USERNAME")?;
    print_following(&Client::from_env()?, &username, std::io::stdout())
}

/// Prints the profile and the accounts that it follows, up to 100.
pub fn print_following(client: &Client, username: &str, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    let account = client.user().by_username(username).get()?;
    writeln!(out, "{username}: {}", account.biography.unwrap_or_default())?;
    for followed in client.user().following_chunk(account.pk).items().max_items(100) {
        writeln!(out, "- {}", followed?.username.unwrap_or_default())?;
    }
    Ok(())
}
