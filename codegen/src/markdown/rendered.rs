//! What rustdoc makes of the docs: its own Markdown reader reads them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{after, code, item, phrase, safe};
use crate::docs;

/// What a reader of the docs sees.
#[derive(Debug, Default)]
struct Shown {
    /// Texts and code.
    text: String,
    /// The languages of code blocks, `indented` where there is no fence.
    blocks: Vec<String>,
    links: Vec<String>,
    /// The addresses that are not shown.
    addresses: Vec<String>,
    /// HTML, images and footnotes.
    others: Vec<String>,
}

/// Reads the lines of a comment as rustdoc does.
fn shown(markdown: &str) -> Shown {
    let lines = docs::inner(markdown);
    let lines: Vec<_> = lines.lines().map(|line| line.trim_start_matches("//!")).collect();
    // rustdoc removes the space that all lines begin with.
    let text = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n");
    let mut shown = Shown::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Text(text) | Event::Code(text) => shown.text.push_str(&text),
            Event::End(TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::SoftBreak | Event::HardBreak | Event::End(_) => shown.text.push('\n'),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => shown.blocks.push("indented".to_owned()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => shown.blocks.push(info.to_string()),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                shown.links.push(dest_url.to_string());
                // The text of the other links is the address.
                shown.addresses.extend((link_type == LinkType::Inline).then(|| dest_url.to_string()));
            }
            Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) | Event::Html(_) | Event::InlineHtml(_) => {
                shown.others.push(format!("{event:?}"));
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => shown.others.push(format!("{event:?}")),
            _ => {}
        }
    }
    shown
}

/// Whether rustdoc compiles a block: it does so unless there is a word that it does not know.
fn is_rust(info: &str) -> bool {
    let known = |word: &str| {
        matches!(word, "should_panic" | "no_run" | "rust" | "custom" | "test_harness" | "compile_fail")
            || ["ignore", "edition", "standalone", "{", "(", "."].iter().any(|begin| word.starts_with(begin))
            || word.strip_prefix('E').is_some_and(|digits| digits.len() == 4)
    };
    let mut words = info.split([',', ' ', '\t']).filter(|word| !word.is_empty()).peekable();
    words.clone().any(|word| word == "rust") || words.all(known)
}

/// Whether a line is a fence that says rust, in any list or quotation.
fn opens_rust(line: &str) -> bool {
    let fence = line.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || ">-*+.)".contains(c));
    let info = fence.strip_prefix("```").or_else(|| fence.strip_prefix("~~~"));
    info.is_some_and(|info| info.trim_start_matches(['`', '~', ' ', '\t']).starts_with("rust"))
}

#[track_caller]
fn check_harmless(text: &str, markdown: &str) {
    let shown = shown(markdown);
    let may_run = text.split(['\n', '\r']).any(opens_rust);
    let runs = |block: &String| block == "indented" || (is_rust(block) && !may_run);
    assert!(!shown.blocks.iter().any(runs), "{text:?} runs:\n{markdown}\n{shown:?}");
    assert!(shown.links.iter().all(|link| link.starts_with("http")), "{text:?} links to code:\n{markdown}\n{shown:?}");
    assert!(shown.others.is_empty(), "{text:?} has more than text:\n{markdown}\n{shown:?}");
}

/// Each of these texts is shown as it is, apart from spaces and marks of lists.
#[track_caller]
fn check_shown(text: &str, expected: &str) {
    for markdown in [safe(text), after("A sentence.", text), item("`name`:", text)] {
        check_harmless(text, &markdown);
    }
    let shown = shown(&safe(text)).text;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(&shown), expected, "{text:?}:\n{}", safe(text));
}

#[test]
fn indented_code_is_text_in_any_place() {
    check_shown("The filter:\n\n    a > 10\n\nNo more.", "The filter: a > 10 No more.");
    check_shown("- item\n\n          code();\n\nWords.", "item code(); Words.");
    check_shown("* -q    - only\n*       - changes too\n* -v    - all", "-q - only - changes too -v - all");
    check_shown("One of:\n\n-     wide gap {\n- narrow", "One of: wide gap { narrow");
    check_shown("1. Ask:\n\n       GET /v1/x {\n\n2. Wait.", "Ask: GET /v1/x { Wait.");
    check_shown("- a\n\n\tfn main() {}\n\n\t\tdeeper", "a fn main() {} deeper");
    check_shown("> quoted\n>\n>     code();\n\nx", "quoted code(); x");
    check_shown("    first", "first");
    check_shown("12. > \n    - ", "-");
    check_shown("- >\n\n    code();", "code();");
}

