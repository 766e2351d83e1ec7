//! As much of S3 as parts need, on localhost: one bucket, in memory.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) const BUCKET: &str = "bucket";

/// What is in the bucket.
#[derive(Default)]
pub(crate) struct Bucket {
    pub(crate) objects: BTreeMap<String, Vec<u8>>,
    /// Uploads that are not complete: the number is the id.
    pub(crate) uploads: BTreeMap<usize, BTreeMap<usize, Vec<u8>>>,
    begun: usize,
}

/// Starts a server, which ends with the process. Returns its URL.
pub(crate) fn start(bucket: Arc<Mutex<Bucket>>) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let bucket = Arc::clone(&bucket);
            std::thread::spawn(move || while answer(&stream, &bucket).is_some() {});
        }
    });
    url
}

struct Request {
    method: String,
    key: Option<String>,
    query: BTreeMap<String, String>,
    range: Option<(usize, usize)>,
    body: Vec<u8>,
}

/// Answers one request; `None` at the end of the connection.
fn answer(stream: &TcpStream, bucket: &Mutex<Bucket>) -> Option<()> {
    let request = read(stream)?;
    let (status, headers, body) = match &request.key {
        None => (404, String::new(), b"<Error><Code>NoSuchBucket</Code></Error>".to_vec()),
        Some(key) => respond(&request, key, &mut bucket.lock().unwrap_or_else(PoisonError::into_inner)),
    };
    let mut to = stream;
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    to.write_all(head.as_bytes()).ok()?;
    to.write_all(if request.method == "HEAD" { b"" } else { &body }).ok()
}

fn respond(request: &Request, key: &str, bucket: &mut Bucket) -> (u16, String, Vec<u8>) {
    let tag = "etag: \"1\"\r\nlast-modified: Thu, 26 Nov 2026 12:00:00 GMT\r\n".to_owned();
    let missing = (404, String::new(), b"<Error><Code>NoSuchKey</Code></Error>".to_vec());
    let number = |name: &str| request.query.get(name).and_then(|number| number.parse::<usize>().ok());
    match request.method.as_str() {
        "GET" if key.is_empty() => (200, String::new(), b"<ListBucketResult></ListBucketResult>".to_vec()),
        "POST" if request.query.contains_key("uploads") => {
            bucket.begun += 1;
            bucket.uploads.insert(bucket.begun, BTreeMap::new());
            let id = bucket.begun;
            (200, String::new(), format!("<R><UploadId>{id}</UploadId></R>").into_bytes())
        }
        "PUT" => match number("uploadId").and_then(|id| bucket.uploads.get_mut(&id)) {
            Some(upload) => {
                upload.insert(number("partNumber").expect("a number"), request.body.clone());
                (200, tag, Vec::new())
            }
            None => missing,
        },
        "POST" => match number("uploadId").and_then(|id| bucket.uploads.remove(&id)) {
            Some(upload) => {
                bucket.objects.insert(key.to_owned(), upload.into_values().flatten().collect());
                (200, String::new(), b"<R><ETag>1</ETag></R>".to_vec())
            }
            None => missing,
        },
        "HEAD" | "GET" => match bucket.objects.get(key) {
            Some(object) => match request.range {
                Some((first, last)) => {
                    let last = last.min(object.len() - 1);
                    let range = format!("content-range: bytes {first}-{last}/{}\r\n{tag}", object.len());
                    (206, range, object[first..=last].to_vec())
                }
                None => (200, tag, object.clone()),
            },
            None => missing,
        },
        _ => missing,
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut from = BufReader::new(stream);
    let mut line = String::new();
    from.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut range) = (0, None);
    loop {
        let mut header = String::new();
        from.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "range" => {
                let (first, last) = value.strip_prefix("bytes=")?.split_once('-')?;
                range = Some((first.parse().ok()?, last.parse().ok()?));
            }
            _ => {}
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let query = query.split('&').filter(|pair| !pair.is_empty());
    let query = query.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (name, key) = path.trim_start_matches('/').split_once('/').unwrap_or((path.trim_start_matches('/'), ""));
    Some(Request { method, key: (name == BUCKET).then(|| key.to_owned()), query, range, body })
}
