//! A finding: what disagrees, where in the response, where in the spec, and what to do.

use crate::slot::Place;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is wrong; it is worth knowing.
    Notice,
    /// The client decodes it, but the spec is not accurate.
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

/// A disagreement of the spec and the service.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleName,
    /// How much it matters.
    pub severity: Severity,
    /// The type or endpoint that it is about: `Item`, `/v1/items`; a file for one of none.
    pub against: String,
    /// Where that is in the spec; `None` for a file of no endpoint.
    pub home: Option<Location>,
    /// The part that it is about: `price`, `tags[]`.
    pub subject: String,
    /// What was found: `object`; counts and path are apart.
    pub what: String,
    /// Where in a response; `None` for a claim of the spec that no response supports.
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

/// Where in the responses something was found.
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

/// A change to the spec that fixes a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Add a field to a type.
    AddField {
        /// The type's position.
        owner: usize,
        /// The name on the wire.
        name: String,
    },
    /// Widen a type expression to all values that were seen in its place.
    Widen(Place),
    /// Add a value to an enum.
    AddValue {
        /// The enum's position.
        index: usize,
        /// The value on the wire.
        wire: String,
    },
}
