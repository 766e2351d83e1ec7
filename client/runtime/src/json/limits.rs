//! No response overflows the stack or the memory, whatever its types are: the limits of the reader, on types that need them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Decode, Decoded, Reader, Shape, Slot, from_json};
use crate::lenient::{self, DecodeOptions, Lenient};
use crate::raw::Body;
use crate::redact::Secrets;

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
    lenient::decode(&body, DecodeOptions::default())
        .map_err(|failure| failure.describe(body.bytes(), &Secrets::NONE).to_string())
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
fn large_objects_in_one_another_take_no_stack() {
    assert!(size_of::<Wide>() > 4_000);
    for (before, after) in [(r#"{"texts":null,"next":"#, "}"), (r#"{"next":"#, r#","texts":null}"#)] {
        let deep = |levels: usize| format!("{}null{}", before.repeat(levels), after.repeat(levels));
        assert_eq!(strictly::<Wide>(&deep(127)).map(|value| levels(&value)), Ok(127));
        assert!(strictly::<Wide>(&deep(128)).is_err());
        assert!(leniently::<Wide>(&deep(128)).is_err());
    }
}

/// An object of 1,000 fields that may contain itself.
#[derive(Debug, Default)]
struct Long {
    numbers: Vec<Option<i64>>,
    next: Option<Box<Self>>,
}

impl Decode for Long {
    fn blank() -> Self {
        Self { numbers: vec![None; 1_000], next: None }
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| (0..1_000).map(|n| format!("\"{n}\":")).collect());
        static FIELDS: LazyLock<Vec<&str>> =
            LazyLock::new(|| NAMES.iter().map(String::as_str).chain(["\"next\":"]).collect());
        static SHAPE: LazyLock<Shape> = LazyLock::new(|| Shape::new("struct Long", &FIELDS));
        let mut fields: Vec<&mut dyn Slot> = self.numbers.iter_mut().map(|number| number as &mut dyn Slot).collect();
        fields.push(&mut self.next);
        reader.object(&SHAPE, &mut fields)
    }
}

#[test]
fn objects_of_many_fields_in_one_another_are_a_mismatch_before_the_stack_ends() {
    let deep = |levels: usize| format!(r#"{}null{}"#, r#"{"999":7,"next":"#.repeat(levels), "}".repeat(levels));
    let value = strictly::<Long>(&deep(30)).expect("30 levels");
    assert_eq!(value.next.and_then(|next| next.numbers[999]), Some(7));
    let error = strictly::<Long>(&deep(127)).expect_err("127 levels");
    let path = format!("at $.{}", ["next"; 32].join("."));
    assert!(error.starts_with(&path) && error.ends_with("have more than 32768 fields"), "{error}");
    // The rest of it is kept.
    assert_eq!(leniently::<Long>(&deep(127)).map(|kept| kept.drift.len()), Ok(1));
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

/// An object that needs a number.
#[derive(Debug)]
struct Needing {
    _number: i64,
    next: Option<Box<Self>>,
}

crate::schema::read_object! { Needing { _number: "number", next: "next", } }

#[test]
fn a_response_is_not_searched_again_at_each_level() {
    // At each level the number does not match until it comes again, after all that is inside.
    let body = |levels: usize, inside: &str| {
        let (before, after) = (r#"{"number":"x","next":"#.repeat(levels), r#","number":1}"#.repeat(levels));
        format!(r#"{before}{{"number":1,"new":"{inside}"}}{after}"#)
    };
    let lenient = leniently::<Needing>(&body(6, &"x".repeat(10_000))).expect("all of it");
    assert_eq!((lenient.drift.len(), lenient.value.next.is_some()), (6, true));
    assert!(leniently::<Needing>(&body(120, &"x".repeat(10_000))).is_err());
}

/// Maps in one another, and a list of numbers in the innermost.
#[derive(Debug)]
struct Nested(#[allow(dead_code, reason = "it is decoded alone")] Result<Vec<i64>, BTreeMap<String, Self>>);

impl Decode for Nested {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        let is_list = reader.peek()? == b'[';
        self.0 = if is_list { Ok(Decode::decode(reader)?) } else { Err(Decode::decode(reader)?) };
        Ok(())
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
