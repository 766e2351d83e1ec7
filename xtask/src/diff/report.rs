//! The report, for people and for programs.

use std::fmt::Write;

use super::{Change, Effect, Step, Version, changelog};
use crate::openapi::json::{self, Build, Json, Object};

/// What is reported.
pub(super) struct Report<'a> {
    pub(super) old: &'a str,
    pub(super) new: &'a str,
    pub(super) released: &'a Version,
    pub(super) changes: &'a [Change],
}

impl Report<'_> {
    fn step(&self) -> Step {
        Step::of(*self.released, self.changes.iter().map(|change| change.effect))
    }

    pub(super) fn text(&self) -> String {
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

    pub(super) fn json(&self) -> String {
        let step = self.step();
        let changes: Vec<_> = self.changes.iter().map(change).collect();
        let version = Object::new().with("released", self.released.to_string()).with("next", step.next.to_string());
        let report = Object::new()
            .with("old", self.old)
            .with("new", self.new)
            .with("semver", step.word())
            .with("version", version.with("note", step.note))
            .with("changes", changes)
            .with("changelog", changelog::entry(&step.next, self.changes));
        json::print(&Json::from(report))
    }
}

fn lines(change: &Change) -> String {
    let breaks = change.breaks.as_ref().map(|line| format!("      breaks: {line}\n")).unwrap_or_default();
    format!("  {:<22} {}\n      {}\n{breaks}", change.kind, change.item, change.says)
}

fn change(change: &Change) -> Object {
    Object::new()
        .with("kind", change.kind)
        .with("effect", change.effect.word())
        .with("compatible", !change.effect.is_breaking())
        .with("item", change.item.as_str())
        .with("says", change.says.as_str())
        .with_some("breaks", change.breaks.as_deref())
}
