//! `--metrics`: the numbers of the store, as Prometheus asks for them.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hikerapi_harvest::Store;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::timeout;

use super::place;
use super::report::{Report, prometheus};
use crate::failure::Failure;
use crate::tool::Tool;

/// The most bytes of a request that are read.
const MOST_BYTES: usize = 8 << 10;

/// The most connections at once.
const CONNECTIONS: usize = 8;

/// How long a connection may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the numbers are good: counting costs the store time.
const FRESH: Duration = Duration::from_secs(1);

/// Reads `ADDR:PORT`, or a port of this machine alone.
pub(crate) fn address(text: &str) -> Result<SocketAddr, &'static str> {
    let of_this_machine = |port| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
    let text = text.strip_prefix(':').unwrap_or(text);
    let text = text.replace("localhost:", "127.0.0.1:");
    text.parse()
        .or_else(|_| text.parse().map(of_this_machine))
        .map_err(|_| "an address, such as 127.0.0.1:9464, or a port")
}

/// What is served.
struct Numbers {
    tool: Tool,
    store: Arc<dyn Store>,
    /// The text that was made last.
    last: Mutex<Option<(Instant, String)>>,
}

/// Serves the numbers at `/metrics` until the runtime ends. Returns the address.
pub(super) async fn serve(tool: &Tool, store: &Arc<dyn Store>, address: SocketAddr) -> Result<SocketAddr, Failure> {
    let unusable = |error| Failure::unusable(format_args!("cannot serve metrics at {address}"), &error);
    let listener = TcpListener::bind(address).await.map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let numbers = Arc::new(Numbers { tool: tool.clone(), store: Arc::clone(store), last: Mutex::default() });
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::spawn(async move {
        while let Ok(permit) = Arc::clone(&connections).acquire_owned().await {
            let Ok((stream, _)) = listener.accept().await else {
                // Such as too many open files: others may be closed soon.
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            };
            let numbers = Arc::clone(&numbers);
            tokio::spawn(async move {
                // Whoever sends or reads too slowly is left alone.
                let _ = timeout(PATIENCE, numbers.answer(stream)).await;
                drop(permit);
            });
        }
    });
    Ok(address)
}

impl Numbers {
    async fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut request = Vec::new();
        while !request.windows(4).any(|end| end == b"\r\n\r\n") {
            if request.len() >= MOST_BYTES {
                return stream.write_all(response("431 Request Header Fields Too Large", "").as_bytes()).await;
            }
            let mut bytes = [0; 1024];
            match stream.read(&mut bytes).await? {
                0 => return Ok(()),
                read => request.extend_from_slice(bytes.get(..read).unwrap_or_default()),
            }
        }
        let response = self.response(&String::from_utf8_lossy(&request)).await;
        stream.write_all(response.as_bytes()).await?;
        stream.shutdown().await
    }

    async fn response(&self, request: &str) -> String {
        let mut words = request.split_whitespace();
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match (method, target.split('?').next().unwrap_or_default()) {
            ("GET", "/metrics") => match self.text().await {
                Ok(text) => response("200 OK", &text),
                Err(why) => response("503 Service Unavailable", &format!("{why}\n")),
            },
            ("GET", _) => response("404 Not Found", "the numbers are at /metrics\n"),
            _ => response("405 Method Not Allowed", ""),
        }
    }

    async fn text(&self) -> Result<String, String> {
        let mut last = self.last.lock().await;
        if let Some((_, text)) = last.as_ref().filter(|(at, _)| at.elapsed() < FRESH) {
            return Ok(text.clone());
        }
        let status = self.store.status().await.map_err(|error| place::words(&error))?;
        let text = prometheus(&Report::of(&self.tool, self.store.location(), &status));
        *last = Some((Instant::now(), text.clone()));
        Ok(text)
    }
}

fn response(status: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/plain; version=0.0.4; charset=utf-8\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_alone_is_that_of_this_machine() {
        let local = |port| Ok(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port));
        assert_eq!(["9464", ":9464", "localhost:9464", "127.0.0.1:9464"].map(address), [(); 4].map(|()| local(9464)));
        assert_eq!(address("0.0.0.0:1").map(|address| address.to_string()), Ok("0.0.0.0:1".to_owned()));
        assert!(address("example.com:1").is_err() && address("").is_err() && address("99999").is_err());
    }
}
