//! Types for all that a spec leaves as JSON, with names that a person gives.

use analysis::fixture::Fixture;
use analysis::infer::{Named, Names, fill_named};
use spec::Source;

const API: &str = "\
api:
  name: N
  doc: D.
  crate: c
  servers: [{ url: https://a.example }]
  families: { v1: { doc: Old. }, v2: { doc: New. } }
";

const OLD: &str = "\
group: { family: v1, doc: Old things., base: /v1 }
endpoints:
  /v1/item: { doc: An item., returns: json, example: v1_shop/item.json }
  /v1/items: { doc: Items., returns: [[json], cursor?] }
";

const NEW: &str = "\
group: { family: v2, doc: New things., base: /v2 }
ids: { ShelfId: A shelf. }
types:
  Shelf: { doc: A shelf., fields: { shelf_id: ShelfId } }
endpoints:
  /v2/item: { doc: An item., returns: json }
  /v2/shelf: { doc: A shelf., returns: Shelf }
";

const NAMES: &str = "\
files:
  shared.yaml:
    owner: Account
    seller: Account
    tags: Tagging = Tags | [Tag]
  v1_shop.yaml:
    /v1/item: ItemResponse
    /v1/items: Item
    item: Item
    by_size: '{Size}'
    '1$x(y:$z)': string as extra
    number: string
docs:
  Account: Somebody.
  name: The name.
  Item.name: What it is.
";

/// An item with everything; another with an owner whose fields are others, tags in a list, and nulls.
const ITEM: &str = r#"{ "item": { "id": 1, "name": "a", "owner": { "name": "o" }, "tags": { "in": 3 },
  "by_size": { "s-1": { "width": 1 } }, "1$x(y:$z)": "q", "mixed": 1, "number": "7" } }"#;
const ITEMS: &str = r#"[[ { "id": 2, "seller": { "rank": 2, "name": null }, "tags": [{ "text": "t" }], "by_size": {},
  "mixed": "m", "number": null } ], null]"#;
const NEW_ITEM: &str = r#"{ "owner": { "since": "2026-01-31" }, "part": { "part_of": { "depth": 1 } }, "shelf_id": "7",
  "1lsold_at": 1775048403, "is_done__(of:\"X\")": false, "width": 1, "1fwidth": 1.5, "2fa_enabled": true,
  "1st_post": true, "never": null, "list": [] }"#;

fn sources() -> Vec<Source> {
    let files = [("spec/api.yaml", API), ("spec/v1_shop.yaml", OLD), ("spec/v2_shop.yaml", NEW)];
    files.map(|(path, text)| Source { path: path.to_owned(), text: text.to_owned() }).to_vec()
}

fn fixtures() -> Vec<Fixture> {
    let files = [("v1_shop/item.json", ITEM), ("v1_shop/items.json", ITEMS), ("v2_shop/item.json", NEW_ITEM)];
    files.map(|(path, text)| Fixture::parse(path, path, text).expect("JSON")).to_vec()
}

fn named() -> Named {
    filled_with(NAMES)
}

fn filled_with(names: &str) -> Named {
    let names = Names::read("names.yaml", names).expect("names");
    fill_named(&sources(), &fixtures(), &names).unwrap_or_else(|(problems, sources)| {
        panic!("{}", spec::render(&problems, &sources, spec::Color::Plain));
    })
}

fn file<'n>(named: &'n Named, name: &str) -> &'n str {
    let source = named.filled.sources.iter().find(|source| source.path == format!("spec/{name}"));
    &source.unwrap_or_else(|| panic!("{name} is missing")).text
}

#[test]
fn all_objects_of_a_name_are_one_type_and_every_field_may_be_absent() {
    let named = named();
    let shared = file(&named, "shared.yaml");
    let account = "  Account:\n    doc: Somebody.\n    fields:\n      \
                   name?: { type: string?, doc: \"The name.\" }\n      \
                   rank?: integer\n      since?: date\n";
    assert!(shared.contains(account), "{shared}");
    let old = file(&named, "v1_shop.yaml");
    for line in [
        "  /v1/item: { doc: An item., returns: ItemResponse, example: v1_shop/item.json }",
        "  /v1/items: { doc: Items., returns: [[Item], cursor?] }",
        "      name?: { type: string, doc: \"What it is.\" }",
        "      owner?: Account",
        "      seller?: Account",
        "      by_size?: {string: Size}",
        "      number?: string?",
        "      \"1$x(y:$z)?\": { type: string, rust: extra }",
        "      id?: integer",
    ] {
        assert!(old.lines().any(|written| written == line), "{line}\n{old}");
    }
}

