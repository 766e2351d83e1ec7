//! A server of lists with faults of every kind, from a seed: the same seed gives the same lists, and
//! the same faults in the same order.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::time::Duration;

use hikerapi::service::SERVICE;
use hikerapi_testing::{Answer, CursorForm, Ending, Fault, Faults, List, Server};
use serde_json::json;

/// A running server, stopped when dropped. The account of a request is the seed of its list, and chooses the faults on it.
pub struct Storm {
    server: Server,
    /// The target of redirects, to which the client must not send anything.
    elsewhere: TcpListener,
}

impl Storm {
    /// Starts the server on a free port, with a fault for this share of the requests.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn start(rate: f64, latency: Duration) -> Self {
        let elsewhere = TcpListener::bind("127.0.0.1:0").expect("a port");
        elsewhere.set_nonblocking(true).expect("a listener that does not wait");
        let url = format!("http://{}/v1/user/followers/chunk", elsewhere.local_addr().expect("an address"));
        let server = Server::builder().latency(latency).start().await;
        server.faults(Faults::seeded(7).rate(rate).kinds(Self::kinds(&url)));
        server.respond_with(|request| {
            let account = request.param("user_id")?.parse().ok()?;
            Some(Answer::list(Account::new(account).list()))
        });
        Self { server, elsewhere }
    }

    /// All kinds of fault, with redirects to this URL.
    fn kinds(url: &str) -> impl Iterator<Item = Fault> + '_ {
        Fault::all(&SERVICE).into_iter().map(|fault| match fault {
            Fault::Redirect(_) => Fault::Redirect(url.to_owned()),
            other => other,
        })
    }

    /// Its base URL.
    #[must_use]
    pub fn url(&self) -> &str {
        self.server.url()
    }

    /// How often each fault occurred.
    #[must_use]
    pub fn faults(&self) -> BTreeMap<String, u64> {
        self.server.fault_counts()
    }

    /// The kinds of fault that did not occur.
    #[must_use]
    pub fn missing_faults(&self) -> Vec<String> {
        let faults = self.faults();
        Self::kinds("").map(|fault| fault.name()).filter(|name| !faults.contains_key(name)).collect()
    }

    /// The number of requests so far.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.server.requests().len()
    }

    /// Whether anything was sent to the target of redirects.
    #[must_use]
    pub fn has_strayed(&self) -> bool {
        self.elsewhere.accept().is_ok()
    }
}

/// An account with a list: synthetic, with any form of cursor and any way to end.
#[derive(Debug)]
pub struct Account {
    pk: u64,
    /// The number of items on each page. Any page can be empty.
    pages: Vec<u64>,
    cursors: CursorForm,
    /// How the list ends.
    pub ending: Ending,
}

impl Account {
    /// The account with this id: its list is always the same.
    #[must_use]
    pub fn new(pk: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(pk);
        let pages: Vec<_> = (0..random.u64(1..12)).map(|_| random.u64(..7)).collect();
        let endings = [Ending::Null, Ending::text(""), Ending::False, Ending::Absent, Ending::Cycle];
        // The only page cannot lead to another one.
        let choices = if pages.len() > 1 { endings.len() } else { endings.len() - 1 };
        let ending = endings[random.usize(..choices)].clone();
        let cursors = [CursorForm::Text, CursorForm::Number][random.usize(..2)];
        Self { pk, pages, cursors, ending }
    }

    /// The ids of all items, in order.
    #[must_use]
    pub fn pks(&self) -> Vec<u64> {
        (0..self.pages.iter().sum()).map(|item| self.pk * 1_000 + item).collect()
    }

    fn list(&self) -> List {
        let item = |pk: u64| json!({ "pk": pk.to_string(), "username": format!("sample_{pk}"), "is_private": false });
        let list = List::of(self.pks().into_iter().map(item));
        list.page_sizes(self.pages.iter().copied()).cursors(self.cursors).ending(self.ending.clone())
    }
}
