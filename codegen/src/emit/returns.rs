//! What an endpoint returns, in words.

use spec::{Api, Endpoint, Returns, Type};

/// "Returns a [`User`](types::User)."
pub(super) fn sentence(api: &Api, endpoint: &Endpoint) -> String {
    let returns = match &endpoint.returns {
        Returns::Json(ty) => ty,
        Returns::Nothing => return "Returns nothing.".to_owned(),
        Returns::Bytes => return "Returns the bytes of the response, with their media type.".to_owned(),
    };
    match &endpoint.pages {
        Some(pages) if is_page(returns) => {
            let item = linked(api, &pages.item);
            format!(
                "Returns one page of {item} and the cursor of the next page; `.pages()` and `.items()` continue to the end \
                 of the list."
            )
        }
        Some(pages) => {
            let (returned, item) = (one(api, returns), linked(api, &pages.item));
            format!("Returns {returned}; `.pages()` and `.items()` read the list of {item} in it to its end.")
        }
        None => format!("Returns {}.", one(api, returns)),
    }
}

/// Whether a response is nothing but the items of a page and the next cursor.
fn is_page(returns: &Type) -> bool {
    matches!(returns, Type::Tuple(parts) if parts.len() == 2)
}

/// One value of a type, with its article.
fn one(api: &Api, ty: &Type) -> String {
    match ty {
        Type::List(item) => format!("a list of {}", linked(api, item)),
        Type::Map(value) => format!("a map from text to {}", linked(api, value)),
        Type::Tuple(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| one(api, part)).collect();
            format!("a tuple: {}", parts.join(", "))
        }
        Type::Nullable(inner) => format!("{}, or `None`", one(api, inner)),
        ty => {
            let link = linked(api, ty);
            let name = link.trim_start_matches(['[', '`']);
            let article = if name.starts_with(['A', 'E', 'I', 'O', 'i']) { "an" } else { "a" };
            format!("{article} {link}")
        }
    }
}

/// The name of a type, as a link where it is one of the client.
fn linked(api: &Api, ty: &Type) -> String {
    match (ty, api.name_of(ty)) {
        (Type::External(_), Some(name)) => format!("[`{name}`](::{}::types::{name})", api.client_crate),
        (_, Some(name)) => format!("[`{name}`](super::types::{name})"),
        (Type::Scalar(scalar), None) => match scalar.row().rust {
            "String" | "Text" => "text".to_owned(),
            rust => format!("`{rust}`"),
        },
        (ty, None) => one(api, ty),
    }
}
