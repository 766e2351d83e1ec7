//! Every rule fires on one edit of a spec, and only it.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

use std::collections::BTreeSet;

use analysis::diff::{Change, Effect, RULES, changes};
use spec::{Api, Source};

const SHOP: &str = include_str!("diff/shop.yaml");

/// A rule, the edits that it finds (the old and the new text), the item, and the line that breaks.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str, &'static str);

const CASES: &[Case] = &[
    ("crate_changed", &[("crate: shop", "crate: store")], "shop", "use shop::Client;"),
    (
        "keys_changed",
        &[("  auth: { header: x-key, env: SHOP_KEY }\n", "")],
        "shop::Client::new",
        "let client = Client::new(key);",
    ),
    (
        "keys_changed",
        &[("auth: { header: x-key, env: SHOP_KEY }", "auth: { scheme: Basic, env: [SHOP_KEY, SHOP_SECRET] }")],
        "shop::Client::new",
        "let client = Client::new(key);",
    ),
    ("key_header_changed", &[("auth: { header: x-key,", "auth: { scheme: Bearer,")], "shop::service::SERVICE", ""),
    (
        "rate_limit_changed",
        &[("per_second: 5", "per_second: 5, remaining: left, reset: when")],
        "shop::service::SERVICE",
        "",
    ),
    (
        "limits_changed",
        &[(", idle_seconds: 5, body_bytes: 1000", ", body_bytes: 1000, idle_seconds: 6")],
        "shop::service::SERVICE",
        "",
    ),
    (
        "headers_changed",
        &[("  crate: shop\n", "  crate: shop\n  headers: { x-version: two }\n")],
        "shop::service::SERVICE",
        "",
    ),
    (
        "headers_changed",
        &[("    safe: true\n", "    safe: true\n    headers: { x-version: two }\n")],
        "shop::items::ItemsApi::find",
        "",
    ),
    (
        "server_changed",
        &[("    safe: true\n", "    safe: true\n    server: files\n")],
        "shop::items::ItemsApi::find",
        "",
    ),
    ("body_format_changed", &[("    form: { marks", "    body: { marks")], "shop::items::ItemsApi::find", ""),
    ("safe_changed", &[("    safe: true\n", "")], "shop::items::ItemsApi::find", ""),
    (
        "idempotency_added",
        &[("    doc: Replaces.\n", "    doc: Replaces.\n    idempotency: x-once\n")],
        "shop::items::ItemsApi::put_line",
        "",
    ),
    (
        "idempotency_removed",
        &[("    idempotency: x-once\n", "")],
        "shop::items::ItemsApi::order",
        "client.items().order(lines).idempotency_key(key)",
    ),
    ("idempotency_changed", &[("x-once", "x-twice")], "shop::items::ItemsApi::order", ""),
    (
        "param_place_changed",
        &[("amount?: integer", "amount?: { type: integer, header: x-amount }")],
        "shop::items::ByIdRequest::amount",
        "",
    ),
    (
        "list_form_changed",
        &[("marks: [string]", "marks: { type: [string], list: brackets }")],
        "shop::items::ItemsApi::find",
        "",
    ),
    (
        "path_changed",
        &[("  PUT /v1/items/line:\n", "  PATCH /v1/items/line:\n    name: put_line\n")],
        "shop::items::ItemsApi::put_line",
        "",
    ),
    (
        "return_type_changed",
        &[("    returns: none\n", "    returns: bytes\n")],
        "shop::items::ItemsApi::put_line",
        "let response: () = client.items().put_line(body).await?;",
    ),
    (
        "optional_param_added",
        &[("words?: string", "words?: string, more?: string")],
        "shop::items::OrderRequest::more",
        "",
    ),
    (
        "required_param_added",
        &[("lines: [Line]", "lines: [Line], shop: string")],
        "shop::items::ItemsApi::order",
        "client.items().order(lines)",
    ),
    (
        "page_ends_changed",
        &[("next: 1, cursor: page }", "next: 1, cursor: page, end: [\"\"] }")],
        "shop::items::ItemsApi::list",
        "",
    ),
    (
        "constructor_reordered",
        &[("item: ItemId, count: integer", "count: integer, item: ItemId")],
        "shop::types::Line::new",
        "let line = Line::new(item, count);",
    ),
    ("member_added", &[("note: Note }", "note: Note, cash: Bank }")], "shop::types::Payer::Cash", ""),
    ("member_removed", &[(", note: Note }", " }")], "shop::types::Payer::Note", "Payer::Note(value) => .."),
    (
        "member_renamed",
        &[("bank: Bank", "bank: { type: Bank, name: Account }")],
        "shop::types::Payer::Bank",
        "Payer::Bank(value) => ..",
    ),
    (
        "member_type_changed",
        &[("bank: Bank", "bank: Card")],
        "shop::types::Payer::Bank",
        "if let Payer::Bank(value) = payer { .. }",
    ),
    ("tag_changed", &[("tag: object", "tag: kind")], "shop::types::Payer", ""),
    ("tag_changed", &[("bank: Bank", "account: { type: Bank, name: Bank }")], "shop::types::Payer::Bank", ""),
    (
        "key_variable_changed",
        &[("env: SHOP_KEY", "env: STORE_KEY")],
        "shop::Client::from_env",
        "let client = Client::from_env()?;",
    ),
    ("key_header_changed", &[("header: x-key", "header: x-token")], "shop::service::SERVICE", ""),
    ("servers_changed", &[(", { url: https://b.shop.example }", "")], "shop::service::SERVICE", ""),
    ("rate_limit_changed", &[("per_second: 5", "per_second: 6")], "shop::service::SERVICE", ""),
    (
        "account_rate_changed",
        &[("per_second: 5", "per_second: 5, account: { path: /v1/items/quota, field: many }")],
        "shop::service::SERVICE",
        "",
    ),
    ("limits_changed", &[("idle_seconds: 5", "idle_seconds: 6")], "shop::service::SERVICE", ""),
    ("price_header_changed", &[("field: units", "field: price")], "shop::service::SERVICE", ""),
    ("service_doc_changed", &[("doc: A shop.", "doc: The shop.")], "shop::service::SERVICE", ""),
    (
        "error_meaning_changed",
        &[("404: { means: not_found", "404: { means: gone")],
        "shop::Error::kind",
        "if error.kind() == ErrorKind::NotFound { .. }",
    ),
    ("error_code_added", &[("codes:\n", "codes:\n      Gone: { means: gone }\n")], "shop::Error::kind", ""),
    (
        "billing_changed",
        &[("404: { means: not_found, billed: true", "404: { means: not_found, billed: false")],
        "shop::service::SERVICE",
        "",
    ),
    ("error_body_changed", &[("message: [text]", "message: [text, words]")], "shop::Error", ""),
    (
        "error_body_changed",
        &[("message: [text]", "message: [text]\n    bodies: [{ field: ok, is: false }]")],
        "shop::Error",
        "",
    ),
    ("group_doc_changed", &[("doc: Items.", "doc: All items.")], "shop::items::ItemsApi", ""),
    (
        "endpoint_added",
        &[("endpoints:\n", "endpoints:\n  /v1/items/fresh:\n    doc: New ones.\n    returns: [Item]\n")],
        "shop::items::ItemsApi::fresh",
        "",
    ),
    (
        "endpoint_removed",
        &[(
            "  /v1/items/notes:\n    doc: Notes, in pages or not.\n    params: { page?: cursor }\n    returns: [[Note], \"[Item]\", cursor?]\n",
            "",
        )],
        "shop::items::ItemsApi::notes",
        "client.items().notes().await?",
    ),
    (
        "endpoint_renamed",
        &[("    doc: Notes, in", "    name: jottings\n    doc: Notes, in")],
        "shop::items::ItemsApi::notes",
        "client.items().notes().await?",
    ),
    (
        "path_changed",
        &[("  /v1/items/notes:\n", "  /v2/items/notes:\n    name: notes\n")],
        "shop::items::ItemsApi::notes",
        "",
    ),
    ("endpoint_doc_changed", &[("doc: Many items.", "doc: A lot.")], "shop::items::ItemsApi::list", ""),
    (
        "optional_param_added",
        &[("      amount?: integer", "      amount?: integer\n      wide?: boolean")],
        "shop::items::ByIdRequest::wide",
        "",
    ),
    (
        "required_param_added",
        &[("      shelf: ShelfId\n      deep", "      shelf: ShelfId\n      shop: string\n      deep")],
        "shop::items::ItemsApi::by_id",
        "client.items().by_id(id, shelf)",
    ),
    (
        "param_removed",
        &[("      amount?: integer\n", "")],
        "shop::items::ByIdRequest::amount",
        "client.items().by_id(id, shelf).amount(amount)",
    ),
    (
        "param_made_required",
        &[(
            "      deep?: { type: boolean, default: false }\n      amount?: integer",
            "      amount: integer\n      deep?: { type: boolean, default: false }",
        )],
        "shop::items::ByIdRequest::amount",
        "client.items().by_id(id, shelf).amount(amount)",
    ),
    (
        "param_made_optional",
        &[("      shelf: ShelfId\n      deep", "      shelf?: ShelfId\n      deep")],
        "shop::items::ItemsApi::by_id",
        "client.items().by_id(id, shelf)",
    ),
    (
        "params_reordered",
        &[(
            "      id: { type: ItemId, doc: Which. }\n      shelf: ShelfId\n",
            "      shelf: ShelfId\n      id: { type: ItemId, doc: Which. }\n",
        )],
        "shop::items::ItemsApi::by_id",
        "client.items().by_id(id, shelf)",
    ),
    (
        "setter_renamed",
        &[("amount?: integer", "amount?: { type: integer, rust: count }")],
        "shop::items::ByIdRequest::amount",
        "client.items().by_id(id, shelf).amount(amount)",
    ),
    ("argument_renamed", &[("doc: Which. }", "doc: Which., rust: item }")], "shop::items::ItemsApi::by_id", ""),
    (
        "param_wire_changed",
        &[("      shelf: ShelfId\n      deep", "      rack: ShelfId\n      deep")],
        "shop::items::ItemsApi::by_id",
        "",
    ),
    (
        "param_type_changed",
        &[("amount?: integer", "amount?: number")],
        "shop::items::ByIdRequest::amount",
        "client.items().by_id(id, shelf).amount(amount)",
    ),
    ("param_default_changed", &[("default: false", "default: true")], "shop::items::ByIdRequest::deep", ""),
    ("param_doc_changed", &[("doc: Which.", "doc: Which one.")], "shop::items::ItemsApi::by_id", ""),
    (
        "return_type_changed",
        &[("    returns: Item\n", "    returns: Item?\n")],
        "shop::items::ItemsApi::by_id",
        "let response: Item = client.items().by_id(id, shelf).await?;",
    ),
    (
        "pages_added",
        &[("\"[Item]\", cursor?]\n", "\"[Item]\", cursor?]\n    pages: { items: 0, next: 2, cursor: page }\n")],
        "shop::items::ItemsApi::notes",
        "",
    ),
    (
        "pages_removed",
        &[("    pages: { items: 0, next: 1, cursor: page }\n", "")],
        "shop::items::ItemsApi::list",
        "client.items().list().pages()",
    ),
    ("paging_changed", &[("next: 1, cursor: page }", "next: 1, cursor: after }")], "shop::items::ItemsApi::list", ""),
    (
        "cache_changed",
        &[("units: 2, when: { deep: 1 } }", "units: 2, when: { deep: 1 } }\n    cache: { seconds: 60 }")],
        "shop::items::ItemsApi::by_id",
        "",
    ),
    (
        "cache_changed",
        &[("body_bytes: 1000 }", "body_bytes: 1000 }\n  cache: { not_found_seconds: 60 }")],
        "shop::service::SERVICE",
        "",
    ),
    (
        "cost_changed",
        &[("units: 2, when: { deep: 1 }", "units: 3, when: { deep: 1 }")],
        "shop::items::ItemsApi::by_id",
        "",
    ),
    (
        "deprecation_added",
        &[("    doc: Many items.", "    doc: Many items.\n    deprecated: { reason: Too many. }")],
        "shop::items::ItemsApi::list",
        "",
    ),
    ("deprecation_removed", &[("    deprecated: { use: [/v1/items/list] }\n", "")], "shop::items::ItemsApi::all", ""),
    ("deprecation_changed", &[("use: [/v1/items/list]", "use: [/v2/items]")], "shop::items::ItemsApi::all", ""),
    ("definition_added", &[("ids:\n", "ids:\n  CartId: A cart.\n")], "shop::types::CartId", ""),
    (
        "definition_kind_changed",
        &[
            ("  ShelfId: { doc: A shelf., form: text }\n", ""),
            ("  Size:\n", "  ShelfId: { doc: A shelf., of: string, values: { top: Top. } }\n  Size:\n"),
        ],
        "shop::types::ShelfId",
        "shelf_id.as_str()",
    ),
    ("definition_doc_changed", &[("doc: An item.", "doc: The item.")], "shop::types::Item", ""),
    (
        "id_form_changed",
        &[("ItemId: An item.", "ItemId: { doc: An item., form: text }")],
        "shop::types::ItemId",
        "let id = ItemId::new(7);",
    ),
    (
        "field_added",
        &[("      shelf: ShelfId\n      part", "      shelf: ShelfId\n      price: number\n      part")],
        "shop::types::Item::price",
        "",
    ),
    ("field_removed", &[("      size?: Size\n", "")], "shop::types::Item::size", "item.size"),
    ("field_renamed", &[("doc: Its name. }", "doc: Its name., rust: title }")], "shop::types::Item::name", "item.name"),
    (
        "field_wire_changed",
        &[("name: { type: string, doc: Its name. }", "Name: { type: string, doc: Its name. }")],
        "shop::types::Item::name",
        "",
    ),
    (
        "field_made_optional",
        &[("      id: ItemId\n", "      id: ItemId?\n")],
        "shop::types::Item::id",
        "let id: ItemId = item.id;",
    ),
    (
        "field_made_required",
        &[("colour: Colour?", "colour: Colour")],
        "shop::types::Item::colour",
        "if let Some(value) = item.colour { .. }",
    ),
    (
        "field_made_sparse",
        &[("colour: Colour?", "colour?: Colour?")],
        "shop::types::Item::colour",
        "let colour: Option<Colour> = item.colour;",
    ),
    ("field_mark_changed", &[("colour: Colour?", "colour?: Colour")], "shop::types::Item::colour", ""),
    (
        "field_type_changed",
        &[("size?: Size", "size?: integer")],
        "shop::types::Item::size",
        "let size: Option<Size> = item.size;",
    ),
    ("field_doc_changed", &[("doc: Its name.", "doc: The name.")], "shop::types::Item::name", ""),
    (
        "variant_added",
        &[("      green: Green.", "      green: Green.\n      blue: Blue.")],
        "shop::types::Colour::Blue",
        "",
    ),
    ("variant_removed", &[("      green: Green.\n", "")], "shop::types::Colour::Green", "Colour::Green => .."),
    (
        "variant_renamed",
        &[("      green: Green.", "      green: { doc: Green., name: Grass }")],
        "shop::types::Colour::Green",
        "Colour::Green => ..",
    ),
    (
        "variant_wire_changed",
        &[("      green: Green.", "      grn: { doc: Green., name: Green }")],
        "shop::types::Colour::Green",
        "",
    ),
    ("enum_base_changed", &[("of: integer", "of: string")], "shop::types::Size", "size.as_i64()"),
    ("variant_doc_changed", &[("green: Green.", "green: As grass.")], "shop::types::Colour::Green", ""),
];

