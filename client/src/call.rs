//! A request before it is sent: which endpoint, with which parameters, for which client.

use std::fmt::{self, Display};
use std::future::Future;
use std::pin::Pin;

use reqwest::Url;

use crate::budget::Budget;
use crate::client::Client;
use crate::decode::{Decode, DecodeResult, Salvaged, salvage};
use crate::error::{Error, ErrorKind, Result};
use crate::execute::execute;
use crate::hash;
use crate::operation::{Endpoint, Operation};
use crate::reply::{Reply, Response};

/// What is on its way: a future that borrows nothing, so that it can be kept or sent to another task.
/// Nothing happens until it is awaited.
pub type Pending<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What every generated request holds.
#[derive(Clone)]
pub struct Call {
    client: Client,
    operation: &'static Operation,
    params: Vec<(&'static str, String)>,
    /// A budget of its own, besides the client's.
    budget: Option<Budget>,
}

impl Call {
    /// A call without parameters.
    #[must_use]
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self { client: client.clone(), operation, params: Vec::new(), budget: None }
    }

    /// Sets a parameter, in place of an earlier value.
    #[must_use]
    pub fn with<T: Display>(mut self, name: &'static str, value: T) -> Self {
        self.set(name, value.to_string());
        self
    }

    /// Sends it and decodes the reply.
    ///
    /// # Errors
    /// Where no reply came, where it was an error, and where it does not decode.
    #[must_use]
    pub fn send<E: Endpoint>(self) -> Pending<Result<Response<E::Output>>> {
        let sent = self.sent();
        Box::pin(async move { sent.await.and_then(|(call, reply)| call.response(reply)) })
    }

    /// The typed result alone.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    #[must_use]
    pub fn get<E: Endpoint>(self) -> Pending<Result<E::Output>> {
        let sent = self.sent();
        Box::pin(async move { sent.await.and_then(|(call, reply)| call.response(reply)).map(Response::into_value) })
    }

    /// Sends it and gives the reply as it is.
    ///
    /// # Errors
    /// Where no reply came, and where it was an error.
    #[must_use]
    pub fn raw(self) -> Pending<Result<Reply>> {
        Box::pin(async move { execute(&self).await })
    }

    /// All that a request does but for the decoding: compiled once, and not for each type of reply.
    fn sent(self) -> Pending<Result<(Self, Reply)>> {
        Box::pin(async move { execute(&self).await.map(|reply| (self, reply)) })
    }

    fn response<T: Decode>(&self, reply: Reply) -> Result<Response<T>> {
        match self.decode(reply.body()) {
            Ok(salvaged) => Ok(Response::new(salvaged, reply)),
            Err(error) => Err(Error::decode(&error, self, reply)),
        }
    }

    /// Decodes as the client's settings say.
    pub(crate) fn decode<T: Decode>(&self, body: &[u8]) -> DecodeResult<Salvaged<T>> {
        let inner = self.client.inner();
        let mut salvaged = salvage(body, inner.leniency)?;
        for drift in &mut salvaged.drift {
            drift.make_harmless(inner.key_text());
        }
        Ok(salvaged)
    }

    pub(crate) fn set(&mut self, name: &'static str, value: String) {
        match self.params.iter_mut().find(|(known, _)| *known == name) {
            Some(param) => param.1 = value,
            None => self.params.push((name, value)),
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set_budget(&mut self, budget: Budget) {
        self.budget = Some(budget);
    }

    /// Every budget that it counts against.
    pub(crate) fn budgets(&self) -> impl Iterator<Item = &Budget> {
        self.client.inner().budget.iter().chain(&self.budget)
    }

    /// What the spec says that it costs, each time it is sent.
    #[must_use]
    pub fn price(&self) -> u64 {
        let exception = self.operation.units_when.iter().find(|when| self.param(when.param) == Some("true"));
        exception.map_or(self.operation.units, |when| when.units).into()
    }

    /// A number that two calls share if they ask the same, but for `cursor`, and hardly ever
    /// otherwise: FNV-1a over the path and over each name with its value, added up, so that their order
    /// makes no difference. It is no secret: who guesses the parameters can see that the guess is right.
    pub(crate) fn fingerprint(&self, cursor: &str) -> u64 {
        let params = self.params.iter().filter(|(name, _)| *name != cursor);
        params.fold(hash::add(hash::START, self.operation.path), |print, (name, value)| {
            print.wrapping_add(hash::add(hash::add(hash::START, name), value))
        })
    }

    /// The address, every value percent-encoded.
    pub(crate) fn url(&self) -> Result<Url> {
        let mut url = self.client.inner().server.clone();
        let mut in_path = Vec::new();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty();
            for part in self.operation.path.split('/').skip(1) {
                let name = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
                let value = name.map_or(part, |name| self.param(name).unwrap_or_default());
                if matches!(value, "" | "." | "..") || value.chars().any(char::is_control) {
                    // The URL would be another endpoint's: its parser drops tabs and line breaks.
                    let message =
                        format!("`{}` cannot be empty, dots, or hold control characters", name.unwrap_or(part));
                    return Err(Error::new(ErrorKind::InvalidParameter, message).of(self.operation));
                }
                segments.push(value);
                in_path.extend(name);
            }
        }
        let mut query = self.params.iter().filter(|(name, _)| !in_path.contains(name)).peekable();
        if query.peek().is_some() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }
}

impl fmt::Debug for Call {
    /// Names of parameters, never their values: they may be what nobody else shall know.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.params.iter().map(|(name, _)| name).collect();
        formatter.debug_struct("Call").field("path", &self.operation.path).field("params", &names).finish()
    }
}

