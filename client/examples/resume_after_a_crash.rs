//! Stores the posts of an account in a file. Run it again after a crash, and it continues where it stopped: no page
//! that was stored is paid for again, and none is missing.
//!
//! ```toml
//! hikerapi = "0.1"
//! serde_json = "1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! ```console
//! HIKERAPI_TOKEN=your-key cargo run --example resume_after_a_crash -- natgeo posts.jsonl
//! ```

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, Read, Write};
use std::path::Path;

use hikerapi::Client;
use hikerapi::pages::{Checkpoint, Summary};
use hikerapi::types::UserPk;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(username), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("usage: resume_after_a_crash USERNAME FILE".into());
    };
    let client = Client::from_env()?;
    let account = client.user().by_username(username).await?;
    let summary = store_posts(&client, account.pk, path.as_ref()).await?;
    println!("{summary}");
    Ok(())
}

/// Appends the pages that the file lacks, one line each: `{"checkpoint": {..}, "items": [..]}`.
///
/// The items and the checkpoint are in one line, so a crash cannot store one without the other.
pub async fn store_posts(client: &Client, account: UserPk, path: &Path) -> Result<Summary, Box<dyn Error>> {
    let (mut file, checkpoint) = open(path)?;
    let mut pages = client.user().medias_chunk(account).pages();
    if let Some(checkpoint) = checkpoint {
        pages = pages.resume(checkpoint)?;
    }
    while let Some(page) = pages.next().await? {
        let items = serde_json::to_string(&page.items)?;
        let checkpoint = serde_json::to_string(&pages.checkpoint())?;
        writeln!(file, r#"{{"checkpoint":{checkpoint},"items":{items}}}"#)?;
        file.sync_data()?;
    }
    Ok(pages.summary())
}

/// Opens the file behind its last whole line, and returns the checkpoint of that line.
fn open(path: &Path) -> Result<(File, Option<Checkpoint>), Box<dyn Error>> {
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
    let mut stored = Vec::new();
    file.read_to_end(&mut stored)?;
    // What follows the last line break was cut off by the crash. Its page is requested again.
    let whole = stored.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    file.set_len(whole as u64)?;

    let Some(last) = stored[..whole].lines().last().transpose()? else { return Ok((file, None)) };
    let line: serde_json::Value = serde_json::from_str(&last)?;
    Ok((file, Some(serde_json::from_value(line["checkpoint"].clone())?)))
}