/// What needs more than an edit of the one file: the old spec, the new one, and the same as above.
fn more_cases() -> Vec<(&'static str, Api, Api, &'static str, &'static str)> {
    let shelves = "group: { doc: Shelves., base: /v1/shelves }\n";
    let unused = "types: { Old: { doc: Old., fields: { a: string } } }\n";
    let with = |more: &str| read(&[("items.yaml", SHOP), ("shelves.yaml", more)]);
    let (late, gated) = (Some("{ doc: Later. }"), Some("{ doc: Later., feature: late }"));
    // A service with a family or none, more of a file without a family, and more of one with it.
    let family = |family: Option<&str>, more: &str, in_family: &str| {
        let families = family.map(|family| format!("  crate: shop\n  families: {{ late: {family} }}\n"));
        let service = SHOP.replace("  crate: shop\n", &families.unwrap_or_else(|| "  crate: shop\n".to_owned()));
        let of = if family.is_some() { ", family: late" } else { "" };
        let group = format!("group: {{ doc: Shelves., base: /late{of} }}\n{in_family}");
        let files = [("items.yaml", service.as_str()), ("late_shelves.yaml", &group), ("more.yaml", more)];
        read(if more.is_empty() { &files[..2] } else { &files })
    };
    let alone = || read(&[("items.yaml", SHOP)]);
    let extension = |service: &str| {
        let endpoint = "group: { doc: D., base: /x }\nendpoints: { /x/y: { doc: Y., returns: json } }\n";
        let sources = [source("x.yaml", &format!("{service}{endpoint}"))];
        spec::read_extension(&sources, "shop").unwrap_or_else(|problems| shown(&problems, &sources))
    };
    let api = SHOP.split("\ngroup:").next().unwrap();
    let least = "api: { name: N, doc: D., crate: shop, servers: [{ url: https://a.example }] }\n";
    let rows =
        |billed: &str| format!("statuses: {{ 2xx: {{ means: ok{billed} }}, other: {{ means: unexpected{billed} }} }}");
    let with_rows = |more: &str| format!("{}, errors: {{ {more} }} }}\n", least.trim_end().trim_end_matches(" }"));
    let free = || read(&[("api.yaml", &with_rows(&rows("")))]);
    let paid = || read(&[("api.yaml", &with_rows(&rows(", billed: false")).replace("], ", "], cost: { units: 1 }, "))]);
    vec![
        ("price_added", free(), paid(), "shop::service::SERVICE", ""),
        ("price_removed", paid(), free(), "shop::service::SERVICE", ""),
        ("group_added", alone(), with(shelves), "shop::shelves::ShelvesApi", ""),
        ("group_removed", with(shelves), alone(), "shop::shelves::ShelvesApi", "client.shelves()"),
        ("definition_removed", with(unused), alone(), "shop::types::Old", "use shop::types::Old;"),
        (
            "group_moved",
            family(None, "", ""),
            family(late, "", ""),
            "shop::late_shelves::LateShelvesApi",
            "client.late_shelves()",
        ),
        (
            "definition_moved",
            family(late, unused, ""),
            family(late, "", unused),
            "shop::types::Old",
            "use shop::types::Old;",
        ),
        ("family_doc_changed", family(late, "", ""), family(Some("{ doc: Other. }"), "", ""), "shop::late", ""),
        ("family_feature_changed", family(late, "", ""), family(gated, "", ""), "shop::late", "client.late()"),
        ("family_feature_removed", family(gated, "", ""), family(late, "", ""), "shop::late", ""),
        ("client_changed", extension(&format!("{api}\n")), extension(""), "shop::Client", "client.x()"),
        ("client_changed", extension(""), extension(&format!("{api}\n")), "shop::Client", "use api::Groups;"),
    ]
}