/// The ways to ask that every request has, for a struct that holds a [`Call`].
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ($name:ident: $output:ty) => {
        impl $name {
            /// Sends the request and gives the reply with its facts: status, headers, units, time.
            ///
            /// # Errors
            /// As when it is awaited.
            #[inline]
            pub fn send(self) -> $crate::Pending<$crate::Result<$crate::Response<$output>>> {
                self.call.send::<Self>()
            }

            /// Sends the request and gives the bytes of the reply, not decoded, with its facts.
            ///
            /// # Errors
            /// As when it is awaited, but for replies that do not decode.
            pub fn raw(self) -> $crate::Pending<$crate::Result<$crate::Reply>> {
                self.call.raw()
            }

            /// The units that it costs each time it is sent, as far as the spec knows.
            #[must_use]
            pub fn estimate(&self) -> u64 {
                self.call.price()
            }
        }

        impl $crate::rt::IntoFuture for $name {
            type Output = $crate::Result<$output>;
            type IntoFuture = $crate::Pending<Self::Output>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call.get::<Self>()
            }
        }
    };
}

/// The ways to ask that a request for a page of a list has.
#[doc(hidden)]
#[macro_export]
macro_rules! __pages {
    ($name:ident) => {
        impl $name {
            /// The pages from here to the end, one request each. Nothing is sent yet.
            #[inline]
            pub fn pages(self) -> $crate::Pages<Self> {
                $crate::Pages::new(self.call)
            }

            /// The items of all pages from here to the end. Nothing is sent yet.
            #[inline]
            pub fn items(self) -> $crate::Items<Self> {
                $crate::Items::new(self.call)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    static ITEM: Operation =
        Operation { group: "shop", name: "item", path: "/v1/{id}/parts", units: 1, units_when: &[] };

    fn call() -> Call {
        let client = Client::builder().key("k").server("http://localhost:1/base/").build().expect("a client");
        Call::new(&client, &ITEM)
    }

    #[test]
    fn values_are_percent_encoded_and_replaced() {
        let call = call().with("id", "a/b?c").with("q", "x=1&y z").with("q", "é/=+").with("flag", false);
        let url = call.url().expect("a url");
        assert_eq!(url.as_str(), "http://localhost:1/base/v1/a%2Fb%3Fc/parts?q=%C3%A9%2F%3D%2B&flag=false");
    }

    #[test]
    fn a_value_cannot_lead_to_another_path() {
        for value in ["", ".", "..", ".\t.", "..\n", "\t", "a\rb"] {
            assert_eq!(call().with("id", value).url().expect_err(value).kind(), ErrorKind::InvalidParameter);
        }
    }

    #[test]
    fn the_fingerprint_is_of_what_is_asked_but_for_the_cursor() {
        let print = |call: Call| call.fingerprint("cursor");
        let one = print(call().with("id", 1).with("q", "x"));
        assert_eq!(one, print(call().with("q", "x").with("id", 1).with("cursor", "c")));
        assert_ne!(one, print(call().with("id", 2).with("q", "x")));
        assert_ne!(print(call().with("a", "bc")), print(call().with("ab", "c")));
        // Kept checkpoints depend on it: it must not change from one version to the next.
        assert_eq!(one, 2_087_293_532_816_772_714);
    }

    #[test]
    fn debug_shows_no_value() {
        assert!(!format!("{:?}", call().with("id", "private")).contains("private"));
    }
}
