//! Recursive objects: Rust needs a `Box` in the cycle.

use crate::model::{Struct, Type};

/// Marks every field through which a type contains itself without a list or map between, if null or the absent field ends
/// the circle there. Each circle has such a field: one without has no value at all. So no value needs a `Box` that is always
/// full, which could not be filled where a response does not match.
pub(super) fn box_cycles(types: &mut [Struct]) {
    let components = components(types);
    for (index, ty) in types.iter_mut().enumerate() {
        for field in &mut ty.fields {
            let mut held = Vec::new();
            held_or_null(&field.ty, field.optional || field.nullable, &mut held);
            field.boxed = held.iter().any(|&other| components[other] == components[index]);
        }
    }
}

/// The types that a value of `ty` may contain directly, and may also be without.
fn held_or_null(ty: &Type, may_be_null: bool, held: &mut Vec<usize>) {
    match ty {
        Type::Nullable(inner) => directly_held(inner, held),
        Type::Tuple(items) => items.iter().for_each(|item| held_or_null(item, may_be_null, held)),
        ty if may_be_null => directly_held(ty, held),
        _ => {}
    }
}

/// The types that a value of `ty` contains directly.
fn directly_held(ty: &Type, held: &mut Vec<usize>) {
    match ty {
        Type::Struct(index) => held.push(*index),
        Type::Nullable(inner) => directly_held(inner, held),
        Type::Tuple(items) => items.iter().for_each(|item| directly_held(item, held)),
        // The objects and tuples of a union are boxed in it.
        Type::Union(_) => {}
        Type::List(_) | Type::Map(_) | Type::Scalar(_) | Type::Id(_) | Type::Enum(_) | Type::External(_) => {}
    }
}

/// For each type the number of its strongly connected component (Kosaraju's two passes, with
/// explicit stacks: a spec may nest to any depth).
fn components(types: &[Struct]) -> Vec<usize> {
    let mut forward = vec![Vec::new(); types.len()];
    let mut backward = vec![Vec::new(); types.len()];
    for (index, ty) in types.iter().enumerate() {
        ty.fields.iter().for_each(|field| directly_held(&field.ty, &mut forward[index]));
        for &other in &forward[index] {
            backward[other].push(index);
        }
    }
    let mut finished = Vec::with_capacity(types.len());
    let mut seen = vec![false; types.len()];
    for start in 0..types.len() {
        visit(start, &forward, &mut seen, &mut finished);
    }
    let mut component = vec![0; types.len()];
    let mut seen = vec![false; types.len()];
    for (number, &start) in finished.iter().rev().enumerate() {
        let mut members = Vec::new();
        visit(start, &backward, &mut seen, &mut members);
        members.into_iter().for_each(|member| component[member] = number);
    }
    component
}

/// Adds everything that can be reached from `start` to `finished`, each node after its successors.
fn visit(start: usize, edges: &[Vec<usize>], seen: &mut [bool], finished: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut stack = vec![(start, 0)];
    while let Some((node, next)) = stack.last_mut() {
        match edges[*node].get(*next) {
            Some(&other) => {
                *next += 1;
                if !std::mem::replace(&mut seen[other], true) {
                    stack.push((other, 0));
                }
            }
            None => {
                finished.push(*node);
                stack.pop();
            }
        }
    }
}
