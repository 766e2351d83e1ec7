//! Every rule fires once where it should, and no other does.

use std::collections::BTreeSet;

use analysis::conformance::rules::RULES;
use analysis::findings::Severity::{self, Additive, Breaking, Notice};

use crate::language;
use crate::project;
use crate::shop::Shop;

/// The parts of a finding, in order: rule, severity, subject, what, path, counts.
type Parts<'a> = (&'a str, Severity, &'a str, &'a str, &'a str, (usize, usize));

/// The only finding is this one, at these lines: of the response, and of the spec.
#[track_caller]
fn check(shop: &Shop, messages: Parts<'_>, lines: (usize, usize)) {
    let findings = shop.findings();
    let [finding] = findings.as_slice() else { panic!("not one finding: {findings:#?}") };
    let occurrence = finding.occurrence.as_ref();
    let path = occurrence.map_or("", |occurrence| occurrence.path.as_str());
    let counts = occurrence.map_or((0, 0), |occurrence| (occurrence.count, occurrence.of));
    let found =
        (finding.rule.as_str(), finding.severity, finding.subject.as_str(), finding.what.as_str(), path, counts);
    assert_eq!(found, messages);
    let line = occurrence.map_or(0, |occurrence| occurrence.location.line);
    assert_eq!((line, finding.spec.as_ref().map_or(0, |mark| mark.line)), lines);
    assert!(!finding.help.is_empty());
}

