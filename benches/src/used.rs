//! What child processes have used, as the system counts it.

use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};

/// What all children that have ended have used so far.
#[derive(Clone, Copy)]
pub(crate) struct Used {
    /// CPU of user and system together.
    pub(crate) cpu: Duration,
    /// The most memory that any of them had, in bytes.
    pub(crate) memory: i64,
}

pub(crate) fn used() -> Used {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    let time = |time: nix::sys::time::TimeVal| {
        Duration::from_secs(time.tv_sec().unsigned_abs()) + Duration::from_micros(time.tv_usec().unsigned_abs())
    };
    Used { cpu: time(usage.user_time()) + time(usage.system_time()), memory: usage.max_rss() * 1024 }
}

impl Used {
    /// What came since then; memory is the most of all.
    pub(crate) fn since(self, before: Self) -> Self {
        Self { cpu: self.cpu - before.cpu, memory: self.memory }
    }

    pub(crate) fn seconds(self) -> f64 {
        self.cpu.as_secs_f64()
    }
}
