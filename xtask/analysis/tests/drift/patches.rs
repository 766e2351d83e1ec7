//! What `--patch` prints: it settles the drift, and touches nothing else of the files.

use analysis::drift::patch::patch;
use analysis::findings::{Finding, Severity};
use analysis::unified_diff;

use spec::Source;

use crate::shop::Shop;

fn diff(before: &[Source], after: &[Source]) -> String {
    unified_diff::changed(before, after, str::to_owned)
}

fn above_notice(findings: &[Finding]) -> Vec<&Finding> {
    findings.iter().filter(|finding| finding.severity > Severity::Notice).collect()
}

/// The drift is there, and the patch settles it with exactly these lines taken and given.
#[track_caller]
fn check(shop: &Shop, changed: &[&str]) {
    assert!(!above_notice(&shop.findings()).is_empty(), "there is drift");
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    let text = diff(&shop.sources, &patched.sources);
    let is_changed = |line: &&str| (line.starts_with('+') || line.starts_with('-')) && !is_header(line);
    assert_eq!(text.lines().filter(is_changed).collect::<Vec<_>>(), changed, "{text}");
    let after = Shop { sources: patched.sources, ..shop.clone() };
    assert!(above_notice(&after.findings()).is_empty(), "{:#?}", after.findings());
}

fn is_header(line: &str) -> bool {
    line.starts_with("+++ ") || line.starts_with("--- ")
}

const SEEN: &str = "doc: \"Seen in responses; nothing more is known of it.\"";

#[test]
fn a_new_field_comes_where_the_response_has_it() {
    let shop = Shop::new().response("items", "\"price\": 300,", "\"price\": 300, \"age\": 4,");
    check(&shop, &[&format!("+      age?: {{ type: integer, {SEEN} }}")]);
}

#[test]
fn a_new_field_behind_a_block_keeps_the_block_and_the_comments() {
    let shop = Shop::new().response(
        "item",
        "\"note\": \"flies\",",
        "\"note\": \"flies\", \"until\": \"2026-04-01T13:00:03Z\",",
    );
    check(&shop, &[&format!("+      until?: {{ type: timestamp, {SEEN} }}")]);
}

#[test]
fn a_new_field_goes_between_braces() {
    let shop = Shop::new().response(
        "items",
        "\"label\": \"water\",",
        "\"label\": \"water\", \"link\": \"https://shop.test\",",
    );
    let (before, after) = ("fields: { label: string, rank: integer } }", "fields: { ");
    check(
        &shop,
        &[
            &format!("-  Tag: {{ doc: A label., {before}"),
            &format!(
                "+  Tag: {{ doc: A label., {after}link?: {{ type: url, {SEEN} }}, label: string, rank: integer }} }}"
            ),
        ],
    );
}

#[test]
fn new_fields_take_known_types_by_name_and_by_shape() {
    let shop = Shop::new().response(
        "item",
        "\"price\": 1200,",
        "\"price\": 1200, \"first\": { \"label\": \"x\", \"rank\": 1 }, \"none\": null, \"many\": [[1, null], []], \"any\": [1, \"x\"],",
    );
    check(
        &shop,
        &[
            &format!("+      first?: {{ type: Tag, {SEEN} }}"),
            &format!("+      none?: {{ type: json, {SEEN} }}"),
            &format!("+      many?: {{ type: [[integer?]], {SEEN} }}"),
            &format!("+      any?: {{ type: [json], {SEEN} }}"),
        ],
    );
    let shop = Shop::new().response("items", "\"label\": \"water\",", "\"label\": \"water\", \"pk\": 5,");
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    assert!(patched.sources[1].text.contains("pk?: { type: ItemPk,"), "{}", patched.sources[1].text);
}

