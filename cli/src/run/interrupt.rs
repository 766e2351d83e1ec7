//! Ctrl-C, SIGTERM and SIGHUP: the first ends the run in order, the second at once.

use tokio::sync::watch;

use crate::failure::{Code, Failure};
use crate::output::remove_pending;
use crate::signals::Signals;

/// Whether the user has interrupted the run.
#[derive(Debug, Clone)]
pub(crate) struct Interrupt(watch::Receiver<bool>);

impl Interrupt {
    /// Listens from now on, and tells the user of the first one. The second ends the process, whatever it does then.
    pub(crate) fn listen(tell: impl Fn(&str) + Send + Sync + 'static) -> Result<Self, Failure> {
        let signals = Signals::new();
        let signals = signals.map_err(|error| Failure::usage(format!("cannot listen for interrupts: {error}")))?;
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            let mut signals = signals;
            signals.next().await;
            tell("interrupted: waiting for the requests in flight, which are paid for; once more ends at once");
            sender.send_replace(true);
            signals.next().await;
            remove_pending();
            std::process::exit(i32::from(Code::Interrupted as u8));
        });
        Ok(Self(receiver))
    }

    /// Returns whether it has come.
    pub(crate) fn has_come(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for the interrupt.
    pub(crate) async fn wait(&mut self) {
        if self.0.wait_for(|is_interrupted| *is_interrupted).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// The failure of a run that was interrupted.
pub(crate) fn interrupted() -> Failure {
    Failure::new(Code::Interrupted, "interrupted: the run is not complete")
}