#[test]
fn every_rule_fires_once_and_only_it() {
    let shop = edited(&[]);
    for (kind, edits, item, breaks) in CASES {
        check(&changes(&shop, &edited(edits)), kind, item, breaks);
    }
    for (kind, old, new, item, breaks) in more_cases() {
        check(&changes(&old, &new), kind, item, breaks);
    }
}

#[track_caller]
fn check(changes: &[Change], kind: &str, item: &str, breaks: &str) {
    let [change] = changes else { panic!("{kind}: one change, not {changes:#?}") };
    assert_eq!(change.kind, kind);
    assert_eq!(change.item, item, "{kind}");
    assert_eq!(change.breaks.as_deref().unwrap_or_default(), breaks, "{kind}");
    assert_eq!(change.breaks.is_some(), change.effect == Effect::Major, "{kind}: what breaks has its line");
    assert!(!change.message.is_empty() && !change.message.ends_with('.'), "{kind}: {}", change.message);
}

#[test]
fn every_rule_has_its_case() {
    let rules: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(rules.len(), RULES.len(), "no two rules have one name");
    let more: Vec<_> = more_cases().into_iter().map(|case| case.0).collect();
    let mut cases: BTreeSet<_> = CASES.iter().map(|case| case.0).chain(more).collect();
    // It never comes alone: the items of a page are a part of what is returned.
    assert!(cases.insert("page_item_changed"));
    // What is sent changes with what sends it, and `new` with the fields.
    cases.extend(["constructor_added", "constructor_removed", "constructor_arguments_changed"]);
    assert_eq!(rules, cases);
}

