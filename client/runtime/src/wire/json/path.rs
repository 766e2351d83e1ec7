//! A value by its JSON path.

use super::Json;

impl Json {
    /// Returns the value at a JSON path in the form of [`Drift`](crate::response::Drift) and of the facts of an endpoint:
    /// `$[0].location.name`. `$` returns this value. A name can have a dot or a bracket in it, where no shorter name leads on.
    ///
    /// It is for paths of the facts of an endpoint. For others, use [`pointer`](Self::pointer), which has one meaning.
    #[doc(hidden)]
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<Self> {
        step(self, path.strip_prefix('$')?)
    }
}

/// The shortest name that leads on is the one: a new field of the service with a dot in its name takes the place of no other.
fn step(json: &Json, path: &str) -> Option<Json> {
    if path.is_empty() {
        return Some(json.clone());
    }
    if let Some(path) = path.strip_prefix('[') {
        let (index, rest) = path.split_once(']')?;
        return step(&json.at(index.parse().ok()?)?, rest);
    }
    let path = path.strip_prefix('.')?;
    let mut ends = path.match_indices(['.', '[']).map(|(end, _)| end).chain([path.len()]);
    ends.find_map(|end| {
        let (name, rest) = path.split_at(end);
        step(&json.get(name)?, rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_through_lists_and_objects() {
        let json: Json = r#"[{"a": {"b.c": 1, "b": {"d": [2, 3]}}}, null]"#.parse().expect("JSON");
        for (path, expected) in [
            ("$[0].a.b.c", Some("1")),
            ("$[0].a.b.d[1]", Some("3")),
            ("$[1]", Some("null")),
            ("$[0].a.x", None),
            ("$[2]", None),
            ("$.a", None),
            ("$[x]", None),
            ("$x", None),
            ("", None),
        ] {
            assert_eq!(json.at_path(path).as_ref().map(Json::as_json), expected, "{path}");
        }
        assert_eq!(json.at_path("$"), Some(json.clone()));
    }

    #[test]
    fn a_name_with_a_dot_takes_the_place_of_no_other() {
        let json: Json = r#"{"data.items": [1], "data": {"items": [2]}, "a.b": 3}"#.parse().expect("JSON");
        assert_eq!(json.at_path("$.data.items").expect("a list").as_json(), "[2]");
        assert_eq!(json.at_path("$.a.b").expect("a number").as_json(), "3");
    }
}
