//! A call: which endpoint, with which parameters and body, for which client.

mod page;
#[cfg(test)]
mod tests;
#[cfg(feature = "dynamic")]
mod texts;
mod url;
mod values;

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use bytes::Bytes;
use serde::Serialize;

use super::body::{Content, Field, Part, Tree, Written, write};
use super::query::Query;
use crate::client::{Async, Budget, Mode, RuntimeClient};
use crate::error::{Error, ErrorKind};
use crate::service::{Method, Operation};

/// An endpoint with its parameters and its body: the value inside of every generated request.
#[derive(Clone)]
pub struct Call<M: Mode = Async> {
    client: RuntimeClient<M>,
    operation: &'static Operation,
    params: Params,
    /// What few requests have.
    extra: Option<Box<Extra>>,
    /// A budget of its own, in addition to the client's.
    budget: Option<Budget>,
    cache_use: CacheUse,
    /// The query of the page, where a response has it. It replaces the parameters of the same names.
    page: Option<Query>,
}

/// What a call does with the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CacheUse {
    /// It is answered by it, and its response is kept.
    Full,
    /// It is sent even if the cache has its response, and its response is kept.
    Write,
    /// Nothing: its response is more than is kept.
    Nothing,
}

#[derive(Clone, Default)]
pub(super) struct Extra {
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) content: Content,
    pub(super) idempotency_key: Option<String>,
    /// Why it cannot be sent: the values that their places do not take.
    refused: Vec<(Of, String)>,
}

