//! A server for the tests of this crate: it answers each request as a script says, and keeps what arrived.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use crate::client::{ClientBuilder, RetryPolicy};
use crate::sample::SampleClient;

/// What the server does with a request.
#[derive(Clone)]
pub(crate) enum Answer {
    /// Sends these bytes.
    Bytes(Vec<u8>),
    /// Sends these bytes and closes the connection.
    Cut(Vec<u8>),
    /// Closes the connection.
    Close,
}

/// A request as it arrived.
#[derive(Clone)]
pub(crate) struct Received {
    /// `POST /v1/orders?x=1`.
    pub(crate) line: String,
    /// With names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// The values of a header, separated by commas; `None` where it is not there.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let values: Vec<_> =
            self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| &**value).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a text")
    }
}

/// A server that stops with the process.
pub(crate) struct RawServer {
    url: String,
    requests: Arc<Mutex<Vec<Received>>>,
}

impl RawServer {
    /// A server with these answers, one for each request. After them it closes connections.
    pub(crate) fn start(script: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let script = Arc::new(Mutex::new(script.into_iter().collect::<VecDeque<_>>()));
        let requests = Arc::<Mutex<Vec<Received>>>::default();
        let server = Self { url, requests: Arc::clone(&requests) };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (script, requests) = (Arc::clone(&script), Arc::clone(&requests));
                std::thread::spawn(move || serve(&stream.expect("a connection"), &script, &requests));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn requests(&self) -> Vec<Received> {
        self.requests.lock().expect("a lock").clone()
    }

    /// The first lines of all requests.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.line).collect()
    }

    /// The settings of a client of this server that retries at once.
    pub(crate) fn builder(&self) -> ClientBuilder<SampleClient> {
        let retry = RetryPolicy { initial_backoff: std::time::Duration::from_millis(1), ..RetryPolicy::default() };
        ClientBuilder::new().key("a-secret-key").server(self.url()).retry(retry).no_rate_limit()
    }
}

fn serve(stream: &TcpStream, script: &Mutex<VecDeque<Answer>>, requests: &Mutex<Vec<Received>>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = receive(&mut reader) {
        requests.lock().expect("a lock").push(request);
        let answer = script.lock().expect("a lock").pop_front();
        match answer {
            Some(Answer::Bytes(bytes)) if (&mut &*stream).write_all(&bytes).is_ok() => {}
            Some(Answer::Cut(bytes)) => return drop((&mut &*stream).write_all(&bytes)),
            _ => return,
        }
    }
}

fn receive(reader: &mut BufReader<&TcpStream>) -> Option<Received> {
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        Some(line.trim_end().to_owned())
    };
    let first = line()?;
    let mut headers = Vec::new();
    while let Some((name, value)) = line()?.split_once(':') {
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or(0, |(_, length)| length.parse().expect("a length"));
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Received { line: first.trim_end_matches(" HTTP/1.1").to_owned(), headers, body })
}

/// A response with this status, these lines of headers and this body.
pub(crate) fn response(status: u16, headers: &[&str], body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    let mut bytes = format!("HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    Answer::Bytes(bytes)
}

/// A response with status 200 and JSON.
pub(crate) fn json(body: &str) -> Answer {
    response(200, &["content-type: application/json"], body)
}
