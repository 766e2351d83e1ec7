//! The signals that end a program in order: Ctrl-C, SIGTERM and SIGHUP.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens to the signals. The process does not end by them any more.
#[cfg(unix)]
pub(crate) struct Signals {
    interrupt: Signal,
    terminate: Signal,
    /// `None` under `nohup`.
    hangup: Option<Signal>,
}

#[cfg(unix)]
impl Signals {
    /// Listens from now on.
    pub(crate) fn new() -> io::Result<Self> {
        let hangup = (!ignores_hangup()).then(|| signal(SignalKind::hangup())).transpose()?;
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())?, hangup })
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            _ = hangup => {}
        }
    }
}

/// Whether the process was started to go on after its terminal is closed, as `nohup` does.
#[cfg(unix)]
fn ignores_hangup() -> bool {
    use std::io::IsTerminal;

    match std::fs::read_to_string("/proc/self/status") {
        Ok(status) => {
            let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
            ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).is_some_and(|bits| bits & 1 == 1)
        }
        // Only Linux has the file. Elsewhere this is known of `nohup`: it leaves no terminal as standard error.
        Err(_) => !io::stderr().is_terminal(),
    }
}

/// Listens to Ctrl-C.
#[cfg(windows)]
pub(crate) struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    /// Listens from now on.
    pub(crate) fn new() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) {
        self.0.recv().await;
    }
}
