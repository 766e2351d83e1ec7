//! The query that a response has for the next page.

use reqwest::Url;

/// A query, as the response has it.
#[derive(Clone)]
pub(super) struct Query(Box<str>);

impl Query {
    pub(super) fn new(query: String) -> Self {
        Self(query.into())
    }

    #[cfg(feature = "cache")]
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Puts it after what a URL has already. All else of the URL stays.
    pub(super) fn append_to(&self, url: &mut Url) {
        let query = match url.query() {
            Some(before) => format!("{before}&{}", self.0),
            None => self.0.to_string(),
        };
        url.set_query(Some(&query));
    }

    /// The names of its parameters.
    pub(super) fn names(&self, url: &Url) -> Vec<String> {
        let mut url = url.clone();
        url.set_query(Some(&self.0));
        url.query_pairs().map(|(name, _)| name.into_owned()).collect()
    }
}

/// Whether one of the names is that of a parameter, or of a part of it: `created[gte]` is one of `created`.
pub(super) fn has(names: &[String], parameter: &str) -> bool {
    let parameter = parameter.strip_suffix("[]").unwrap_or(parameter);
    let mut rests = names.iter().filter_map(|name| name.strip_prefix(parameter));
    rests.any(|rest| rest.is_empty() || rest.starts_with('['))
}
