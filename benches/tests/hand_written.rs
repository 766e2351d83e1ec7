//! The hand-written structs have the fields of the generated types, so that both decode the same.

/// The fields of a hand-written struct in their order, by their names in JSON.
fn fields(source: &'static str, name: &str) -> Vec<&'static str> {
    let lines = source.lines().skip_while(|line| {
        let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("struct "));
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
    let source = include_str!("../src/hand_written.rs");
    let api = hikerapi_tests::api();
    assert!(!api.types.is_empty());
    for ty in &api.types {
        let spec: Vec<_> = ty.fields.iter().map(|field| field.wire.as_str()).collect();
        assert_eq!(fields(source, &ty.name), spec, "{}", ty.name);
    }
}
