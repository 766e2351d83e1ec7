//! Servers that do what no well-made server does, byte by byte.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What goes wrong once a request has been read.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The connection is closed at once.
    Close,
    /// These bytes are sent, whatever they are, and then the connection is closed.
    Bytes(Vec<u8>),
    /// Nothing is ever sent.
    Stall,
    /// A head, and then a body that does not end.
    Endless,
}

/// A server with a fault; it ends when it is dropped.
pub struct Faulty {
    url: String,
    heads: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Faulty {
    /// Starts it on a port that the system picks.
    ///
    /// # Panics
    /// Where no port can be had.
    pub async fn start(fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let heads = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&heads);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, fault.clone(), Arc::clone(&kept)));
            }
        });
        Self { url, heads, task }
    }

    /// Its base URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The heads of all requests that it got, as they were sent.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, fault: Fault, heads: Arc<Mutex<Vec<String>>>) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    heads.lock().ok()?.push(String::from_utf8_lossy(&head).into_owned());
    match fault {
        Fault::Close => {}
        Fault::Bytes(bytes) => {
            stream.write_all(&bytes).await.ok()?;
            stream.flush().await.ok()?;
            // Given time to be read: a reset would take the bytes back.
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Fault::Stall => tokio::time::sleep(Duration::from_secs(3600)).await,
        Fault::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n").await.ok()?;
            // Ends when the client goes away, which it must.
            while stream.write_all(&[b' '; 65_536]).await.is_ok() {}
        }
    }
    Some(())
}
