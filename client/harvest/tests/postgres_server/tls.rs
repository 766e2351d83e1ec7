//! Connections with TLS, to a server with a certificate of its own.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use hikerapi_test_postgres::Postgres;

use super::{open, own, refused};

/// Makes a certificate for `localhost`; `None` where there is no `openssl`, which is printed.
fn certificate(folder: &Path) -> Option<()> {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-keyout", "key.pem", "-out", "certificate.pem"])
        .current_dir(folder)
        .output();
    match made {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(())
        }
        Err(error) => {
            eprintln!("there is no `openssl` ({error}): what is about TLS with PostgreSQL is skipped");
            None
        }
    }
}

/// Lets the server listen on a port, with TLS where it has a certificate.
async fn listen(server: &Arc<Postgres>, certificate: Option<&Path>) -> u16 {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    server.set("listen_addresses", "127.0.0.1");
    server.set("port", &port.to_string());
    if let Some(folder) = certificate {
        let read = |name| std::fs::read(folder.join(name)).unwrap();
        let path = |name| server.write(name, &read(name)).display().to_string();
        server.set("ssl", "on");
        server.set("ssl_key_file", &path("key.pem"));
        server.set("ssl_cert_file", &path("certificate.pem"));
    }
    let server = Arc::clone(server);
    tokio::task::spawn_blocking(move || {
        server.stop();
        server.start_again();
    })
    .await
    .unwrap();
    port
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_is_always_verified() {
    let Some(server) = own().await else { return };
    let folder = tempfile::tempdir().unwrap();
    if certificate(folder.path()).is_none() {
        return;
    }
    let port = listen(&server, Some(folder.path())).await;
    let authority = folder.path().join("certificate.pem").display().to_string().replace('/', "%2F");
    let url = |host: &str, parameters: &str| format!("postgres://postgres@{host}:{port}/postgres{parameters}");
    let trusted = format!("?sslrootcert={authority}");
    open(&url("localhost", &trusted)).await.status().await.unwrap();
    open(&url("localhost", &format!("{trusted}&sslmode=require"))).await;

    for (host, parameters, why) in [
        ("localhost", "?sslmode=require", "no verified TLS"),
        ("127.0.0.1", trusted.as_str(), "no verified TLS"),
        ("localhost", "?sslrootcert=%2Fno-such-file", "sslrootcert"),
        // The server takes no connection without TLS.
        ("localhost", "?sslmode=disable", "no encryption"),
        ("localhost", "", "no encryption"),
    ] {
        let message = refused(&url(host, parameters)).await;
        assert!(message.contains(why), "{host}{parameters}: {message}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_without_tls_is_refused_where_it_is_required() {
    let Some(server) = own().await else { return };
    let port = listen(&server, None).await;
    let message = refused(&format!("postgres://postgres@localhost:{port}/postgres?sslmode=require")).await;
    assert!(message.contains("does not support TLS"), "{message}");
}
