//! The next version after a change, by the rules of semver as Cargo reads them.

use std::fmt;
use std::str::FromStr;

/// What a change does to users of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Code that compiled compiles and does the same; docs or data differ.
    Patch,
    /// Code that compiled compiles; there is more to use, or a warning.
    Minor,
    /// Code that compiled, or did its work, no longer does.
    Major,
}

impl Effect {
    /// Whether users must change their code.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        self == Self::Major
    }

    /// The step of semver.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// A release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Moves where code breaks.
    pub major: u64,
    /// Moves where there is more to use; below 1.0 where code breaks.
    pub minor: u64,
    /// Moves for everything else.
    pub patch: u64,
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let plain = text.split(['-', '+']).next().unwrap_or_default();
        let numbers: Option<Vec<u64>> = plain.split('.').map(|part| part.parse().ok()).collect();
        match numbers.as_deref() {
            Some(&[major, minor, patch]) => Ok(Self { major, minor, patch }),
            _ => Err(format!("`{text}` is not a version such as 0.1.0")),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The way to the next release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The greatest effect; `None` where nothing changes.
    pub effect: Option<Effect>,
    /// The release that follows.
    pub next: Version,
    /// Why another number moves than the word of the step suggests.
    pub note: &'static str,
}

impl Step {
    /// The step for the greatest of the effects.
    #[must_use]
    pub fn of(released: Version, effects: impl Iterator<Item = Effect>) -> Self {
        let effect = effects.max();
        let Version { major, minor, patch } = released;
        let up = |number: u64| number.saturating_add(1);
        let (next, note) = match (effect, major, minor) {
            (None, ..) => (released, ""),
            (Some(_), 0, 0) => (Version { patch: up(patch), ..released }, "0.0.z: every release can break"),
            (Some(Effect::Major), 0, _) => {
                (Version { major, minor: up(minor), patch: 0 }, "below 1.0 a breaking change moves the second number")
            }
            (Some(Effect::Minor), 0, _) => {
                (Version { patch: up(patch), ..released }, "below 1.0 an addition moves the third number")
            }
            (Some(Effect::Patch), ..) => (Version { patch: up(patch), ..released }, ""),
            (Some(Effect::Minor), ..) => (Version { major, minor: up(minor), patch: 0 }, ""),
            (Some(Effect::Major), ..) => (Version { major: up(major), minor: 0, patch: 0 }, ""),
        };
        Self { effect, next, note }
    }

    /// The word for the step.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.effect.map_or("none", Effect::word)
    }
}