#[test]
fn the_shop_agrees_with_its_spec() {
    let findings = Shop::new().findings();
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn new_field() {
    let shop = Shop::new().response("items", "\"price\": 300,", "\"price\": 300, \"age\": {},").response(
        "items",
        "\"price\": 99000,",
        "\"age\": {}, \"price\": 99000,",
    );
    check(&shop, ("new_field", Additive, "age", "object", "$[0][0].age", (2, 3)), (5, 21));
}

#[test]
fn a_new_field_that_the_language_cannot_name_says_so() {
    let long = "x".repeat(501);
    let (mark, longest) = ("a `?` at its end marks a field that can be absent", "it is longer than 500 bytes");
    for (name, why) in [("x?", mark), ("?", mark), ("x??", mark), (long.as_str(), longest)] {
        let shop = Shop::new().response("item", "\"price\": 1200,", &format!("\"price\": 1200, \"{name}\": 1,"));
        let findings = shop.findings();
        let [finding] = findings.as_slice() else { panic!("not one finding: {findings:#?}") };
        assert!(finding.help.starts_with(&format!("the spec cannot name this field, because {why}; ")), "{finding:#?}");
        assert_eq!((finding.rule.as_str(), finding.severity), ("new_field", Additive));
    }
}

#[test]
fn missing_field() {
    let shop = Shop::new().response("items", "\"price\": 900,", "");
    let what = "absent, was integer";
    check(&shop, ("missing_field", Breaking, "price", what, "$[0][1].price", (1, 3)), (13, 28));
}

#[test]
fn a_field_that_may_be_null_and_is_absent_does_not_break() {
    let shop = Shop::new().response("items", "\"weight\": 1,", "");
    check(&shop, ("missing_field", Additive, "weight", "absent, was number", "$[0][1].weight", (1, 3)), (13, 40));
}

#[test]
fn type_changed() {
    let shop = Shop::new().response("items", "\"name\": \"Bell\"", "\"name\": 5");
    check(&shop, ("type_changed", Breaking, "name", "integer, was string", "$[0][1].name", (1, 3)), (14, 27));
    let shop = Shop::new().response("items", "\"south\": 0", "\"south\": \"many\"");
    check(&shop, ("type_changed", Breaking, "stock{}", "string, was integer", "$[0][1].stock.south", (1, 2)), (20, 43));
    let shop = Shop::new().response("item", "1200", "99999999999999999999");
    check(&shop, ("type_changed", Breaking, "price", "integer past 64 bits, was integer", "$.price", (1, 1)), (5, 28));
}

#[test]
fn a_type_that_changes_hides_what_is_in_it() {
    // Nothing shows a `Tag` any more, and the report gives no second reason.
    let shop = Shop::new()
        .response(
            "item",
            "[{ \"label\": \"toys\", \"rank\": 1 }, { \"label\": \"wind\", \"rank\": 2 }]",
            "\"toys, wind\"",
        )
        .response("items", "[{ \"label\": \"water\", \"rank\": 1 }]", "[]");
    check(&shop, ("type_changed", Breaking, "tags", "string, was [Tag]", "$.tags", (1, 1)), (11, 41));
}

#[test]
fn null_not_allowed() {
    let shop = Shop::new().response("items", "\"blue\", \"size\": 1", "\"blue\", \"size\": null");
    check(&shop, ("null_not_allowed", Breaking, "size", "null, was Size", "$[0][0].size", (1, 3)), (6, 30));
    let shop = Shop::new().response("item", "\"flies\"", "null");
    check(&shop, ("null_not_allowed", Additive, "note", "null, was string", "$.note", (1, 1)), (8, 31));
}

#[test]
fn unknown_value() {
    let shop = Shop::new().response("item", "\"red\"", "\"pink\"");
    check(&shop, ("unknown_value", Additive, "colour", "\"pink\", no value of Colour", "$.colour", (1, 1)), (6, 9));
    let shop = Shop::new().response("item", "\"size\": 2", "\"size\": 3");
    check(&shop, ("unknown_value", Additive, "size", "3, no value of Size", "$.size", (1, 1)), (7, 15));
}

#[test]
fn tuple_length() {
    let shop = Shop::new().response("items", "  ],\n  \"25\"\n]", "  ]\n]");
    check(&shop, ("tuple_length", Notice, "response", "1 element, was 2", "$", (1, 1)), (1, 56));
    let shop = Shop::new().response("items", "\"25\"", "\"25\", true");
    check(&shop, ("tuple_length", Additive, "response", "3 elements, was 2", "$", (1, 1)), (1, 56));
    let shop = Shop::new().with("shop/items_2.json", "[]");
    check(&shop, ("tuple_length", Breaking, "response", "0 elements, was 2", "$", (1, 1)), (1, 56));
}

#[test]
fn id_form() {
    let what = "string that is not the digits of a number of 64 bits, was ItemPk";
    let shop = Shop::new().response("item", "\"pk\": 7", "\"pk\": \"007\"");
    check(&shop, ("id_form", Breaking, "pk", what, "$.pk", (1, 1)), (2, 24));
    let what = "number that is not whole or past 64 bits, was Slug";
    let shop = Shop::new().response("item", "\"kite\"", "1.5");
    check(&shop, ("id_form", Breaking, "slug", what, "$.slug", (1, 1)), (3, 25));
}

#[test]
fn an_id_in_two_forms_is_worth_a_notice() {
    let shop = Shop::new().response("items", "\"pk\": 9", "\"pk\": \"9\"");
    check(&shop, ("id_form", Notice, "pk", "text here, number elsewhere", "$[0][1].pk", (1, 4)), (14, 24));
}

#[test]
fn time_form() {
    let wrong = [
        ("\"2026-04-01T13:00:03\"", "a text that is neither RFC 3339 with a zone nor Unix seconds, was timestamp"),
        ("1775048403000", "a number of milliseconds, was timestamp"),
        ("1e9", "a number that is not Unix seconds, was timestamp"),
    ];
    for (value, what) in wrong {
        let shop = Shop::new().response("item", "\"2026-04-01T13:00:03Z\"", value);
        check(&shop, ("time_form", Breaking, "added_at", what, "$.added_at", (1, 1)), (9, 39));
    }
}

#[test]
fn a_time_in_two_forms_is_worth_a_notice() {
    let shop = Shop::new().response("item", "\"2026-04-01T13:00:03Z\"", "1775048403");
    let what = "seconds here, text elsewhere";
    check(&shop, ("time_form", Notice, "added_at", what, "$.added_at", (1, 4)), (9, 39));
}

#[test]
fn basis_without_example() {
    let what = "its basis is `example`, and no response that an `example:` names shows it";
    let shop = Shop::new().spec("      extra: json", "      extra: json\n      age?: integer");
    check(&shop, ("basis_without_example", Notice, "age", what, "", (0, 0)), (0, 45));
    let shop = Shop::new().spec("red: Red.", "red: Red.\n      pink: Pink.");
    check(&shop, ("basis_without_example", Notice, "pink", what, "", (0, 0)), (0, 14));
    let shop = shop.spec("pink: Pink.", "pink: { doc: Pink., basis: declared }");
    assert!(shop.findings().is_empty());
    // A list says nothing of where its values are from.
    let map = "    values:\n      red: Red.\n      blue: Blue.   # the sea, not the sky\n";
    let shop = Shop::new().spec(map, "    values: [red, blue, pink]\n");
    assert!(shop.findings().is_empty());
}

#[test]
fn a_response_that_no_example_names_does_not_bear_out_a_claim() {
    let shop = Shop::new()
        .spec("      extra: json", "      extra: json\n      age?: integer")
        .with("shop/items_2.json", &include_str!("items.json").replace("\"price\": 300", "\"age\": 4, \"price\": 300"));
    let what = "its basis is `example`, and no response that an `example:` names shows it";
    check(&shop, ("basis_without_example", Notice, "age", what, "", (0, 0)), (0, 45));
}

#[test]
fn basis_with_example() {
    let what = "its basis is not `example`, and a response that an `example:` names shows it";
    let shop = Shop::new().spec("      added_at: timestamp", "      added_at: { type: timestamp, basis: declared }");
    check(&shop, ("basis_with_example", Notice, "added_at", what, "", (0, 0)), (0, 39));
    let shop = Shop::new().spec("doc: A label., fields", "doc: A label., basis: prose, fields");
    let found: Vec<_> = shop.findings().into_iter().map(|finding| (finding.rule.as_str(), finding.subject)).collect();
    assert_eq!(found, [("basis_with_example", "label".to_owned()), ("basis_with_example", "rank".to_owned())]);
}

/// Null shows nothing of the type.
#[test]
fn a_declared_field_that_is_null_in_all_examples_is_no_finding() {
    let shop = Shop::new()
        .spec("      extra: json", "      extra: json\n      age?: { type: integer?, basis: declared }")
        .response("item", "\"price\": 1200,", "\"price\": 1200, \"age\": null,");
    assert!(shop.findings().is_empty(), "{:#?}", shop.findings());
}

#[test]
fn unneeded_mark() {
    let shop = Shop::new().spec("pk: ItemPk\n      slug", "pk: ItemPk?\n      slug");
    check(&shop, ("unneeded_mark", Notice, "pk", "may be null, never was in 4 values", "", (0, 0)), (0, 24));
    let shop = Shop::new().spec("size: Size", "size?: Size");
    check(&shop, ("unneeded_mark", Notice, "size", "may be absent, never was in 4 objects", "", (0, 0)), (0, 30));
}

#[test]
fn endpoint_without_fixture() {
    let entry = "endpoints:\n  /v1/about: { doc: About the shop., returns: json }\n";
    let shop = Shop::new().spec("endpoints:\n", entry);
    let found = ("endpoint_without_fixture", Notice, "response", "no fixture is a response of it", "", (0, 0));
    check(&shop, found, (0, 48));
}

/// With the example, everything that only it shows is gone; no finding lists it field by field.
#[test]
fn an_example_that_does_not_exist_is_reported_once() {
    let shop = Shop::new().without("shop/item.json");
    let what = "the fixtures do not have its example `shop/item.json`";
    check(&shop, ("endpoint_without_fixture", Notice, "response", what, "", (0, 0)), (0, 48));
}

#[test]
fn fixture_without_endpoint() {
    for path in ["shop/itemised.json", "shop/item_reviews.json", "stop/item.json", "item.json", "shop/old/item.json"] {
        let shop = Shop::new().with(path, "{}");
        check(&shop, ("fixture_without_endpoint", Additive, path, "a response of no endpoint", "$", (1, 1)), (1, 0));
    }
    for path in
        ["shop/item_2.json", "shop/item_edited.json", "shop/item-red.json", "shop/item2.json", "shop/item.old.json"]
    {
        assert!(Shop::new().with(path, include_str!("item.json")).findings().is_empty(), "{path}");
    }
}

#[test]
fn json_with_shape() {
    let check = |item: &str, what: &str, help: &str| {
        let shop = Shop::new().response("item", "{ \"free\": [\"form\", 1] }", item);
        let shop = shop.response("items", "\"extra\": 5", "\"extra\": null").response(
            "items",
            "\"extra\": \"x\"",
            "\"extra\": null",
        );
        check(&shop, ("json_with_shape", Notice, "extra", what, "$.extra", (1, 1)), (13, 44));
        assert_eq!(shop.findings()[0].help, help);
    };
    let fields = "`a: integer`, `b: [string]`";
    let help = format!("describe it: a type with {fields}, used as `Shape`");
    check("{ \"a\": 1, \"b\": [\"x\"] }", "object of one shape, was json", &help);
    check("[1, 2]", "array of one shape, was json", "describe it: `[integer]`");
    check("{ \"17\": true }", "object of one shape, was json", "describe it: `{string: boolean}`");
    let list = "[{ \"a\": 1 }, { }]";
    check(list, "array of one shape, was json", "describe it: a type with `a?: integer`, used as `[Shape]`");
}

#[test]
fn values_without_a_shape_are_json() {
    for item in ["{}", "[]", "[1, \"x\"]", "{ \"a\": null }", "5", "\"x\""] {
        let shop = Shop::new().response("item", "{ \"free\": [\"form\", 1] }", item);
        assert!(shop.findings().is_empty(), "{item}: {:#?}", shop.findings());
    }
}

#[test]
fn error_body() {
    let what = "an error of the service, by `errors` in the spec: it has nothing but `text`: \"No item 9\"";
    let shop = Shop::new().with("shop/item_2.json", "\n{ \"text\": \"No item 9\" }");
    check(&shop, ("error_body", Breaking, "response", what, "$", (1, 1)), (2, 51));
    // What fits the type is a response of it, whatever its fields are called.
    let tag = "  Tag: { doc: A label., fields: { label: string, rank: integer } }\n";
    let shop = Shop::new()
        .spec(tag, &format!("{tag}  Note: {{ doc: A note., fields: {{ text: string }} }}\n"))
        .spec("endpoints:\n", "endpoints:\n  /v1/note: { doc: A note., returns: Note, example: shop/note.json }\n")
        .with("shop/note.json", "{ \"text\": \"Back at 5\" }");
    assert!(shop.findings().is_empty(), "{:#?}", shop.findings());
}

#[test]
fn irregular_json() {
    let check = |from: &str, to: &str, what: &str, severity| {
        let shop = Shop::new().response("item", from, to);
        check(&shop, ("irregular_json", severity, "shop/item.json", what, "$", (1, 1)), (line_of(from), 0));
    };
    check("\"Kite\"", "\"Ki\\ud800te\"", "half of a surrogate pair, read as U+FFFD", Additive);
    check(
        "\"pk\": 7",
        "\"pk\": 8, \"pk\": 7",
        "the key `pk` appears twice in one object: the last value counts",
        Additive,
    );
    check("{\n  \"pk\"", "\u{feff}{\n  \"pk\"", "a byte order mark before the first character, left out", Notice);
}

#[test]
fn unknown_member() {
    let what = "`object` is \"cash\", no type of Source";
    language::check(
        "\"object\": \"card\"",
        "\"object\": \"cash\"",
        ("unknown_member", Additive, "source", what, "$.source"),
    );
    let what = "object without `object`, no type of Source";
    language::check("\"object\": \"card\", ", "", ("unknown_member", Additive, "source", what, "$.source"));
    language::check("\"c-1\"", "true", ("unknown_member", Additive, "owner", "boolean, no type of Owner", "$.owner"));
}

#[test]
fn content_not_read() {
    let shop = language::shop().with("pay/cancel.json", "{ \"id\": 7 }");
    language::check_shop(&shop, ("content_not_read", Notice, "response", "object, was none", "$"));
}

fn line_of(part: &str) -> usize {
    let text = include_str!("item.json");
    text[..text.find(part).expect("the response has it")].matches('\n').count() + 1
}

/// `null` is a finding of its own where the field may not be null.
#[test]
fn what_is_no_number_is_null() {
    let findings = Shop::new().response("item", "1200", "NaN").findings();
    let found: Vec<_> = findings.iter().map(|finding| (finding.rule.as_str(), finding.what.as_str())).collect();
    let expected =
        [("irregular_json", "`NaN`, which is not JSON, read as null"), ("null_not_allowed", "null, was integer")];
    assert_eq!(found, expected);
}

#[test]
fn every_rule_file_is_registered_and_every_rule_has_its_test() {
    let files = project::files(&project::root().join("xtask/analysis/src/conformance/rules"));
    let name = |path: &std::path::PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    let files: BTreeSet<_> = files.iter().map(name).collect();
    let rules = RULES.iter().map(|rule| format!("{}.rs", rule.name.as_str()));
    assert_eq!(files, rules.chain(["mod.rs", "rule.rs"].map(str::to_owned)).collect());
    for rule in RULES {
        assert!(
            include_str!("rules.rs").contains(&format!("fn {}()", rule.name.as_str())),
            "{} has no test",
            rule.name.as_str()
        );
        assert!(rule.why.ends_with('.'), "{} says why", rule.name.as_str());
    }
}