#[test]
fn names_that_are_no_words_of_yaml_or_rust_are_settled() {
    let shop = Shop::new().response(
        "item",
        "\"price\": 1200,",
        "\"price\": 1200, \"on sale\": true, \"Name\": \"x\", \"#\": \"y\", \"true\": 1, \"\": 2,",
    );
    check(
        &shop,
        &[
            &format!("+      \"on sale?\": {{ type: boolean, {SEEN} }}"),
            &format!("+      Name?: {{ type: string, {SEEN}, rust: name_2 }}"),
            &format!("+      \"#?\": {{ type: string, {SEEN}, rust: field }}"),
            &format!("+      true?: {{ type: integer, {SEEN} }}"),
            &format!("+      \"?\": {{ type: integer, {SEEN}, rust: field_2 }}"),
        ],
    );
}

#[test]
fn what_no_example_shows_is_not_said_to_be_from_one() {
    let more =
        include_str!("item.json").replace("\"price\": 1200,", "\"price\": 1200, \"age\": 4,").replace("red", "pink");
    let shop = Shop::new().with("shop/item_2.json", &more);
    check(
        &shop,
        &[
            &format!("+      pink: {{ {SEEN}, basis: prose }}"),
            &format!("+      age?: {{ type: integer, {SEEN}, basis: prose }}"),
        ],
    );
}

#[test]
fn marks_are_added_where_they_are_needed() {
    let shop =
        Shop::new().response("items", "\"price\": 900,", "").response("items", "\"name\": \"Ball\"", "\"name\": null");
    check(
        &shop,
        &[
            "-      name: string   # never empty",
            "-      price: { type: integer, doc: \"In cents.\" }",
            "+      name: string?   # never empty",
            "+      price?: { type: integer, doc: \"In cents.\" }",
        ],
    );
}

#[test]
fn a_mark_behind_a_bracket_goes_into_quotes() {
    let shop = Shop::new().response("items", "\"stock\": { \"north\": 1, \"south\": 0 }", "\"stock\": null");
    check(&shop, &["-      stock: {string: integer}", "+      stock: \"{string: integer}?\""]);
    let shop = Shop::new().response("items", "[{ \"label\": \"water\", \"rank\": 1 }]", "null");
    check(&shop, &["-        - Tag", "+        \"[Tag]?\""]);
}

#[test]
fn types_widen_to_what_was_seen() {
    let shop = Shop::new().response("items", "\"price\": 300", "\"price\": 3.5");
    check(&shop, &price("number"));
    let shop = Shop::new().response("items", "\"price\": 300", "\"price\": \"3.00\"");
    check(&shop, &price("json"));
    let shop = Shop::new().response("item", "\"2026-04-01T13:00:03Z\"", "\"yesterday\"");
    check(&shop, &["-      added_at: timestamp", "+      added_at: string"]);
    let shop = Shop::new().response("items", "\"south\": 0", "\"south\": null");
    check(&shop, &["-      stock: {string: integer}", "+      stock: {string: integer?}"]);
    let shop = Shop::new().response("items", "\"25\"", "\"25\", true");
    let comment = "   # the page, and where the next one starts";
    let (before, after) = ("-    returns: [[Item], cursor?]", "+    returns: [[Item], cursor?, boolean]");
    check(&shop, &[&format!("{before}{comment}"), &format!("{after}{comment}")]);
}

fn price(ty: &str) -> [&'static str; 2] {
    match ty {
        "number" => [
            "-      price: { type: integer, doc: \"In cents.\" }",
            "+      price: { type: number, doc: \"In cents.\" }",
        ],
        _ => {
            ["-      price: { type: integer, doc: \"In cents.\" }", "+      price: { type: json, doc: \"In cents.\" }"]
        }
    }
}

#[test]
fn a_new_object_gets_a_type() {
    let shop = Shop::new().response(
        "item",
        "\"price\": 1200,",
        "\"price\": 1200, \"maker\": { \"name\": \"Ann\", \"since\": null, \"places\": [{ \"x\": 1 }, { \"x\": 2, \"y\": 3 }] },",
    );
    check(
        &shop,
        &[
            &format!("+      maker?: {{ type: Maker, {SEEN} }}"),
            "+  Maker:",
            &format!("+    {SEEN}"),
            "+    fields:",
            "+      name: string",
            "+      since: json",
            "+      places: [Place]",
            "+  Place:",
            &format!("+    {SEEN}"),
            "+    fields:",
            "+      x: integer",
            "+      y?: integer",
        ],
    );
}