#[test]
fn another_item_of_a_page_is_told_beside_the_return_type() {
    let edits = [("    returns: [[Item], cursor?]", "    returns: [[Note], cursor?]")];
    let found = changes(&edited(&[]), &edited(&edits));
    let kinds: Vec<_> = found.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, ["return_type_changed", "page_item_changed"]);
    assert_eq!(
        found[1].breaks.as_deref(),
        Some("let item: Option<Item> = client.items().list().items().next().await?;")
    );
}

/// The kinds of changes after one edit, and back.
#[track_caller]
fn both_ways(edit: (&str, &str), kinds: &[&str], back: &[&str]) {
    let (old, new) = (edited(&[]), edited(&[edit]));
    let kinds_of = |changes: Vec<Change>| changes.iter().map(|change| change.kind).collect::<Vec<_>>();
    assert_eq!(kinds_of(changes(&old, &new)), kinds, "{edit:?}");
    assert_eq!(kinds_of(changes(&new, &old)), back, "{edit:?}, back");
}

#[test]
fn what_requests_send_has_a_constructor() {
    both_ways(
        ("words?: string", "words?: string, slip?: Slip"),
        &["optional_param_added", "constructor_added", "constructor_added", "constructor_added", "constructor_added"],
        &["param_removed", "constructor_removed", "constructor_removed", "constructor_removed", "constructor_removed"],
    );
    both_ways(
        ("count: integer,", "count: integer, price: integer,"),
        &["field_added", "constructor_arguments_changed"],
        &["field_removed"],
    );
    both_ways(("count: integer,", "count: integer, price?: integer,"), &["field_added"], &["field_removed"]);
    both_ways(
        ("remark?: string", "remark: string?"),
        &["field_mark_changed", "constructor_arguments_changed"],
        &["field_mark_changed", "constructor_arguments_changed"],
    );
    // Nobody makes what is only returned.
    both_ways(("payer: Payer }", "payer: Payer, number: integer }"), &["field_added"], &["field_removed"]);
}

