//! `harvest`: jobs in a store, for many workers with one key.

// From the top down: `add`, `run`, `status`, `export`, `retry`, `moving`; `metrics`; `report`; `endpoint`; `place`. Each imports only
// from those after it.
mod add;
mod endpoint;
mod export;
mod metrics;
mod moving;
mod place;
mod report;
mod retry;
mod run;
mod status;

pub(crate) use add::{Add, Origin, add};
pub(crate) use endpoint::meant;
pub(crate) use export::{Export, export};
pub(crate) use metrics::address as metrics_address;
pub(crate) use moving::move_to;
pub(crate) use place::warn_of_password;
pub(crate) use retry::retry;
pub(crate) use run::{Run, run};
pub(crate) use status::{Form, status};
