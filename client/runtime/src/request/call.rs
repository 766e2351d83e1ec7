//! A call: which endpoint, with which parameters, for which client.

use std::fmt::{self, Display};

use reqwest::Url;

use super::path;
use super::query::{self, Query};
use crate::client::{Async, Budget, Mode, RuntimeClient};
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::service::Operation;

/// The longest URL that the HTTP library sends, in bytes.
const LONGEST_URL: usize = 65_534;

/// An endpoint with its parameters: the value inside of every generated request.
#[derive(Clone)]
pub struct Call<M: Mode = Async> {
    client: RuntimeClient<M>,
    operation: &'static Operation,
    params: Params,
    /// A budget of its own, in addition to the client's.
    budget: Option<Budget>,
    /// Whether it is sent even if the cache has its response.
    skips_cache: bool,
    /// The query of the page, where a response has it. It replaces the parameters of the same names.
    page: Option<Query>,
}

impl<M: Mode> Call<M> {
    /// A call without parameters.
    #[must_use]
    pub fn new(client: &RuntimeClient<M>, operation: &'static Operation) -> Self {
        Self { client: client.clone(), operation, params: Vec::new(), budget: None, skips_cache: false, page: None }
    }

    /// Lets it be sent even if the cache has its response.
    #[must_use]
    pub fn skip_cache(self) -> Self {
        Self { skips_cache: true, ..self }
    }

    /// Sets a parameter, in place of an earlier value.
    #[must_use]
    pub fn with<T: Display>(mut self, name: &'static str, value: T) -> Self {
        set(&mut self.params, name, value.to_string());
        self
    }

    /// The parameters that are set, by the names of the service.
    #[must_use]
    pub fn params(&self) -> &[(&'static str, String)] {
        &self.params
    }

    /// The units that each attempt costs, as stated by the spec.
    #[must_use]
    pub fn price(&self) -> u64 {
        self.operation.price(|name| param(&self.params, name))
    }

    /// The call without its mode, and what drives it. What sends a call is compiled once, and not for each mode.
    pub(crate) fn into_parts(self) -> (Call, M::Driver) {
        let Self { client, operation, params, budget, skips_cache, page } = self;
        let (client, driver) = client.into_parts();
        (Call { client, operation, params, budget, skips_cache, page }, driver)
    }
}

impl Call {
    pub(crate) fn set(&mut self, name: &'static str, value: String) {
        set(&mut self.params, name, value);
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
        param(&self.params, name)
    }

