//! Names of methods from `operationId`: without the group, the path and the other parts that generators of documents add.

use heck::ToSnakeCase;

use super::operation::Operation;
use crate::entry::singular::singular;

/// What stands between the name of a group and that of a method: `UserController_findOne`.
const OF_A_GROUP: &[&str] = &["controller", "resource", "api", "service"];

/// The name that an id of an operation gives, for a group with this name; `None` where nothing of it is a name.
pub(super) fn name(id: &str, operation: &Operation<'_>, group: &str) -> Option<String> {
    let id = without_path(id, operation);
    let id = without_method(id, operation.method);
    // `repos/list-for-user`, `drive.files.list`: the last part is the name.
    let last = id.rsplit(['/', '.', ':', '#']).find(|part| !part.trim().is_empty())?;
    let snake = last.to_snake_case();
    let words: Vec<_> = snake.split('_').filter(|word| !word.is_empty()).collect();
    let rest = without_group(&words, group);
    let name = if rest.is_empty() { words.join("_") } else { rest.join("_") };
    let is_plain = name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
    (is_plain && name.starts_with(|c: char| c.is_ascii_lowercase())).then_some(name)
}

/// Without the path and the method at its end: `user_by_id_v1_user_by_id_get`, as FastAPI names the operations that have
/// no name of their own.
fn without_path<'i>(id: &'i str, operation: &Operation<'_>) -> &'i str {
    let signs = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let end: String = operation.path.chars().map(signs).collect();
    let end = format!("{end}_{}", operation.method.to_ascii_lowercase());
    id.strip_suffix(end.as_str()).filter(|name| !name.is_empty()).unwrap_or(id)
}

/// Without `UsingGET`, and a number behind it.
fn without_method<'i>(id: &'i str, method: &str) -> &'i str {
    let name = id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    name.strip_suffix(&format!("Using{method}")).filter(|name| !name.is_empty()).unwrap_or(id)
}

/// Without the words of the group at the beginning, in the singular or plural.
fn without_group<'w>(words: &'w [&'w str], group: &str) -> &'w [&'w str] {
    let group = group.to_snake_case();
    let of_group: Vec<_> = group.split('_').filter(|word| !word.is_empty()).collect();
    let is_group = words.len() > of_group.len()
        && words.iter().zip(&of_group).all(|(word, of_group)| singular(word) == singular(of_group));
    if !is_group || of_group.is_empty() {
        return words;
    }
    let rest = &words[of_group.len()..];
    match rest {
        [first, more @ ..] if OF_A_GROUP.contains(first) && !more.is_empty() => more,
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::json::Json;

    #[track_caller]
    fn check(id: &str, path: &str, group: &str, expected: &str) {
        assert_eq!(name(id, &operation("GET", path), group).as_deref(), Some(expected), "{id}");
    }

    fn operation<'a>(method: &'static str, path: &'a str) -> Operation<'a> {
        Operation { method, path, item: &Json::Null, json: &Json::Null }
    }

    #[test]
    fn what_generators_add_is_taken_off() {
        check("repos/list-for-user", "/users/{username}/repos", "repos", "list_for_user");
        check("user_by_id_v1_user_by_id_get", "/v1/user/by/id", "User", "by_id");
        check("read_item_items__item_id__get", "/items/{item_id}", "items", "read_item");
        check("listPetsUsingGET_1", "/pets", "store", "list_pets");
        check("UserController_findOne", "/users/{id}", "Users", "find_one");
        check("Pets_List", "/pets", "pet", "list");
        check("drive.files.list", "/drive/v3/files", "files", "list");
        check("getPetById", "/pet/{id}", "pet", "get_pet_by_id");
    }

    #[test]
    fn the_method_that_generators_add_is_that_of_the_operation() {
        let post = operation("POST", "/items");
        assert_eq!(name("create_item_items_post", &post, "orders").as_deref(), Some("create_item"));
        assert_eq!(name("addItemUsingPOST", &post, "orders").as_deref(), Some("add_item"));
        assert_eq!(name("addItemUsingGET", &post, "orders").as_deref(), Some("add_item_using_get"));
    }

    #[test]
    fn what_remains_is_a_name() {
        check("pets", "/pets", "pets", "pets");
        check("users_api", "/users", "users", "api");
        check("_v1_a_get", "/v1/a", "a", "v1_a_get");
        for id in ["", "4k", "größe", "///", "_"] {
            assert_eq!(name(id, &operation("GET", "/v1/a"), "a"), None, "{id}");
        }
    }
}
