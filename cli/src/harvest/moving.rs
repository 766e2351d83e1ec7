//! `harvest move`: all of a store to another one.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use hikerapi_harvest::moving::{self, Moved};
use hikerapi_harvest::store::Open;

use super::place;
use crate::failure::Failure;
use crate::terminal::{Terminal, visible};
use crate::words::count;

/// How often the progress is said.
const SAID: Duration = Duration::from_secs(2);

/// Moves a store, and says how far it is.
pub(crate) fn move_to(terminal: &Terminal, from: &str, to: &str) -> Result<ExitCode, Failure> {
    place::block_on(async {
        let from = place::open(from, Open::Existing).await?;
        let to = place::open(to, Open::Create).await?;
        let mut said = Instant::now();
        let moved = moving::copy(&*from, &*to, |moved| {
            if said.elapsed() >= SAID {
                said = Instant::now();
                terminal.note(&words(moved));
            }
        });
        let moved = moved.await.map_err(|error| place::failure(&error))?;
        terminal.note(&format!("{} moved to {}", words(moved), visible(to.location())));
        Ok(ExitCode::SUCCESS)
    })
}

fn words(moved: Moved) -> String {
    let mut parts = vec![count(moved.jobs, "job"), count(moved.items, "item")];
    if moved.parts > 0 {
        parts.push(count(moved.parts, "part"));
    }
    parts.join(", ")
}
