//! What an endpoint returns, in words.

use spec::{Api, Endpoint, Returns, Type};

use super::words::{linked, one};
use crate::rust_type::From;

/// "Returns a [`User`](types::User)."
pub(super) fn sentence(api: &Api, endpoint: &Endpoint) -> String {
    let returns = match &endpoint.returns {
        Returns::Json(ty) => ty,
        Returns::Nothing => return "Returns nothing.".to_owned(),
        Returns::Bytes => return "Returns the bytes of the response, with their media type.".to_owned(),
    };
    match &endpoint.pages {
        Some(pages) if is_page(returns) => {
            let item = linked(api, From::Group, &pages.item);
            format!(
                "Returns one page of {item} and the cursor of the next page; `.pages()` and `.items()` continue to the end \
                 of the list."
            )
        }
        Some(pages) if pages.items.is_empty() => {
            let item = linked(api, From::Group, &pages.item);
            format!("Returns one page of {item}; `.pages()` and `.items()` continue to the end of the list.")
        }
        Some(pages) => {
            let (returned, item) = (one(api, From::Group, returns), linked(api, From::Group, &pages.item));
            format!("Returns {returned}; `.pages()` and `.items()` read the list of {item} in it to its end.")
        }
        None => format!("Returns {}.", one(api, From::Group, returns)),
    }
}

/// Whether a response is nothing but the items of a page and the next cursor.
fn is_page(returns: &Type) -> bool {
    matches!(returns, Type::Tuple(parts) if parts.len() == 2)
}
