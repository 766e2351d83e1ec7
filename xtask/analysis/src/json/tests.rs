//! What is read, by the letter and leniently, and what is refused.

use super::{Data, Oddity, SyntaxError, parse, read};

#[test]
fn every_value_knows_its_place_and_numbers_keep_their_text() {
    let text = "\n{ \"a\\u00e9\": [1.50, -0, 18446744073709551616],\r\n  \"b\" :null }";
    let value = parse(text).expect("JSON");
    let Data::Object(members) = &value.data else { panic!("{value:?}") };
    assert_eq!((value.start, members[0].name.as_str(), members[0].start), (1, "aé", 3));
    let Data::List(items) = &members[0].value.data else { panic!("{value:?}") };
    for (item, literal) in items.iter().zip(["1.50", "-0", "18446744073709551616"]) {
        assert!(matches!(&item.data, Data::Number(text) if text == literal), "{item:?}");
        assert!(text[item.start..].starts_with(literal));
    }
    assert!(text[members[1].start..].starts_with("\"b\" :"));
    assert!(text[members[1].value.start..].starts_with("null }"));
}

#[track_caller]
fn refused(text: &str, at: usize, why: &str) {
    let syntax_error = read(text).expect_err(text);
    assert_eq!((syntax_error.at, syntax_error.why.as_str()), (at, why), "{text}");
}

#[test]
fn what_is_not_json_is_refused_where_it_stops() {
    refused("", 0, "the text ends too early");
    refused("{\"a\": 1,\n \"b\": nul }", 15, "expected a value");
    refused("[1] 2", 4, "something follows the end of the JSON value");
    refused("[1,]", 3, "expected a value");
    refused("{\"a\": 1,}", 8, "expected a key in double quotes");
    refused("[1", 2, "the text ends too early");
    refused("[01]", 2, "expected `,` or `]`");
    refused("[-]", 2, "expected a digit");
    refused("[\"a\n", 4, "the text ends too early");
    refused("[\"\\\"]", 5, "the text ends too early");
    refused("[nano]", 1, "expected a value");
    refused("[+1]", 1, "expected a value");
    refused("<html>", 0, "expected a value");
    let many = format!("[{}1]", "NaN,".repeat(2001));
    refused(&many, 8001, "more than 2000 oddities: it is not JSON");
}

/// What the client reads, and what it reports.
#[track_caller]
fn odd(text: &str, as_if: &str, at: usize, what: &str) {
    let (value, oddities) = read(text).expect(text);
    assert_eq!(crate::json::print(&value), crate::json::print(&parse(as_if).expect(as_if)));
    assert_eq!(oddities, [Oddity::new(at, what)]);
    assert_eq!(parse(text).expect_err(text), SyntaxError { at, why: what.to_owned() });
}

#[test]
fn one_odd_value_does_not_cost_the_others() {
    let twice = "the key `b` appears twice in one object: the last value counts";
    odd("{\"a\": {\"b\": 1, \"c\": 2, \"b\": 3}}", "{\"a\": {\"b\": 3, \"c\": 2}}", 23, twice);
    let half = "half of a surrogate pair, read as U+FFFD";
    odd("[\n \"\\ud800\"]", "[\"\u{fffd}\"]", 4, half);
    odd("[\"\\ude00x\", 1]", "[\"\u{fffd}x\", 1]", 2, half);
    odd("[\"\\ud83d\\u0041\"]", "[\"\u{fffd}A\"]", 2, half);
    odd("[\"\\ud800\\ud83d\\ude00\"]", "[\"\u{fffd}😀\"]", 2, half);
    odd("[NaN, 1]", "[null, 1]", 1, "`NaN`, which is not JSON, read as null");
    odd("{\"x\": -Infinity}", "{\"x\": null}", 6, "`-Infinity`, which is not JSON, read as null");
    odd("[-nan]", "[null]", 1, "`-nan`, which is not JSON, read as null");
    odd("[\"a\nb\"]", "[\"a\\nb\"]", 3, "a control character in a text without an escape, kept");
    let escape = "an escape that JSON does not have, its backslash read as U+FFFD";
    odd("[\"it\\'s\"]", "[\"it\u{fffd}'s\"]", 4, escape);
    odd("[\"\\u12\"]", "[\"\u{fffd}u12\"]", 2, escape);
    assert!(parse("[\"\\ud83d\\ude00\"]").is_ok());
}

#[test]
fn a_bomb_of_brackets_is_refused() {
    let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(parse(&text).expect_err("too deep").why, "it is nested more than 127 deep");
    // As deep as the client, and `serde_json`, read.
    for (open, inner, close) in [("[", "", "]"), ("[", "1", "]"), ("{\"a\":", "1", "}")] {
        let nested = |levels: usize| format!("{}{inner}{}", open.repeat(levels), close.repeat(levels));
        assert!(parse(&nested(127)).is_ok() && serde_json::from_str::<serde_json::Value>(&nested(127)).is_ok());
        assert!(parse(&nested(128)).is_err() && serde_json::from_str::<serde_json::Value>(&nested(128)).is_err());
    }
}

#[test]
fn what_serde_json_takes_is_taken_and_what_it_refuses_is_refused() {
    let pieces =
        ["{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "1", "-0.5e+7", "0", ".", "e", "null", " ", "tru", "é"];
    let mut random = fastrand::Rng::with_seed(15);
    for _ in 0..100_000 {
        let text: String = (0..random.usize(0..9)).map(|_| pieces[random.usize(..pieces.len())]).collect();
        let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text);
        match read(&text) {
            Ok((_, oddities)) => {
                assert!(theirs.is_ok() && (oddities.is_empty() || text.contains("\"a\"")), "{text}");
            }
            Err(_) => assert!(theirs.is_err(), "{text}"),
        }
    }
}

#[test]
fn no_bytes_are_too_odd() {
    let whole = "{\"a\": [1.5e-3, NaN, \"\\ud83d\\ude00 é\", {\"b\": null, \"b\": true}], \"c\": \"\\\"\"}".as_bytes();
    let pieces: [&[u8]; 8] = [b"\"", b"\\", b"\\ud8", b"\xff", b"\xef\xbb\xbf", b"[", b"}", b"\0"];
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..20_000 {
        let mut bytes = whole.to_vec();
        for _ in 0..random.usize(1..4) {
            let at = random.usize(..=bytes.len());
            let end = at + random.usize(..=(bytes.len() - at).min(3));
            bytes.splice(at..end, pieces[random.usize(..pieces.len())].iter().copied());
        }
        let Ok((text, _)) = crate::json::decode(bytes) else { continue };
        match read(&text) {
            Ok((_, oddities)) => assert!(oddities.iter().all(|oddity| text.is_char_boundary(oddity.at)), "{text}"),
            Err(error) => assert!(text.is_char_boundary(error.at), "{text}"),
        }
    }
}
