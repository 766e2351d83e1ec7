//! Names for Rust that are unique in their place.

use std::collections::BTreeMap;

use crate::name;
use crate::problem::{Problem, Problems};
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// The names that are taken in one place: the fields of a type, the methods of a group.
#[derive(Default)]
pub(super) struct Taken {
    by_rust: BTreeMap<String, (String, Span)>,
}

impl Taken {
    /// Claims a name; a name that is taken already is a problem, never a silent rename.
    pub(super) fn claim(&mut self, acc: &mut Problems, rust: &str, wire: &str, span: Span) {
        match self.by_rust.get(rust) {
            None => {
                self.by_rust.insert(rust.to_owned(), (wire.to_owned(), span));
            }
            // The same name on the wire is a duplicate key, and said there.
            Some((first_wire, _)) if first_wire == wire => {}
            Some((_, first)) => {
                let problem = Problem::Collision { rust: rust.to_owned(), wire: wire.to_owned() };
                acc.add_related(span, problem, *first, "the other one");
            }
        }
    }
}

/// A key such as `max_id?`: the name on the wire, and whether it may be absent.
pub(super) fn marked(entry: &Entry) -> (String, bool) {
    let written = entry.key.literal();
    match written.strip_suffix('?') {
        Some(name) => (name.to_owned(), true),
        None => (written, false),
    }
}

/// The name in Rust of a field or parameter: what `rust:` gives, else made of the wire name.
pub(super) fn member(acc: &mut Problems, entry: &Entry, wire: &str) -> Option<String> {
    let given = entry.value.get("rust").filter(|_| entry.value.get("type").is_some());
    named(acc, given, entry, wire, name::snake)
}

/// The name that a node gives, or else one made of `wire`.
pub(super) fn named(
    acc: &mut Problems,
    given: Option<&Node>,
    entry: &Entry,
    wire: &str,
    make: fn(&str) -> Option<String>,
) -> Option<String> {
    let Some(node) = given else {
        let made = make(wire);
        if made.is_none() {
            acc.add(entry.key.span, Problem::NoIdent { name: wire.to_owned() });
        }
        return made;
    };
    let text = node.text()?;
    let rust = name::given(text);
    if rust.is_none() {
        acc.add(node.span, Problem::BadIdent { name: text.to_owned() });
    }
    rust
}
