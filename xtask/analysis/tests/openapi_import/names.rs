//! Names of groups, methods, types and files: the same for the same paths, bounded, and safe on every file system.

use analysis::openapi::json;

use crate::{check_paths, check_schemas, document, files};

const GET: &str = r#"{"get": {"responses": {"200": {"content": {"application/json": {"schema": {"properties": {"x": {"type": "integer"}}}}}}}}}"#;

/// The texts of the files for these paths, by their names.
fn of_paths(paths: &[&str]) -> Vec<(String, String)> {
    let paths: Vec<_> = paths.iter().map(|path| format!("{}: {GET}", json::Json::from(*path))).collect();
    let files = files(&document(&paths.join(", "), ""), None).unwrap();
    files.into_iter().map(|file| (file.name, file.text)).collect()
}

fn names(paths: &[&str]) -> Vec<String> {
    of_paths(paths).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn groups_are_named_after_their_paths_in_any_order() {
    let (one, other) =
        (of_paths(&["/v1/media/by/id", "/v2/media/by/id"]), of_paths(&["/v2/media/by/id", "/v1/media/by/id"]));
    assert_eq!(one[0].0, "media_v1.yaml");
    assert_eq!(one[1].0, "media_v2.yaml");
    assert_eq!(one[..2], other[..2]);
    let of = |text: &str| {
        text.lines().filter(|line| line.starts_with("  ")).map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(of(&one[2].1), of(&other[2].1), "the types");
    assert_eq!(
        names(&["/api/v1/media", "/v1/media", "/v1/user"]),
        ["media_api_v1.yaml", "media_v1.yaml", "types.yaml", "user.yaml"]
    );
    // A part of the document has the names of the whole.
    let paths = format!(r#""/v1/media": {GET}, "/v2/media": {GET}"#);
    let part = files(&document(&paths, ""), Some("/v2")).unwrap();
    assert_eq!(part[0].name, "media_v2.yaml");
}

#[test]
fn names_of_files_are_those_that_every_system_takes() {
    let long = format!("/{}", "a".repeat(500));
    let found = names(&["/con/a", "/nul/a", "/COM1/a", "/api", "/types/a", "/service", &long, "/v1/a.b/c"]);
    assert_eq!(
        found,
        [
            "a_b.yaml",
            &format!("{}.yaml", "a".repeat(80)),
            "api_2.yaml",
            "com1_2.yaml",
            "con_2.yaml",
            "nul_2.yaml",
            "service_2.yaml",
            "types.yaml",
            "types_2.yaml",
        ]
    );
    check_paths(&format!(r#""/v1/a/aux": {GET}"#), &["name: aux_2"], &[]);
    let text = check_paths(&format!(r#""/v1/a/{}": {GET}"#, "b".repeat(900)), &["    name: bbbb"], &[]);
    assert!(text.contains(&format!("name: {}\n", "b".repeat(80))), "{text}");
}

#[test]
fn long_keys_stay_on_the_wire_and_get_short_names() {
    let key = format!("1$xdt_api__v1({}:$x)", "include_associated_highlights_".repeat(14));
    let schemas =
        format!(r#""Root": {{"properties": {{"{key}": {{"properties": {{"count": {{"type": "integer"}}}}}}}}}}"#);
    let text = check_schemas(&schemas, &[&key], &[]);
    for line in text.lines().filter(|line| line.trim_start().starts_with("Root") || line.contains("rust:")) {
        let name = line.rsplit("rust: ").next().unwrap_or_default().trim().trim_end_matches([':', '}', ' ']);
        assert!(name.len() <= 90, "{name}");
    }
    let schema = "x".repeat(3000);
    check_schemas(
        &format!(
            r##""Root": {{"$ref": "#/components/schemas/{schema}"}}, "{schema}": {{"properties": {{"a": {{}}}}}}"##
        ),
        &[&format!("returns: X{}\n", "x".repeat(79))],
        &[],
    );
}

#[test]
fn names_that_rust_takes_for_one_are_two() {
    let schemas =
        "\"Root\": {\"properties\": {\"caf\u{e9}\": {}, \"cafe\u{301}\": {}, \"\u{f900}\": {}, \"\u{8c48}\": {}}}";
    check_schemas(
        schemas,
        &[
            "\"caf\u{e9}?\": json",
            "\"cafe\u{301}?\": { type: json, rust: cafe }",
            "\"\u{f900}?\": json",
            "\"\u{8c48}?\": { type: json, rust: field }",
        ],
        &[],
    );
}

#[test]
fn schemas_that_differ_in_case_or_signs_are_numbered_by_their_names() {
    let object = r#"{"properties": {"a": {}}}"#;
    let root = r##""Root": {"properties": {"a": {"$ref": "#/components/schemas/User.Short"}, "b": {"$ref": "#/components/schemas/User_Short"},
        "c": {"$ref": "#/components/schemas/usershort"}}}"##;
    for order in [["User.Short", "User_Short", "usershort"], ["usershort", "User_Short", "User.Short"]] {
        let all: Vec<_> = order.iter().map(|name| format!(r#""{name}": {object}"#)).collect();
        check_schemas(
            &format!("{root}, {}", all.join(", ")),
            &["a?: UserShort\n", "b?: UserShort2\n", "c?: Usershort\n"],
            &[],
        );
    }
}

#[test]
fn names_that_rust_never_takes_as_they_are_are_numbered() {
    let text = check_schemas(
        r#""Root": {"properties": {"self": {"type": "integer"}, "Self": {"type": "integer"}, "self_": {"type": "integer"}}}"#,
        &["self?: integer", "Self?: { type: integer, rust: self_2 }", "self_?: { type: integer, rust: self_3 }"],
        &["left out"],
    );
    assert!(!text.contains("Left out"), "{text}");
}

/// An operation with this id and these tags.
fn operation(path: &str, id: &str, tags: &str) -> String {
    format!(r#""{path}": {{"get": {{"operationId": "{id}", "tags": [{tags}], "responses": {{}}}}}}"#)
}

#[test]
fn tags_are_groups_and_ids_are_methods() {
    let paths = [
        operation("/users/{id}/repos", "repos/list-for-user", r#""repos""#),
        operation("/repos/{id}", "repos/get", r#""repos""#),
        operation("/v1/user/by/id", "user_by_id_v1_user_by_id_get", r#""User""#),
        operation("/v1/user/medias", "user_medias_v1_user_medias_get", r#""Top 5", "User""#),
        operation("/v1/free", "free", ""),
    ];
    let found = files(&document(&paths.join(", "), ""), None).unwrap();
    let names: Vec<_> = found.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["free.yaml", "repos.yaml", "user.yaml"]);
    for (file, lines) in [
        (0, &["  base: /v1/free\n", "    name: free\n"][..]),
        (1, &["  base: /\n", "    name: list_for_user\n", "    name: get\n"]),
        (
            2,
            &[
                "  doc: The endpoints of `User`.\n  base: /v1/user\n",
                "  /v1/user/by/id:\n    doc: ",
                "  /v1/user/medias:\n",
            ],
        ),
    ] {
        let text = &found[file].text;
        assert!(lines.iter().all(|line| text.contains(line)), "{text}");
    }
    assert!(!found[2].text.contains("name: "), "the ids say what the paths do\n{}", found[2].text);
}

#[test]
fn ids_that_give_one_name_give_way_to_the_paths() {
    let paths = [
        operation("/v1/user/by/id", "user_by_id_v1_user_by_id_get", r#""User""#),
        operation("/v2/user/by/id", "user_by_id_v2_user_by_id_get", r#""User""#),
        operation("/v2/user/all", "user_all_v2_user_all_get", r#""User""#),
    ];
    for order in [[0, 1, 2], [2, 1, 0]] {
        let paths: Vec<_> = order.iter().map(|at| paths[*at].clone()).collect();
        check_paths(
            &paths.join(", "),
            &["  base: /\n", "  /v2/user/all:\n    doc: ", "    name: all\n"],
            &["name: by_id", "name: v1"],
        );
    }
}
