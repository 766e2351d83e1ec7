//! The parameters in the path of an endpoint.

use spec::{Endpoint, Param};

/// Whether a parameter is part of the path.
pub(super) fn is_in_path(endpoint: &Endpoint, param: &Param) -> bool {
    placeholders(&endpoint.path).any(|name| name == param.wire)
}

/// The path without the names of its parameters: `/v1/users/{}`.
pub(super) fn template(path: &str) -> String {
    let mut template = String::with_capacity(path.len());
    for (index, part) in path.split(['{', '}']).enumerate() {
        template.push_str(if index % 2 == 0 { part } else { "{}" });
    }
    template
}

pub(super) fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split(['{', '}']).skip(1).step_by(2)
}
