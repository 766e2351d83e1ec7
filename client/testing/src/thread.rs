//! The thread of a server, so that it answers whatever the test does with its own threads.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use tokio::net::TcpSocket;
use tokio::runtime;
use tokio::sync::oneshot;

use crate::connection::accept;
use crate::engine::Engine;

/// How many connections may wait to be accepted: a test may open a thousand at once.
const BACKLOG: u32 = 4096;

/// The longest wait for the end of the thread.
const PATIENCE: Duration = Duration::from_secs(2);

/// A running server, stopped when dropped.
pub(crate) struct Thread {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    /// In a lock, so that threads can share the server.
    stopped: Mutex<mpsc::Receiver<()>>,
}

/// Starts a server at its address.
pub(crate) fn start(engine: Arc<Engine>) -> io::Result<Thread> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = {
        let _entered = runtime.enter();
        let address = engine.settings.address.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)));
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        // Else a port could not be used again for a minute after the server has closed a connection. On Windows, two servers
        // could then listen at one port.
        socket.set_reuseaddr(cfg!(unix))?;
        socket.bind(address)?;
        socket.listen(BACKLOG)?
    };
    let address = listener.local_addr()?;
    let (stop, stops) = oneshot::channel();
    let (report, stopped) = mpsc::channel();
    std::thread::Builder::new().name("hikerapi-testing".to_owned()).spawn(move || {
        runtime.spawn(accept(listener, engine));
        runtime.block_on(stops).ok();
        // Closes all connections.
        drop(runtime);
        report.send(()).ok();
    })?;
    Ok(Thread { address, stop: Some(stop), stopped: Mutex::new(stopped) })
}

impl Drop for Thread {
    /// Waits until all connections are closed, but not for a rule of the test that waits for the test itself.
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.send(()).ok();
        }
        let stopped = self.stopped.get_mut().unwrap_or_else(PoisonError::into_inner);
        stopped.recv_timeout(PATIENCE).ok();
    }
}
