//! Synthetic specs of any size, generated from a seed. They are valid, and use most of the language.

use std::fmt::Write;

use fastrand::Rng;

/// Endpoints per file.
const IN_A_GROUP: usize = 50;

/// Types of fields, besides those of the field's own group.
const PLAIN: &[&str] = &[
    "string",
    "string?",
    "integer",
    "integer?",
    "boolean",
    "boolean?",
    "number",
    "url?",
    "timestamp",
    "[string]",
    "json?",
    "{string: integer}",
    "[[number]]",
];

const WORDS: &[&str] =
    &["alpha", "beta", "count", "date", "edge", "first", "group", "height", "image", "jump", "kind", "label"];

/// The files of a spec with this many endpoints, as names and texts. The same seed gives the same spec.
#[must_use]
pub fn synthetic_spec(seed: u64, endpoints: usize) -> Vec<(String, String)> {
    let mut random = Rng::with_seed(seed);
    let groups = endpoints.div_ceil(IN_A_GROUP);
    let of = |group: usize| IN_A_GROUP.min(endpoints - group * IN_A_GROUP);
    let files = (0..groups).map(|group| (format!("group{group}.yaml"), self::group(&mut random, group, of(group))));
    std::iter::once(("api.yaml".to_owned(), API.to_owned())).chain(files).collect()
}

const API: &str = "\
api:
  name: Synthetic
  doc: A service that does not exist.
  crate: hikerapi
  servers: [{ url: https://api.example.com }]
  auth: { header: x-key, env: SYNTHETIC_KEY }
  rate_limit: { per_second: 15 }
  cost: { header: x-cost, field: units, units: 1 }
  limits: { timeout_seconds: 60, connect_seconds: 10, idle_seconds: 5, body_bytes: 10485760 }
  errors:
    code: code
    message: [message]
    statuses:
      200: { means: ok, billed: true }
      404: { means: not_found, billed: true, retry: never }
      5xx: { means: unavailable, billed: false, retry: backoff }
      other: { means: unexpected, billed: false, retry: never }
";

fn group(random: &mut Rng, group: usize, endpoints: usize) -> String {
    let mut text = format!("group: {{ doc: Group {group}., base: /v1/group{group} }}\n\nids:\n");
    let _ = writeln!(text, "  G{group}Pk: An item of group {group}.");
    let _ = writeln!(text, "  G{group}Code: {{ doc: \"A code of group {group}.\", form: text }}\n\nenums:");
    let _ = writeln!(text, "  G{group}Kind:\n    doc: What an item is.\n    of: string\n    values:");
    for word in WORDS.iter().take(random.usize(2..WORDS.len())) {
        let _ = writeln!(text, "      {word}: The value for {word}.");
    }
    text.push_str("\ntypes:\n");
    // A service has about half as many objects as endpoints.
    let types = endpoints.div_ceil(2);
    for index in 0..types {
        object(&mut text, random, group, index);
    }
    text.push_str("\nendpoints:\n");
    for index in 0..endpoints {
        endpoint(&mut text, random, group, index, types);
    }
    text
}

fn object(text: &mut String, random: &mut Rng, group: usize, index: usize) {
    let _ = writeln!(text, "  G{group}Item{index}:\n    doc: Object {index} of group {group}.\n    fields:");
    let _ = writeln!(text, "      pk: {{ type: G{group}Pk, doc: \"The item's own id.\" }}");
    for field in 0..random.usize(3..20) {
        let word = WORDS[random.usize(..WORDS.len())];
        let mark = if random.u8(..4) == 0 { "?" } else { "" };
        let ty = match random.u8(..8) {
            0 => format!("G{group}Kind?"),
            1 => format!("G{group}Code"),
            // Only objects defined before, so that no type contains itself.
            2 if index > 0 => format!("[G{group}Item{}]", random.usize(..index)),
            3 if index > 0 => format!("G{group}Item{}", random.usize(..index)),
            _ => PLAIN[random.usize(..PLAIN.len())].to_owned(),
        };
        let doc = format!("Field {field}: the {word} of the item, as the service has it.");
        let _ = writeln!(text, "      {word}_{field}{mark}: {{ type: \"{ty}\", doc: \"{doc}\" }}");
    }
}

fn endpoint(text: &mut String, random: &mut Rng, group: usize, index: usize, types: usize) {
    let item = format!("G{group}Item{}", random.usize(..types));
    let _ = writeln!(text, "  /v1/group{group}/get{index}:");
    let _ = writeln!(text, "    doc: |\n      List {index} of group {group}.\n\n      With a second paragraph.");
    let _ = writeln!(text, "    params:\n      id: {{ type: G{group}Pk, doc: \"The owner.\" }}");
    if random.bool() {
        let _ =
            writeln!(text, "      amount?: {{ type: integer, default: 20, doc: \"The maximum number of items.\" }}");
    }
    if random.u8(..4) == 0 {
        let _ = writeln!(text, "      kind?: {{ type: G{group}Kind, doc: \"The kind of the items.\" }}");
    }
    match random.u8(..3) {
        0 => {
            let _ = writeln!(text, "      after?: {{ type: cursor, doc: \"The cursor of the previous page.\" }}");
            let _ = writeln!(text, "    returns: [[{item}], cursor?]");
            let _ = writeln!(text, "    pages: {{ items: 0, next: 1, cursor: after, key: pk, end: [null, \"\"] }}");
        }
        1 => {
            let _ = writeln!(text, "    returns: [{item}]\n    cost: {}", random.u8(..4));
        }
        _ => {
            let _ = writeln!(text, "    returns: {item}");
        }
    }
    if random.u8(..10) == 0 {
        let _ = writeln!(text, "    deprecated: {{ use: [/v2/group{group}/get{index}] }}");
    }
}
