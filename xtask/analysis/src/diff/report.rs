//! The report, for people and for programs.

use std::fmt::Write;

use serde::Serialize;

use super::change::Change;
use super::changelog;
use super::version::{Effect, Step, Version};

/// What is reported.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The spec that users have, as the report names it.
    pub old: &'a str,
    /// The new spec, as the report names it.
    pub new: &'a str,
    /// The release that users have.
    pub released: Version,
    /// All changes.
    pub changes: &'a [Change],
}

impl Report<'_> {
    fn step(&self) -> Step {
        Step::of(self.released, self.changes.iter().map(|change| change.effect))
    }

    /// For people.
    #[must_use]
    pub fn text(&self) -> String {
        let breaking = self.changes.iter().filter(|change| change.effect.is_breaking()).count();
        let count = self.changes.len();
        let plural = if count == 1 { "change" } else { "changes" };
        let mut text = format!("{} to {}: {count} {plural}, {breaking} breaking\n", self.old, self.new);
        let parts = [
            (Effect::Major, "breaking"),
            (Effect::Minor, "compatible, more to use"),
            (Effect::Patch, "compatible, the code stays"),
        ];
        for (effect, title) in parts {
            let mut of_effect = self.changes.iter().filter(|change| change.effect == effect).peekable();
            if of_effect.peek().is_some() {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "\n{title}\n");
            }
            of_effect.for_each(|change| text.push_str(&lines(change)));
        }
        let Step { next, note, .. } = self.step();
        let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
        let _ = write!(text, "\nsemver: {}, {} to {next}{note}\n", self.step().word(), self.released);
        if !self.changes.is_empty() {
            let _ = write!(text, "\nfor the changelog:\n\n{}", changelog::entry(&next, self.changes));
        }
        text
    }

    /// One JSON object.
    #[must_use]
    pub fn json(&self) -> String {
        let step = self.step();
        let next = step.next.to_string();
        let document = Document {
            old: self.old,
            new: self.new,
            semver: step.word(),
            version: Release { released: self.released.to_string(), next, note: step.note },
            changes: self.changes.iter().map(row).collect(),
            changelog: changelog::entry(&step.next, self.changes),
        };
        let mut text = serde_json::to_string_pretty(&document).expect("a report is texts and flags");
        text.push('\n');
        text
    }
}

#[derive(Serialize)]
struct Document<'a> {
    old: &'a str,
    new: &'a str,
    semver: &'static str,
    version: Release,
    changes: Vec<Row<'a>>,
    changelog: String,
}

#[derive(Serialize)]
struct Release {
    released: String,
    next: String,
    note: &'static str,
}

#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    effect: &'static str,
    compatible: bool,
    item: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    breaks: Option<&'a str>,
}

fn row(change: &Change) -> Row<'_> {
    Row {
        kind: change.kind,
        effect: change.effect.word(),
        compatible: !change.effect.is_breaking(),
        item: &change.item,
        message: &change.message,
        breaks: change.breaks.as_deref(),
    }
}

fn lines(change: &Change) -> String {
    let breaks = change.breaks.as_ref().map(|line| format!("      breaks: {line}\n")).unwrap_or_default();
    format!("  {:<22} {}\n      {}\n{breaks}", change.kind, change.item, change.message)
}