#[test]
fn another_way_to_the_next_page_is_told_with_what_it_costs() {
    let edit = ("next: 1, cursor: page }", "last: id, cursor: after }");
    let found = changes(&edited(&[]), &edited(&[edit]));
    let [change] = found.as_slice() else { panic!("one change, not {found:#?}") };
    assert!(change.kind == "paging_changed" && change.message.contains("checkpoints"), "{change:#?}");
}

#[test]
fn a_new_row_that_says_what_the_class_said_is_no_change() {
    let edits = [("      5xx:", "      503: { means: unavailable, billed: false, retry: backoff }\n      5xx:")];
    assert_eq!(changes(&edited(&[]), &edited(&edits)), []);
}

#[test]
fn a_box_is_another_type() {
    // `Note` comes to hold an `Item` that holds a `Note`.
    let edits = [
        ("fields: { text: string }", "fields: { text: string, item: Item }"),
        ("      shelf: ShelfId\n      part", "      shelf: ShelfId\n      note?: Note\n      part"),
    ];
    let old = edited(&edits[1..]);
    let found = changes(&old, &edited(&edits));
    let boxed = found.iter().find(|change| change.kind == "field_type_changed").unwrap();
    assert_eq!(boxed.message, "holds `Box<Note>`, was `Note`");
}