#[test]
fn marks_before_names_and_arguments_after_them_are_not_in_rust() {
    let fields = file(&named(), "v2_shop.yaml").to_owned();
    for line in [
        "      \"1lsold_at?\": { type: timestamp, rust: sold_at }",
        "      \"is_done__(of:\\\"X\\\")?\": { type: boolean, rust: is_done, doc: \"False in all known responses.\" }",
        "      width?: integer",
        "      \"1fwidth?\": { type: number, rust: field_1fwidth }",
        "      \"2fa_enabled?\": { type: boolean, rust: field_2fa_enabled }",
        "      \"1st_post?\": { type: boolean, rust: field_1st_post }",
    ] {
        assert!(fields.lines().any(|written| written == line), "{line}\n{fields}");
    }
}

#[test]
fn a_name_that_a_person_gives_is_not_given_to_another_field() {
    let fixture = r#"{ "item": { "extra": 1, "1$x(y:$z)": "q" } }"#;
    let fixture = Fixture::parse("v1_shop/item.json", "v1_shop/item.json", fixture).expect("JSON");
    let names = Names::read("names.yaml", NAMES).expect("names");
    let named = fill_named(&sources(), &[fixture], &names).expect("a spec");
    let old = file(&named, "v1_shop.yaml");
    for line in
        ["      extra?: { type: integer, rust: extra_2 }", "      \"1$x(y:$z)?\": { type: string, rust: extra }"]
    {
        assert!(old.lines().any(|written| written == line), "{line}\n{old}");
    }
}

#[test]
fn what_is_never_filled_says_so_and_ids_have_the_type_that_others_of_that_name_have() {
    let fields = file(&named(), "v2_shop.yaml").to_owned();
    for line in [
        "      never?: { type: json?, doc: \"Null in all known responses.\" }",
        "      list?: { type: [json], doc: \"Empty in all known responses.\" }",
        "      shelf_id?: ShelfId",
    ] {
        assert!(fields.lines().any(|written| written == line), "{line}\n{fields}");
    }
}

#[test]
fn a_key_with_an_object_and_a_list_is_a_union() {
    let named = named();
    let old = file(&named, "v1_shop.yaml");
    assert!(old.contains("      tags?: Tagging\n"), "{old}");
    // Beside its object, which one family alone has.
    assert!(old.contains("  Tagging: { doc: \"`Tags`, or a list of `Tag`.\", of: [Tags, \"[Tag]\"] }"), "{old}");
}

#[test]
fn a_type_of_one_family_is_in_its_files_and_one_of_several_is_shared() {
    let named = named();
    let new = file(&named, "v2_shop.yaml");
    assert!(new.contains("  Part:") && new.contains("  PartOf:") && !new.contains("  Account:"), "{new}");
    let made: Vec<_> = named.made.iter().map(|(name, key)| format!("{name} of {key}")).collect();
    assert_eq!(made, ["Part of ShopItemResponse.part", "PartOf of Part.part_of", "ShopItemResponse of /v2/item"]);
}

