//! Every printed text is read back unchanged, at each place of the language.

use analysis::entry::yaml::{Layout, Map, Node, print};
use proptest::prelude::*;
use spec::{Source, Values};

const API: &str = "api: { name: N, doc: D, crate: c, servers: [{ url: 'https://x.example' }], \
    auth: { header: h, env: E }, rate_limit: { per_second: 1 }, cost: { header: h, field: f, units: 1 }, \
    limits: { timeout_seconds: 1, connect_seconds: 1, idle_seconds: 1, body_bytes: 1 }, \
    errors: { code: c, message: [m], statuses: { 200: { means: ok, billed: true }, other: { means: unexpected, billed: false } } } }\n";

/// Texts that a reader could take for something else.
const ODD: &[&str] = &[
    "null",
    "~",
    "true",
    "No",
    "on",
    "y",
    "0x1F",
    "1e3",
    "-1",
    "-",
    "- a",
    "?",
    "? a",
    ":",
    "a: b",
    "a:",
    "# a",
    "a # b",
    "a#b",
    "'a'",
    "\"a\"",
    "\\",
    "\\n",
    "&a",
    "*a",
    "!a",
    "|",
    "> a",
    "%a",
    "@a",
    "`a`",
    "{a}",
    "[a]",
    "a, b",
    "{",
    "]",
    ",",
    "=",
    "<<",
    " a",
    "a ",
    "a\n",
    "a\nb",
    "a\nb\n",
    "a\n\n",
    "\na",
    " a\nb",
    "a\n b\n",
    "a \nb",
    "a\n\tb",
    "\ta",
    "a\r\nb",
    "a\u{85}b",
    "a\u{2028}b",
    "\u{feff}a",
    "\u{0}",
    "\u{7f}",
    "\u{fffe}",
    "🛒",
    "ünï",
    "---",
    "...",
    "--- a",
    "a\n---\nb",
    ".inf",
    ".nan",
    "1_000",
    "012",
    "2001-01-01",
    "12:30",
    "a\u{a0}b",
    "\u{10ffff}",
    "a\n#b\n",
    "a\n\nb",
    "a  b",
    "inf",
    "NaN",
];

#[test]
fn odd_texts_come_back() {
    for text in ODD {
        check(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_text_of_yaml_signs_comes_back(text in "[-a1?:,{}#&*!|>'\"%@` \n\t\\[\\]\\\\~.]{0,12}") {
        check(&text);
    }
}

/// As the doc of a type, a value and a field, alone and beside others, and as a wire name.
#[track_caller]
fn check(text: &str) {
    let doc = if text.trim().is_empty() { format!("x{text}") } else { text.to_owned() };
    let value = Map::default().with("doc", doc.as_str()).with("name", "Odd");
    // One mark at the end means that a field may be absent; more than one is refused.
    let bare = text.trim_end_matches('?');
    let wire = text[..text.len().min(bare.len() + 1)].to_owned();
    let values = Map::new(Layout::Block)
        .with(&wire, value)
        .with(&format!("{wire}x"), Map::default().with("doc", doc.as_str()).with("name", "Other"));
    let field =
        Map::default().with("type", Node::Word("[E]".to_owned())).with("doc", doc.as_str()).with("rust", "field");
    let ends_like_a_mark = wire.ends_with('?');
    let body = Map::new(Layout::Block)
        .with("doc", doc.as_str())
        .with("fields", Map::new(Layout::Block).with(&wire, field).with("other_field", "E"));
    let file = Map::new(Layout::Spaced)
        .with(
            "enums",
            Map::default().with(
                "E",
                Map::new(Layout::Block).with("doc", doc.as_str()).with("of", "string").with("values", values),
            ),
        )
        .with("types", Map::new(Layout::Spaced).with("T", body));
    let printed = print(&file);
    let sources = [API, &printed].map(|text| Source { path: "x.yaml".to_owned(), text: text.to_owned() });
    let api = match spec::read(&sources) {
        Ok(api) => api,
        Err(problems) => panic!("{text:?}\n{printed}\n{}", spec::render(&problems, &sources, spec::Color::Plain)),
    };
    let Values::Text(values) = &api.enums[0].values else { panic!("texts") };
    assert_eq!(values[0].wire, wire, "{printed}");
    assert_eq!(values[0].doc, doc, "{printed}");
    assert_eq!(api.enums[0].doc, doc, "{printed}");
    assert_eq!(api.types[0].doc, doc, "{printed}");
    let field = &api.types[0].fields[0];
    assert_eq!(field.doc.as_deref(), Some(doc.as_str()), "{printed}");
    assert_eq!(field.optional, ends_like_a_mark, "{printed}");
    assert_eq!(field.wire, wire.strip_suffix('?').unwrap_or(&wire), "{printed}");
}