/// The path, the parameters, and the kinds of changes.
#[track_caller]
fn renamed(old: (&str, &str), new: (&str, &str), kinds: &[&str]) {
    let with = |(path, params): (&str, &str)| {
        let entry =
            format!("  /v1/{path}:\n    doc: X.\n    name: x\n    params: {params}\n    returns: Item\nendpoints:\n");
        let entry = entry.strip_suffix("endpoints:\n").unwrap().to_owned();
        edited(&[("endpoints:\n", &format!("endpoints:\n{entry}"))])
    };
    let changes = changes(&with(old), &with(new));
    assert_eq!(changes.iter().map(|change| change.kind).collect::<Vec<_>>(), kinds, "{changes:#?}");
}

#[test]
fn a_parameter_with_another_name_in_the_path_is_no_breaking_change() {
    renamed(("x/{id}", "{ id: ItemId }"), ("x/{item_id}", "{ item_id: ItemId }"), &["path_changed"]);
    let two = ("x/{a}/{b}", "{ a: ItemId, b: string }");
    renamed(two, ("x/{c}/{b}", "{ c: ItemId, b: string }"), &["path_changed"]);
    // The same call, another path: the values change places.
    renamed(two, ("x/{b}/{a}", "{ a: ItemId, b: string }"), &["path_changed"]);
    renamed(two, ("x/{a}/{b}", "{ b: string, a: ItemId }"), &["params_reordered"]);
    renamed(two, ("x/{c}/{d}", "{ d: string, c: ItemId }"), &["path_changed", "params_reordered"]);
    renamed(("x/{id}", "{ id: ItemId }"), ("x/{id}", "{ id: ShelfId }"), &["param_type_changed"]);
    renamed(("x/{id}", "{ id: ItemId }"), ("x/{s}", "{ s: ShelfId }"), &["path_changed", "param_type_changed"]);
}

