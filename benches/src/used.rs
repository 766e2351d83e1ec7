//! CPU time and memory of child processes, as the system counts them.

use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};

/// The resources of all children that have ended so far.
#[derive(Clone, Copy)]
pub(crate) struct Used {
    /// CPU of user and system together.
    pub(crate) cpu: Duration,
    /// The peak memory of any of them, in bytes.
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
    /// Subtracts the CPU time used before; memory stays the peak of all.
    pub(crate) fn since(self, before: Self) -> Self {
        Self { cpu: self.cpu - before.cpu, memory: self.memory }
    }

    pub(crate) fn seconds(self) -> f64 {
        self.cpu.as_secs_f64()
    }
}
