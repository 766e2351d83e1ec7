//! Inference: any response gives an entry that is valid, or an error with the reason.

mod families;
mod fill;
mod named;
mod pages;
mod params;

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
    let endpoint = endpoints.find(|endpoint| endpoint.key() == path).expect("the endpoint");
    // A comment names what the language cannot express; the response then has more than the type.
    for response in responses.iter().filter(|_| !inferred.entry.contains("# left out: ")) {
        assert!(
            fits_wholly(&inferred.api, endpoint.returns.ty().expect("JSON"), &response.response),
            "{}",
            inferred.entry
        );
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
fn parameters_that_are_sent_several_times_are_lists() {
    check(
        "/v1/shop/found?tag=a&tag=b&size[]=1&size[]=2&day=2026-01-31",
        &["[]"],
        &["tag: [string]", "size: { type: [integer], list: brackets }", "day: date"],
    );
}

#[test]
fn an_endpoint_of_another_method_is_another_endpoint() {
    let shop = format!("{SHOP}  POST /v1/shop/carts: {{ doc: Makes one., body: {{ name: string }}, returns: none }}\n");
    let inferred =
        run(&sources(&shop), "/v1/shop/carts", &["[1]"], Hints::default()).unwrap_or_else(|f| panic!("{f:?}"));
    assert!(inferred.entry.contains("returns: [integer]"), "{}", inferred.entry);
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

#[test]
fn json_of_an_empty_list_does_not_spread_by_the_name_of_its_field() {
    let shop = SHOP.replace(
        "title: string?",
        "title: string?\n      items: [json]\n      more: { type: '{string: json}' }\n      rest: json",
    );
    let response = r#"{"number": "17", "items": [{"sku": "a1", "price": 2}, {"sku": "b2", "price": 3}], "more": {"17": {"a": 1}}, "rest": {"b": 1}}"#;
    let inferred = run(&sources(&shop), "/v1/shop/crate", &[response], Hints::default()).expect("an entry");
    for part in
        ["items: [ShopCrateItem]", "      sku: string\n      price: integer\n", "more: {string: More}", "rest: Rest"]
    {
        assert!(inferred.entry.contains(part), "no `{part}` in:\n{}", inferred.entry);
    }
    // Where the whole object is of a type of the spec, that is the answer, with a question.
    let known = r#"{"id": 1, "title": "a", "items": [{"sku": "a1"}], "more": {}, "rest": null}"#;
    let inferred = run(&sources(&shop), "/v1/shop/crate", &[known], Hints::default()).expect("an entry");
    for part in ["returns: Item", "# question: `items` of `Item` is `json`, and there is more in it here; describe it?"]
    {
        assert!(inferred.entry.contains(part), "no `{part}` in:\n{}", inferred.entry);
    }
}

#[test]
fn an_error_of_the_service_is_no_type() {
    for (response, sign) in [
        (r#"{"c": "NotFound", "m": "No such item.", "id": 1}"#, "`c` is `NotFound`"),
        (r#"{"m": "No such item."}"#, "it has nothing but `m`"),
        (r#"{"m": [{"loc": ["id"]}], "c": null}"#, "it has nothing but `m`"),
    ] {
        let error =
            run(&sources(SHOP), "/v1/shop/lost", &["{\"id\": 1}", response], Hints::default()).expect_err(response);
        assert!(error.why.contains("it is an error of the service") && error.why.contains(sign), "{error:?}");
        assert!(error.help.contains("correct `errors` in `api.yaml`, or write the entry"), "{error:?}");
    }
    for response in [r#"{"m": null, "c": null}"#, r#"{"m": "Hello", "id": 1}"#, r#"{"c": "NotFound", "id": 1}"#, "[]"] {
        assert!(run(&sources(SHOP), "/v1/shop/found", &[response], Hints::default()).is_ok(), "{response}");
    }
}

#[test]
fn a_body_that_the_spec_lists_as_an_error_is_no_type() {
    let bodies = "bodies: [{ field: state, is: false }, { field: level, is: -1 }, { field: fault }, { field: note, alone: true }]";
    let mut sources = sources(SHOP);
    let text = &mut sources.iter_mut().find(|source| source.text.contains("statuses: ")).expect("the service").text;
    *text = text.replacen("statuses: ", &format!("{bodies}, statuses: "), 1);
    for response in [r#"{"state": false, "id": 1}"#, r#"{"level": -1}"#, r#"{"fault": 7}"#, r#"{"note": "no"}"#] {
        let error = run(&sources, "/v1/shop/lost", &[response], Hints::default()).expect_err(response);
        assert!(error.why.contains("a row of `bodies`"), "{error:?}");
    }
    for response in [r#"{"state": true}"#, r#"{"level": 1}"#, r#"{"fault": false}"#, r#"{"note": "no", "id": 1}"#] {
        assert!(run(&sources, "/v1/shop/found", &[response], Hints::default()).is_ok(), "{response}");
    }
}

#[test]
fn a_tuple_that_is_too_long_is_a_list_of_json_with_a_question() {
    check(
        "/v1/shop/rows",
        &[r#"[[1, 2, 3, 4, 5, 6, {"a": 1}], [1, 2, 3, 4, 5, 6, {"a": 2}]]"#],
        &["returns: [[json]]", "# question: integer and object were seen; what is it?"],
    );
    check(
        "/v1/shop/rows",
        &[r#"[[1, 2, 3, 4, 5, {"a": 1}]]"#],
        &["returns: [[integer, integer, integer, integer, integer, ShopRows]]"],
    );
}

#[test]
fn long_keys_get_names_that_a_file_can_have() {
    let key = format!(
        "1$xdt_api__v1__profile_timeline(_request_data:{{{}}},user_id:$user_id)",
        "include_associated_highlights:$x,".repeat(11)
    );
    let response = format!(
        r#"{{"data": {{"__typename": "Query", {}: {{"count": 3, "title": "x"}}}}, "status": "ok"}}"#,
        serde_json::Value::from(key.as_str())
    );
    let inferred = check("/v1/shop/medias", &[&response], &["count: integer"]);
    for ty in &inferred.api.types {
        assert!(ty.name.len() <= 100, "{}", ty.name);
    }
    assert!(
        inferred.api.types.iter().any(|ty| ty.fields.iter().any(|field| field.wire == key)),
        "the key stays as it is"
    );
    let long = format!("/v1/shop/{}", "part".repeat(100));
    let inferred = check(&long, &["[]"], &["    name: partpart"]);
    let endpoint =
        inferred.api.groups[0].endpoints.iter().find(|endpoint| endpoint.path == long).expect("the endpoint");
    assert!(endpoint.name.len() <= 100);
    assert_eq!(check("/v9/nul/a", &["[]"], &["base: /v9/nul"]).file, "spec/nul_2.yaml");
    assert_eq!(check("/v9/shop/a", &["[]"], &["base: /v9/shop"]).file, "spec/shop_v9.yaml");
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let key =
        "[a-e]{1,2}|id|pk|next|cursor|type|taken_at|con|Nul|\u{f900}|\u{8c48}|e\u{301}|[a-z_]{90,520}|[^\u{0}]{0,4}";
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "[a-z0-9_:/. -]{0,12}|12345|https://x.example/a".prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..9).prop_map(Into::into),
            prop::collection::btree_map(key, inner, 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// What a caller can name, good and bad.
fn hint() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[a-e]|q|next|cursor|Item|[A-E][a-e]{2}|con|String|[a-z_]{90,200}|[^\u{0}]{1,4}")
}

proptest! {
    #[test]
    fn any_response_gives_a_valid_entry_that_fits_it(
        responses in prop::collection::vec(json(), 1..3),
        (name, cursor) in (hint(), hint()),
    ) {
        let texts: Vec<_> = responses.iter().map(ToString::to_string).collect();
        let texts: Vec<_> = texts.iter().map(String::as_str).collect();
        let hints = Hints { name: name.as_deref(), cursor: cursor.as_deref(), example: None, ..Hints::default() };
        let infer = |hints: Hints<'_>| run(&sources(SHOP), "/v1/shop/any?q=1", &texts, hints);
        let is_refused = |error: &Error| ["cannot name a type", "cannot use the name"].iter().any(|what| error.what.starts_with(what));
        let inferred = infer(hints).or_else(|error| match is_refused(&error) {
            true => infer(Hints { name: None, ..hints }),
            false => Err(error),
        });
        let inferred = match inferred {
            Ok(inferred) => inferred,
            Err(Error { why, .. }) if why.ends_with("cannot name the parameter that takes the cursor") => return Ok(()),
            Err(failure) => panic!("{failure:?}"),
        };
        let endpoint = inferred.api.groups[0].endpoints.iter().find(|endpoint| endpoint.path == "/v1/shop/any").expect("it");
        prop_assert!(!matches!(endpoint.returns.ty(), Some(Type::External(_))));
        if let Some(cursor) = cursor {
            prop_assert!(endpoint.params.iter().any(|param| param.wire == cursor), "{}", inferred.entry);
        }
    }
}

#[test]
fn names_that_rust_never_takes_as_they_are_are_numbered() {
    let inferred = run(&sources(SHOP), "/v1/shop/own?self=1&Self=2", &[r#"{"self": 1, "Self": 2}"#], Hints::default())
        .expect("an entry");
    assert!(inferred.entry.contains("Self: { type: integer, rust: self_2 }"), "{}", inferred.entry);
    assert_eq!(inferred.entry.matches("rust: self_2").count(), 2, "{}", inferred.entry);
}

#[test]
fn a_name_is_used_as_it_is_or_refused() {
    let run = |name: &str, response: &str| {
        let hints = Hints { name: Some(name), ..Hints::default() };
        run(&sources(SHOP), "/v1/shop/own", &[response], hints)
    };
    let object = r#"{"weight": 1.5}"#;
    for response in [object, r#"[{"weight": 1.5}]"#] {
        assert!(run("Parcel", response).expect("an entry").entry.contains("  Parcel:"), "{response}");
    }
    for name in ["", "parcel", "Par cel", "1A", "Pär", "String", "Self", "A\u{1b}", "HTTPThing"] {
        let error = run(name, object).expect_err(name);
        assert!(error.what.starts_with("cannot name a type") && !error.what.contains('\u{1b}'), "{error:?}");
    }
    for (name, response, why) in [
        ("Item", object, "another definition has the name"),
        ("Parcel", "[1, 2]", "neither the response nor an item of it is an object"),
        ("Parcel", "{}", "neither the response nor an item of it is an object"),
        ("Parcel", r#"{"id": 1, "title": "a"}"#, "is of the type `Item` of the spec"),
    ] {
        let error = run(name, response).expect_err(response);
        assert!(error.why.contains(why), "{name} {response}: {error:?}");
    }
}

#[test]
fn a_list_whose_name_no_path_can_have_is_no_page() {
    for name in ["", " ", "a.b", "x?"] {
        let response = format!(r#"{{"{name}": [{{"id": 1}}], "a": {{"next": "x"}}}}"#);
        let hints = Hints { cursor: Some("con"), ..Hints::default() };
        let inferred = run(&sources(SHOP), "/v1/shop/own", &[&response], hints).expect(&response);
        assert!(!inferred.entry.contains("\n    pages:"), "{}", inferred.entry);
    }
}

/// The spec with families, one of which has a group.
fn with_families() -> Vec<Source> {
    let families = "{ v2: { doc: Newer., feature: v2 }, gql: { doc: Others. } }";
    let api = API.trim_end().strip_suffix('}').expect("a mapping");
    let source = |path: &str, text: String| Source { path: format!("spec/{path}"), text };
    vec![
        source("api.yaml", format!("{api}, families: {families} }}\n")),
        source("shop.yaml", SHOP.to_owned()),
        source("v2_shop.yaml", "group: { family: v2, doc: Newer., base: /v2/shop }\n".to_owned()),
        source("gql_shop.yaml", "group: { family: gql, doc: Newer., base: /gql/shop }\n".to_owned()),
    ]
}

#[test]
fn a_new_group_below_the_name_of_a_family_is_of_it() {
    for (target, expected, base) in [
        ("/v2/user/by/id", "spec/v2_user.yaml", "/v2/user"),
        ("/gql/user/by/id", "spec/gql_user.yaml", "/gql/user"),
        ("/v2/types/one", "spec/v2_types_2.yaml", "/v2/types"),
    ] {
        let inferred = run(&with_families(), target, &[r#"{"id": 1}"#], Hints::default());
        let Inferred { file, entry, .. } = inferred.unwrap_or_else(|f| panic!("{f:?}"));
        assert_eq!(file, expected);
        let family = target.split('/').nth(1).expect("a part");
        let header = format!("group:\n  family: {family}\n  doc: The endpoints below `{base}`.\n  base: {base}\n");
        assert!(entry.contains(&header), "{entry}");
    }
}

#[test]
fn an_endpoint_below_the_base_of_a_group_of_a_family_goes_to_it() {
    let inferred = run(&with_families(), "/v2/shop/items", &[r#"[{"id": 1, "title": "x"}]"#], Hints::default());
    let Inferred { file, entry, api, .. } = inferred.unwrap_or_else(|f| panic!("{f:?}"));
    assert_eq!(file, "spec/v2_shop.yaml");
    assert!(!entry.contains("family") && entry.contains("/v2/shop/items:"), "{entry}");
    // The type is shared: it is in a group without a family.
    assert!(
        api.groups.iter().any(|group| group.inner == "shop" && group.family == Some(0) && !group.endpoints.is_empty())
    );
}

#[test]
fn a_path_that_only_begins_like_a_family_is_of_none() {
    let inferred = run(&with_families(), "/v22/user", &[r#"{"id": 1}"#], Hints::default());
    let Inferred { file, entry, .. } = inferred.unwrap_or_else(|f| panic!("{f:?}"));
    assert_eq!(file, "spec/user.yaml");
    assert!(!entry.contains("family"), "{entry}");
}
