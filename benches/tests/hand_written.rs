//! The hand-written structs have the fields of the generated types, so that both decode the same.

use std::collections::BTreeSet;

use spec::Type;

/// The fields of a hand-written struct in their order, by their names in JSON.
fn fields(source: &'static str, name: &str) -> Vec<&'static str> {
    let lines = source.lines().skip_while(|line| {
        let rest = ["pub struct ", "pub(super) struct ", "struct "].iter().find_map(|start| line.strip_prefix(start));
        rest.and_then(|rest| rest.strip_suffix(" {")).and_then(|rest| rest.split('<').next()) != Some(name)
    });
    let (mut fields, mut renamed) = (Vec::new(), None);
    for line in lines.skip(1).map(str::trim).take_while(|line| *line != "}") {
        if let Some(rest) = line.strip_prefix("#[serde(rename = \"") {
            renamed = rest.strip_suffix("\")]");
        } else if let Some((field, _)) = line.split_once(": ") {
            fields.push(renamed.take().unwrap_or(field));
        }
    }
    fields
}

#[test]
fn hand_written_structs_have_the_fields_of_the_spec() {
    let source = concat!(
        include_str!("../src/hand_written.rs"),
        include_str!("../src/hand_written/clips.rs"),
        include_str!("../src/hand_written/sounds.rs"),
    );
    let api = hikerapi_tests::api();
    // Those of the responses that are decoded.
    let user = api.groups.iter().find(|group| group.name == "user").expect("the group");
    let measured = ["by_id", "followers_chunk", "medias_chunk", "clips_chunk"];
    let endpoints = user.endpoints.iter().filter(|endpoint| measured.contains(&endpoint.name.as_str()));
    let mut waiting: Vec<_> = endpoints.filter_map(|endpoint| endpoint.returns.ty()).collect();
    assert_eq!(waiting.len(), measured.len());
    let (mut compared, mut count) = (BTreeSet::new(), 0);
    while let Some(ty) = waiting.pop() {
        let index = match ty {
            Type::Struct(index) if compared.insert(*index) => *index,
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
                waiting.push(inner);
                continue;
            }
            Type::Tuple(parts) => {
                waiting.extend(parts);
                continue;
            }
            _ => continue,
        };
        let ty = &api.types[index];
        waiting.extend(ty.fields.iter().map(|field| &field.ty));
        let spec: BTreeSet<_> = ty.fields.iter().map(|field| field.wire.as_str()).collect();
        // Some fields of shared types are in responses of other groups alone.
        let written: BTreeSet<_> = fields(source, &ty.name).into_iter().collect();
        let others: Vec<_> = written.difference(&spec).collect();
        assert!(others.is_empty(), "{}: {others:?}", ty.name);
        count += usize::from(!written.is_empty());
    }
    assert!(count >= 25, "{count} types are hand-written");
}