#[test]
fn new_types_have_names_of_their_own_and_objects_of_one_shape_share_one() {
    let objects = "\"tag\": { \"a\": 1 }, \"other\": { \"a\": 2 }, \"by_id\": { \"17\": { \"b\": 1 }, \"18\": { \"b\": 2 } }, \"none\": {},";
    let shop = Shop::new().response("item", "\"price\": 1200,", &format!("\"price\": 1200, {objects}"));
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    let text = &patched.sources[1].text;
    for line in [
        "      tag?: { type: ItemTag,",
        "      other?: { type: ItemTag,",
        "      by_id?: { type: {string: ById},",
        "      none?: { type: json,",
        "  ItemTag:\n",
        "  ById:\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(above_notice(&patched.findings).is_empty(), "{:#?}", patched.findings);
    // A response that no `example:` names is known in another way.
    let shop = Shop::new()
        .with("shop/item_2.json", &include_str!("item.json").replace("\"price\"", "\"at\": { \"x\": 1 }, \"price\""));
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    assert!(
        patched.sources[1].text.contains("      x: { type: integer, basis: prose }\n"),
        "{}",
        patched.sources[1].text
    );
}

#[test]
fn keys_that_name_persons_become_no_fields() {
    let objects = "\"stories\": { \"ann.lee\": { \"n\": 1 }, \"Bob Ray\": { \"n\": 2 }, \"carl\": { \"n\": 3 } },";
    let many: Vec<_> = (0..100).map(|at| format!("\"user{at}x\": {{ \"m\": {at} }}")).collect();
    let objects = format!("{objects} \"fans\": {{ {} }},", many.join(", "));
    let shop = Shop::new().response("item", "\"price\": 1200,", &format!("\"price\": 1200, {objects}"));
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    let text = &patched.sources[1].text;
    for line in ["stories?: { type: {string: Story},", "fans?: { type: {string: Fan},", "  Story:\n", "  Fan:\n"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    for name in ["ann", "Bob", "carl", "user1x"] {
        assert!(!text.contains(name), "{name}: {text}");
    }
}

#[test]
fn a_field_that_became_an_object_gets_a_type() {
    let shop = Shop::new()
        .spec("name: string   # never empty", "name: string?   # never empty")
        .response("item", "\"Kite\"", "{ \"en\": \"Kite\" }")
        .response("items", "\"Ball\"", "{ \"en\": \"Ball\" }")
        .response("items", "\"Bell\"", "null")
        .response("items", "\"Boat\"", "{ \"en\": \"Boat\", \"de\": \"Boot\" }");
    check(
        &shop,
        &[
            "-      name: string?   # never empty",
            "+      name: Name?   # never empty",
            "+  Name:",
            &format!("+    {SEEN}"),
            "+    fields:",
            "+      en: string",
            "+      de?: string",
        ],
    );
}

#[test]
fn a_new_type_goes_between_braces() {
    let mut shop = Shop::new().response("item", "\"label\": \"toys\",", "\"label\": \"toys\", \"at\": { \"x\": 1 },");
    let types = "types: { Tag: { doc: A label., fields: { label: string, rank: integer } }, Item:";
    let text = &mut shop.sources[1].text;
    *text = text.replace("  Tag: { doc: A label., fields: { label: string, rank: integer } }\n", "");
    let (before, rest) = text.split_once("types:\n  Item:\n").expect("the types");
    let (_, after) = rest.split_once("\nendpoints:").expect("the endpoints");
    let item = "{ doc: A thing., fields: { pk: ItemPk, slug: Slug, name: string, price: integer, colour: Colour, size: Size, \
                note?: string, added_at: timestamp, weight: number?, tags: [Tag], stock: {string: integer}, extra: json } } }";
    *text = format!("{before}{types} {item}\nendpoints:{after}");
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    assert!(above_notice(&patched.findings).is_empty(), "{:#?}\n{}", patched.findings, patched.sources[1].text);
    assert!(patched.sources[1].text.contains("types: { At: { doc: "), "{}", patched.sources[1].text);
}

/// A line separator is a line break for YAML, and an escape for the terminal.
#[test]
fn names_that_no_reader_shows_are_settled() {
    let shop = Shop::new().response(
        "item",
        "\"price\": 1200,",
        "\"price\": 1200, \"\\u2028\": 1, \"a\\u202eb\": 2, \"\\u001b[2J\": 3, \"\\u0085\": 4, \"\\ufeff\": 5, \"é\": 6,",
    );
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    assert!(above_notice(&patched.findings).is_empty(), "{:#?}", patched.findings);
    let text = diff(&shop.sources, &patched.sources);
    assert!(text.contains("\"\\u2028?\": {") && !text.contains(analysis::visible::is_hidden), "{text}");
}

#[test]
fn many_findings_take_a_few_checks() {
    let value = |number: usize| match number % 10 {
        0 => format!("{{ \"a_{number}\": {number} }}"),
        _ => number.to_string(),
    };
    let fields: String = (0..2000).map(|number| format!(", \"new_{number}\": {}", value(number))).collect();
    // The last field of the type: what is added to it and below it goes to one place.
    let shop = Shop::new().response("item", "[\"form\", 1] }", &format!("[\"form\", 1] }}{fields}"));
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    assert!(above_notice(&patched.findings).is_empty());
    assert_eq!(patched.checks, 1);
    assert_eq!(patched.sources[1].text.matches(": { type: New").count(), 200);
    let added = |line: &&str| line.trim_start().starts_with("new_");
    let order: Vec<_> = patched.sources[1].text.lines().filter(added).map(|line| line.split('?').next()).collect();
    assert_eq!((order.len(), order[0], order[1999]), (2000, Some("      new_0"), Some("      new_1999")));
}

/// A name that ends with the mark for absence cannot be written: the others are added all the same.
#[test]
fn a_finding_that_cannot_be_fixed_costs_few_checks() {
    let fields: String = (0..500).map(|number| format!("\"new_{number}\": {number}, ")).collect();
    let shop = Shop::new().response("item", "\"price\": 1200,", &format!("{fields}\"odd?\": 1, \"price\": 1200,"));
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    let left: Vec<_> = above_notice(&patched.findings).iter().map(|finding| finding.subject.as_str()).collect();
    assert_eq!(left, ["odd?"]);
    assert!(patched.checks < 30, "{}", patched.checks);
}

#[test]
fn enums_take_values_in() {
    let shop = Shop::new().response("item", "\"red\"", "\"pale pink\"").response("items", "\"red\"", "\"\"");
    check(
        &shop,
        &[&format!("+      \"pale pink\": {{ {SEEN} }}"), &format!("+      \"\": {{ name: Value3, {SEEN} }}")],
    );
    let shop = Shop::new().response("item", "\"size\": 2", "\"size\": -3");
    let before = "1: { name: Small, doc: Small. }, ";
    let last = "2: { name: Large, doc: Large. } }";
    check(
        &shop,
        &[
            &format!("-    values: {{ {before}{last}"),
            &format!("+    values: {{ {before}-3: {{ name: ValueMinus3, {SEEN} }}, {last}"),
        ],
    );
}

#[test]
fn lists_of_values_take_values_in() {
    let map = "    values:\n      red: Red.\n      blue: Blue.   # the sea, not the sky\n";
    let drifted = |values: &str| {
        let shop = Shop::new().spec(map, values).response("item", "\"red\"", "\"pale pink\"");
        shop.response("items", "\"red\"", "\"grey\"")
    };
    let (before, after) = ("-    values: [red, blue]", "+    values: [red, \"pale pink\", grey, blue]");
    check(&drifted("    values: [red, blue]\n"), &[before, after]);
    let lines = "    values:\n      - red\n      - blue   # the sea, not the sky\n";
    check(&drifted(lines), &["+      - \"pale pink\"", "+      - grey"]);
}

#[test]
fn a_page_that_is_none_any_more_is_left_to_a_person() {
    let shop = Shop::new().with("shop/items_2.json", "{\"items\": []}");
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    assert_eq!(diff(&shop.sources, &patched.sources), "");
    let left: Vec<_> = above_notice(&patched.findings).iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(left, ["type_changed"]);
}

#[test]
fn lines_keep_their_ends() {
    let mut shop = Shop::new().response("item", "\"price\": 1200,", "\"price\": 1200, \"age\": 4,");
    shop.sources[1].text = shop.sources[1].text.replace('\n', "\r\n");
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    let text = &patched.sources[1].text;
    assert!(text.contains("nothing more is known of it.\" }\r\n"), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn nothing_is_patched_by_an_error_of_the_service() {
    let shop = Shop::new().with("shop/item_2.json", "{ \"text\": \"Item x not found\", \"code\": \"ItemNotFound\" }");
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    assert_eq!(diff(&shop.sources, &patched.sources), "");
    let left: Vec<_> = above_notice(&patched.findings).iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(left, ["error_body"]);
    // Beside drift that a good response shows, which is fixed as before.
    let shop = shop.response("items", "\"price\": 300,", "\"price\": 300, \"age\": 4,");
    let patched = patch(&shop.sources, &shop.fixtures()).expect("the spec reads");
    let text = diff(&shop.sources, &patched.sources);
    assert!(
        text.contains("+      age?: ") && !text.contains("ItemNotFound") && text.matches("\n+ ").count() == 1,
        "{text}"
    );
}

#[test]
fn parts_of_lists_maps_and_tuples_become_types_and_not_json() {
    // The list has items of another kind in one response, which shows nothing of the type that they had.
    let tags = r#""tags": [{ "label": "toys", "rank": 1 }, { "label": "wind", "rank": 2 }],"#;
    let shop = Shop::new()
        .spec("      tags:\n        - Tag\n", "      tags: [string]\n")
        .response(
            "item",
            tags,
            r#""tags": [{ "name": "x", "at": { "row": 1 } }, { "name": "y", "at": { "row": 2 } }],"#,
        )
        .response(
            "items",
            r#""tags": [{ "label": "water", "rank": 1 }],"#,
            r#""tags": [{ "name": "z", "at": null }],"#,
        );
    check(
        &shop,
        &[
            "-      tags: [string]",
            "+      tags: [ItemTag]",
            "+  ItemTag:",
            "+    doc: \"Seen in responses; nothing more is known of it.\"",
            "+    fields:",
            "+      name: string",
            "+      at: At?",
            "+  At:",
            "+    doc: \"Seen in responses; nothing more is known of it.\"",
            "+    fields:",
            "+      row: integer",
        ],
    );
    let counts = r#""stock": { "north": 3 },"#;
    let shop = Shop::new().response("item", counts, r#""stock": { "north": { "count": 3 } },"#).response(
        "items",
        r#""stock": { "north": 1, "south": 0 },"#,
        r#""stock": { "north": null },"#,
    );
    check(
        &shop,
        &[
            "-      stock: {string: integer}",
            "+      stock: {string: Stock?}",
            "+  Stock:",
            "+    doc: \"Seen in responses; nothing more is known of it.\"",
            "+    fields:",
            "+      count: integer",
        ],
    );
    let shop = Shop::new().response("items", "  \"25\"\n]", "  \"25\",\n  { \"left\": 5 }\n]");
    check(
        &shop,
        &[
            "+  Items:",
            "+    doc: \"Seen in responses; nothing more is known of it.\"",
            "+    fields:",
            "+      left: integer",
            "-    returns: [[Item], cursor?]   # the page, and where the next one starts",
            "+    returns: [[Item], cursor?, Items]   # the page, and where the next one starts",
        ],
    );
}
