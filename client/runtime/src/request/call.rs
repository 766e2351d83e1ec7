//! A call: which endpoint, with which parameters and body, for which client.

use std::borrow::Cow;
use std::fmt::{self, Display};

use bytes::Bytes;
use reqwest::Url;
use reqwest::header::HeaderValue;
use serde::Serialize;

use super::body::{Content, Field, Part, Tree, Unserializable, Written, joined, write, write_pairs};
use super::path;
use super::query::{self, Query};
use crate::client::{Async, Budget, Mode, RuntimeClient};
use crate::error::{Error, ErrorKind, Result};
use crate::service::{Method, Operation, Param, ParamForm, Place, Way};
use crate::wire::{Cursor, Json};

/// The longest URL that the HTTP library sends, in bytes.
const LONGEST_URL: usize = 65_534;

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
        let why = match key.is_empty() {
            true => Some("the idempotency key is empty".to_owned()),
            false => refused_header("the idempotency key", &key),
        };
        match why {
            Some(why) => self.refuse(Of::IdempotencyKey, why),
            None => {
                self.accept(Of::IdempotencyKey);
                self.extra().idempotency_key = Some(key);
            }
        }
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

    fn extra(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }

    fn set_header(&mut self, name: &'static str, value: String) {
        if let Some(why) = refused_header(&format!("`{name}`"), &value) {
            return self.refuse(Of::Header(name), why);
        }
        self.accept(Of::Header(name));
        let headers = &mut self.extra().headers;
        match headers.iter_mut().find(|(known, _)| *known == name) {
            Some(header) => header.1 = value,
            None => headers.push((name, value)),
        }
    }

    fn set_in_url(&mut self, name: &'static str, value: String) {
        self.accept(Of::Url(name));
        set(&mut self.params, name, value);
    }

    fn set_field(&mut self, name: &'static str, value: Field) {
        self.accept(Of::Field(name));
        self.extra().content.set(name, value);
    }

    fn set_joined(&mut self, name: &'static str, values: &[String]) {
        self.accept(Of::Url(name));
        self.params.retain(|(known, _)| known != name);
        match joined(name, values) {
            Ok(value) => self.params.extend(value.map(|value| (Cow::Borrowed(name), value))),
            Err(why) => self.refuse(Of::Url(name), why),
        }
    }

    fn set_object(&mut self, name: &'static str, value: Tree) {
        let is_part = |known: &str| known.strip_prefix(name).is_some_and(|inside| inside.starts_with('['));
        self.params.retain(|(known, _)| !is_part(known));
        let mut pairs = Vec::new();
        // Only a list can be refused.
        let _ = write_pairs(name, &without_null(value), Some(ParamForm::Object), &mut pairs);
        self.params.extend(pairs.into_iter().map(|(name, value)| (Cow::Owned(name), value)));
    }

    fn made(&mut self, of: Of, value: std::result::Result<Tree, Unserializable>) -> Option<Tree> {
        self.accept(of);
        let name = match of {
            Of::Url(name) | Of::Header(name) | Of::Field(name) => name,
            Of::Body | Of::IdempotencyKey => "the body",
        };
        value.map_err(|why| self.refuse(of, format!("`{name}` cannot be sent: {why}"))).ok()
    }

    /// Keeps the reason why it cannot be sent, until another value replaces this one.
    fn refuse(&mut self, of: Of, why: String) {
        self.accept(of);
        self.extra().refused.push((of, why));
    }

    /// A value that can be sent replaces one that cannot.
    fn accept(&mut self, of: Of) {
        if let Some(extra) = &mut self.extra {
            extra.refused.retain(|(refused, _)| *refused != of);
        }
    }
}

impl Call {
    /// Sets a parameter wherever a request has it.
    pub(crate) fn set(&mut self, name: &'static str, value: String) {
        let param = self.operation.params.iter().find(|param| param.name == name);
        match param.map(|param| (param.place, param.form)) {
            Some((Place::Header(header), _)) => self.set_header(header, value),
            Some((Place::Field | Place::Body, form)) => {
                // The text of a number is written as it is.
                let is_number = is_of_numbers(form) && is_number(&value);
                let value = if is_number { Tree::Number(value) } else { Tree::Text(value) };
                self.set_field(name, Field::Value(value));
            }
            Some((Place::Url, _)) | None => self.set_in_url(name, value),
        }
    }

