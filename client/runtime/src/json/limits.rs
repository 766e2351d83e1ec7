//! No response overflows the stack or the memory, whatever its types are: the limits of the reader, on types that need them.

use std::collections::BTreeMap;

use super::{Decode, Decoded, Reader, from_json};
use crate::lenient::{self, DecodeOptions, Lenient};
use crate::raw::Body;

/// An object of 4.8 KB that may contain itself: 127 of them in one another take more than the 2 MB of a thread.
#[derive(Debug)]
struct Wide {
    _texts: Texts,
    next: Option<Box<Self>>,
}

/// Two hundred fields in place of as many lines.
type Texts = Option<(Part, Part, Part, Part, Part)>;
type Part = (Five, Five, Five, Five, Five, (Five, Five, Five));
type Five = (String, String, String, String, String);

crate::schema::read_object! {
    Wide {
        _texts: "texts",
        next: "next",
    }
}

fn leniently<T: Decode>(body: &str) -> Result<Lenient<T>, String> {
    let body = Body::new(body.as_bytes().to_vec());
    lenient::decode(&body, DecodeOptions::default()).map_err(|failure| failure.describe(body.bytes(), "").to_string())
}

fn strictly<T: Decode>(body: &str) -> Result<T, String> {
    from_json(body.as_bytes()).map_err(|error| error.to_string())
}

fn levels(mut value: &Wide) -> usize {
    let mut levels = 1;
    while let Some(next) = &value.next {
        value = next;
        levels += 1;
    }
    levels
}

#[test]
fn large_objects_in_one_another_are_a_mismatch_before_the_stack_ends() {
    assert!(size_of::<Wide>() > 4_000);
    for (before, after) in [(r#"{"texts":null,"next":"#, "}"), (r#"{"next":"#, r#","texts":null}"#)] {
        let deep = |levels: usize| format!("{}null{}", before.repeat(levels), after.repeat(levels));
        assert_eq!(strictly::<Wide>(&deep(20)).map(|value| levels(&value)), Ok(20));
        let error = strictly::<Wide>(&deep(127)).expect_err("127 levels");
        let path = format!("at $.{}", ["next"; 27].join("."));
        assert!(error.starts_with(&path) && error.ends_with("take more than 128 KB"), "{error}");
        // The rest of it is kept.
        let kept = leniently::<Wide>(&deep(127)).expect("an object");
        assert_eq!((levels(&kept.value), kept.drift.len()), (27, 1));
    }
}

#[test]
fn a_list_of_empty_objects_does_not_take_a_thousand_times_its_size() {
    #[derive(Debug)]
    struct Sparse {
        _texts: Texts,
    }
    crate::schema::read_object! { Sparse { _texts: "texts", } }
    assert!(strictly::<Vec<Option<Sparse>>>(&format!("[{}null]", "null,".repeat(1_000))).is_ok());
    let many = format!("[{}{{}}]", "{},".repeat(100_000));
    let error = strictly::<Vec<Option<Sparse>>>(&many).expect_err("hundreds of MB");
    assert!(error.ends_with("64 times the memory of the response"), "{error}");
    assert!(leniently::<Vec<Option<Sparse>>>(&many).is_err());
    let names: String = (0..100_000).map(|name| format!("\"{name}\":{{}},")).collect();
    let map = format!("{{{names}\"\":{{}}}}");
    assert!(strictly::<BTreeMap<String, Sparse>>(&map).is_err());
}

/// Maps in one another, and a list of numbers in the innermost.
#[derive(Debug)]
struct Nested(#[allow(dead_code, reason = "it is decoded alone")] Result<Vec<i64>, BTreeMap<String, Self>>);

impl Decode for Nested {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let is_list = reader.peek()? == b'[';
        Ok(Self(if is_list { Ok(Decode::decode(reader)?) } else { Err(Decode::decode(reader)?) }))
    }

    fn blank() -> Self {
        Self(Ok(Vec::new()))
    }
}

#[test]
fn a_long_name_is_not_repeated_for_each_mismatch_below_it() {
    let name = "n".repeat(100_000);
    let body = format!(r#"{{"{name}":[{}1]}}"#, r#""x","#.repeat(1_000));
    let kept = leniently::<BTreeMap<String, Vec<i64>>>(&body).expect("one number");
    assert_eq!((kept.value[&name].as_slice(), kept.drift.len()), ([1].as_slice(), 1_000));
    assert_eq!(kept.drift[7].path, "$.(a name of 100000 bytes)[7]");
    // Neither is a long path.
    let name = "n".repeat(900);
    let before: String = (0..40).map(|level| format!(r#"{{"{level}{name}":"#)).collect();
    let deep = format!("{before}[{}1]{}", r#""x","#.repeat(1_000), "}".repeat(40));
    let kept = leniently::<Nested>(&deep).expect("one number");
    assert_eq!(kept.drift.len(), 1_000);
    assert!(kept.drift.iter().all(|drift| drift.path.len() < 4_000 && drift.path.ends_with('…')));
}
