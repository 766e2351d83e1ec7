//! The connections of a server: requests in, replies and faults out.
//!
//! A fault needs the socket, and an HTTP library would be more to build than the rest of this crate.

use std::fmt::Write as _;
use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWrite as _;
use tokio::net::{TcpListener, TcpStream};

use crate::engine::{Engine, Reply};
use crate::fault::Fault;
use crate::recorded::RecordedRequest;

/// The longest head of a request, larger than the longest URL that a client sends.
const LONGEST_HEAD: usize = 1 << 20;

/// The longest body of a request.
const LONGEST_BODY: usize = 256 << 20;

/// The most headers of a request.
const MOST_HEADERS: usize = 100;

/// Accepts connections until the future is dropped.
pub(crate) async fn accept(listener: TcpListener, engine: Arc<Engine>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let engine = Arc::clone(&engine);
                // An error is one that the client made, or a fault.
                tokio::spawn(async move { Connection::new(stream, engine).serve().await.ok() });
            }
            // Too many open files: others close soon.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

struct Connection {
    stream: TcpStream,
    engine: Arc<Engine>,
    /// What was received and is not parsed yet.
    received: Vec<u8>,
    /// Whether the next request is the last thing that is received: [`Fault::CloseNext`].
    closes_next: bool,
    /// Whether the request is the last one, as the client says.
    is_last: bool,
}

impl Connection {
    fn new(stream: TcpStream, engine: Arc<Engine>) -> Self {
        // Without it, small writes wait for each other. An error changes nothing else.
        stream.set_nodelay(true).ok();
        Self { stream, engine, received: Vec::new(), closes_next: false, is_last: false }
    }

    /// Answers requests, one after the other, until the connection is closed: where this returns, by the server.
    async fn serve(mut self) -> io::Result<()> {
        while let Some(request) = self.request().await? {
            let engine = Arc::clone(&self.engine);
            let open = engine.open.enter();
            if self.closes_next {
                engine.lock().requests.push(request);
                return Ok(());
            }
            let reply = engine.reply(&request);
            if !reply.delay.is_zero() {
                tokio::time::sleep(reply.delay).await;
            }
            match &reply.fault {
                None => self.send(&reply).await?,
                Some(fault) => self.make(fault, &reply).await?,
            }
            drop(open);
            if self.is_last {
                return self.close().await;
            }
        }
        Ok(())
    }

    /// Ends the connection after a response. The rest is received, because what is not would reset the connection and take the
    /// response with it.
    async fn close(mut self) -> io::Result<()> {
        poll_fn(|context| Pin::new(&mut self.stream).poll_shutdown(context)).await?;
        while self.receive().await? > 0 {
            self.received.clear();
        }
        Ok(())
    }

    /// The next request; `None` where the client has closed the connection.
    async fn request(&mut self) -> io::Result<Option<RecordedRequest>> {
        let Some(head) = self.head().await? else { return Ok(None) };
        let body = match head.length {
            Length::Known(length) => self.bytes(length).await?,
            Length::Chunked => self.chunks().await?,
        };
        self.is_last = head.is_last;
        let target = (head.path.as_str(), head.query.as_str());
        Ok(Some(self.engine.record(&head.method, target, head.headers, body.into())))
    }

    /// The head of the next request; `None` where the client has closed the connection.
    async fn head(&mut self) -> io::Result<Option<Head>> {
        loop {
            let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
            let mut request = httparse::Request::new(&mut headers);
            match request.parse(&self.received) {
                Ok(httparse::Status::Complete(length)) => {
                    let head = Head::new(&request)?;
                    self.received.drain(..length);
                    return Ok(Some(head));
                }
                Ok(httparse::Status::Partial) if self.received.len() < LONGEST_HEAD => {}
                _ => return Err(ErrorKind::InvalidData.into()),
            }
            if self.receive().await? == 0 {
                return Ok(None);
            }
        }
    }

    /// This many bytes.
    async fn bytes(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.received.len() < length {
            if length > LONGEST_BODY || self.receive().await? == 0 {
                return Err(ErrorKind::InvalidData.into());
            }
        }
        Ok(self.received.drain(..length).collect())
    }