    pub(super) fn skips_cache(&self) -> bool {
        self.skips_cache
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

    /// A hash of the path and the parameters except the cursor: the hashes of the parameters are added up, so that their order
    /// makes no difference. It is no secret: whoever guesses the parameters can verify the guess.
    pub(crate) fn fingerprint(&self, cursor: &str) -> u64 {
        let params = self.params.iter().filter(|(name, _)| *name != cursor);
        params.fold(hash::add(hash::START, self.operation.path), |print, (name, value)| {
            print.wrapping_add(hash::add(hash::add(hash::START, name), value))
        })
    }

    /// The URL, with every value percent-encoded.
    pub(crate) fn url(&self) -> Result<Url> {
        let url = self.any_url()?;
        let bytes = url.as_str().len();
        if bytes > LONGEST_URL {
            let longest = self.params.iter().max_by_key(|(_, value)| value.len());
            let message = format!(
                "the URL has {bytes} bytes, and at most {LONGEST_URL} can be sent; `{}` is the longest parameter; \
                 nothing was sent",
                longest.map_or("", |(name, _)| name)
            );
            return Err(Error::new(ErrorKind::InvalidParameter, message).of(self.operation));
        }
        Ok(url)
    }

    fn any_url(&self) -> Result<Url> {
        let mut url = self.client.shared().server.clone();
        let template = self.operation.path;
        let path = path::path(url.path(), template, |name| self.param(name)).map_err(|name| {
            // The URL would be that of another endpoint.
            let message =
                format!("`{name}` is in the path, where it must not be empty, dots, or contain control characters");
            Error::new(ErrorKind::InvalidParameter, message).of(self.operation)
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

/// Parameters by name.
type Params = Vec<(&'static str, String)>;

fn set(params: &mut Params, name: &'static str, value: String) {
    match params.iter_mut().find(|(known, _)| *known == name) {
        Some(param) => param.1 = value,
        None => params.push((name, value)),
    }
}

fn param<'a>(params: &'a [(&'static str, String)], name: &str) -> Option<&'a str> {
    params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

impl<M: Mode> fmt::Debug for Call<M> {
    /// The names of parameters, never their values: these may be private.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.params.iter().map(|(name, _)| name).collect();
        formatter.debug_struct("Call").field("path", &self.operation.path).field("params", &names).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::sample::{ITEM, builder};

    fn call() -> Call {
        let client = builder().build().expect("a client");
        Call::new(client.as_ref(), &ITEM)
    }

    #[test]
    fn values_are_percent_encoded_and_replaced() {
        let call = call().with("id", "a/b?c").with("q", "x=1&y z").with("q", "é/=+").with("flag", false);
        let url = call.url().expect("a url");
        assert_eq!(url.as_str(), "http://localhost:1/base/v1/a%2Fb%3Fc/parts?q=%C3%A9%2F%3D%2B&flag=false");
    }

    #[test]
    fn the_query_of_a_page_replaces_parameters_of_the_same_names() {
        let url = |query: &str| {
            let mut call = call().with("id", 7).with("q", "x").with("tags[]", "a").with("made", "b");
            call.set_query(query.to_owned());
            call.url().expect("a url").to_string()
        };
        let path = "http://localhost:1/base/v1/7/parts";
        assert_eq!(url("after=A%2FB==&q=y"), format!("{path}?tags%5B%5D=a&made=b&after=A%2FB==&q=y"));
        assert_eq!(url("tags%5B0%5D=c&made[gte]=d"), format!("{path}?q=x&tags%5B0%5D=c&made[gte]=d"));
        assert_eq!(url("id=8&p=%FF"), format!("{path}?q=x&tags%5B%5D=a&made=b&id=8&p=%FF"), "the path stays");
        assert_eq!(url("p=a b#c"), format!("{path}?q=x&tags%5B%5D=a&made=b&p=a%20b%23c"));
    }

    #[test]
    fn a_value_cannot_lead_to_another_path() {
        for value in ["", ".", "..", ".\t.", "..\n", "\t", "a\rb"] {
            assert_eq!(call().with("id", value).url().expect_err(value).kind(), ErrorKind::InvalidParameter);
        }
    }

    #[test]
    fn a_url_that_is_too_long_is_refused() {
        let longest = |length: usize| call().with("id", 1).with("q", "x".repeat(length)).url();
        let around = LONGEST_URL - longest(0).expect("a URL").as_str().len();
        assert_eq!(longest(around).expect("just short enough").as_str().len(), LONGEST_URL);
        let error = longest(around + 1).expect_err("too long");
        assert_eq!((error.kind(), error.units()), (ErrorKind::InvalidParameter, Some(0)));
        assert!(error.to_string().contains("`q` is the longest"), "{error}");
    }

    #[test]
    fn the_fingerprint_covers_everything_but_the_cursor() {
        let print = |call: Call| call.fingerprint("cursor");
        let one = print(call().with("id", 1).with("q", "x"));
        assert_eq!(one, print(call().with("q", "x").with("id", 1).with("cursor", "c")));
        assert_ne!(one, print(call().with("id", 2).with("q", "x")));
        assert_ne!(print(call().with("a", "bc")), print(call().with("ab", "c")));
        // Stored checkpoints depend on it: it must not change from one version to the next.
        assert_eq!(one, 2_087_293_532_816_772_714);
    }

    #[test]
    fn debug_shows_no_value() {
        assert!(!format!("{:?}", call().with("id", "private")).contains("private"));
    }
}
