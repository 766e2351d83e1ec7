//! What counts as a timestamp: RFC 3339 text, or whole Unix seconds.

use jiff::civil::DateTime;

use crate::json::is_whole;

/// From here on a number is taken for milliseconds: as seconds it would be the year 5138.
const FIRST_UNLIKELY_SECOND: u64 = 100_000_000_000;

/// Whether a number, as written, is Unix seconds that a service can mean.
#[must_use]
pub fn is_seconds(literal: &str) -> bool {
    is_whole(literal) && literal.parse::<i64>().is_ok_and(|seconds| seconds.unsigned_abs() < FIRST_UNLIKELY_SECOND)
}

/// Whether a number, as written, can be milliseconds.
#[must_use]
pub fn is_milliseconds(literal: &str) -> bool {
    is_whole(literal) && literal.parse::<i64>().is_ok() && !is_seconds(literal)
}

/// Whether a text is RFC 3339 with a zone, to nanoseconds at most: what the client reads.
#[must_use]
pub fn is_rfc3339(text: &str) -> bool {
    let Some((head, tail)) = text.split_at_checked(DATE_TIME.len()) else { return false };
    let (fraction, zone) = tail.split_at(tail.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(tail.len()));
    // jiff takes more: other separators, a leap second, offsets of whole hours.
    has_shape(head.as_bytes())
        && !head.ends_with("60")
        && is_zone(zone.as_bytes())
        && format!("{head}{fraction}").parse::<DateTime>().is_ok()
}

/// `d` is a digit, `T` any of the separators of date and time.
const DATE_TIME: &str = "dddd-dd-ddTdd:dd:dd";

fn has_shape(head: &[u8]) -> bool {
    head.iter().zip(DATE_TIME.bytes()).all(|(byte, shape)| match shape {
        b'd' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b't' | b' '),
        shape => *byte == shape,
    })
}

fn is_zone(zone: &[u8]) -> bool {
    match zone {
        [b'Z' | b'z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] if [h1, h2, m1, m2].iter().all(|byte| byte.is_ascii_digit()) => {
            (*h1, *h2) <= (b'2', b'3') && *m1 < b'6'
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_reads_these() {
        let timestamps = [
            "2026-04-01T13:00:03Z",
            "2026-04-01T15:00:03+02:00",
            "2026-04-01t13:00:03.120z",
            "2026-04-01 13:00:03-00:00",
            "1969-12-31T23:59:59.5Z",
            "0000-01-01T00:00:00Z",
            "0000-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59.999999999-23:59",
            "2024-02-29T00:00:00Z",
            "2026-04-01T13:00:03.123456789-23:59",
        ];
        for text in timestamps {
            assert!(is_rfc3339(text), "{text}");
        }
        assert!(is_seconds("1775048403") && is_seconds("-1") && is_seconds("0"));
    }

    #[test]
    fn and_not_these() {
        let others = [
            "",
            "2026-04-01",
            "2026-04-01T13:00:03",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-04-01T24:00:00Z",
            "2026-04-01T13:00:03Zx",
            "2026-04-01T13:00:03.Z",
            "2026-04-01T13:00:03.0123456789Z",
            "November 2010",
            "2026-04-01T13:00:03+2:00",
            "2026-04-01T13:00:03+24:00",
            "2026-04-01T13:00:0é",
            "2026-04-01T13:00:60Z",
            "2026-04-01T13:00:03,5Z",
            "2026-04-01T13:00:03+02",
            "20260401T130003Z",
            "2026-04-01T13:00:03Z[UTC]",
            "+002026-04-01T13:00:03Z",
        ];
        for text in others {
            assert!(!is_rfc3339(text), "{text}");
        }
        assert!(!is_seconds("1.5") && !is_seconds("1e3") && !is_seconds("99999999999999999999"));
        assert!(!is_seconds("1775048403000") && is_milliseconds("1775048403000"));
    }
}
