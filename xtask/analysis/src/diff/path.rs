//! The parameters in the path of an endpoint.

use spec::path::{Piece, pieces, placeholders};
use spec::{Endpoint, Param, Place};

/// Whether a parameter is part of the path.
pub(super) fn is_in_path(endpoint: &Endpoint, param: &Param) -> bool {
    param.place == Place::Url && placeholders(&endpoint.path).any(|name| name == param.wire)
}

/// The path without the names of its parameters: `/v1/users/{}`.
pub(super) fn template(path: &str) -> String {
    let of_piece = |piece| if let Piece::Text(text) = piece { text } else { "{}" };
    let parts = path.split('/').map(|part| pieces(part).into_iter().map(of_piece).collect::<String>());
    parts.collect::<Vec<_>>().join("/")
}
