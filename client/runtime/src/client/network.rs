//! How connections are made: names, addresses, certificates, the pool.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use super::dns::Dns;
use super::server::Servers;
use super::tls::Trust;
use crate::error::Result;

/// The settings of connections. `None` is the HTTP library's default.
#[derive(Default)]
pub(super) struct Network {
    pub(super) dns: Dns,
    pub(super) trust: Trust,
    pub(super) local_address: Option<IpAddr>,
    pub(super) tcp_keepalive: Option<Option<Duration>>,
    pub(super) idle_timeout: Option<Duration>,
    pub(super) max_idle_connections: Option<usize>,
    pub(super) http1_only: bool,
}

impl Network {
    /// Hands the settings to the HTTP library.
    pub(super) fn apply(&self, http: reqwest::ClientBuilder, servers: &Arc<Servers>) -> Result<reqwest::ClientBuilder> {
        let http = self.trust.apply(self.dns.apply(http, servers)?, self.http1_only)?;
        let mut http = http.local_address(self.local_address);
        if let Some(idle) = self.tcp_keepalive {
            http = http.tcp_keepalive(idle);
        }
        if let Some(timeout) = self.idle_timeout {
            http = http.pool_idle_timeout(timeout);
        }
        if let Some(most) = self.max_idle_connections {
            http = http.pool_max_idle_per_host(most);
        }
        Ok(if self.http1_only { http.http1_only() } else { http })
    }
}
