//! How many requests are answered at the same time.

use std::sync::atomic::{AtomicU64, Ordering};

/// The number of requests that are being answered.
#[derive(Default)]
pub(crate) struct Open {
    now: AtomicU64,
    most: AtomicU64,
}

impl Open {
    /// Counts a request until the guard is dropped.
    pub(crate) fn enter(&self) -> impl Drop + '_ {
        struct Guard<'a>(&'a Open);

        impl Drop for Guard<'_> {
            fn drop(&mut self) {
                self.0.now.fetch_sub(1, Ordering::Relaxed);
            }
        }

        let now = self.now.fetch_add(1, Ordering::Relaxed) + 1;
        self.most.fetch_max(now, Ordering::Relaxed);
        Guard(self)
    }

    pub(crate) fn most(&self) -> u64 {
        self.most.load(Ordering::Relaxed)
    }
}