/// What a value is set for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Url(&'static str),
    Header(&'static str),
    Field(&'static str),
    Body,
    IdempotencyKey,
}

/// The parameters of the URL by name. A name may be there several times.
type Params = Vec<(Cow<'static, str>, String)>;

impl<M: Mode> Call<M> {
    /// A call without parameters.
    #[must_use]
    pub fn new(client: &RuntimeClient<M>, operation: &'static Operation) -> Self {
        let (params, extra, page) = (Vec::new(), None, None);
        Self { client: client.clone(), operation, params, extra, budget: None, cache_use: CacheUse::Full, page }
    }

    /// Lets it be sent even if the cache has its response.
    #[must_use]
    pub fn skip_cache(self) -> Self {
        Self { cache_use: CacheUse::Write, ..self }
    }

    /// Sets a parameter of the path or the query, in place of an earlier value.
    #[must_use]
    pub fn with<T: Display>(mut self, name: &'static str, value: T) -> Self {
        self.set_in_url(name, value.to_string());
        self
    }

    /// Sets a parameter of the query to several values, in place of earlier ones: `a=1&a=2`. Without values it is not sent.
    #[must_use]
    pub fn with_list<T: Display>(mut self, name: &'static str, values: impl IntoIterator<Item = T>) -> Self {
        self.accept(Of::Url(name));
        self.params.retain(|(known, _)| known != name);
        self.params.extend(values.into_iter().map(|value| (Cow::Borrowed(name), value.to_string())));
        self
    }

    /// Sets a parameter of the query to several values in one, separated by commas. Without values it is not sent. A request
    /// with a value that has a comma is not sent, and is an error.
    #[must_use]
    pub fn with_joined<T: Display>(mut self, name: &'static str, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
        self.set_joined(name, &values);
        self
    }

    /// Sets the parameters of the query that make up an object, in place of earlier ones: `created[gte]=1&created[lt]=2`. Fields
    /// that are null are not sent.
    #[allow(clippy::needless_pass_by_value, reason = "a request takes what it sends")]
    #[must_use]
    pub fn with_object<T: Serialize>(mut self, name: &'static str, value: T) -> Self {
        if let Some(value) = self.made(Of::Url(name), Tree::of(&value)) {
            self.set_object(name, value);
        }
        self
    }

    /// Sets a parameter that is a header. A request with a value that cannot be in a header is not sent, and is an error.
    #[must_use]
    pub fn with_header<T: Display>(mut self, name: &'static str, value: T) -> Self {
        self.set_header(name, value.to_string());
        self
    }

    /// Sets a field of the body.
    #[allow(clippy::needless_pass_by_value, reason = "a request takes what it sends")]
    #[must_use]
    pub fn with_field<T: Serialize>(mut self, name: &'static str, value: T) -> Self {
        if let Some(value) = self.made(Of::Field(name), Tree::of(&value)) {
            self.set_field(name, Field::Value(value));
        }
        self
    }

    /// Sets the body.
    #[allow(clippy::needless_pass_by_value, reason = "a request takes what it sends")]
    #[must_use]
    pub fn with_body<T: Serialize>(mut self, value: T) -> Self {
        if let Some(value) = self.made(Of::Body, Tree::of(&value)) {
            self.extra().content = Content::Whole(value);
        }
        self
    }

    /// Sets the body, which is sent as it is.
    #[must_use]
    pub fn with_bytes(mut self, bytes: impl Into<Part>) -> Self {
        self.accept(Of::Body);
        self.extra().content = Content::Bytes(bytes.into());
        self
    }

    /// Sets a file of an upload.
    #[must_use]
    pub fn with_part(mut self, name: &'static str, part: impl Into<Part>) -> Self {
        self.set_field(name, Field::File(part.into()));
        self
    }

    /// Sets the key by which the service recognizes the request where it is sent again.
    #[must_use]
    pub fn idempotency_key(mut self, key: String) -> Self {
        self.set_idempotency_key(key);
        self
    }

    /// The parameters of the URL that are set, by the names of the service.
    #[must_use]
    pub fn params(&self) -> &[(Cow<'static, str>, String)] {
        &self.params
    }

    /// The parameters that are set and sent as headers.
    #[must_use]
    pub fn header_params(&self) -> &[(&'static str, String)] {
        self.extra.as_ref().map_or(&[], |extra| &extra.headers)
    }

    /// The body as it is sent; `None` where there is none, or it cannot be sent.
    #[must_use]
    pub fn body(&self) -> Option<Bytes> {
        Some(self.written().ok()??.bytes)
    }

    /// The body as it is sent, or why it cannot be sent.
    pub(super) fn written(&self) -> std::result::Result<Option<Written>, String> {
        match &self.extra {
            Some(extra) => write(&extra.content, self.operation),
            None => write(&Content::default(), self.operation),
        }
    }

    /// The units that each attempt costs, as stated by the spec; 1 where the service has no prices.
    #[must_use]
    pub fn price(&self) -> u64 {
        match self.client.service().has_price() {
            true => self.operation.price(|name| self.value(name)),
            false => 1,
        }
    }

    /// The call without its mode, and what drives it. What sends a call is compiled once, and not for each mode.
    pub(crate) fn into_parts(self) -> (Call, M::Driver) {
        let Self { client, operation, params, extra, budget, cache_use, page } = self;
        let (client, driver) = client.into_parts();
        (Call { client, operation, params, extra, budget, cache_use, page }, driver)
    }

    /// The value of a parameter, in the URL or in a field of the body.
    fn value(&self, name: &str) -> Option<&str> {
        let field = || self.extra.as_ref()?.content.values().find(|(known, _)| *known == name)?.1.scalar();
        self.in_url(name).or_else(field)
    }

    fn in_url(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Call {
    pub(crate) fn client(&self) -> &RuntimeClient {
        &self.client
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.value(name)
    }

    /// The query of the page, where a response has it.
    #[cfg(feature = "cache")]
    pub(super) fn page(&self) -> Option<&str> {
        self.page.as_ref().map(Query::as_str)
    }

    pub(super) fn extras(&self) -> Option<&Extra> {
        self.extra.as_deref()
    }

    /// Whether the service has prices. Otherwise each request that is sent is one unit.
    pub(crate) fn has_price(&self) -> bool {
        self.client.service().has_price()
    }

    /// An error of this call, for which nothing was sent.
    pub(crate) fn error(&self, kind: ErrorKind, message: String) -> Error {
        let error = Error::new(kind, message).of(self.operation);
        if self.has_price() { error } else { error.unpriced(0) }
    }

    /// Whether it may be sent again, though the service may have processed it: it changes nothing, or it changes the same once
    /// more, or the service recognizes it.
    pub(super) fn is_repeatable(&self) -> bool {
        self.is_repeatable_by_nature() || self.operation.idempotency.is_some()
    }

    /// Whether the program may send it again. Another call gets another idempotency key, unless the program has set it.
    pub(super) fn is_repeatable_by_callers(&self) -> bool {
        let has_key = || self.extra.as_ref().is_some_and(|extra| extra.idempotency_key.is_some());
        self.is_repeatable_by_nature() || (self.operation.idempotency.is_some() && has_key())
    }

    fn is_repeatable_by_nature(&self) -> bool {
        self.operation.is_safe || !matches!(self.operation.method, Method::Post | Method::Patch)
    }

    /// Lets it be sent whatever the cache has, and its response not be kept.
    pub(crate) fn without_cache(self) -> Self {
        Self { cache_use: CacheUse::Nothing, ..self }
    }

    pub(super) fn cache_use(&self) -> CacheUse {
        self.cache_use
    }

    pub(crate) fn set_budget(&mut self, budget: Budget) {
        self.budget = Some(budget);
    }

    /// Every budget that it counts towards.
    pub(crate) fn budgets(&self) -> impl Iterator<Item = &Budget> {
        let own = self.client.budget();
        // The same budget at both counts once.
        let list = self.budget.as_ref().filter(|list| own.is_none_or(|own| !own.is(list)));
        own.into_iter().chain(list)
    }

    /// Waits for something while its budgets are open; `None` once one is closed.
    pub(super) async fn while_open<T>(&self, wait: impl Future<Output = T>) -> Option<T> {
        let mut closed: Vec<_> = self.budgets().map(|budget| Box::pin(budget.closed())).collect();
        let mut wait = pin!(wait);
        poll_fn(|context| {
            if closed.iter_mut().any(|closed| closed.as_mut().poll(context).is_ready()) {
                return Poll::Ready(None);
            }
            wait.as_mut().poll(context).map(Some)
        })
        .await
    }
}

impl<M: Mode> fmt::Debug for Call<M> {
    /// The names of parameters, never their values: these may be private.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.params.iter().map(|(name, _)| name).collect();
        let Operation { method, path, .. } = self.operation;
        formatter.debug_struct("Call").field("method", method).field("path", path).field("params", &names).finish()
    }
}
