//! The addresses of servers where the program has a say in them.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::server::Servers;
use crate::error::{Error, ErrorKind, Result};

type Lookup = dyn Fn(String) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>> + Send + Sync;

/// The addresses that the program has set, and its own way to look up others.
#[derive(Default)]
pub(super) struct Dns {
    hosts: Vec<(String, Vec<IpAddr>)>,
    lookup: Option<Arc<Lookup>>,
}

impl Dns {
    pub(super) fn set_host(&mut self, host: String, addresses: Vec<IpAddr>) {
        self.hosts.push((host, addresses));
    }

    pub(super) fn set_lookup<F, R>(&mut self, lookup: F)
    where
        F: Fn(String) -> R + Send + Sync + 'static,
        R: Future<Output = io::Result<Vec<IpAddr>>> + Send + 'static,
    {
        self.lookup = Some(Arc::new(move |host| Box::pin(lookup(host))));
    }

    /// Hands the settings to the HTTP library, or refuses those that would show the key to the network.
    pub(super) fn apply(
        &self,
        mut http: reqwest::ClientBuilder,
        servers: &Arc<Servers>,
    ) -> Result<reqwest::ClientBuilder> {
        for (host, addresses) in &self.hosts {
            let is_plain = servers.is_plain(host);
            if addresses.is_empty() {
                return Err(refused(format!("`resolve` has no address for {host}")));
            }
            if let Some(address) = addresses.iter().find(|address| is_plain && !address.is_loopback()) {
                return Err(refused(format!("`resolve` leads {host} to {address}, where {IN_THE_OPEN}")));
            }
            // Port 0 means that of the URL.
            let addresses: Vec<_> = addresses.iter().map(|address| SocketAddr::new(*address, 0)).collect();
            http = http.resolve_to_addrs(host, &addresses);
        }
        Ok(match &self.lookup {
            Some(lookup) => {
                http.dns_resolver(Arc::new(Resolver { lookup: Arc::clone(lookup), servers: Arc::clone(servers) }))
            }
            None => http,
        })
    }
}

const IN_THE_OPEN: &str = "plain http would show the key to the network: use https";

fn refused(message: String) -> Error {
    Error::new(ErrorKind::Config, message)
}

struct Resolver {
    lookup: Arc<Lookup>,
    /// Those of plain http must stay on this host.
    servers: Arc<Servers>,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let looked_up = (self.lookup)(name.as_str().to_owned());
        let is_plain = self.servers.is_plain(name.as_str());
        Box::pin(async move {
            let addresses = looked_up.await?;
            match addresses.iter().find(|address| is_plain && !address.is_loopback()) {
                _ if addresses.is_empty() => Err(io::Error::other("the resolver found no address").into()),
                Some(address) => Err(io::Error::other(format!("it resolves to {address}, where {IN_THE_OPEN}")).into()),
                None => Ok(Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs),
            }
        })
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Resolver").finish_non_exhaustive()
    }
}
