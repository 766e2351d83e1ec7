//! What changes for users of the generated client from one spec to another.

mod change;
mod changelog;
mod params;
mod path;
pub mod report;
mod rules;
mod rust;
mod sent;
mod sides;
mod version;

use spec::Api;

pub use change::Change;
pub use rules::{RULES, Rule};
pub use sides::Sides;
pub use version::{Effect, Step, Version};

/// All changes from one spec to another, in the order of the rules.
#[must_use]
pub fn changes(old: &Api, new: &Api) -> Vec<Change> {
    let sides = Sides::new(old, new);
    let mut changes = Vec::new();
    for rule in RULES {
        let found = (rule.find)(&sides).into_iter().map(|found| Change {
            kind: rule.name,
            effect: rule.effect,
            item: found.item,
            message: found.message,
            breaks: found.breaks,
        });
        changes.extend(found);
    }
    changes
}
