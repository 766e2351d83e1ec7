//! Any bytes give a spec or problems, each with a valid place, and never a panic.

mod support;

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use spec::{Problems, Source, Span, Type};
use support::check_problems;

/// Pieces that have a meaning in YAML or the language.
const PIECES: &[&str] = &[
    "\n",
    "\n  ",
    "\n      ",
    " ",
    ": ",
    ":",
    "- ",
    "? ",
    "?",
    ", ",
    "[",
    "]",
    "{",
    "}",
    " #",
    "#",
    "|\n",
    ">-\n",
    "|2+\n",
    "\"",
    "'",
    "\\",
    "%YAML 1.1\n",
    "---\n",
    "...\n",
    "&a ",
    "*a",
    "!t ",
    "!!str ",
    "<<: ",
    "~",
    "null",
    "true",
    "1e3",
    "-1",
    "0x1",
    "99999999999999999999",
    "@",
    "`",
    "\t",
    "\r\n",
    "\r",
    "\0",
    "\u{1b}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "🦀",
    "api:",
    "types:",
    "enums:",
    "ids:",
    "endpoints:",
    "group:",
    "uses:",
    "doc: a",
    "type: ",
    "[string]?",
];

/// Reads a text as a file beside the minimal `api` section, or instead of it.
fn check(bytes: Vec<u8>) {
    let (own, problem) = match Source::from_bytes("own.yaml", bytes) {
        Ok(source) => (source, None),
        Err((readable, problem)) => (readable, Some(problem)),
    };
    let api = Source { path: "api.yaml".to_owned(), text: include_str!("minimal.yaml").to_owned() };
    if let Some(problem) = problem {
        let mut problems = Problems::default();
        problems.add(Span { file: 0, start: own.text.len(), end: own.text.len() }, problem);
        check_problems(&problems, std::slice::from_ref(&own));
    }
    for sources in [vec![own.clone(), api], vec![own.clone()]] {
        if let Err(problems) = spec::read(&sources) {
            check_problems(&problems, &sources);
        }
    }
    if let Err(problems) = spec::read_extension(std::slice::from_ref(&own), "shop") {
        check_problems(&problems, &[own]);
    }
}

/// A change of a text, at places that are given as fractions of its length.
#[derive(Debug, Clone)]
enum Change {
    Insert(Index, String),
    InsertByte(Index, u8),
    Delete(Index, usize),
    DeleteLine(Index),
    DoubleLine(Index),
    SwapLines(Index, Index),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Insert(at, piece) => {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, piece.bytes());
            }
            Self::InsertByte(at, byte) => bytes.insert(at.index(bytes.len() + 1), *byte),
            Self::Delete(at, count) => {
                let at = at.index(bytes.len() + 1);
                bytes.drain(at..bytes.len().min(at + count));
            }
            Self::DeleteLine(_) | Self::DoubleLine(_) | Self::SwapLines(..) => {
                let mut lines: Vec<_> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
                if !lines.is_empty() {
                    self.apply_to_lines(&mut lines);
                }
                *bytes = lines.concat();
            }
        }
    }

    fn apply_to_lines(&self, lines: &mut Vec<Vec<u8>>) {
        match self {
            Self::DeleteLine(at) => drop(lines.remove(at.index(lines.len()))),
            Self::DoubleLine(at) => {
                let at = at.index(lines.len());
                lines.insert(at, lines[at].clone());
            }
            Self::SwapLines(one, other) => {
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                lines.swap(one, other);
            }
            Self::Insert(..) | Self::InsertByte(..) | Self::Delete(..) => {}
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), select(PIECES)).prop_map(|(at, piece)| Change::Insert(at, piece.to_owned())),
        1 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::InsertByte(at, byte)),
        2 => (at(), 1..12usize).prop_map(|(at, count)| Change::Delete(at, count)),
        1 => at().prop_map(Change::DeleteLine),
        1 => at().prop_map(Change::DoubleLine),
        1 => (at(), at()).prop_map(|(one, other)| Change::SwapLines(one, other)),
    ]
}

