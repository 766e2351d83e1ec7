//! Pauses while a store is away.

use std::time::Duration;

/// The first pause.
const FIRST: Duration = Duration::from_millis(100);

/// The longest pause.
const LONGEST: Duration = Duration::from_secs(2);

/// Pauses that double.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Backoff {
    times: u32,
}

impl Backoff {
    /// Returns the next pause: between half of it and all of it, so that processes do not return together.
    pub(crate) fn next(&mut self) -> Duration {
        let pause = FIRST.saturating_mul(1 << self.times.min(8)).min(LONGEST);
        self.times += 1;
        pause.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_two_seconds() {
        let mut backoff = Backoff::default();
        for longest in [100, 200, 400, 800, 1600, 2000, 2000] {
            let pause = backoff.next();
            assert!(
                pause <= Duration::from_millis(longest) && pause >= Duration::from_millis(longest / 2),
                "{pause:?}"
            );
        }
    }
}
