//! What an OpenAPI document describes.

use std::collections::HashMap;

use spec::{Api, Endpoint};

use super::position::Position;

/// What a document describes, beside its endpoints.
#[derive(Debug)]
pub struct Description {
    /// What it describes, as a spec.
    pub api: Api,
    /// The addresses of its servers.
    pub servers: Vec<String>,
    /// The headers that can carry a key, in small letters, with the scheme before it.
    pub keys: Vec<(String, Option<String>)>,
    /// What of it no spec can have: `GET /v1/items`, and why.
    pub left_out: Vec<(String, String)>,
    /// Its page.
    pub page: usize,
    /// The group and the endpoint, by their positions, of each key of the spec that it is held against: paths can begin in
    /// another place.
    pub endpoints: HashMap<String, (usize, usize)>,
}

impl Description {
    /// What the document describes under a key of the spec.
    #[must_use]
    pub fn endpoint(&self, key: &str) -> Option<&Endpoint> {
        let (group, endpoint) = self.endpoints.get(key)?;
        self.api.groups.get(*group)?.endpoints.get(*endpoint)
    }

    /// Its beginning.
    #[must_use]
    pub fn start(&self) -> Position {
        Position { page: self.page, offset: 0 }
    }
}