/// All specs of the project: its own, and those with mistakes.
fn specs() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in [root.to_owned(), root.join("tests"), root.join("tests/problems")] {
        let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
        paths.sort();
        found.extend(paths.into_iter().map(|path| fs::read(path).expect("a file")));
    }
    assert!(found.len() > 40, "the specs are not where they were");
    found
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn changed_specs_never_panic() {
    let specs = select(specs());
    proptest!(config(600), |(mut bytes in specs, changes in vec(change(), 1..5))| {
        changes.iter().for_each(|change| change.apply(&mut bytes));
        check(bytes);
    });
}

#[test]
fn the_own_spec_cut_anywhere_never_panics() {
    let user = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("user.yaml")).expect("a file");
    proptest!(config(60), |(end in 0..user.len())| check(user[..end].to_vec()));
}

#[test]
fn pieces_of_yaml_never_panic() {
    proptest!(config(1500), |(pieces in vec(select(PIECES), 0..24))| check(pieces.concat().into_bytes()));
}

#[test]
fn random_bytes_never_panic() {
    proptest!(config(500), |(bytes in vec(any::<u8>(), 0..200))| check(bytes));
    proptest!(config(500), |(text in ".*")| check(text.into_bytes()));
}

#[test]
fn any_text_can_be_a_doc() {
    proptest!(config(300), |(text in vec(any::<char>(), 1..60))| {
        let text: String = text.into_iter().collect();
        prop_assume!(!text.trim().is_empty());
        let escaped: String = text.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
        let yaml = format!("ids: {{ Pk: \"{escaped}\" }}\n");
        let source = Source { path: "own.yaml".to_owned(), text: yaml };
        let api = spec::read_extension(&[source, endpoint()], "shop").expect("a spec");
        prop_assert_eq!(&api.ids[0].doc, &text);
    });
}

/// An endpoint that refers to the id of the other file: an extension must use what it defines.
fn endpoint() -> Source {
    let text = "group: { doc: A., base: /v1 }\nendpoints: { /v1/x: { doc: B., returns: Pk } }\n";
    Source { path: "group.yaml".to_owned(), text: text.to_owned() }
}

/// A type in two notations: in quotes, and as lists and mappings of YAML.
fn written_type() -> impl Strategy<Value = (String, String)> {
    let name = select(vec!["string", "integer?", "U", "json", "E?"]);
    let leaf = name.prop_map(|name| (name.to_owned(), name.to_owned()));
    leaf.prop_recursive(6, 24, 4, |inner| {
        let list = vec(inner.clone(), 1..5).prop_map(|items| {
            let (quoted, native): (Vec<_>, Vec<_>) = items.into_iter().unzip();
            (format!("[{}]", quoted.join(",")), format!("[{}]", native.join(", ")))
        });
        let map =
            inner.prop_map(|(quoted, native)| (format!("{{string:{quoted}}}"), format!("{{ string: {native} }}")));
        let nullable = |(quoted, _): (String, String)| (format!("{quoted}?"), format!("\"{quoted}?\""));
        prop_oneof![list.clone(), map.clone(), list.prop_map(nullable), map.prop_map(nullable)]
    })
}

#[test]
fn a_type_means_the_same_quoted_or_native() {
    proptest!(config(300), |((quoted, native) in written_type())| {
        let fields = format!("{{ a: \"{quoted}\", b: {native} }}");
        let types = format!("types: {{ T: {{ doc: A., fields: {fields} }}, U: {{ doc: A., fields: {{ a: json }} }} }}\n");
        let enums = "enums: { E: { doc: B., of: string, values: { a: A. } } }\n";
        let own = Source { path: "own.yaml".to_owned(), text: types + enums };
        let api = Source { path: "api.yaml".to_owned(), text: include_str!("minimal.yaml").to_owned() };
        let api = spec::read(&[own, api]).expect("a spec");
        let [a, b] = api.types[0].fields.as_slice() else { panic!("two fields") };
        prop_assert_eq!((&a.ty, a.nullable), (&b.ty, b.nullable));
        prop_assert!(!matches!(a.ty, Type::Nullable(_)));
    });
}
