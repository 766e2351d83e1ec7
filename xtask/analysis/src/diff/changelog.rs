//! The entry of a changelog: what users must do first, then what they can do.

use super::change::Change;
use super::version::{Effect, Version};

/// The entry, or nothing where nothing changes.
pub(super) fn entry(next: &Version, changes: &[Change]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let mut entry = format!("## {next}\n");
    for (effect, title) in [(Effect::Major, "Breaking"), (Effect::Minor, "New"), (Effect::Patch, "Corrected")] {
        let mut of_effect = changes.iter().filter(|change| change.effect == effect).peekable();
        if of_effect.peek().is_some() {
            entry.push_str(&format!("\n### {title}\n\n"));
        }
        of_effect.for_each(|change| entry.push_str(&line(change)));
    }
    entry
}

fn line(change: &Change) -> String {
    // Every path begins with the crate, which the reader knows.
    let item = change.item.split_once("::").map_or(change.item.as_str(), |(_, item)| item);
    format!("- `{item}`: {}.\n", change.message)
}
