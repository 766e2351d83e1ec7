//! Inference: any response gives an entry that is valid, or an error with the reason.

use analysis::Error;
use analysis::fit::fits_wholly;
use analysis::fixture::Fixture;
use analysis::infer::{Hints, Inferred, Request, diff, infer};
use proptest::prelude::*;
use spec::{Source, Type};

const API: &str = "api: { name: N, doc: D, crate: c, servers: [{ url: 'https://x.example' }], \
    auth: { header: h, env: E }, rate_limit: { per_second: 1 }, cost: { header: h, field: f, units: 1 }, \
    limits: { timeout_seconds: 1, connect_seconds: 1, idle_seconds: 1, body_bytes: 1 }, \
    errors: { code: c, message: [m], statuses: { 200: { means: ok, billed: true }, other: { means: unexpected, billed: false } } } }\n";

const SHOP: &str = "\
# A shop.
group: { doc: A shop., base: /v1/shop }

ids:
  ItemId: An item. # Not a shelf.

types:
  Item:
    doc: An item.
    fields:
      id: ItemId
      title: string?

# The requests.
endpoints:
  /v1/shop/items:
    doc: Items.
    params: { shelf_id: ItemId, after?: cursor }
    returns: [[Item], cursor?]
    pages: { items: 0, next: 1, cursor: after, key: id, end: [null, \"\"] }
";

fn sources(shop: &str) -> Vec<Source> {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    vec![source("spec/api.yaml", API), source("spec/shop.yaml", shop)]
}

fn run(sources: &[Source], target: &str, responses: &[&str], hints: Hints<'_>) -> Result<Inferred, Error> {
    let api = spec::read(sources).expect("a spec");
    let response = |text: &&str| Fixture::parse("response.json", "response.json", (*text).to_owned()).expect("JSON");
    let responses: Vec<_> = responses.iter().map(response).collect();
    let inferred = infer(&api, sources, &[], &Request::parse("GET", target)?, &responses, hints)?;
    let mut endpoints = inferred.api.groups.iter().flat_map(|group| &group.endpoints);
    let path = target.split('?').next().unwrap_or_default();
    let endpoint = endpoints.find(|endpoint| endpoint.path == path).expect("the endpoint");
    // A comment names what the language cannot express; the response then has more than the type.
    for response in responses.iter().filter(|_| !inferred.entry.contains("# left out: ")) {
        assert!(fits_wholly(&inferred.api, &endpoint.returns, &response.response), "{}", inferred.entry);
    }
    Ok(inferred)
}

#[track_caller]
fn check(target: &str, responses: &[&str], expected: &[&str]) -> Inferred {
    let inferred = run(&sources(SHOP), target, responses, Hints::default()).unwrap_or_else(|f| panic!("{f:?}"));
    for part in expected {
        assert!(inferred.entry.contains(part), "no `{part}` in:\n{}", inferred.entry);
    }
    inferred
}

#[test]
fn types_ids_and_the_cursor_of_the_spec_are_used() {
    let inferred = check(
        "/v1/shop/search?shelf_id=7&q=red+shoe",
        &[r#"[[{"id": 1, "title": null}], null]"#],
        &[
            "params: { shelf_id: ItemId, q: string, after?: cursor }",
            "returns: [[Item], cursor?]",
            "cursor: after, key: id",
        ],
    );
    assert_eq!((inferred.file.as_str(), inferred.is_new), ("spec/shop.yaml", false));
    assert!(!inferred.entry.contains("types:"), "{}", inferred.entry);
    let text = &inferred.sources[1].text;
    assert!(text.starts_with(SHOP.trim_end()) && text.contains("\n\n  # question: what does it return"), "{text}");
}

#[test]
fn several_responses_show_what_may_be_absent_or_null() {
    check(
        "/v1/shop/owner",
        &[r#"{"name": "a", "since_at": 1775048403}"#, r#"{"name": null, "tall": 1.5, "since_at": 1775048404}"#],
        &["name: string?", "tall?: number", "since_at: timestamp", "as 2 responses show it"],
    );
}

#[test]
fn a_cursor_that_no_response_names_is_asked_for_and_not_guessed() {
    let response = r#"{"response": {"users": [{"key": "x"}]}, "next_page_id": "n"}"#;
    let inferred =
        check("/v1/shop/users", &[response], &["next_page_id: cursor?", "`--cursor page_id` would write it"]);
    assert!(!inferred.entry.contains("pages:"), "{}", inferred.entry);
    let hints = Hints { cursor: Some("page_id"), name: None, example: None };
    let inferred = run(&sources(SHOP), "/v1/shop/users", &[response], hints).expect("a entry");
    let pages = "pages: { items: response.users, next: next_page_id, cursor: page_id, end: [null, \"\"] }";
    assert!(inferred.entry.contains(pages), "{}", inferred.entry);
}

#[test]
fn names_that_are_taken_get_others_and_a_near_type_is_asked_about() {
    let inferred =
        check("/v1/shop/best", &[r#"{"item": {"id": 1, "title": 5}, "id": "x y"}"#], &["item: ShopBestItem"]);
    assert!(inferred.api.types.iter().any(|ty| ty.name == "ShopBestItem"));
    let near = r#"{"id": 1, "title": "a", "b": 1, "c": 2, "d": 3, "e": 4, "f": 5}"#;
    let shop = SHOP.replace(
        "title: string?",
        "title: string?\n      b: integer\n      c: integer\n      d: integer\n      e: integer",
    );
    let inferred = run(&sources(&shop), "/v1/shop/near", &[near], Hints::default()).expect("a entry");
    assert!(inferred.entry.contains("question: it is close to `Item`; are the two one type?"), "{}", inferred.entry);
}

#[test]
fn a_path_of_no_group_gets_a_file_of_its_own() {
    let inferred = check("/v2/barn/cows", &["[1, 2]"], &["base: /v2/barn", "returns: [integer]"]);
    assert_eq!((inferred.file.as_str(), inferred.is_new), ("spec/barn.yaml", true));
    let patch = diff(&sources(SHOP), &inferred, str::to_owned);
    assert!(patch.starts_with("--- /dev/null\n+++ b/") && patch.contains("spec/barn.yaml\n@@ -0,0 +1,"), "{patch}");
}

#[test]
fn an_endpoint_that_is_described_is_not_inferred_again() {
    let Err(Error { why, .. }) = run(&sources(SHOP), "/v1/shop/items", &["[]"], Hints::default()) else {
        panic!("it was inferred")
    };
    assert_eq!(why, "spec/shop.yaml:16 describes it");
}

#[test]
fn windows_lines_and_files_without_a_section_take_entries_too() {
    let bare =
        "group: { doc: A shop., base: /v1/shop }\r\nendpoints:\r\n  /v1/shop/a: { doc: A., returns: integer }\r\n";
    let inferred =
        run(&sources(bare), "/v1/shop/b", &[r#"{"owner": {"id": 12345}}"#], Hints::default()).expect("a entry");
    let text = &inferred.sources[1].text;
    assert!(!text.replace("\r\n", "").contains('\n') && text.find("types:") < text.find("endpoints:"), "{text}");
}

#[test]
fn odd_responses_give_an_entry_or_a_clear_error() {
    let deep = format!("{}1{}", "[".repeat(120), "]".repeat(120));
    let objects = format!("{}1{}", "{\"a\":".repeat(120), "}".repeat(120));
    let many: Vec<_> = (0..3000).map(|n| format!("\"k{n}\": {{\"v{n}\": {n}}}")).collect();
    let keys =
        r#"{"": 1, "?": 2, "a?": 3, "type": 4, "Type": 5, "a b": 6, "é": 7, "self": 8, "0": 9, "a.b": {"next": null}}"#;
    for response in [
        "null",
        "true",
        "1",
        "\"x\"",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "[{}]",
        "[1, \"a\", {}]",
        keys,
        &deep,
        &objects,
        &format!("{{{}}}", many.join(",")),
    ] {
        let shown: String = response.chars().take(80).collect();
        let inferred = run(&sources(SHOP), "/v1/shop/odd", &[response], Hints::default());
        assert!(inferred.is_ok(), "{shown}: {inferred:?}");
    }
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let key = "[a-e]{1,2}|id|pk|next|cursor|type|taken_at|[^\u{0}]{0,4}";
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "[a-z0-9_:/. -]{0,12}|12345|https://x.example/a".prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map(key, inner, 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_response_gives_a_valid_entry_that_fits_it(responses in prop::collection::vec(json(), 1..3)) {
        let texts: Vec<_> = responses.iter().map(ToString::to_string).collect();
        let texts: Vec<_> = texts.iter().map(String::as_str).collect();
        let inferred = run(&sources(SHOP), "/v1/shop/any?q=1", &texts, Hints::default());
        let inferred = match inferred { Ok(inferred) => inferred, Err(failure) => panic!("{failure:?}") };
        prop_assert!(inferred.api.groups[0].endpoints.iter().any(|endpoint| !matches!(endpoint.returns, Type::External(_))));
    }
}