#[test]
fn fences_are_closed_and_have_a_language() {
    for info in ["", " {}", "{}", " {.class}", " (comment)", "no_run", "should_panic", "ignore", "E0308", "edition2021"]
    {
        check_shown(&format!("```{info}\nfn main() {{}}\n```"), "fn main() {}");
        check_shown(&format!("- a\n  ~~~{info}\n  x {{\n  ~~~"), "a x {");
    }
    check_shown("```\nnever closed", "never closed");
    check_shown("````\n```\ninner\n```\n````\nx", "``` inner ``` x");
    check_shown("- ```\n  code\nout", "code out");
    check_shown("```json,rust\n{}\n```", "{}");
    check_shown("```curl -H 'x'\nGET\n```", "GET");
    check_shown("~~~ a`b\nGET\n~~~", "GET");
}

#[test]
fn a_fence_that_says_rust_stays() {
    let blocks = |text: &str| shown(&safe(text)).blocks;
    assert_eq!(blocks("```rust\nlet x = 1;\n```"), ["rust"]);
    assert_eq!(blocks("```rust, no_run  {.x}\nlet x = 1;\n```"), ["rust,no_run"]);
    assert_eq!(blocks("```rust\n\n```"), ["text"], "rustdoc warns of an empty block");
    assert_eq!(blocks("```Rust\nx\n```"), ["text"]);
    assert_eq!(blocks("```js\nx\n```"), ["js"]);
}

#[test]
fn html_and_links_to_code_are_text() {
    check_shown("<b>bold</b> <script>x</script> <!-- y --> a < b", "<b>bold</b> <script>x</script> <!– y –> a < b");
    check_shown("<div>\n\nx\n\n</div>", "<div> x </div>");
    check_shown("&lt;b&gt; &#60; R&D & x", "&lt;b&gt; &#60; R&D & x");
    check_shown("[x] [`Vec`] [a][b] [a](b) ![i](https://x.example/i)", "[x] [Vec] [a][b] [a](b) !i");
    check_shown("[a]: b\n\n[^1]: note\n\n[^1] - [ ] open", "[a]: b [^1]: note [^1] - [ ] open");
    check_shown("- [ ] open\n- [x] done", "[ ] open [x] done");
    check_shown("<x:y> <mailto:a@b.example>", "<x:y> <mailto:a@b.example>");
    for begin in "1_#.!$%&'*+/=?^`{|}~-".chars().map(String::from) {
        let begin = if begin == "`" { "\\`" } else { &begin };
        let markdown = safe(&format!("x <{begin}a@b.example> <"));
        assert_eq!(shown(&markdown).links, Vec::<String>::new(), "{markdown}");
    }
    check_shown("<1@b.example> a < b <5 <", "<1@b.example> a < b <5 <");
    assert_eq!(safe("a < b <5"), "a < b \\<5");
}

#[test]
fn links_to_the_web_stay() {
    let links = |text: &str| shown(&safe(text)).links;
    assert_eq!(
        links("see https://a.example/b_c?d=e. <https://f.example>"),
        ["https://a.example/b_c?d=e", "https://f.example"]
    );
    assert_eq!(links("[the docs](https://a.example/b)"), ["https://a.example/b"]);
    assert_eq!(links("(https://a.example)"), ["https://a.example"]);
    check_shown("[http://a.example](https://b.example)", "[http://a.example](https://b.example)");
}

#[test]
fn long_runs_of_one_character_take_no_time() {
    for piece in ["h", "http://-", "[", "[a](", "<", "<http://a", "`", "\\", "&"] {
        let text = format!("x {}", piece.repeat(300_000 / piece.len()));
        let start = std::time::Instant::now();
        assert!(safe(&text).len() >= text.len(), "{piece}");
        // Read again for each of them, they would take minutes.
        assert!(start.elapsed().as_secs() < 20, "{piece}");
    }
}

