//! Objects that contain themselves: no value could ever be one, so a field of each circle is marked as nullable.

use std::collections::BTreeMap;

use super::entry::{Body, Entry};

/// Marks fields until no object needs another one of its kind.
pub(super) fn open(entries: &mut [Entry]) {
    let circle = closing_fields(entries);
    for (entry, field, target) in circle {
        let Body::Object(object) = &mut entries[entry].body else { continue };
        let field = &mut object.fields[field];
        field.shape.mark_nullable(&target);
        field.notes.push(format!(
            "question: required, each `{target}` would contain another without end; can it be null, as it is marked, or absent?"
        ));
    }
}

/// The fields that lead back to an object on the way to them: by entry, field and the name of that object.
fn closing_fields(entries: &[Entry]) -> Vec<(usize, usize, String)> {
    let by_name: BTreeMap<_, _> =
        entries.iter().enumerate().map(|(index, entry)| (entry.name.as_str(), index)).collect();
    let needs: Vec<_> = entries.iter().map(|entry| needs(entry, &by_name)).collect();
    let mut state = vec![State::New; entries.len()];
    let mut closing = Vec::new();
    // By name, so that another order of the document marks the same fields.
    for start in by_name.values().copied() {
        // Not by recursion: a document can have a chain of any length.
        let mut way = Vec::from_iter((state[start] == State::New).then_some((start, 0)));
        while let Some((entry, next)) = way.last_mut() {
            state[*entry] = State::Open;
            let Some((field, target)) = needs[*entry].get(*next).copied() else {
                state[*entry] = State::Done;
                way.pop();
                continue;
            };
            *next += 1;
            match state[target] {
                State::Open => closing.push((*entry, field, entries[target].name.clone())),
                State::New => way.push((target, 0)),
                State::Done => {}
            }
        }
    }
    closing
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// On the way.
    Open,
    Done,
}

/// The objects that each value of an entry contains, with the field.
fn needs(entry: &Entry, by_name: &BTreeMap<&str, usize>) -> Vec<(usize, usize)> {
    let Body::Object(object) = &entry.body else { return Vec::new() };
    let fields = object.fields.iter().enumerate().filter(|(_, field)| !field.is_optional);
    let needed = |(index, name): (usize, &str)| Some((index, *by_name.get(name)?));
    fields
        .flat_map(|(index, field)| field.shape.needed().into_iter().map(move |name| (index, name)))
        .filter_map(needed)
        .collect()
}
