//! Writes the followers that Instagram shows of an account to a CSV file.
//!
//! ```toml
//! hikerapi = "0.1"
//! csv = "1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! ```console
//! HIKERAPI_TOKEN=your-key cargo run --example followers_to_csv -- natgeo followers.csv
//! ```

use std::error::Error;
use std::fs::File;
use std::io::Write;

use hikerapi::pages::Summary;
use hikerapi::{Budget, Client};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(username), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("usage: followers_to_csv USERNAME FILE".into());
    };
    // A mistake costs 100 units at most.
    let client = Client::builder().key_from_env().budget(Budget::units(100)).build()?;
    let summary = write_followers(&client, &username, File::create(path)?).await?;
    println!("{summary}");
    Ok(())
}

/// Writes a row for each follower. It costs a unit for the profile, and a unit for each page.
pub async fn write_followers(client: &Client, username: &str, out: impl Write) -> Result<Summary, Box<dyn Error>> {
    let account = client.user().by_username(username).await?;
    let mut followers = client.user().followers_chunk(account.pk).items().unique();

    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["pk", "username", "full_name", "is_private", "is_verified"])?;
    while let Some(follower) = followers.next().await? {
        csv.write_record([
            follower.pk.to_string(),
            text(follower.username),
            text(follower.full_name),
            text(follower.is_private),
            text(follower.is_verified),
        ])?;
    }
    csv.flush()?;
    Ok(followers.summary())
}

/// An empty cell is a value that the service does not state.
fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