    /// Sets the parameter that says which page is requested. In a body of JSON a cursor is what it was in the response: a text or a
    /// number.
    pub(crate) fn set_cursor(&mut self, name: &'static str, cursor: &Cursor) {
        let is_own =
            |param: &Param| param.name == name && param.place == Place::Field && param.form == ParamForm::Cursor;
        match self.operation.params.iter().any(is_own) {
            true => {
                if let Some(value) = self.made(Of::Field(name), Tree::of(cursor)) {
                    self.set_field(name, Field::Value(value));
                }
            }
            false => self.set(name, cursor.to_string()),
        }
    }

    /// Whether a parameter takes a cursor: where it is a number in a body, or numbers lead on, the cursor is one, too.
    pub(crate) fn takes_cursor(&self, name: &str, cursor: &Cursor) -> bool {
        let counts =
            matches!(self.operation.paging.map(|paging| paging.way), Some(Way::Number { .. } | Way::Offset { .. }));
        let is_field = |param: &Param| param.name == name && param.place == Place::Field && is_of_numbers(param.form);
        let needs_number = counts || self.operation.params.iter().any(is_field);
        !needs_number || is_number(&cursor.to_string())
    }

    /// Sets the query of the page, which a response has. Nothing else of its URL is used.
    pub(crate) fn set_query(&mut self, query: String) {
        self.page = Some(Query::new(query));
    }

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

    /// The URL, with every value percent-encoded; or why the call cannot be sent.
    pub(crate) fn url(&self) -> Result<Url> {
        if let Some((_, why)) = self.extra.as_ref().and_then(|extra| extra.refused.first()) {
            return Err(self.error(ErrorKind::InvalidParameter, format!("{why}; nothing was sent")));
        }
        let url = self.any_url()?;
        let bytes = url.as_str().len();
        if bytes > LONGEST_URL {
            let longest = self.params.iter().max_by_key(|(_, value)| value.len());
            let message = format!(
                "the URL has {bytes} bytes, and at most {LONGEST_URL} can be sent; `{}` is the longest parameter; \
                 nothing was sent",
                longest.map_or("", |(name, _)| name)
            );
            return Err(self.error(ErrorKind::InvalidParameter, message));
        }
        Ok(url)
    }

    fn any_url(&self) -> Result<Url> {
        let mut url = self.client.shared().servers.of(self.operation)?.clone();
        let template = self.operation.path;
        let path = path::path(url.path(), template, |name| self.in_url(name)).map_err(|name| {
            // The URL would be that of another endpoint.
            let message =
                format!("`{name}` is in the path, where it must not be empty, dots, or contain control characters");
            self.error(ErrorKind::InvalidParameter, message)
        })?;
        url.set_path(&path);
        let is_in_query = |name: &str| path::names(template).all(|known| known != name);
        let replaced = self.page.as_ref().map(|page| page.names(&url)).unwrap_or_default();
        let is_sent = |name: &str| is_in_query(name) && !query::has(&replaced, name);
        let mut query = self.params.iter().filter(|(name, _)| is_sent(name)).peekable();
        if query.peek().is_some() {
            url.query_pairs_mut().extend_pairs(query);
        }
        if let Some(page) = &self.page {
            page.append_to(&mut url);
        }
        Ok(url)
    }
}

fn is_of_numbers(form: ParamForm) -> bool {
    matches!(form, ParamForm::Integer | ParamForm::Number | ParamForm::OneOfNumbers(_))
}

/// Whether a text is a number of JSON, and nothing else.
fn is_number(text: &str) -> bool {
    let is_plain = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    is_plain && !text.ends_with(|last: char| last.is_ascii_whitespace()) && text.parse::<Json>().is_ok()
}

fn set(params: &mut Params, name: &'static str, value: String) {
    match params.iter_mut().find(|(known, _)| known == name) {
        Some(param) => param.1 = value,
        None => params.push((Cow::Borrowed(name), value)),
    }
}

/// Why a value cannot be in a header, if it cannot.
fn refused_header(name: &str, value: &str) -> Option<String> {
    if value.trim() != value {
        return Some(format!("{name} is in a header, where it must not begin or end with white space"));
    }
    let is_valid = value.is_ascii() && HeaderValue::from_str(value).is_ok();
    (!is_valid)
        .then(|| format!("{name} is in a header, where it must not contain control characters or any beyond ASCII"))
}

/// An object without its fields that are null.
fn without_null(value: Tree) -> Tree {
    match value {
        Tree::Object(fields) => Tree::Object(fields.into_iter().filter(|(_, value)| *value != Tree::Null).collect()),
        value => value,
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

#[cfg(test)]
mod tests;
