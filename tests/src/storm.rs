//! A server of lists with faults of every kind, from a seed: the same seed gives the same lists, and
//! the same faults in the same order.

mod fault;
mod list;

pub use fault::{Fault, Outcome};
pub use list::{Ending, List};

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A running server, stopped when dropped. The account of a request is the seed of its list and of the
/// faults on it.
pub struct Storm {
    url: String,
    shared: Arc<Shared>,
    tasks: [JoinHandle<()>; 2],
}

struct Shared {
    /// The percentage of requests with a fault.
    fault_percent: u8,
    latency: Duration,
    /// The target of redirects: a server to which the client must not send anything.
    elsewhere: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The number of requests so far, by account.
    requests: HashMap<u64, u64>,
    faults: BTreeMap<&'static str, u64>,
    /// Connections to the target of redirects.
    strayed: u64,
}

impl Storm {
    /// Starts the server on free ports.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn start(fault_percent: u8, latency: Duration) -> Self {
        let bind = async || TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url_of = |listener: &TcpListener| format!("http://{}", listener.local_addr().expect("an address"));
        let (listener, other) = (bind().await, bind().await);
        let (url, elsewhere) = (url_of(&listener), url_of(&other));
        let shared = Arc::new(Shared { fault_percent, latency, elsewhere, state: Mutex::default() });
        let (here, there) = (Arc::clone(&shared), Arc::clone(&shared));
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&here)));
            }
        });
        let straying = tokio::spawn(async move {
            while other.accept().await.is_ok() {
                there.lock().strayed += 1;
            }
        });
        Self { url, shared, tasks: [serving, straying] }
    }

    /// Its base URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// How often each fault occurred.
    #[must_use]
    pub fn faults(&self) -> BTreeMap<&'static str, u64> {
        self.shared.lock().faults.clone()
    }

    /// The number of requests so far.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.shared.lock().requests.values().sum()
    }

    /// The number of connections to the target of redirects.
    #[must_use]
    pub fn strayed(&self) -> u64 {
        self.shared.lock().strayed
    }
}

impl Drop for Storm {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fault of the next request for this account, if it has one.
    fn next_fault(&self, account: u64) -> Option<Fault> {
        let mut state = self.lock();
        let number = state.requests.entry(account).or_default();
        *number += 1;
        let mut random = fastrand::Rng::with_seed(account.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ *number);
        let fault = (random.u8(..100) < self.fault_percent).then(|| Fault::pick(&mut random))?;
        *state.faults.entry(fault.name()).or_default() += 1;
        Some(fault)
    }
}

async fn serve(mut stream: TcpStream, shared: Arc<Shared>) -> Option<()> {
    let (account, cursor) = account_and_cursor(&head(&mut stream).await?)?;
    tokio::time::sleep(shared.latency).await;
    let list = List::of(account);
    let fault = shared.next_fault(account);
    let cursor = cursor.as_deref();
    let outcome = match fault {
        Some(fault) => fault.outcome(&list, cursor, &shared.elsewhere),
        None => Outcome::Page(list.page(cursor)),
    };
    match outcome {
        Outcome::Page(body) => send(&mut stream, "200 OK", "", &body).await,
        Outcome::Response { status, headers, body } => send(&mut stream, status, &headers, &body).await,
        Outcome::Cut { body, at } => {
            let head = head_of("200 OK", "", body.len());
            stream.write_all(head.as_bytes()).await.ok()?;
            stream.write_all(&body.as_bytes()[..at]).await.ok()
        }
        // Resets the connection instead of closing it.
        Outcome::Reset => stream.set_zero_linger().ok(),
        Outcome::Silence => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            None
        }
    }
}

async fn head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer).await.ok()? {
            0 => return None,
            read => head.extend_from_slice(&buffer[..read]),
        }
    }
    String::from_utf8(head).ok()
}

/// The account and the cursor of a request.
fn account_and_cursor(head: &str) -> Option<(u64, Option<String>)> {
    let query = head.split_once('?')?.1.split_once(' ')?.0;
    let param = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    Some((param("user_id")?.parse().ok()?, param("max_id").map(|cursor| cursor.replace("%3D", "="))))
}

fn head_of(status: &str, headers: &str, length: usize) -> String {
    format!(
        "HTTP/1.1 {status}\r\n{headers}x-hiker-info: reqs=1\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    )
}

async fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &str) -> Option<()> {
    let mut response = head_of(status, headers, body.len());
    response.push_str(body);
    stream.write_all(response.as_bytes()).await.ok()
}
