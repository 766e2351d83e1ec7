//! Rust names that are unique in their scope.

use std::collections::{BTreeMap, BTreeSet};

use crate::name::{self, LONGEST_NAME, Named};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// The names that are taken in one scope: the fields of a type, the methods of a group.
pub(super) struct Taken {
    of: Named,
    by_rust: BTreeMap<String, (String, Span)>,
}

impl Taken {
    pub(super) fn new(of: Named) -> Self {
        Self { of, by_rust: BTreeMap::new() }
    }

    /// Claims a name. One that is taken is a problem; it is never renamed silently.
    pub(super) fn claim(&mut self, acc: &mut Problems, rust: &str, wire: &str, span: Span) {
        match self.by_rust.get(rust) {
            None => _ = self.by_rust.insert(rust.to_owned(), (wire.to_owned(), span)),
            Some((first, place)) => {
                let names = Box::new([first.clone(), wire.to_owned()]);
                let problem = Problem::Collision { rust: name::bare(rust).to_owned(), names, of: self.of };
                acc.add_related(span, problem, *place, "the other one");
            }
        }
    }
}

/// A field or parameter.
pub(super) struct Member<'a> {
    pub(super) entry: &'a Entry,
    /// The name on the wire.
    pub(super) wire: String,
    /// Whether its key ends with `?`: it may be absent.
    pub(super) optional: bool,
}

/// The fields of a type or the parameters of an endpoint, each wire name once.
pub(super) fn members<'a>(acc: &mut Problems, section: Option<&'a Node>) -> Vec<Member<'a>> {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    let mut members = Vec::new();
    for entry in entries(section) {
        let (wire, optional) = marked(&entry.key.literal());
        if wire.ends_with('?') {
            acc.add(entry.key.span, Problem::BadKey { why: "it ends with more than one `?`" });
            continue;
        }
        match first.get(&wire) {
            None => {
                first.insert(wire.clone(), entry.key.span);
                members.push(Member { entry, wire, optional });
            }
            // `name` and `name?`: two keys in YAML, but one name on the wire.
            Some(span) => {
                acc.add_related(entry.key.span, Problem::DuplicateKey { key: wire }, *span, "first written here");
            }
        }
    }
    members
}

/// The entries of a section, each key once. The YAML reader reports duplicate keys, the form check
/// keys that are lists or mappings.
pub(super) fn entries(section: Option<&Node>) -> Vec<&Entry> {
    let mut seen = BTreeSet::new();
    let scalars = section.map(Node::entries).unwrap_or_default().iter().filter(|entry| entry.key.is_scalar());
    scalars.filter(|entry| seen.insert(entry.key.literal())).collect()
}

/// Whether the section has this field or parameter, valid or not.
pub(super) fn is_written(section: Option<&Node>, wire: &str) -> bool {
    section.map(Node::entries).unwrap_or_default().iter().any(|entry| marked(&entry.key.literal()).0 == wire)
}

/// A key such as `max_id?`: the name on the wire, and whether it may be absent.
fn marked(written: &str) -> (String, bool) {
    match written.strip_suffix('?') {
        Some(name) => (name.to_owned(), true),
        None => (written.to_owned(), false),
    }
}

impl Member<'_> {
    /// The name in Rust: that of `rust:`, else one made of the wire name.
    pub(super) fn rust(&self, acc: &mut Problems) -> Option<String> {
        named(acc, self.long().and_then(|form| form.get("rust")), self.entry, &self.wire, Named::Member)
    }

    /// The long form, if it is written so.
    pub(super) fn long(&self) -> Option<&Node> {
        Some(&self.entry.value).filter(|node| node.is_long_form())
    }

    /// The node of its type; `None` if the long form lacks one, which is reported.
    pub(super) fn ty(&self) -> Option<&Node> {
        self.long().filter(|form| !form.is_object()).map_or(Some(&self.entry.value), |form| form.get("type"))
    }
}

/// The name that a node gives, else one made of `wire`.
pub(super) fn named(acc: &mut Problems, given: Option<&Node>, entry: &Entry, wire: &str, of: Named) -> Option<String> {
    named_at(acc, given, entry.key.span, wire, of)
}

/// As [`named`], of something at a place.
pub(super) fn named_at(acc: &mut Problems, given: Option<&Node>, at: Span, wire: &str, of: Named) -> Option<String> {
    let Some(node) = given else {
        let made = name::made(wire, of);
        if made.is_none() {
            acc.add(at, Problem::NoIdent { name: wire.to_owned(), of });
        }
        return made.filter(|rust| is_short(acc, at, rust, of));
    };
    let text = node.filled()?;
    let rust = name::given(text, of);
    if rust.is_none() {
        acc.add(node.span, Problem::BadIdent { name: text.to_owned(), of });
    }
    rust.filter(|rust| is_short(acc, node.span, rust, of))
}

/// Whether a name is short enough for a file; if not, that is a problem.
pub(super) fn is_short(acc: &mut Problems, span: Span, rust: &str, of: Named) -> bool {
    let fits = rust.len() <= LONGEST_NAME;
    if !fits {
        acc.add(span, Problem::LongName { bytes: rust.len(), of });
    }
    fits
}