    /// A body in chunks, of which each is after its size.
    async fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            match httparse::parse_chunk_size(&self.received) {
                Ok(httparse::Status::Complete((start, size))) => {
                    let size = usize::try_from(size).map_err(|_| ErrorKind::InvalidData)?;
                    self.received.drain(..start);
                    body.extend(self.bytes(size).await?);
                    if self.bytes(2).await? != b"\r\n" || body.len() > LONGEST_BODY {
                        return Err(ErrorKind::InvalidData.into());
                    }
                    if size == 0 {
                        return Ok(body);
                    }
                }
                Ok(httparse::Status::Partial) if self.receive().await? > 0 => {}
                _ => return Err(ErrorKind::InvalidData.into()),
            }
        }
    }

    /// Receives some bytes; none where the client has closed the connection.
    async fn receive(&mut self) -> io::Result<usize> {
        let mut bytes = [0; 4096];
        loop {
            self.stream.readable().await?;
            match self.stream.try_read(&mut bytes) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
                Ok(count) => {
                    self.received.extend_from_slice(&bytes[..count]);
                    return Ok(count);
                }
            }
        }
    }

    async fn send(&self, reply: &Reply) -> io::Result<()> {
        let mut bytes = head(reply, Some(reply.body.len())).into_bytes();
        // One write for what fits in one packet.
        bytes.extend_from_slice(body(reply));
        self.write(&bytes).await
    }

    async fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            self.stream.writable().await?;
            match self.stream.try_write(bytes) {
                Ok(written) => bytes = &bytes[written..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Sends a reply with a fault of the connection. An error closes it, as the end of the bytes that are sent does.
    async fn make(&mut self, fault: &Fault, reply: &Reply) -> io::Result<()> {
        let length = reply.body.len();
        match fault {
            Fault::Reset => self.stream.set_zero_linger()?,
            Fault::Close => {}
            Fault::Stall => while self.receive().await? > 0 {},
            Fault::Raw(bytes) => self.write(bytes).await?,
            Fault::CutBody => {
                self.write(head(reply, Some(length.max(1))).as_bytes()).await?;
                self.write(&reply.body[..length / 2]).await?;
            }
            Fault::Oversized => {
                let padding = usize::try_from(self.engine.service.limits.body_bytes).unwrap_or(usize::MAX - length);
                self.write(head(reply, Some(length + padding)).as_bytes()).await?;
                self.write(&reply.body).await?;
                self.pad(padding).await?;
            }
            Fault::Endless => {
                self.write(head(reply, None).as_bytes()).await?;
                self.pad(usize::MAX).await?;
            }
            Fault::CloseNext => {
                self.closes_next = true;
                return self.send(reply).await;
            }
            _ => return self.send(reply).await,
        }
        Err(ErrorKind::ConnectionAborted.into())
    }

    /// Sends this many spaces, until the client has closed the connection.
    async fn pad(&self, mut bytes: usize) -> io::Result<()> {
        while bytes > 0 {
            let some = bytes.min(65_536);
            self.write(&[b' '; 65_536][..some]).await?;
            bytes -= some;
            // A client that reads as fast as this writes must not hold up the others.
            tokio::task::yield_now().await;
        }
        Ok(())
    }
}

/// The head of a request.
struct Head {
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    length: Length,
    /// Whether the connection ends after the response to the request.
    is_last: bool,
}

/// The length of a body.
enum Length {
    Known(usize),
    Chunked,
}

impl Head {
    fn new(request: &httparse::Request<'_, '_>) -> io::Result<Self> {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers: Vec<_> =
            request.headers.iter().map(|header| (header.name.to_ascii_lowercase(), text(header.value))).collect();
        let header = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let has = |name: &str, word: &str| {
            header(name).is_some_and(|value| value.split(',').any(|token| token.trim().eq_ignore_ascii_case(word)))
        };
        let length = match header("content-length") {
            _ if has("transfer-encoding", "chunked") => Length::Chunked,
            Some(length) => Length::Known(length.parse().map_err(|_| ErrorKind::InvalidData)?),
            None => Length::Known(0),
        };
        let is_last = has("connection", "close") || (request.version == Some(0) && !has("connection", "keep-alive"));
        let target = request.path.unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (path, query) = (path.to_owned(), query.to_owned());
        Ok(Self { method: request.method.unwrap_or_default().to_owned(), path, query, headers, length, is_last })
    }
}

/// The head of a response. Without a length its body ends with the connection.
fn head(reply: &Reply, length: Option<usize>) -> String {
    let mut head = format!("HTTP/1.1 {} \r\n", reply.status);
    for (name, value) in &reply.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let is_framed = |(name, _): &(String, String)| {
        name.eq_ignore_ascii_case("content-length") || name.eq_ignore_ascii_case("transfer-encoding")
    };
    match length {
        Some(length) if has_body(reply.status) && !reply.headers.iter().any(is_framed) => {
            let _ = write!(head, "content-length: {length}\r\n");
        }
        Some(_) => {}
        None => head.push_str("connection: close\r\n"),
    }
    head.push_str("\r\n");
    head
}

fn body(reply: &Reply) -> &[u8] {
    if has_body(reply.status) { &reply.body } else { &[] }
}

/// Whether HTTP has a body after a head with this status.
fn has_body(status: u16) -> bool {
    status >= 200 && !matches!(status, 204 | 304)
}