#[test]
fn an_argument_with_another_name_on_the_wire_is_no_breaking_change() {
    let pair = ("x", "{ from: string, to: string, max?: integer }");
    renamed(pair, ("x", "{ source: string, to: string, max?: integer }"), &["param_wire_changed"]);
    renamed(
        pair,
        ("x", "{ source: { type: string, rust: from }, to: string, max?: integer }"),
        &["param_wire_changed"],
    );
    renamed(pair, ("x", "{ from: string, to: string, most?: { type: integer, rust: max } }"), &["param_wire_changed"]);
    // A method of the request is called by its name.
    let most = ("x", "{ from: string, to: string, most?: integer }");
    renamed(pair, most, &["optional_param_added", "param_removed"]);
    // An argument of another type is another argument.
    let count = ("x", "{ source: integer, to: string, max?: integer }");
    renamed(pair, count, &["required_param_added", "param_removed"]);
    renamed(pair, ("x", "{ to: string, from: string, max?: integer }"), &["params_reordered"]);
}

#[test]
fn equal_specs_have_no_changes() {
    assert_eq!(changes(&edited(&[]), &edited(&[])), []);
}

#[track_caller]
fn edited(edits: &[(&str, &str)]) -> Api {
    let mut text = SHOP.to_owned();
    for (old, new) in edits {
        assert_eq!(text.matches(old).count(), 1, "`{old}` is once in the spec");
        text = text.replacen(old, new, 1);
    }
    read(&[("items.yaml", &text)])
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

#[track_caller]
fn read(files: &[(&str, &str)]) -> Api {
    let sources: Vec<_> = files.iter().map(|(path, text)| source(path, text)).collect();
    spec::read(&sources).unwrap_or_else(|problems| shown(&problems, &sources))
}

#[track_caller]
fn shown(problems: &spec::Problems, sources: &[Source]) -> Api {
    panic!("{}", spec::render(problems, sources, spec::Color::Plain))
}
