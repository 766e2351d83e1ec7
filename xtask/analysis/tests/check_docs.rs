//! The check of documentation: each rule finds what it is for and nothing else, on a document as Markdown and as copied text.

mod project;

use analysis::check_docs::{check, document, rules};
use proptest::prelude::*;
use spec::{Api, Source};

const API: &str = include_str!("check_docs_files/api.yaml");
const SHOP: &str = include_str!("check_docs_files/shop.yaml");
const PAGE: &str = include_str!("check_docs_files/page.md");

/// The document as a browser copies it: no fences, no marks of headings, rows broken behind their first cell.
fn copied(markdown: &str) -> String {
    let mut text = String::new();
    let mut fence: Option<&str> = None;
    for line in markdown.lines().filter(|line| !line.is_empty()) {
        if line.starts_with("```") {
            fence = if fence.is_some() { None } else { Some(line) };
        } else if fence.is_some_and(|fence| fence != "```json") {
            // A browser does not copy the block of code.
        } else if let Some(cells) = line.strip_prefix("| ").filter(|line| !line.starts_with("Parameter")) {
            let (name, rest) = cells.trim_end_matches(" |").split_once(" | ").expect("a row");
            text.push_str(&format!("{} |\n{rest} |\n", name.trim_matches('`')));
        } else {
            text.push_str(line.trim_start_matches("### ").trim_start_matches("## "));
            text.push('\n');
        }
    }
    text
}

fn spec_of(shop: &str) -> (Vec<Source>, Api) {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let sources = vec![source("spec/api.yaml", API), source("spec/shop.yaml", shop)];
    let api = spec::read(&sources).expect("a spec");
    (sources, api)
}

fn found(shop: &str, text: &str) -> Vec<String> {
    let (sources, api) = spec_of(shop);
    let document = document::read([Source { path: "page.md".to_owned(), text: text.to_owned() }]);
    let findings = check(&api, &sources, &document);
    let line = |finding: &analysis::findings::Finding| {
        let occurrence = finding.occurrence.as_ref().expect("a place on the page");
        let documented = text.lines().nth(occurrence.location.line - 1).unwrap_or_default().trim();
        format!("{} {} {} @ {documented}", finding.severity.name(), finding.rule.as_str(), finding.subject)
    };
    findings.iter().map(line).collect()
}

/// The one finding, with the line of the document that it names: in Markdown, and begun alike in copied text.
#[track_caller]
fn finds(shop: (&str, &str), document: (&str, &str), expected: &str) {
    assert!(SHOP.contains(shop.0) && PAGE.contains(document.0), "nothing to replace");
    let shop = SHOP.replacen(shop.0, shop.1, 1);
    let text = PAGE.replacen(document.0, document.1, 1);
    let plain =
        |found: Vec<String>| -> Vec<String> { found.iter().map(|line| line.replace(['#', '|', '`'], "")).collect() };
    let in_markdown = plain(found(&shop, &text));
    let [one] = in_markdown.as_slice() else { panic!("{in_markdown:#?}") };
    assert!(one.split_whitespace().eq(expected.split_whitespace()), "{one}");
    let in_copied = plain(found(&shop, &copied(&text)));
    let [other] = in_copied.as_slice() else { panic!("copied: {in_copied:#?}\n{}", copied(&text)) };
    let begins = other.split_whitespace().zip(expected.split_whitespace()).all(|(a, b)| a == b);
    assert!(begins, "copied: {other}");
}

const SAME: (&str, &str) = ("", "");

#[test]
fn a_page_that_agrees_has_no_findings() {
    assert_eq!(found(SHOP, PAGE), Vec::<String>::new());
    assert_eq!(found(SHOP, &copied(PAGE)), Vec::<String>::new());
    let (documented, text) = (document::read([Source { path: "p".into(), text: PAGE.into() }]), copied(PAGE));
    let flat = document::read([Source { path: "p".into(), text }]);
    for document in [documented, flat] {
        let [item, post, items] = document.endpoints.as_slice() else { panic!("{document:?}") };
        assert_eq!((item.params.len(), item.examples.len(), item.is_deprecated), (2, 1, false), "{document:?}");
        assert_eq!((post.key.as_str(), post.params.len()), ("POST /v1/shop/item", 1), "{document:?}");
        assert_eq!((items.params.len(), items.examples.len(), items.is_deprecated), (0, 0, true), "{document:?}");
    }
}

#[test]
fn endpoints_come_and_go() {
    let more = ("## Deprecated", "### GET /v1/shop/shelf\n\nA shelf.\n\n## Deprecated");
    finds(SAME, more, "additive new_endpoint /v1/shop/shelf @ GET /v1/shop/shelf");
    let less = ("endpoints:\n", "endpoints:\n  /v1/shop/shelf: { doc: A shelf., returns: json }\n");
    finds(less, SAME, "additive gone_endpoint /v1/shop/shelf @ Shop");
}

