//! A request without a response: whether it was sent, and why it failed.

use std::error::Error as StdError;

use super::call::Call;
use crate::client::Progress;
use crate::error::{Error, ErrorKind};
use crate::policy::retry::Reached;
use crate::redact::redacted;

/// The error of a request without a response.
pub(super) struct Lost {
    pub(super) error: Error,
    pub(super) reached: Reached,
}

impl Lost {
    pub(super) fn new(call: &Call, error: reqwest::Error, progress: &Progress) -> Self {
        let (kind, message, reached) = if error.is_builder() {
            (ErrorKind::InvalidParameter, "no URL can be built from the parameters; it was not sent", Reached::End)
        } else if error.is_connect() {
            (ErrorKind::Connect, "the server cannot be reached", Reached::Nothing)
        } else if error.is_timeout() && progress.is_connecting() {
            (ErrorKind::Connect, "no connection to the server within the timeout", Reached::Nothing)
        } else if error.is_timeout() {
            (ErrorKind::Timeout, "no response within the timeout", Reached::End)
        } else if is_unprocessed(&error) {
            (ErrorKind::Connect, "the server closed the connection before it processed the request", Reached::Nothing)
        } else if !progress.has_connected() && is_closed(&error) && call.price() > 0 && call.has_price() {
            let message = "the connection, which was open before, broke before the response";
            (ErrorKind::Transport, message, Reached::IdleConnection)
        } else {
            let reached = Reached::Server { is_free: call.price() == 0 || !call.has_price() };
            (ErrorKind::Transport, "the connection broke before the response", reached)
        };
        Self { error: failed(call, kind, message, error), reached }
    }

    /// The error of a response whose body does not arrive.
    pub(super) fn in_body(call: &Call, error: reqwest::Error) -> Error {
        let (kind, message) = if error.is_timeout() {
            (ErrorKind::Timeout, "the response did not end within the timeout")
        } else if error.is_decode() {
            (ErrorKind::Transport, "the response ends too early, or its compression is broken")
        } else {
            (ErrorKind::Transport, "the connection broke in the middle of the response")
        };
        failed(call, kind, message, error)
    }

    /// Whether the server may have received the request.
    pub(super) fn was_sent(&self) -> bool {
        !matches!(self.error.kind(), ErrorKind::Connect | ErrorKind::InvalidParameter)
    }
}

/// Whether the protocol says that the server did not process the request: it was never written to the connection, or an
/// HTTP/2 server refused it, or said goodbye before it.
fn is_unprocessed(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled) || is_refused_stream(cause)
    })
}

/// Whether an HTTP/1 connection was closed without a byte of a response. A connection of HTTP/2 has other requests, and is
/// not idle.
fn is_closed(error: &reqwest::Error) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    let is_reset = |cause: &(dyn StdError + 'static)| {
        // Errors of HTTP/2 can look like those of the system, but have no number.
        let system = cause.downcast_ref::<std::io::Error>().filter(|error| error.raw_os_error().is_some());
        system.is_some_and(|error| matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset))
            || cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_incomplete_message)
    };
    causes(error).any(is_reset) && !causes(error).any(is_of_http2)
}

#[cfg(feature = "http2")]
fn is_of_http2(cause: &(dyn StdError + 'static)) -> bool {
    cause.is::<h2::Error>()
}

#[cfg(not(feature = "http2"))]
fn is_of_http2(_: &(dyn StdError + 'static)) -> bool {
    false
}

#[cfg(feature = "http2")]
fn is_refused_stream(cause: &(dyn StdError + 'static)) -> bool {
    let Some(error) = cause.downcast_ref::<h2::Error>().filter(|error| error.is_remote()) else { return false };
    // A goodbye for another reason than a shutdown can concern requests that were processed.
    (error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM))
        || (error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR))
}

#[cfg(not(feature = "http2"))]
fn is_refused_stream(_: &(dyn StdError + 'static)) -> bool {
    false
}

fn failed(call: &Call, kind: ErrorKind, message: &str, error: reqwest::Error) -> Error {
    // The library's message contains the whole URL, with its query.
    let error = error.without_url();
    // The innermost cause is the message of the system: "Connection refused".
    let cause = causes(&error).last().map_or_else(|| error.to_string(), ToString::to_string);
    let message = redacted(&format!("{message} ({cause})"), call.client().shared().secrets());
    call.error(kind, message).caused_by(error)
}

fn causes<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let cause = next?;
        next = cause.source();
        Some(cause)
    })
}

#[cfg(all(test, feature = "http2"))]
mod tests {
    use h2::Reason;
    use h2::server::{Connection, SendResponse};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;
    use crate::client::tls::Trust;

    /// The error of a request to an HTTP/2 server that does this when the request arrives.
    async fn error(
        react: impl FnOnce(&mut Connection<TcpStream, bytes::Bytes>, SendResponse<bytes::Bytes>) + Send + 'static,
    ) -> reqwest::Error {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let server = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.expect("a connection");
            let mut connection = h2::server::handshake(stream).await.expect("a handshake");
            let (_, respond) = connection.accept().await.expect("a request").expect("a request");
            react(&mut connection, respond);
            // Runs the connection until the client closes it.
            while let Some(Ok(_)) = connection.accept().await {}
        });
        let client = reqwest::Client::builder().http2_prior_knowledge().retry(reqwest::retry::never()).no_proxy();
        // With TLS and without a provider for the process, the library builds no client of its own settings.
        let client = Trust::default().apply(client, false).expect("TLS");
        let error = client.build().expect("a client").get(url).send().await.expect_err("no response");
        server.abort();
        error
    }

    #[tokio::test]
    async fn a_refused_stream_was_not_processed() {
        let refused = error(|_, mut respond| respond.send_reset(Reason::REFUSED_STREAM)).await;
        assert!(is_unprocessed(&refused), "{refused:?}");
    }

    #[tokio::test]
    async fn other_resets_and_goodbyes_may_have_been_billed() {
        let reset = error(|_, mut respond| respond.send_reset(Reason::INTERNAL_ERROR)).await;
        assert!(!is_unprocessed(&reset), "{reset:?}");
        let goodbye = error(|connection, _| connection.abrupt_shutdown(Reason::ENHANCE_YOUR_CALM)).await;
        assert!(!is_unprocessed(&goodbye), "{goodbye:?}");
        assert!(
            !is_closed(&reset) && !is_closed(&goodbye),
            "a connection of HTTP/2 is not idle: {reset:?} {goodbye:?}"
        );
        let accepted = error(|connection, _| connection.abrupt_shutdown(Reason::NO_ERROR)).await;
        assert!(!is_unprocessed(&accepted), "its stream is not above the last one of the goodbye: {accepted:?}");
    }
}
