//! The gate for the requests of one job.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hikerapi_runtime::client::{Admission, Gate};

use super::refused::Refused;
use super::slot::Meter;
use super::store_gate::StoreGate;
use crate::error::Result;
use crate::job::{JobId, Spent};

/// The gate for the requests of one job: they are admitted as those of the [`StoreGate`], and what they cost is added up. Cheap to
/// clone: clones add up together.
#[derive(Debug, Clone)]
pub struct JobGate {
    gate: StoreGate,
    job: JobId,
    meter: Arc<Meter>,
    refused: Arc<Mutex<Option<Refused>>>,
}

impl StoreGate {
    /// Returns a gate for the requests of one job, which adds up what they have cost.
    #[must_use]
    pub fn for_job(&self, job: JobId) -> JobGate {
        JobGate { gate: self.clone(), job, meter: Arc::default(), refused: Arc::default() }
    }
}

impl JobGate {
    /// Returns the job.
    #[must_use]
    pub fn job(&self) -> JobId {
        self.job
    }

    /// Takes what the requests since the last call have cost. Where one has cost more than was set aside for it, this waits until the
    /// store knows it, so that nothing is committed that exceeds the budget.
    ///
    /// # Errors
    /// Where the store fails. While it is away, this waits.
    pub async fn take_spent(&self) -> Result<Spent> {
        let (spent, is_over) = self.spent();
        if is_over {
            self.flush().await?;
        }
        Ok(spent)
    }

    /// Takes what the requests since the last call have cost, and whether one has cost more than was set aside for it.
    pub(crate) fn spent(&self) -> (Spent, bool) {
        self.meter.take()
    }

    /// Lets none of its requests be sent any more: the job is another process's.
    pub(crate) fn lose(&self) {
        self.meter.lose();
    }

    /// Waits until the store knows what requests have cost.
    pub(crate) async fn flush(&self) -> Result<()> {
        self.gate.flush().await
    }

    /// Returns why the last request of the job was not sent, where it was refused.
    #[must_use]
    pub fn refused(&self) -> Option<Refused> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Gate for JobGate {
    fn admit(&self, units: u64) -> Admission<'_> {
        Box::pin(async move {
            let admitted = self.gate.admitted(units, Some(Arc::clone(&self.meter))).await;
            *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = admitted.as_ref().err().cloned();
            admitted.map_err(|why| why.to_string())
        })
    }

    fn hold(&self, pause: Duration) {
        self.gate.hold(pause);
    }

    fn slow_down(&self, pause: Duration, admitted: Duration) {
        self.gate.slow_down(pause, admitted);
    }
}