#[test]
fn parameters_come_go_and_change() {
    let row = "| full | boolean | No | All of it |";
    finds(SAME, (row, &format!("{row}\n| lang | string | No | x |")), "additive new_parameter lang @ lang string No x");
    finds(
        SAME,
        (row, &format!("{row}\n| lang | string | Yes | x |")),
        "breaking new_parameter lang @ lang string Yes x",
    );
    finds(SAME, (&format!("{row}\n"), ""), "additive gone_parameter full @ GET /v1/shop/item");
    finds(SAME, ("boolean | No", "boolean | Yes"), "breaking required_changed full @ full boolean Yes All of it");
    finds(
        SAME,
        ("string | Yes | The id", "string | No | The id"),
        "additive required_changed id @ id string No The id",
    );
    finds(SAME, ("boolean | No", "integer | No"), "additive parameter_type full @ full integer No All of it");
}

#[test]
fn deprecations_and_their_prose_are_compared() {
    let revived = ("## Deprecated endpoints\n\n### ~~GET /v1/shop/items~~", "### GET /v1/shop/items");
    finds(SAME, revived, "additive deprecation_changed items @ GET /v1/shop/items");
    let struck = ("### GET /v1/shop/item\n", "### ~~GET /v1/shop/item~~\n");
    finds(SAME, struck, "additive deprecation_changed item @ ~~GET /v1/shop/item~~");
    let other = ("Use v2/shop/items.", "Use v2/shop/items or /v3/shop/items (better).");
    finds(SAME, other, "additive replacement_changed items @ ~~GET /v1/shop/items~~");
    let hint = ("Get an item by id.", "Get an item by id. Prefer /v2/shop/item.");
    finds(SAME, hint, "notice replacement_changed item @ GET /v1/shop/item");
}

#[test]
fn examples_are_held_against_the_types() {
    finds(SAME, ("\"id\": 7", "\"id\": 7.5"), "breaking id_form id @ \"id\": 7.5,");
    finds(SAME, ("\"id\": 7,", "\"id\": 7, \"new\": 1,"), "additive new_field new @ \"id\": 7, \"new\": 1,");
    finds(SAME, ("\"small\"", "\"large\""), "additive unknown_value kind @ \"kind\": \"large\"");
    finds(SAME, ("\"kind\": \"small\"\n}", "\"kind\": small\n}"), "notice broken_example example @ \"kind\": small");
    let whole = "```json\n{\n\"id\": 7,\n\"title\": \"A {tall} one\",\n\"kind\": \"small\"\n}\n```";
    finds(SAME, (whole, ""), "notice gone_example example @ GET /v1/shop/item");
}

#[test]
fn a_known_difference_is_a_notice_and_so_is_one_that_a_page_does_not_show() {
    let known = |params: &str| {
        let own = "    example: shop/item.json\n";
        (own, format!("{own}    differs: {{ params: {params}, returns: Seen., cost: Seen. }}\n"))
    };
    let (own, full) = known("{ full: It is required. }");
    finds((own, &full), ("boolean | No", "boolean | Yes"), "notice required_changed full @ full boolean Yes All of it");
    finds((own, &full), SAME, "notice settled_difference full @ GET /v1/shop/item");
}

#[test]
fn every_rule_is_listed_once_and_has_its_file() {
    let files = project::files(&project::root().join("xtask/analysis/src/check_docs/rules"));
    let name = |path: &std::path::PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    let mut files: Vec<String> = files.iter().map(name).collect();
    files.retain(|name| name != "mod.rs" && name != "rule.rs");
    files.sort();
    let mut names: Vec<_> = rules::RULES.iter().map(|rule| format!("{}.rs", rule.name.as_str())).collect();
    names.sort();
    assert_eq!(files, names);
}

proptest! {
    #[test]
    fn no_page_is_too_odd(parts in prop::collection::vec(odd(), 0..30)) {
        let (sources, api) = spec_of(SHOP);
        let text = parts.join("\n");
        let document = document::read([Source { path: "page.md".to_owned(), text: text.clone() }]);
        let findings = check(&api, &sources, &document);
        for finding in findings {
            let line = finding.occurrence.map_or(1, |occurrence| occurrence.location.line);
            prop_assert!(line <= text.split('\n').count(), "{line}");
        }
    }
}

fn odd() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = PAGE.lines().collect();
    prop_oneof![
        4 => prop::sample::select(lines).prop_map(str::to_owned),
        1 => "[|`#~{}\\[\\]\":, \\-a-zé/]{0,20}",
        1 => Just("| é |".to_owned()),
        1 => Just("```json\n[{\"id\":".to_owned()),
        1 => Just("{".to_owned()),
    ]
}