#[test]
fn names_that_are_made_have_no_mark_and_the_family_only_where_two_need_it() {
    let fixture = |path: &str, text: &str| Fixture::parse(path, path, text).expect("JSON");
    let fixtures = [
        fixture("v1_shop/item.json", r#"{ "1$parts(first:2)": [{ "depth": 1 }] }"#),
        fixture("v2_shop/item.json", r#"{ "2d_part": { "width": 1 } }"#),
    ];
    let names = Names::read("names.yaml", "files: {}").expect("names");
    let named = fill_named(&sources(), &fixtures, &names).expect("a spec");
    let made: Vec<_> = named.made.iter().map(|(name, key)| format!("{name} of {key}")).collect();
    // Two endpoints of one name in two families: the second one has that of its family, too.
    assert_eq!(
        made,
        [
            "Part of ShopItemResponse.1$parts(first:2)",
            "ShopItemResponse of /v1/item",
            "V2ShopItemResponse of /v2/item",
            "V2ShopItemResponse2dPart of V2ShopItemResponse.2d_part",
        ]
    );
}

/// `Wide` is of v2 alone; `Deep` is held by `Wide` first, and by `Both`, which is of both families and found last.
#[test]
fn what_a_shared_type_holds_is_shared_and_lies_beside_it() {
    let fixture = |path: &str, text: &str| Fixture::parse(path, path, text).expect("JSON");
    let deep = r#""deep": { "inner": { "x": 1 } }"#;
    let fixtures = [
        fixture("v1_shop/item.json", r#"{ "both": { "y": 1 } }"#),
        fixture(
            "v2_shop/item.json",
            &format!(r#"{{ "wide": {{ {deep} }}, "both": {{ {deep} }}, "own": {{ "z": 1 }} }}"#),
        ),
    ];
    let names = "files: { posts.yaml: { both: Both }, v1_shop.yaml: { own: Own } }";
    let named = fill_named(&sources(), &fixtures, &Names::read("names.yaml", names).expect("names")).expect("a spec");
    for (name, types) in [
        ("posts.yaml", vec!["Both", "Deep", "Inner"]),
        // `Own` is of v2 alone: a file of v1 cannot have it.
        ("v2_shop.yaml", vec!["Shelf", "V2ShopItemResponse", "Wide", "Own"]),
        ("v1_shop.yaml", vec!["ShopItemResponse"]),
    ] {
        let lines = file(&named, name).lines();
        let definitions =
            lines.filter_map(|line| line.strip_prefix("  ")).filter(|line| line.starts_with(char::is_uppercase));
        let found: Vec<_> = definitions.filter_map(|line| line.split(':').next()).collect();
        assert_eq!(found, types, "{name}");
    }
}

#[test]
fn the_types_fit_the_responses_and_what_has_no_type_is_named() {
    let named = named();
    assert_eq!(named.mixed, ["Item.mixed: integer and string were seen"]);
    assert_eq!(named.filled.filled, ["/v1/item", "/v1/items", "/v2/item"]);
    let api = spec::read(&named.filled.sources).expect("a spec");
    let findings = analysis::conformance::check(&api, &named.filled.sources, &fixtures());
    let breaking = findings.iter().filter(|finding| finding.severity > analysis::findings::Severity::Notice);
    assert_eq!(breaking.count(), 0, "{findings:#?}");
}

#[test]
fn names_that_cannot_be_read_are_refused_with_the_reason() {
    let why = |text: &str| Names::read("names.yaml", text).expect_err(text).why;
    assert!(why("types: {}").contains("unknown field `types`"));
    assert_eq!(why("files: { a.yaml: { x: X }, b.yaml: { x: Y } }"), "`x` is in a.yaml and in b.yaml");
    assert!(!why("[").is_empty());
}

#[test]
fn a_name_that_nothing_can_have_is_refused_with_its_key() {
    let why = |value: &str| {
        let text = format!("files: {{ a.yaml: {{ tags: '{value}' }} }}");
        Names::read("names.yaml", &text).expect_err(value).why
    };
    for (value, begin) in [
        ("T = A | B", "`tags` in a.yaml: `T = A | B` is not a union; write `Item`"),
        ("T = A | [b]", "`tags` in a.yaml: `b` cannot be the name of a type"),
        ("Item as", "`tags` in a.yaml: `Item as` cannot be the name of a type"),
        ("[Item]", "`tags` in a.yaml: `[Item]` cannot be the name of a type"),
        ("Item as Other", "`tags` in a.yaml: `Other` cannot be the name of a field in Rust"),
        ("strng", "`tags` in a.yaml: `strng` cannot be the name of a type"),
    ] {
        assert!(why(value).starts_with(begin), "{value}: {}", why(value));
    }
    for value in ["Item", "{Item}", "T = A | [B]", "string as text", "{ Item } as items"] {
        let text = format!("files: {{ a.yaml: {{ tags: '{value}' }} }}");
        assert!(Names::read("names.yaml", &text).is_ok(), "{value}");
    }
}

#[test]
fn names_and_docs_that_nothing_takes_are_reported() {
    assert_eq!(named().unused, Vec::<String>::new());
    let names =
        NAMES.replace("    owner:", "    Item.ownr: Account\n    owner:") + "  Acount: Nobody.\n  Item.id: Its id.\n";
    let named = filled_with(&names);
    let unused = ["no response has `Item.ownr` inside of `json`", "no new type or field takes the doc of `Acount`"];
    assert_eq!(named.unused, unused);
}
