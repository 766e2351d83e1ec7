//! The connections of a server: requests in, replies and faults out.

use std::fmt::Write as _;
use std::future::pending;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use tokio::net::{TcpListener, TcpStream};

use crate::core::{Core, Reply};
use crate::fault::Fault;
use crate::recorded::RecordedRequest;
use crate::socket::{Socket, write_all};

/// Accepts connections until the future is dropped.
pub(crate) async fn accept(listener: TcpListener, core: Arc<Core>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(serve(stream, Arc::clone(&core)))),
            // Too many open files: others close soon.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

async fn serve(stream: TcpStream, core: Arc<Core>) {
    // Without it, small writes wait for each other. An error changes nothing else.
    stream.set_nodelay(true).ok();
    let stream = Arc::new(stream);
    let connection = Connection { stream: Arc::clone(&stream), core, closes_next: AtomicBool::new(false) };
    let respond = service_fn(|request| connection.respond(request));
    // An error is one that the client made, or a fault.
    http1::Builder::new().serve_connection(Socket(stream), respond).await.ok();
}

struct Connection {
    stream: Arc<TcpStream>,
    core: Arc<Core>,
    closes_next: AtomicBool,
}

impl Connection {
    /// The response to a request; an error closes the connection.
    async fn respond(&self, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
        let _open = self.core.open.enter();
        let request = recorded(&self.core, &request);
        if self.closes_next.load(Ordering::Relaxed) {
            self.core.lock().requests.push(request);
            return closed();
        }
        let mut reply = self.core.reply(&request);
        tokio::time::sleep(reply.delay).await;
        if let Some(fault) = reply.fault.take() {
            self.make(fault, &reply).await?;
        }
        let mut response = Response::builder().status(reply.status);
        for (name, value) in &reply.headers {
            response = response.header(name, value);
        }
        response.body(Full::new(reply.body)).map_err(io::Error::other)
    }

    /// Makes a fault of the connection. Where it returns `Ok`, the reply follows.
    async fn make(&self, fault: Fault, reply: &Reply) -> io::Result<()> {
        match fault {
            Fault::Reset => {
                self.stream.set_zero_linger()?;
                closed()
            }
            Fault::Close => closed(),
            Fault::Stall => pending().await,
            Fault::CloseNext => {
                self.closes_next.store(true, Ordering::Relaxed);
                Ok(())
            }
            Fault::Raw(bytes) => self.send(&[&bytes]).await,
            Fault::CutBody => {
                let half = &reply.body[..reply.body.len() / 2];
                self.send(&[head(reply, Some(reply.body.len().max(1))).as_bytes(), half]).await
            }
            Fault::Oversized => {
                let padding =
                    usize::try_from(self.core.service.limits.body_bytes).unwrap_or(usize::MAX).saturating_add(1);
                let head = head(reply, Some(reply.body.len().saturating_add(padding)));
                write_all(&self.stream, head.as_bytes()).await?;
                write_all(&self.stream, &reply.body).await?;
                self.pad(padding).await
            }
            Fault::Endless => {
                write_all(&self.stream, head(reply, None).as_bytes()).await?;
                self.pad(usize::MAX).await
            }
            _ => Ok(()),
        }
    }

    /// Sends bytes, then closes the connection.
    async fn send<T>(&self, all: &[&[u8]]) -> io::Result<T> {
        for bytes in all {
            write_all(&self.stream, bytes).await?;
        }
        closed()
    }

    /// Sends this many spaces, until the client has closed the connection.
    async fn pad<T>(&self, mut bytes: usize) -> io::Result<T> {
        while bytes > 0 {
            let some = bytes.min(65_536);
            write_all(&self.stream, &[b' '; 65_536][..some]).await?;
            bytes -= some;
        }
        closed()
    }
}

/// Closes the connection.
fn closed<T>() -> io::Result<T> {
    Err(io::ErrorKind::ConnectionAborted.into())
}

fn recorded(core: &Core, request: &Request<Incoming>) -> RecordedRequest {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = request.headers().iter().map(|(name, value)| (name.to_string(), text(value.as_bytes())));
    core.record(request.uri().path(), request.uri().query().unwrap_or_default(), headers.collect())
}

/// The head of a response that the HTTP library does not write.
fn head(reply: &Reply, length: Option<usize>) -> String {
    let mut head = format!("HTTP/1.1 {} \r\n", reply.status);
    for (name, value) in &reply.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    if let Some(length) = length {
        let _ = write!(head, "content-length: {length}\r\n");
    }
    head.push_str("connection: close\r\n\r\n");
    head
}
