//! Reads names from the standard input, one a line, and prints a profile for each as a line of JSON.
//!
//! ```toml
//! hikerapi = "0.1"
//! futures-util = "0.3"
//! serde_json = "1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! ```console
//! HIKERAPI_TOKEN=your-key cargo run --example many_profiles < names.txt > profiles.jsonl
//! ```

use std::error::Error;
use std::io::Write;

use futures_util::{StreamExt, stream};
use hikerapi::Client;

/// The rate limit is 15 requests per second, and a response takes about a second: more in flight gain nothing.
const IN_FLIGHT: usize = 20;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let names: Vec<String> = std::io::stdin().lines().collect::<Result<_, _>>()?;
    let found = print_profiles(&client, &names, std::io::stdout()).await?;
    eprintln!("{found} of {} found, {} units", names.len(), client.usage().units);
    Ok(())
}

/// Writes the profiles that exist, in the order in which they arrive, and returns their number. Each costs a unit, also a name
/// that does not exist.
pub async fn print_profiles(client: &Client, names: &[String], mut out: impl Write) -> Result<usize, Box<dyn Error>> {
    let requests = names.iter().map(|name| async move { (name, client.user().by_username(name).await) });
    let mut profiles = stream::iter(requests).buffer_unordered(IN_FLIGHT);
    let mut found = 0;
    while let Some((name, profile)) = profiles.next().await {
        match profile {
            Ok(profile) => {
                writeln!(out, "{}", serde_json::to_string(&profile)?)?;
                found += 1;
            }
            Err(error) if error.is_not_found() => eprintln!("{name}: not found"),
            // Without credit, or with a wrong key, every other request would fail, too.
            Err(error) if error.is_out_of_credit() || error.is_unauthorized() => return Err(error.into()),
            Err(error) => eprintln!("{name}: {error}"),
        }
    }
    Ok(found)
}
