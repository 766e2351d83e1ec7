//! The settings of a client that concern its connections.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::time::Duration;

use super::builder::ClientBuilder;

/// # Connections
impl<C> ClientBuilder<C> {
    /// Trusts these certificates in addition to those of the platform: PEM with one or more of them, or one in DER. Several
    /// calls add up. By default the platform's alone are trusted.
    ///
    /// [`build`](Self::build) fails where they cannot be read, and in a build without TLS.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = shop::Client::builder()
    ///     .key_from_env()
    ///     .add_root_certificates(std::fs::read("/etc/ssl/company.pem")?)
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_root_certificates(mut self, pem_or_der: impl Into<Vec<u8>>) -> Self {
        self.settings.network.trust.add_roots(pem_or_der.into());
        self
    }

    /// Trusts these certificates instead of those of the platform, and otherwise does what
    /// [`add_root_certificates`](Self::add_root_certificates) does: those of both methods are trusted then.
    pub fn only_root_certificates(mut self, pem_or_der: impl Into<Vec<u8>>) -> Self {
        self.settings.network.trust.only_roots(pem_or_der.into());
        self
    }

    /// Sends a certificate to servers and proxies that request one: PEM with the private key, the certificate, and those
    /// between it and the root. By default none is sent.
    ///
    /// [`build`](Self::build) fails where it cannot be read, and in a build without TLS. No error shows the private key.
    pub fn client_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.network.trust.set_identity(pem.into());
        self
    }

    /// Sets the addresses of a host, which is then not looked up. The port is that of the URL. By default every host is
    /// looked up.
    ///
    /// [`build`](Self::build) fails where there is no address, and where plain http would leave this host.
    ///
    /// ```no_run
    /// # fn main() -> shop::Result<()> {
    /// let addresses = ["192.0.2.7".parse().expect("an address")];
    /// let client = shop::Client::builder().key_from_env().resolve("api.shop.example", addresses).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn resolve(mut self, host: impl Into<String>, addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        self.settings.network.dns.set_host(host.into(), addresses.into_iter().collect());
        self
    }

    /// Looks up hosts by a function, which gets the name of a host. Those that [`resolve`](Self::resolve) sets are not looked
    /// up. The default is the system's resolver.
    ///
    /// An error of the function, or no address, is one of the kind [`Connect`](crate::error::ErrorKind::Connect).
    ///
    /// ```no_run
    /// # async fn query(name: String) -> std::io::Result<Vec<std::net::IpAddr>> { Ok(Vec::new()) }
    /// # fn main() -> shop::Result<()> {
    /// let client = shop::Client::builder().key_from_env().dns(|host| query(host)).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn dns<F, R>(mut self, lookup: F) -> Self
    where
        F: Fn(String) -> R + Send + Sync + 'static,
        R: Future<Output = io::Result<Vec<IpAddr>>> + Send + 'static,
    {
        self.settings.network.dns.set_lookup(lookup);
        self
    }

    /// Sends requests from this address of the host. By default the system chooses one.
    pub fn local_address(mut self, address: IpAddr) -> Self {
        self.settings.network.local_address = Some(address);
        self
    }

    /// Sets how long a connection is silent before TCP checks whether it is still open, or turns these checks off by `None`.
    /// The default is 15 seconds.
    pub fn tcp_keepalive(mut self, silence: impl Into<Option<Duration>>) -> Self {
        self.settings.network.tcp_keepalive = Some(silence.into());
        self
    }

    /// Sets how long an unused connection is kept open. The default is that of the spec, `SERVICE.limits.idle`.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.settings.network.idle_timeout = Some(timeout);
        self
    }

    /// Sets how many unused connections to a server are kept open. By default all are, until
    /// [`idle_timeout`](Self::idle_timeout).
    pub fn max_idle_connections(mut self, most: usize) -> Self {
        self.settings.network.max_idle_connections = Some(most);
        self
    }

    /// Speaks HTTP/1.1 alone, for a proxy that breaks HTTP/2. By default, with the feature `http2`, the server chooses.
    pub fn http1_only(mut self) -> Self {
        self.settings.network.http1_only = true;
        self
    }
}