#[test]
fn a_line_begins_with_nothing_but_what_the_text_begins_with() {
    check_shown("1986. A year", "A year");
    check_shown("born in\n1986. A year", "born in 1986. A year");
    check_shown("a | b\n--- | ---\n1 | 2", "a | b — | — 1 | 2");
    check_shown("Title\n=====\n\ntext", "Title ===== text");
    check_shown("| a | b |\n|---|\n| 1 | 2 |", "| a | b | |—| | 1 | 2 |");
    check_shown("#tag and # x\n\n####### seven", "#tag and # x ####### seven");
    check_shown("ends with \\", "ends with \\");
    check_shown("C:\\new \\ x \\[ \\", "C:\\new \\ x [ \\");
    check_shown("-\n+\n*\n\n1.\n\n--", "- + * 1. --");
}

#[test]
fn blocks_keep_their_meaning() {
    assert_eq!(safe("# Title\n- a\n  1. b\n     c\n\n  d\n- e"), "# Title\n\n- a\n  1. b c\n\n  d\n- e");
    assert_eq!(safe("| a | b |\n|---|:-:|\n| `x\\|y` | <b> |"), "| a | b |\n| --- | :-: |\n| `x\\|y` | \\<b> |");
    assert_eq!(safe("a\n> b\n> c\n>\n> - d\ne"), "a\n\n> b c\n>\n> - d\n\ne");
    assert_eq!(safe("a\n\n***\nb"), "a\n\n---\n\nb");
    assert_eq!(after("Sentence.", "More."), "Sentence. More.");
    assert_eq!(after("Sentence.", "- a"), "Sentence.\n\n- a");
    assert_eq!(item("`q`:", "```\ncurl {\n```"), "- `q`:\n\n  ```text\n  curl {\n  ```");
    assert_eq!((code("a`b"), code("`")), ("``a`b``".to_owned(), "`` ` ``".to_owned()));
    assert_eq!(phrase("a\n\n    <b>"), "a \\<b>");
}

/// Pieces that have a meaning in Markdown.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\n  ",
    "\n    ",
    "\n      ",
    "\n          ",
    "\n\n     ",
    "\n\n\t",
    " ",
    "   ",
    "\t",
    "- ",
    "-",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "12. ",
    "-      ",
    "> ",
    ">",
    "`",
    "``",
    "```",
    "```` ",
    "~~~",
    "~~~~ ",
    "```\n",
    "# ",
    "#",
    "## ",
    "---",
    "===",
    "***",
    "___",
    "| ",
    "|",
    "|---|\n",
    ":--",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<?",
    "<div>\n",
    "<1@b.c>",
    "```rust\n",
    "~~~ rust,",
    "rust",
    "[",
    "]",
    "](",
    "](https://a.example)",
    "[^1]",
    "[^1]: ",
    "[a]: ",
    "]: ",
    "!",
    "(",
    ")",
    "\\",
    "\\\n",
    "&amp;",
    "&",
    "*",
    "**",
    "_",
    "~",
    "~~",
    "https://a.example",
    "<https://b.example>",
    "http://",
    "{}",
    "text",
    "no_run",
    "ignore",
    "\r\n",
    "\r",
    "\u{0}",
    "\u{202e}",
    "\u{a0}",
    "é",
    "alpha",
    "beta ",
    "gamma delta epsilon ",
];

fn any_text() -> impl Strategy<Value = String> {
    let long = Just("a word and ".repeat(9));
    let piece =
        prop_oneof![12 => select(PIECES).prop_map(str::to_owned), 1 => long, 1 => any::<char>().prop_map(String::from)];
    vec(piece, 1..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_text_is_harmless_in_any_place() {
    proptest!(ProptestConfig::with_cases(3000), |(text in any_text())| {
        check_harmless(&text, &safe(&text));
        check_harmless(&text, &after("A sentence.", &text));
        check_harmless(&text, &format!("{}\n- `b`: x\n\nEnd.", item("`a`:", &text)));
        check_harmless(&text, &format!("- `a`: {} {}", phrase(&text), code(&text)));
    });
}

#[test]
fn no_word_of_a_text_is_lost() {
    // The words after a fence name its language.
    let text = any_text().prop_filter("without fences", |text| !text.contains("```") && !text.contains("~~~"));
    proptest!(ProptestConfig::with_cases(3000), |(text in text)| {
        let shown = shown(&safe(&text));
        let all = shown.text + &shown.addresses.concat();
        for word in ["alpha", "beta", "gamma", "epsilon"] {
            prop_assert_eq!(all.matches(word).count(), text.matches(word).count(), "{}", safe(&text));
        }
    });
}
