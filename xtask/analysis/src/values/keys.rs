//! Whether the keys of objects are words of the service, or data such as the names and ids of persons.

use std::collections::BTreeSet;

use crate::json::{Data, Member, Value};

/// Objects with this many keys that hardly repeat are maps.
const MANY_KEYS: usize = 100;

/// More digits in a row are an id or a telephone number.
const MOST_DIGITS: usize = 4;

/// A longer key is no word.
const LONGEST: usize = 64;

/// What can have a type together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    Scalar,
    List,
    Object,
}

pub(crate) fn family(value: &Value) -> Family {
    match value.data {
        Data::List(_) => Family::List,
        Data::Object(_) => Family::Object,
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => Family::Scalar,
    }
}

/// Whether objects with these members, all in one place, are maps: no key begins as a name of a field does; or the keys
/// are many that hardly repeat, with values of one family; or at least half of the keys are no words, with values of one kind.
pub(crate) fn is_map(members: &[&Member]) -> bool {
    let keys: BTreeSet<_> = members.iter().map(|member| member.name.as_str()).collect();
    let is_name = |key: &&str| key.starts_with(|c: char| c.is_ascii_alphabetic() || "_$@".contains(c));
    if !keys.iter().any(is_name) {
        return !keys.is_empty();
    }
    let values = members.iter().map(|member| &member.value).filter(|value| !value.is_null());
    let families: BTreeSet<_> = values.clone().map(family).collect();
    let kinds: BTreeSet<_> = values.map(Value::kind).collect();
    let hardly_repeat = keys.len() >= MANY_KEYS && members.len() < keys.len() * 2;
    let data = keys.iter().filter(|key| !is_word(key)).count();
    (hardly_repeat && families.len() == 1) || (keys.len() > 1 && data * 2 >= keys.len() && kinds.len() == 1)
}

/// Whether a key looks like a word of an interface: `friendship_status`, `contentType`, `$ref`, `x-id`, `@type`.
pub(crate) fn is_word(key: &str) -> bool {
    let digits = key.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
    let has = |is: fn(&char) -> bool| key.chars().any(|c| is(&c));
    // A token: letters of both cases and digits without separators.
    let is_token = key.len() >= 16
        && has(char::is_ascii_uppercase)
        && has(char::is_ascii_lowercase)
        && has(char::is_ascii_digit)
        && !key.contains(['_', '-']);
    let plain = key.strip_prefix(['$', '@', '_']).unwrap_or(key);
    let is_json_ld = ["@type", "@id", "@context", "@graph", "@value", "@language"].contains(&key);
    key.is_empty()
        || is_json_ld
        || (key.len() <= LONGEST
            && !key.starts_with('@')
            && plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && plain.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
            && digits <= MOST_DIGITS
            && !is_token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let Data::Object(members) = parse(text).expect("JSON").data else { panic!("{text}") };
        assert_eq!(is_map(&members.iter().collect::<Vec<_>>()), expected, "{text}");
    }

    #[test]
    fn keys_that_are_names_or_ids_of_persons_are_data() {
        check(r#"{"17": 1, "18": 2}"#, true);
        check(r#"{"17": 1, "18": {}}"#, true);
        check(r#"{"ann.lee": {"a": 1}, "bob@x.example": {"a": 2}, "carl": null}"#, true);
        check(r#"{"Ann Lee": 1, "carl": 2}"#, true);
        let many: Vec<_> = (0..100).map(|at| format!("\"u{at}x\": {at}")).collect();
        check(&format!("{{{}}}", many.join(", ")), true);
        check(&format!("{{{}, \"more\": []}}", many.join(", ")), false);
    }

    #[test]
    fn words_are_fields() {
        for text in [
            "{}",
            r#"{"a": 1}"#,
            r#"{"ann.lee": 1, "a": 2, "b": 3}"#,
            r#"{"user.id": 1, "user.name": "a"}"#,
            r#"{"ann.lee": 1}"#,
            r#"{"a b": 1, "c d": []}"#,
        ] {
            check(text, false);
        }
    }
}
