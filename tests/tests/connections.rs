//! How connections are made: names, addresses and certificates, on servers on localhost.

// Other systems have one address for localhost, and these tests use several.
#![cfg(target_os = "linux")]

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hikerapi::client::RetryPolicy;
use hikerapi::error::ErrorKind;
use hikerapi::{Client, ClientBuilder, Error};
use hikerapi_tests::KEY;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

const ROOT_PEM: &[u8] = include_bytes!("data/tls/root.pem");
const ROOT_DER: &[u8] = include_bytes!("data/tls/root.der");
const SERVER_PEM: &[u8] = include_bytes!("data/tls/server.pem");
const CLIENT_PEM: &[u8] = include_bytes!("data/tls/client.pem");

/// A name that the server's certificate is for, and that no resolver knows.
const NAME: &str = "api.sample.example";

fn builder(url: String) -> ClientBuilder {
    Client::builder().key(KEY).server(url).retry(RetryPolicy::never()).timeout(Duration::from_secs(10))
}

async fn by_id(builder: ClientBuilder) -> Result<(), Error> {
    builder.build()?.user().by_id(1).await.map(drop)
}

fn refused(builder: ClientBuilder) -> String {
    let error = builder.build().map(drop).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    error.to_string()
}

/// A server on this address, which answers every request with a profile. Returns its port, and who connected.
async fn serve(address: [u8; 4], tls: Option<ServerConfig>) -> (u16, Arc<Mutex<Vec<IpAddr>>>) {
    let listener = TcpListener::bind(SocketAddr::from((address, 0))).await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let peers = Arc::<Mutex<Vec<IpAddr>>>::default();
    let seen = Arc::clone(&peers);
    let acceptor = tls.map(|config| TlsAcceptor::from(Arc::new(config)));
    tokio::spawn(async move {
        while let Ok((stream, peer)) = listener.accept().await {
            seen.lock().expect("a list").push(peer.ip());
            match &acceptor {
                // A client that refuses the certificate is no failure of the test.
                Some(acceptor) => match acceptor.accept(stream).await {
                    Ok(stream) => answer(stream).await,
                    Err(_) => continue,
                },
                None => answer(stream).await,
            };
        }
    });
    (port, peers)
}

async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => request.push(byte),
            Err(_) => return,
        }
    }
    let response = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\n{\"pk\":1}";
    stream.write_all(response.as_bytes()).await.ok();
    stream.shutdown().await.ok();
}

fn tls(clients: Option<RootCertStore>) -> ServerConfig {
    // The server's own, whichever the client has.
    let provider = Arc::new(ring::default_provider());
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider));
    let config = config.with_safe_default_protocol_versions().expect("versions");
    let config = match clients {
        Some(roots) => {
            let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
            config.with_client_cert_verifier(verifier.build().expect("roots"))
        }
        None => config.with_no_client_auth(),
    };
    let chain = CertificateDer::pem_slice_iter(SERVER_PEM).collect::<Result<Vec<_>, _>>().expect("certificates");
    config.with_single_cert(chain, PrivateKeyDer::from_pem_slice(SERVER_PEM).expect("a key")).expect("a server")
}

fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(ROOT_DER)).expect("a root");
    roots
}

#[tokio::test]
async fn a_host_has_the_addresses_that_are_set() {
    let (port, peers) = serve([127, 0, 0, 2], None).await;
    let url = || format!("http://localhost:{port}");
    let error = by_id(builder(url())).await.expect_err("nothing listens on 127.0.0.1");
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    by_id(builder(url()).resolve("LOCALHOST", [Ipv4Addr::new(127, 0, 0, 2).into()])).await.expect("a profile");
    assert_eq!(peers.lock().expect("a list").len(), 1);
}

