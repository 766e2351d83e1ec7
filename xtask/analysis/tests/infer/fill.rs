//! Types for what a spec leaves as JSON of any shape.

use analysis::fixture::Fixture;
use analysis::infer::{Filled, fill};
use analysis::unified_diff;
use spec::Source;

const SHOP: &str = "\
api: { name: N, doc: D., crate: c, servers: [{ url: https://a.example }] }
group: { doc: Things for sale., base: /v1/shop }

types:
  # A thing.
  Item:
    doc: A thing for sale.
    fields:
      name: string
      extra: json   # whatever the seller says
      more?: json?
      parts: [json]
      by_name: { string: json }
      mixed: json
      never?: json

endpoints:
  /v1/shop/items: { doc: Things., returns: [Item], example: shop/items.json }
  /v1/shop/any: { doc: Anything., returns: json }
";

const ITEMS: &str = r#"[
  { "name": "a", "extra": { "colour": "red", "size": { "width": 1, "height": 2.5 } }, "more": [1, 2],
    "parts": [{ "id": "p-100001", "part_of": null }], "by_name": { "x y": { "count": 1 } }, "mixed": 1 },
  { "name": "b", "extra": { "colour": "red" }, "parts": [], "by_name": {}, "mixed": "x" },
  { "name": "c", "extra": { "size": { "width": 7, "height": 8 } }, "more": null, "parts": [],
    "by_name": { "z-1.2": { "count": 3 } }, "mixed": {} }
]"#;

#[track_caller]
fn filled(spec: &str, fixtures: &[(&str, &str)]) -> (Vec<Source>, Filled) {
    let sources = vec![Source { path: "spec/shop.yaml".to_owned(), text: spec.to_owned() }];
    let fixtures: Vec<_> =
        fixtures.iter().map(|(path, text)| Fixture::parse(path, path, *text).expect("JSON")).collect();
    let filled = fill(&sources, &fixtures).unwrap_or_else(|problems| {
        panic!("{}", spec::render(&problems, &sources, spec::Color::Plain));
    });
    let after = spec::read(&filled.sources).unwrap_or_else(|problems| {
        panic!("{}", spec::render(&problems, &filled.sources, spec::Color::Plain));
    });
    let findings = analysis::conformance::check(&after, &filled.sources, &fixtures);
    let breaking = findings.iter().filter(|finding| finding.severity > analysis::findings::Severity::Notice);
    assert_eq!(breaking.count(), 0, "the responses fit the new types: {findings:#?}");
    (sources, filled)
}

#[test]
fn fields_of_json_get_types_and_nothing_else_changes() {
    let (before, filled) = filled(SHOP, &[("shop/items.json", ITEMS)]);
    assert_eq!(filled.filled, ["Item.extra", "Item.more", "Item.parts", "Item.by_name"]);
    let left: Vec<_> = filled.left.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(left, ["Item.mixed", "Item.never", "/v1/shop/any"]);
    let diff = unified_diff::changed(&before, &filled.sources, str::to_owned);
    let changed: Vec<_> = diff.lines().filter(|line| line.starts_with(['+', '-'])).skip(2).collect();
    let expected = [
        "+ids:",
        "+  PartId:",
        "-      extra: json   # whatever the seller says",
        "-      more?: json?",
        "-      parts: [json]",
        "-      by_name: { string: json }",
        "+      extra: Extra   # whatever the seller says",
        "+      more?: \"[integer]?\"",
        "+      parts: [Part]",
        "+      by_name: {string: ByName}",
        "+  Extra:",
        "+      colour?: string",
        "+      size?: Size",
        "+  Size:",
        "+      width: integer",
        "+      height: number",
        "+  Part:",
        "+      id: PartId",
        "+  ByName:",
        "+      count: integer",
    ];
    for line in expected {
        assert!(changed.iter().any(|changed| changed.starts_with(line)), "`{line}` is not in\n{diff}");
    }
    let removed: Vec<_> = changed.iter().filter(|line| line.starts_with('-')).collect();
    assert_eq!(removed.len(), 4, "{diff}");
    assert!(diff.contains("An object in `Item.extra`, seen 3 times; nothing more is known of it."), "{diff}");
    assert!(!diff.contains("basis"), "the example shows it:\n{diff}");
}

#[test]
fn a_type_that_the_spec_has_is_used_and_a_response_gets_one_too() {
    let spec = SHOP
        .replace("mixed: json", "mixed: json\n  Sizes: { doc: Sizes., fields: { width: integer, height: number } }\n");
    let spec = spec.replace("      never?: json\n", "");
    let any = r#"{ "things": [{ "width": 1, "height": 2 }], "total": 5 }"#;
    let (_, filled) = filled(&spec, &[("shop/items.json", ITEMS), ("shop/any.json", any)]);
    let text = &filled.sources[0].text;
    assert!(filled.filled.iter().any(|place| place == "/v1/shop/any"), "{:?}", filled.left);
    assert!(text.contains("size?: Sizes") && text.contains("things: [Sizes]"), "{text}");
    assert!(text.contains("{ doc: Anything., returns: ShopAny }"), "{text}");
    assert!(text.contains("basis: prose"), "no example shows the response:\n{text}");
}

#[test]
fn without_values_nothing_changes() {
    let (before, filled) = filled(SHOP, &[("shop/items.json", "[]")]);
    assert_eq!(before[0].text, filled.sources[0].text);
    assert_eq!(filled.filled.len(), 0);
}
