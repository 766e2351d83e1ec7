//! What an endpoint returns, in words.

use spec::{Api, Endpoint, Group, Returns, Type};

use super::words::{Scope, linked, one};

/// "Returns a [`User`](types::User)."
pub(super) fn sentence(api: &Api, group: &Group, endpoint: &Endpoint) -> String {
    let returns = match &endpoint.returns {
        Returns::Json(ty) => ty,
        Returns::Nothing => return "Returns nothing.".to_owned(),
        Returns::Bytes => return "Returns the bytes of the response, with their media type.".to_owned(),
    };
    let scope = Scope::Group(group.family);
    match &endpoint.pages {
        Some(pages) if is_page(returns) => {
            let item = linked(api, scope, &pages.item);
            format!(
                "Returns one page of {item} and the cursor of the next page; `.pages()` and `.items()` continue to the end \
                 of the list."
            )
        }
        Some(pages) if pages.list().is_some_and(<[_]>::is_empty) => {
            let item = linked(api, scope, &pages.item);
            format!("Returns one page of {item}; `.pages()` and `.items()` continue to the end of the list.")
        }
        Some(pages) => {
            let (returned, item) = (one(api, scope, returns), linked(api, scope, &pages.item));
            format!("Returns {returned}; `.pages()` and `.items()` read the list of {item} in it to its end.")
        }
        None => format!("Returns {}.", one(api, scope, returns)),
    }
}

/// Whether a response is nothing but the items of a page and the next cursor.
fn is_page(returns: &Type) -> bool {
    matches!(returns, Type::Tuple(parts) if parts.len() == 2)
}
