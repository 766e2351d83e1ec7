//! What statuses and error bodies mean.

use std::collections::BTreeMap;

use spec::{ErrorRules, Means, Retry, Verdict};

use super::rule::Found;
use super::service::both;
use crate::diff::sides::Sides;

/// The meaning of a row of the tables; `None` is the meaning of the status.
type Meaning = (Means, Option<bool>, Option<Retry>);

/// A row that differs.
struct Row {
    name: String,
    was: Means,
    message: String,
}

pub(super) fn meaning_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let mut found = statuses(&old.errors, &new.errors, |was, is| was.means != is.means);
        found.extend(refinements(&old.errors, &new.errors, |was, is| is.is_none_or(|is| was.0 != is.0)));
        let breaking = |row: Row| {
            let line = format!("if error.kind() == ErrorKind::{} {{ .. }}", row.was.rust());
            Found::breaking(format!("{at}::Error::kind"), format!("{} {}", row.name, row.message), line)
        };
        found.into_iter().map(breaking).collect()
    })
}

pub(super) fn code_added(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let (was, is) = (meaning(&old.errors), meaning(&new.errors));
        let added = is.iter().filter(|(key, _)| !was.contains_key(*key));
        let message = |(key, meaning): (&String, &Meaning)| format!("{key} means `{}`", meaning.0.rust());
        added.map(|row| Found::compatible(format!("{at}::Error::kind"), message(row))).collect()
    })
}

pub(super) fn billing_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let mut found = statuses(&old.errors, &new.errors, |was, is| {
            was.means == is.means && (was.billed, was.retry) != (is.billed, is.retry)
        });
        found.extend(refinements(&old.errors, &new.errors, |was, is| {
            is.is_some_and(|is| was.0 == is.0 && (was.1, was.2) != (is.1, is.2))
        }));
        let compatible =
            |row: Row| Found::compatible(format!("{at}::service::SERVICE"), format!("{} {}", row.name, row.message));
        found.into_iter().map(compatible).collect()
    })
}

pub(super) fn body_changed(sides: &Sides<'_>) -> Vec<Found> {
    both(sides, |old, new, at| {
        let (was, is) = (&old.errors, &new.errors);
        let differs = (&was.code, &was.message, &was.violations) != (&is.code, &is.message, &is.violations);
        let fields =
            || Found::compatible(format!("{at}::Error"), "its code, words or violations are read from other fields");
        let bodies = || Found::compatible(format!("{at}::Error"), "other bodies are errors whatever their status");
        differs.then(fields).into_iter().chain((was.bodies != is.bodies).then(bodies)).collect()
    })
}

/// The rows of either side whose verdict differs; a row that one side lacks counts as the default row of that side.
fn statuses(old: &ErrorRules, new: &ErrorRules, differs: fn(Verdict, Verdict) -> bool) -> Vec<Row> {
    let mut rows: BTreeMap<(u16, u16), String> = BTreeMap::new();
    for status in old.statuses.iter().chain(&new.statuses) {
        let is_exact = status.first == status.last;
        let name =
            if is_exact { format!("status {}", status.first) } else { format!("a status {}xx", status.first / 100) };
        rows.insert((status.first, status.last), name);
    }
    let mut found = Vec::new();
    for ((first, last), name) in rows {
        let (was, is) = (verdict(old, first, last), verdict(new, first, last));
        if differs(was, is) {
            found.push(Row { name, was: was.means, message: change(was, is) });
        }
    }
    if differs(old.other, new.other) {
        let name = "any other status".to_owned();
        found.push(Row { name, was: old.other.means, message: change(old.other, new.other) });
    }
    found
}

/// The verdict of the narrowest row that holds all of these statuses.
fn verdict(rules: &ErrorRules, first: u16, last: u16) -> Verdict {
    let row = rules.statuses.iter().find(|status| status.first <= first && last <= status.last);
    row.map_or(rules.other, |row| row.verdict)
}

fn change(was: Verdict, is: Verdict) -> String {
    if was.means != is.means {
        return format!("means `{}`, was `{}`", is.means.rust(), was.means.rust());
    }
    let words = |verdict: Verdict| {
        let billed = if verdict.billed { "billed" } else { "free" };
        format!("{billed}, retry {}", verdict.retry.rust().to_lowercase())
    };
    format!("is {}, was {}", words(is), words(was))
}

/// The codes and texts of the old side whose row differs; `None` where the new side has none.
fn refinements(old: &ErrorRules, new: &ErrorRules, differs: fn(&Meaning, Option<&Meaning>) -> bool) -> Vec<Row> {
    let (old, new) = (meaning(old), meaning(new));
    let mut found = Vec::new();
    for (key, was) in old {
        let is = new.get(&key);
        if differs(&was, is) {
            let message = match is {
                Some(is) if is.0 != was.0 => format!("means `{}`, was `{}`", is.0.rust(), was.0.rust()),
                Some(_) => "is billed or tried again in another way".to_owned(),
                None => format!("means what its status means, was `{}`", was.0.rust()),
            };
            found.push(Row { name: key, was: was.0, message });
        }
    }
    found
}

fn meaning(rules: &ErrorRules) -> BTreeMap<String, Meaning> {
    let codes =
        rules.codes.iter().map(|code| (format!("the code `{}`", code.code), (code.means, code.billed, code.retry)));
    let texts = rules.texts.iter().map(|text| {
        let Verdict { means, billed, retry } = text.verdict;
        (format!("the text `{}` with status {}", text.text, text.status), (means, Some(billed), Some(retry)))
    });
    codes.chain(texts).collect()
}