#[tokio::test]
async fn a_resolver_of_ones_own_looks_hosts_up() {
    let (port, peers) = serve([127, 0, 0, 2], None).await;
    let url = || format!("http://localhost:{port}");
    let asked = Arc::<Mutex<Vec<String>>>::default();
    let names = Arc::clone(&asked);
    let dns = move |name| {
        names.lock().expect("a list").push(name);
        async { Ok(vec![Ipv4Addr::new(127, 0, 0, 2).into()]) }
    };
    by_id(builder(url()).dns(dns)).await.expect("a profile");
    assert_eq!(
        (asked.lock().expect("a list").as_slice(), peers.lock().expect("a list").len()),
        (&["localhost".to_owned()][..], 1)
    );

    let error = by_id(builder(url()).dns(|_| async { Err(io::Error::other("the zone is gone")) })).await;
    let error = error.expect_err("no address");
    assert!(error.is_connect() && error.to_string().contains("the zone is gone"), "{error}");
    let error = by_id(builder(url()).dns(|_| async { Ok(Vec::new()) })).await.expect_err("no address");
    assert!(error.is_connect() && error.to_string().contains("no address"), "{error}");
}

#[tokio::test]
async fn plain_http_does_not_leave_the_host() {
    let abroad: IpAddr = Ipv4Addr::new(192, 0, 2, 7).into();
    let url = || "http://localhost:1".to_owned();
    let message = refused(builder(url()).resolve("localhost", [Ipv4Addr::LOCALHOST.into(), abroad]));
    assert!(message.contains("localhost to 192.0.2.7") && message.contains("https"), "{message}");
    let error = by_id(builder(url()).dns(move |_| async move { Ok(vec![abroad]) })).await.expect_err("abroad");
    assert!(error.is_connect() && error.to_string().contains("192.0.2.7"), "{error}");
    assert!(refused(builder(url()).resolve("localhost", [])).contains("no address for localhost"));
}

#[tokio::test]
async fn requests_come_from_the_address_that_is_set() {
    let (port, peers) = serve([127, 0, 0, 1], None).await;
    let address: IpAddr = Ipv4Addr::new(127, 0, 0, 3).into();
    let settings = builder(format!("http://127.0.0.1:{port}")).local_address(address);
    let settings =
        settings.tcp_keepalive(None).idle_timeout(Duration::from_secs(1)).max_idle_connections(0).http1_only();
    by_id(settings).await.expect("a profile");
    assert_eq!(peers.lock().expect("a list").as_slice(), [address]);
}

#[tokio::test]
async fn a_root_of_ones_own_is_trusted_in_both_forms() {
    let (port, _) = serve([127, 0, 0, 1], Some(tls(None))).await;
    let settings = || builder(format!("https://{NAME}:{port}")).resolve(NAME, [Ipv4Addr::LOCALHOST.into()]);
    let error = by_id(settings()).await.expect_err("an unknown root");
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    for root in [ROOT_PEM, ROOT_DER] {
        by_id(settings().only_root_certificates(root)).await.expect("a profile");
        by_id(settings().add_root_certificates(root)).await.expect("a profile");
    }
    let other =
        || builder(format!("https://other.example:{port}")).resolve("other.example", [Ipv4Addr::LOCALHOST.into()]);
    let error = by_id(other().only_root_certificates(ROOT_PEM)).await.expect_err("another name");
    assert!(error.is_connect(), "{error}");
}

#[tokio::test]
async fn a_server_can_request_a_certificate() {
    let (port, _) = serve([127, 0, 0, 1], Some(tls(Some(roots())))).await;
    let settings = || builder(format!("https://localhost:{port}")).only_root_certificates(ROOT_PEM);
    by_id(settings()).await.expect_err("no certificate");
    by_id(settings().client_certificate(CLIENT_PEM)).await.expect("a profile");
}

#[test]
fn what_is_no_certificate_is_refused_when_the_client_is_built() {
    let settings = || builder("https://localhost:1".to_owned());
    let damaged = String::from_utf8_lossy(ROOT_PEM).replace("MII", "M!I");
    let shortened = &ROOT_DER[..ROOT_DER.len() - 9];
    for (wrong, why) in [
        ("".as_bytes(), "no `-----BEGIN CERTIFICATE-----`"),
        (b"not a certificate", "no `-----BEGIN CERTIFICATE-----`"),
        (damaged.as_bytes(), "damaged"),
        (shortened, "cannot be used"),
    ] {
        let message = refused(settings().add_root_certificates(wrong));
        assert!(message.contains(why), "{message}");
        let message = refused(settings().only_root_certificates(wrong));
        assert!(message.contains(why), "{message}");
    }
    for wrong in [ROOT_PEM, b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
        let message = refused(settings().client_certificate(wrong));
        assert!(message.contains("client certificate") && !message.contains("AAAA"), "{message}");
    }
}
