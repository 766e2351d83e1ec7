//! Objects that no response can contain: each value of the type would contain another value of it.

use crate::model::{Field, Struct, Type};
use crate::problem::Problem;
use crate::problems::Problems;

/// Finds every circle of objects that is closed by fields which are neither absent nor null, and without a list or map
/// between. Each problem is at the field that closes a circle: without these fields there is none.
pub(super) fn check(acc: &mut Problems, types: &[Struct]) {
    let held: Vec<_> = types.iter().map(|ty| ty.fields.iter().flat_map(held_by).collect::<Vec<_>>()).collect();
    let mut state = vec![State::New; types.len()];
    for start in 0..types.len() {
        follow(acc, types, &held, &mut state, start);
    }
}

/// The fields of a circle that are shown.
const MOST: usize = 6;

/// A field, and the type that each of its values contains.
type Held<'a> = (&'a Field, usize);

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// Between the start and the type that is looked at.
    Open,
    Done,
}

/// Follows the fields of a type in depth. The way is a list, not the stack: a spec may nest to any depth.
fn follow(acc: &mut Problems, types: &[Struct], held: &[Vec<Held<'_>>], state: &mut [State], start: usize) {
    if state[start] != State::New {
        return;
    }
    state[start] = State::Open;
    let mut way = vec![(start, 0)];
    while let Some((ty, next)) = way.last_mut() {
        let Some(&(field, other)) = held[*ty].get(*next) else {
            state[*ty] = State::Done;
            way.pop();
            continue;
        };
        *next += 1;
        match state[other] {
            State::New => {
                state[other] = State::Open;
                way.push((other, 0));
            }
            State::Open => {
                let begin = way.iter().position(|(ty, _)| *ty == other).unwrap_or_default();
                acc.add(field.ty_span, circle(types, held, &way[begin..], field));
            }
            State::Done => {}
        }
    }
}

/// The problem of a circle: `A.b` contains `B`, whose field `B.a` contains `A` again.
fn circle(types: &[Struct], held: &[Vec<Held<'_>>], way: &[(usize, usize)], last: &Field) -> Problem {
    let fields = way.iter().map(|(ty, next)| format!("`{}.{}`", types[*ty].name, held[*ty][next - 1].0.wire));
    let mut circle: Vec<_> = fields.take(MOST).collect();
    if way.len() > MOST {
        circle.push(format!("{} more", way.len() - MOST));
    }
    let name = way.first().map(|(ty, _)| types[*ty].name.clone()).unwrap_or_default();
    Problem::Endless { name, circle: circle.join(" > "), field: last.wire.clone() }
}

/// The types that each value of a field contains.
fn held_by(field: &Field) -> Vec<Held<'_>> {
    let mut found = Vec::new();
    if !field.optional && !field.nullable {
        required(&field.ty, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|ty| (field, ty)).collect()
}

fn required(ty: &Type, found: &mut Vec<usize>) {
    match ty {
        Type::Struct(index) => found.push(*index),
        Type::Tuple(items) => items.iter().for_each(|item| required(item, found)),
        // A union can be a kind of JSON that it does not know.
        Type::Nullable(_) | Type::List(_) | Type::Map(_) | Type::Union(_) => {}
        Type::Scalar(_) | Type::Id(_) | Type::Enum(_) | Type::External(_) => {}
    }
}
