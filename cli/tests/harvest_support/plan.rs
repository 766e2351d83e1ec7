//! How large a storm is.

use std::time::Duration;

/// How large a storm is.
#[derive(Debug, Clone)]
pub struct Plan {
    pub processes: usize,
    /// Of each process.
    pub workers: usize,
    /// The requests per second of all.
    pub rate: u32,
    /// Jobs with one request.
    pub profiles: u64,
    /// Jobs with three.
    pub lists: u64,
    pub lease: Duration,
    pub kill_every: Duration,
    /// The share of requests with a fault.
    pub fault_rate: f64,
    /// How long a response takes.
    pub latency: Duration,
}

impl Plan {
    /// A storm that tests can afford, or the full one of 10,000 jobs where `HIKER_STORM=full` is set.
    pub fn from_env(processes: usize) -> Self {
        let is_full = std::env::var("HIKER_STORM").is_ok_and(|size| size == "full");
        let (rate, profiles, lists) = if is_full { (200, 7_500, 2_500) } else { (60, 300, 100) };
        Self {
            processes,
            workers: 8,
            rate,
            profiles,
            lists,
            lease: Duration::from_secs(3),
            kill_every: Duration::from_secs(1),
            fault_rate: 0.03,
            latency: Duration::from_millis(10),
        }
    }

    /// The units of all jobs, where no request has a fault.
    pub fn units(&self) -> u64 {
        self.profiles + 3 * self.lists
    }
}
