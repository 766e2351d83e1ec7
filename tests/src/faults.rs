//! Servers that break HTTP, byte by byte.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does wrong after it has read a request.
#[derive(Debug, Clone)]
pub enum Fault {
    /// It closes the connection.
    Close,
    /// It sends these bytes unchanged, then closes the connection.
    Bytes(Vec<u8>),
    /// It sends this complete response and keeps the connection open, and closes it at its next request, as a server
    /// that closes an idle connection.
    SecondRequest(Vec<u8>),
    /// It keeps the connection open and sends nothing.
    Stall,
    /// It sends a head, then a body that does not end.
    Endless,
}

/// A server with a fault, stopped when dropped.
pub struct Faulty {
    url: String,
    heads: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Faulty {
    /// Starts the server on a free port.
    ///
    /// # Panics
    /// If no port is free.
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

    /// The heads of all received requests, as they were sent.
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

async fn read(stream: &mut TcpStream, heads: &Mutex<Vec<String>>) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    heads.lock().ok()?.push(String::from_utf8_lossy(&head).into_owned());
    Some(())
}

async fn serve(mut stream: TcpStream, fault: Fault, heads: Arc<Mutex<Vec<String>>>) -> Option<()> {
    read(&mut stream, &heads).await?;
    match fault {
        Fault::Close => {}
        Fault::Bytes(bytes) => {
            stream.write_all(&bytes).await.ok()?;
            stream.flush().await.ok()?;
            // Gives the client time to read: a reset would discard the bytes.
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Fault::SecondRequest(response) => {
            stream.write_all(&response).await.ok()?;
            read(&mut stream, &heads).await?;
        }
        Fault::Stall => tokio::time::sleep(Duration::from_secs(3600)).await,
        Fault::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n").await.ok()?;
            // Ends when the client closes the connection, as it must.
            while stream.write_all(&[b' '; 65_536]).await.is_ok() {}
        }
    }
    Some(())
}
