//! A finding: what does not agree, where in the reply, where in the spec, and what to do.

use crate::slot::Place;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is wrong; it is worth knowing.
    Notice,
    /// The client decodes it, and the spec does not tell the truth.
    Additive,
    /// The client does not decode it, or decodes it to something wrong.
    Breaking,
}

impl Severity {
    /// As reports name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

/// The name of a rule, as reports show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleName(pub &'static str);

impl RuleName {
    /// The name as it is written in JSON, and as the rule's file is called: `new_field`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The name in words: `new field`.
    #[must_use]
    pub fn title(self) -> String {
        self.0.replace('_', " ")
    }
}

/// Something in which the spec and the service do not agree.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleName,
    /// How much it matters.
    pub severity: Severity,
    /// The type or endpoint that it is about: `Item`, `/v1/items`; a file for one of none.
    pub against: String,
    /// Where that stands in the spec; nowhere for a file of no endpoint.
    pub home: Option<Location>,
    /// The part that it is about: `price`, `tags[]`.
    pub subject: String,
    /// What was found: `object`; counts and path are apart.
    pub what: String,
    /// Where in a reply; a claim of the spec that no reply bears out has no such place.
    pub occurrence: Option<Occurrence>,
    /// Where in the spec.
    pub spec: Option<Location>,
    /// What to do.
    pub help: String,
    /// What `--patch` would change.
    pub change: Option<Change>,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub struct Location {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

/// Where in the replies something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The first place.
    pub location: Location,
    /// Its JSON path.
    pub path: String,
    /// In how many cases it was found.
    pub count: usize,
    /// Of how many in the same file.
    pub of: usize,
}

/// A change to the spec that settles a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A type takes a field in.
    AddField {
        /// The type's position.
        owner: usize,
        /// The name on the wire.
        name: String,
    },
    /// A type expression takes all that was seen in its place.
    Widen(Place),
    /// An enum takes a value in.
    AddValue {
        /// The enum's position.
        index: usize,
        /// The value on the wire.
        wire: String,
    },
}
