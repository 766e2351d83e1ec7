//! From the bytes of a file to text: the marks and encodings that editors and services leave behind.

use super::error::SyntaxError;
use super::oddity::Oddity;

/// Decodes bytes as UTF-8, or as UTF-16 where JSON or a mark is written so.
///
/// A byte order mark is left out. A byte that is not UTF-8, such as one of Latin-1, becomes U+FFFD. All of this is reported.
///
/// # Errors
/// Where it is UTF-32.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Vec<Oddity>), SyntaxError> {
    match bytes.as_slice() {
        // The first character of JSON is ASCII, so a zero byte beside it is half of a wider character.
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [1..=0xff, 0, 0, 0, ..] | [0, 0, 0, 1..=0xff, ..] => {
            Err(SyntaxError { at: 0, why: "it is UTF-32 text: save it as UTF-8".to_owned() })
        }
        [0xff, 0xfe, ..] | [1..=0xff, 0, ..] => Ok(utf_16(&bytes, u16::from_le_bytes)),
        [0xfe, 0xff, ..] | [0, 1..=0xff, ..] => Ok(utf_16(&bytes, u16::from_be_bytes)),
        _ => Ok(utf_8(bytes)),
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Vec<Oddity>) {
    let pairs = bytes.chunks(2).map(|pair| match pair {
        [first, second] => unit([*first, *second]),
        // Half of a unit is half of a character.
        _ => 0xdc00,
    });
    let chars = char::decode_utf16(pairs).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    let text: String = chars.skip_while(|c| *c == '\u{feff}').collect();
    let what = "UTF-16 text, where JSON is UTF-8".to_owned();
    (text, vec![Oddity { at: 0, what, changes_a_value: false }])
}

fn utf_8(bytes: Vec<u8>) -> (String, Vec<Oddity>) {
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
        let invalid: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
        let what = match invalid {
            1 => "a byte that is not UTF-8, read as U+FFFD".to_owned(),
            many => format!("{many} bytes that are not UTF-8, here the first, read as U+FFFD"),
        };
        oddities.push(Oddity::new(at, what));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    (text, oddities)
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
    fn utf_16_is_converted_and_utf_32_is_named() {
        for text in ["{\"a\": \"é🎉\"}", "\u{feff}[]"] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for bytes in [little, big] {
                let (decoded, oddities) = decode(bytes.clone()).expect("text");
                assert_eq!(decoded, text.trim_start_matches('\u{feff}'));
                assert_eq!((oddities.len(), oddities[0].what.as_str()), (1, "UTF-16 text, where JSON is UTF-8"));
                assert!(decode(bytes[..bytes.len() - 1].to_vec()).expect("text").0.ends_with('\u{fffd}'));
            }
        }
        assert_eq!(decode(b"{\0\0\0}\0\0\0".to_vec()).expect_err("UTF-32").why, "it is UTF-32 text: save it as UTF-8");
    }
}
