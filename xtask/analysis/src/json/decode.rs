//! From the bytes of a file to text: the marks and encodings that editors and services leave behind.

use super::error::SyntaxError;
use super::oddity::Oddity;

/// Decodes bytes as UTF-8.
///
/// A byte order mark is left out. A byte that is not UTF-8, such as one of Latin-1, becomes U+FFFD. Both are reported.
///
/// # Errors
/// Where it is UTF-16 or UTF-32.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Vec<Oddity>), SyntaxError> {
    if let Some(encoding) = other_encoding(&bytes) {
        return Err(SyntaxError { at: 0, why: format!("it is {encoding} text: save it as UTF-8") });
    }
    let mut oddities = Vec::new();
    let bytes = match bytes.strip_prefix("\u{feff}".as_bytes()) {
        Some(rest) => {
            let what = "a byte order mark before the first character, left out".to_owned();
            oddities.push(Oddity { at: 0, what, changes_a_value: false });
            rest.to_vec()
        }
        None => bytes,
    };
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let replaced = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        let what = match replaced {
            1 => "a byte that is not UTF-8, read as U+FFFD".to_owned(),
            many => format!("{many} bytes that are not UTF-8, here the first, read as U+FFFD"),
        };
        oddities.push(Oddity::new(at, what));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    Ok((text, oddities))
}

/// The first character of JSON is ASCII, so a zero byte beside it is half of a wider character.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [_, 0, 0, 0, ..] | [0, 0, 0, _, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => Some("UTF-16"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_left_out_and_reported() {
        let (text, oddities) = decode("\u{feff}{}\r\n".into()).expect("text");
        assert_eq!((text.as_str(), oddities.len()), ("{}\r\n", 1));
        assert!(oddities[0].what.contains("byte order mark") && !oddities[0].changes_a_value);
    }

    #[test]
    fn bytes_that_are_not_utf_8_become_replacement_characters() {
        let (text, oddities) = decode(b"\xef\xbb\xbf\"caf\xe9 \xe9\"".to_vec()).expect("text");
        assert_eq!(text, "\"caf\u{fffd} \u{fffd}\"");
        assert_eq!(oddities[1], Oddity::new(4, "2 bytes that are not UTF-8, here the first, read as U+FFFD"));
        assert!(text[oddities[1].at..].starts_with('\u{fffd}'));
    }

    #[test]
    fn wider_encodings_are_named() {
        let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for bytes in [utf_16("{\"a\": 1}"), utf_16("\u{feff}[]"), utf_16("\u{feff}[]").into_iter().rev().collect()] {
            assert_eq!(decode(bytes).expect_err("UTF-16").why, "it is UTF-16 text: save it as UTF-8");
        }
        assert_eq!(decode(b"{\0\0\0}\0\0\0".to_vec()).expect_err("UTF-32").why, "it is UTF-32 text: save it as UTF-8");
    }
}
