//! What the types of a spec prove: those of another family are out of reach, and a single field is no proof.

use analysis::infer::Hints;
use spec::Source;

use crate::{API, SHOP, check, run, sources};

const OF_V2: &str = "
group: { family: v2, doc: Items of v2., base: /v2/item }
ids:
  MetaId: An item in the numbering of all services.
types:
  Look:
    doc: How an item looks.
    fields: { meta_id: MetaId, color?: string, size?: string, weight?: integer }
endpoints:
  /v2/item/look: { doc: A look., returns: Look }
";

const FAMILIES: &str = "families: { v2: { doc: The second. } }, errors:";

fn families(of_v2: &str) -> Vec<Source> {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let api = API.replace("errors:", FAMILIES);
    vec![source("spec/api.yaml", &api), source("spec/shop.yaml", SHOP), source("spec/v2_item.yaml", of_v2)]
}

#[test]
fn a_type_and_an_id_of_another_family_are_no_candidates() {
    let response = r#"{"meta_id": "12345678", "color": "red", "size": "s", "weight": 1}"#;
    let inferred = run(&families(OF_V2), "/v1/shop/look", &[response], Hints::default()).expect("an entry");
    assert!(!inferred.entry.contains(": MetaId\n"), "{}", inferred.entry);
    assert!(!inferred.entry.contains("returns: Look"), "{}", inferred.entry);
    let inferred = run(&families(OF_V2), "/v2/item/best", &[response], Hints::default()).expect("an entry");
    assert!(inferred.entry.contains("returns: Look"), "{}", inferred.entry);
}

#[test]
fn an_object_of_one_field_is_of_no_known_type_unless_its_key_says_so() {
    let shop = SHOP
        .replace("\n# The requests.", "\n  Limit: { doc: A limit., fields: { count: integer } }\n\n# The requests.");
    let item = shop.replace("title: string?", "title: string?\n      limit?: Limit");
    let response = r#"{"followed_by": {"count": 7}, "name": "a"}"#;
    let inferred = run(&sources(&item), "/v1/shop/owner", &[response], Hints::default()).expect("an entry");
    assert!(inferred.entry.contains("followed_by: FollowedBy"), "{}", inferred.entry);
    let response = r#"{"limit": {"count": 7}, "name": "a"}"#;
    let inferred = run(&sources(&item), "/v1/shop/owner", &[response], Hints::default()).expect("an entry");
    assert!(inferred.entry.contains("limit: Limit"), "{}", inferred.entry);
}

#[test]
fn an_id_is_that_of_the_field_of_the_known_type() {
    check(
        "/v1/shop/by/id?id=1234567",
        &[r#"{"id": 1234567, "title": "a"}"#],
        &["params: { id: ItemId }", "returns: Item"],
    );
}

#[test]
fn fields_are_optional_where_those_of_the_family_are() {
    let fields: String = (b'a'..=b'y').map(|c| format!("      field_{}?: string\n", char::from(c))).collect();
    let types = format!("types:\n  Wide:\n    doc: A wide object.\n    fields:\n{fields}  Look:");
    let of_v2 = OF_V2.replace("types:\n  Look:", &types).replace("returns: Look }", "returns: [Look, Wide] }");
    let users = |n: u32| {
        let users: Vec<_> = (1..=n).map(|id| format!(r#"{{"pk": "{id}23456", "name": "a"}}"#)).collect();
        format!(r#"{{"users": [{}], "rank": 1}}"#, users.join(", "))
    };
    let entry = |target: &str, response: &str, hints: Hints<'_>| {
        run(&families(&of_v2), target, &[response], hints).unwrap_or_else(|error| panic!("{error:?}")).entry
    };
    let inferred = entry("/v2/item/users", &users(3), Hints::default());
    for part in ["users?: [User]", "rank?: integer", "pk: UserPk", "name?: string"] {
        assert!(inferred.contains(part), "no `{part}` in:\n{inferred}");
    }
    // Two objects prove nothing.
    let inferred = entry("/v2/item/users", &users(2), Hints::default());
    assert!(inferred.contains("pk?: UserPk"), "{inferred}");
    let inferred = entry("/v1/shop/users", &users(3), Hints::default());
    assert!(inferred.contains("users: [User]") && inferred.contains("name: string"), "{inferred}");
    let inferred = entry("/v1/shop/users", &users(3), Hints { optional: true, ..Hints::default() });
    assert!(inferred.contains("users?: [User]") && inferred.contains("name?: string"), "{inferred}");
}
