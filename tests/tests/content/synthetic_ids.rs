//! Fixtures lead to no private person: what a synthetic account has posted has synthetic ids.
//!
//! The id of a post is its code in another base, and the code is the address of its page: a recorded id would open the real
//! account, whatever name the fixture has. Its high bits are the time, which fixtures keep. Its low bits follow from the high
//! ones here, which those of a real post do not. Other ids have no time. There the last digits follow from those before.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// An odd number that spreads the bits of a factor over the high bits of the product.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Smaller ids are those of accounts.
const SMALLEST_ID: u64 = 100_000_000_000_000;

/// Smaller ids are those of comments, highlights and files, and have no time.
const SMALLEST_POST: u64 = 1_000_000_000_000_000_000;

/// Whether an account is synthetic, such as `10000000082`: a power of ten and a small number.
fn is_synthetic_account(id: u64) -> bool {
    id >= 100_000 && id - 10_u64.pow(id.ilog10()) < 1_000
}

/// The synthetic id in place of a recorded one. A synthetic id stays as it is.
fn synthetic(id: u64) -> u64 {
    let is_counted = (id / 1_000).is_multiple_of(100_000_000);
    if is_counted {
        // `3800000000000000006` was made by hand.
        id
    } else if id >= SMALLEST_POST {
        let time = id >> 23;
        (time << 23) | (time.wrapping_mul(SPREAD) >> 41)
    } else {
        let first = id / 1_000_000;
        first * 1_000_000 + (first.wrapping_mul(SPREAD) >> 44) % 1_000_000
    }
}

/// The id that a code stands for; `None` if it is too large for one.
fn decoded(code: &str) -> Option<u64> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    code.chars().try_fold(0_u64, |id, c| {
        let digit = u64::try_from(ALPHABET.find(c)?).ok()?;
        id.checked_mul(64)?.checked_add(digit)
    })
}

/// An id as a number, as text, in front of its owner (`1_2`) or as that of a highlight (`highlight:1`).
fn id(value: &Value) -> Option<u64> {
    let Value::String(text) = value else { return value.as_u64() };
    let text = text.strip_prefix("highlight:").unwrap_or(text);
    text.split('_').next()?.parse().ok()
}

/// The id of an account.
fn account(value: &Value) -> Option<u64> {
    ["pk", "id"].iter().find_map(|name| id(value.get(name)?))
}

/// What was found in the fixtures.
#[derive(Default)]
struct Found {
    codes: usize,
    ids: usize,
    recorded: Vec<String>,
}

impl Found {
    fn id(&mut self, id: u64, path: &str) {
        if id < SMALLEST_ID {
            return;
        }
        self.ids += 1;
        let synthetic = synthetic(id);
        if id != synthetic {
            self.recorded.push(format!("{path} leads to {id}, replace it by {synthetic}"));
        }
    }

    fn code(&mut self, code: &str, object: &Map<String, Value>, path: &str) {
        self.codes += 1;
        if code.starts_with("SAMPLE") {
            return;
        }
        let Some(decoded) = decoded(code) else {
            self.recorded.push(format!("{path}.code is {code}, which is the code of no id"));
            return;
        };
        self.id(decoded, &format!("{path}.code"));
        let pk = object.get("pk").or_else(|| object.get("id")).and_then(id);
        if pk.is_some_and(|pk| pk != decoded) {
            self.recorded.push(format!("{path}.code is {code}, which is the code of {decoded} and not of its own id"));
        }
    }

    /// The ids of something that an account has posted, and those of the account.
    fn object(&mut self, object: &Map<String, Value>, path: &str) {
        let is_synthetic = |value: &Value| account(value).is_some_and(is_synthetic_account);
        let owner =
            ["user", "owner"].iter().find_map(|name| object.get(*name).filter(|owner| account(owner).is_some()));
        let mut names = Vec::new();
        if owner.is_some_and(is_synthetic) {
            names.extend(["pk", "id", "strong_id__", "fbid"]);
            if let Some(Value::String(code)) = object.get("code") {
                self.code(code, object, path);
            }
        }
        let own = ["pk", "id"].iter().find_map(|name| id(object.get(*name)?));
        if object.contains_key("username") && own.is_some_and(is_synthetic_account) {
            names.extend(["fbid_v2", "interop_messaging_user_fbid"]);
        }
        for name in names {
            if let Some(number) = object.get(name).and_then(id) {
                self.id(number, &format!("{path}.{name}"));
            }
        }
    }

    fn search(&mut self, value: &Value, path: &str) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.search(item, &format!("{path}[{index}]"));
                }
            }
            Value::Object(object) => {
                self.object(object, path);
                for (name, value) in object {
                    self.search(value, &format!("{path}.{name}"));
                }
            }
            Value::String(text) => {
                let parts = text.split_once('_').map(|(id, owner)| (id.parse::<u64>(), owner.parse::<u64>()));
                if let Some((Ok(id), Ok(owner))) = parts
                    && is_synthetic_account(owner)
                {
                    self.id(id, path);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// The paths of all fixtures.
fn fixtures() -> Vec<PathBuf> {
    let groups = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")).expect("the fixtures");
    let files = groups.flat_map(|group| fs::read_dir(group.expect("a folder").path()).expect("a folder"));
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    paths
}

#[test]
fn posts_of_synthetic_accounts_have_synthetic_ids() {
    let mut found = Found::default();
    for path in fixtures() {
        let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let value: Value = serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        found.search(&value, &format!("{}: $", path.display()));
    }
    let Found { codes, ids, recorded } = found;
    assert!(recorded.is_empty(), "ids that can be those of private persons: {recorded:#?}");
    assert!(codes >= 100 && ids >= 1_000, "{codes} codes and {ids} ids of synthetic accounts");
}

#[test]
fn a_recorded_id_is_no_synthetic_one() {
    assert_eq!(decoded("DRqAYKuAIUx"), Some(3_776_832_898_280_228_145));
    for recorded in [3_776_832_898_280_228_145, 17_841_400_573_960_012] {
        assert_ne!(synthetic(recorded), recorded);
        assert_eq!(synthetic(synthetic(recorded)), synthetic(recorded));
    }
    assert_eq!(synthetic(3_776_832_898_280_228_145) >> 23, 3_776_832_898_280_228_145 >> 23);
    assert_eq!(synthetic(3_800_000_000_000_000_006), 3_800_000_000_000_000_006);
    assert!(is_synthetic_account(10_000_000_082) && !is_synthetic_account(787_132));
}

#[test]
fn a_recorded_id_of_a_synthetic_account_is_found() {
    let recorded = |text: &str| {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let mut found = Found::default();
        found.search(&value, "$");
        found.recorded
    };
    let post = |code: &str, owner: u64| recorded(&format!(r#"{{"code":"{code}","user":{{"pk":{owner}}}}}"#));
    assert_eq!(post("DRqAYKuAIUx", 787_132), Vec::<String>::new());
    assert_eq!(post("SAMPLEphoto", 10_000_000_082), Vec::<String>::new());
    assert_eq!(post("DRqAYKuAIUx", 10_000_000_082).len(), 1);
    assert_eq!(recorded(r#"[{"picture":"3776832898280228145_10000000082"}]"#).len(), 1);
    assert_eq!(recorded(r#"{"pk":"17841400573960012","owner":{"id":"10000000082"}}"#).len(), 1);
    assert_eq!(recorded(r#"{"username":"sample","pk":10000000082,"fbid_v2":17841400573960012}"#).len(), 1);
}
