//! Decides what to do about each error: skip the account, try later, or stop the program.
//!
//! ```toml
//! hikerapi = "0.1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! ```console
//! HIKERAPI_TOKEN=your-key cargo run --example handle_errors -- natgeo instagram
//! ```

use std::time::Duration;

use hikerapi::error::{Error, ErrorKind};
use hikerapi::types::User;
use hikerapi::{Client, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let client = Client::from_env()?;
    for username in std::env::args().skip(1) {
        match profile(&client, &username).await? {
            Outcome::Found(user) => println!("{username}: {} followers", user.follower_count.unwrap_or_default()),
            Outcome::Skip(reason) => println!("{username}: skipped, {reason}"),
            Outcome::Later(pause) => println!("{username}: later, in {pause:?} or more"),
        }
    }
    Ok(())
}

/// What became of an account.
#[derive(Debug)]
pub enum Outcome {
    /// Its profile.
    Found(Box<User>),
    /// Another request would fail in the same way, and could be billed.
    Skip(String),
    /// Another request can succeed after this pause.
    Later(Duration),
}

/// Requests a profile.
///
/// # Errors
/// Where every other request would fail, too.
pub async fn profile(client: &Client, username: &str) -> Result<Outcome> {
    match client.user().by_username(username).await {
        Ok(user) => Ok(Outcome::Found(Box::new(user))),
        Err(error) => outcome(error),
    }
}

/// The client has made its own attempts already: an error is what remained.
fn outcome(error: Error) -> Result<Outcome> {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::Private | ErrorKind::Forbidden => {
            Ok(Outcome::Skip(error.help().unwrap_or(error.message()).to_owned()))
        }
        // The message names the parameter.
        ErrorKind::InvalidParameter => Ok(Outcome::Skip(error.message().to_owned())),
        // Stop: the key, the account, the network or the budget is what has to change.
        ErrorKind::Unauthorized | ErrorKind::OutOfCredit | ErrorKind::Blocked | ErrorKind::BudgetExhausted => {
            Err(error)
        }
        // Such as a timeout, or a service that is down. `error.units()` is `None` where it may have been billed.
        _ if error.is_retryable() => Ok(Outcome::Later(error.retry_after().unwrap_or(Duration::from_secs(60)))),
        // The set of kinds can grow, and what is unknown is not repeated blindly.
        _ => Err(error),
    }
}
