//! The URL of a call.

use reqwest::Url;

use super::Call;
use crate::error::{ErrorKind, Result};
use crate::request::{path, query};

/// The longest URL that the HTTP library sends, in bytes.
pub(super) const LONGEST_URL: usize = 65_534;

impl Call {
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
