//! `harvest retry`: jobs that have ended without success can be claimed again.

use std::process::ExitCode;

use hikerapi_harvest::store::{JobFilter, Open};

use super::place;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::words::count;

/// Lets jobs be claimed again, and says how many.
pub(crate) fn retry(terminal: &Terminal, store: &str, filter: &JobFilter) -> Result<ExitCode, Failure> {
    place::block_on(async {
        let store = place::open(store, Open::Existing).await?;
        let retried = store.retry(filter).await.map_err(|error| place::failure(&error))?;
        if let (0, Some(job)) = (retried, filter.job) {
            let message = format!("job {} is not in the store, or in none of these states", job.0);
            return Err(Failure::usage(format!("{message}: `status --failed` lists those that have failed")));
        }
        terminal.note(&format!("{} ready again", count(retried, "job")));
        Ok(ExitCode::SUCCESS)
    })
}
