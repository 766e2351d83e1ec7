//! Names under `uses` and files that nothing needs.

use std::mem::replace;

use crate::model::{Api, Field, Type};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::Node;

/// Names under `uses` that no type has. No other check would find that such a name is misspelled.
pub(super) fn names(acc: &mut Problems, api: &Api) {
    let mut seen = Seen::of_endpoints(api);
    seen.follow(api, api.types.iter().flat_map(|ty| &ty.fields).map(field_type).collect());
    for (external, is_seen) in api.externals.iter().zip(seen.externals) {
        if !is_seen {
            acc.add(external.span, Problem::UsedNowhere { name: external.name.clone() });
        }
    }
}

/// Files that do not describe the service, have no endpoint, and define nothing that an endpoint of
/// another file leads to.
pub(super) fn files(acc: &mut Problems, api: &Api, files: &[Node]) {
    let seen = Seen::of_endpoints(api);
    for file in files.iter().filter(|file| file.get("api").is_none() && !seen.files[file.span.file]) {
        let at = file.entries().first().map_or(file.span, |entry| entry.key.span);
        acc.add(at, Problem::UnusedFile);
    }
}

/// What has been reached.
struct Seen {
    files: Vec<bool>,
    types: Vec<bool>,
    unions: Vec<bool>,
    externals: Vec<bool>,
}

impl Seen {
    fn of_endpoints(api: &Api) -> Self {
        let mut seen = Self {
            files: vec![false; api.files.len()],
            types: vec![false; api.types.len()],
            unions: vec![false; api.unions.len()],
            externals: vec![false; api.externals.len()],
        };
        let mut types = Vec::new();
        for group in &api.groups {
            for endpoint in &group.endpoints {
                seen.files[group.file] = true;
                types.extend(endpoint.params.iter().map(|param| &param.ty));
                types.extend(endpoint.returns.ty());
            }
        }
        seen.follow(api, types);
        seen
    }

    /// Follows these types to everything that they refer to. The open ones are a list, not the stack: a
    /// spec may nest to any depth.
    fn follow<'a>(&mut self, api: &'a Api, mut types: Vec<&'a Type>) {
        while let Some(ty) = types.pop() {
            match ty {
                Type::Scalar(_) => {}
                Type::Id(index) => self.files[api.ids[*index].span.file] = true,
                Type::Enum(index) => self.files[api.enums[*index].span.file] = true,
                Type::Struct(index) => {
                    self.files[api.types[*index].span.file] = true;
                    if !replace(&mut self.types[*index], true) {
                        types.extend(api.types[*index].fields.iter().map(field_type));
                    }
                }
                Type::Union(index) => {
                    let union = &api.unions[*index];
                    self.files[union.span.file] = true;
                    if !replace(&mut self.unions[*index], true) {
                        types.extend(union.members.types());
                    }
                }
                Type::External(index) => self.externals[*index] = true,
                Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => types.push(inner),
                Type::Tuple(items) => types.extend(items),
            }
        }
    }
}

fn field_type(field: &Field) -> &Type {
    &field.ty
}
