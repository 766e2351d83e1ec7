//! Ends a run from outside.

use std::sync::Arc;

use tokio::sync::watch;

/// Stops a run cleanly: nothing new is sent, what is on the wire is awaited and committed, and its jobs go back to the store. Cheap to
/// clone; clones stop the same run.
///
/// ```no_run
/// # async fn run(harvest: hikerapi_harvest::Harvest) -> hikerapi_harvest::Result<()> {
/// let stop = hikerapi_harvest::Stop::new();
/// let interrupt = stop.clone();
/// tokio::spawn(async move {
///     if tokio::signal::ctrl_c().await.is_ok() {
///         interrupt.stop();
///     }
/// });
/// harvest.run(stop).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Stop {
    is_stopped: Arc<watch::Sender<bool>>,
}

impl Stop {
    /// A handle that has stopped nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { is_stopped: Arc::new(watch::Sender::new(false)) }
    }

    /// Stops the run.
    pub fn stop(&self) {
        self.is_stopped.send_replace(true);
    }

    pub(super) fn is_stopped(&self) -> bool {
        *self.is_stopped.borrow()
    }

    /// Waits until the run is stopped.
    pub(super) async fn stopped(&self) {
        // The sender lives as long as `self`.
        let _ = self.is_stopped.subscribe().wait_for(|is_stopped| *is_stopped).await;
    }
}

impl Default for Stop {
    fn default() -> Self {
        Self::new()
    }
}
