//! What counts as a moment: RFC 3339 text, or whole Unix seconds.

/// From here on a number of seconds is taken for milliseconds: it would be the year 5138.
const FIRST_UNLIKELY_SECOND: u64 = 100_000_000_000;

/// Whether a number, as written, is Unix seconds that a service can mean.
#[must_use]
pub fn is_seconds(literal: &str) -> bool {
    super::json::is_whole(literal)
        && literal.parse::<i64>().is_ok_and(|seconds| seconds.unsigned_abs() < FIRST_UNLIKELY_SECOND)
}

/// Whether a number, as written, can be milliseconds.
#[must_use]
pub fn is_milliseconds(literal: &str) -> bool {
    super::json::is_whole(literal) && literal.parse::<i64>().is_ok() && !is_seconds(literal)
}

/// Whether a text is RFC 3339 with a zone, to nanoseconds at most: what the client reads.
#[must_use]
pub fn is_rfc3339(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some((head, tail)) = bytes.split_at_checked(19) else { return false };
    let has_shape = head.iter().zip(b"dddd-dd-ddTdd:dd:dd").all(|(byte, shape)| match shape {
        b'd' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b't' | b' '),
        shape => byte == shape,
    });
    if !has_shape {
        return false;
    }
    let number =
        |from: usize, to: usize| head[from..to].iter().fold(0_u32, |number, byte| number * 10 + u32::from(byte - b'0'));
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let in_range = (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && number(11, 13) < 24
        && number(14, 16) < 60
        && number(17, 19) < 60;
    in_range && is_zone(without_fraction(tail))
}

/// The rest behind `.` and up to nine digits; behind anything else the text has no zone.
fn without_fraction(tail: &[u8]) -> &[u8] {
    let Some(rest) = tail.strip_prefix(b".") else { return tail };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if (1..=9).contains(&digits) { &rest[digits..] } else { &[] }
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

fn days_in_month(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_reads_these() {
        let moments = [
            "2026-04-01T13:00:03Z",
            "2026-04-01T15:00:03+02:00",
            "2026-04-01t13:00:03.120z",
            "2026-04-01 13:00:03-00:00",
            "1969-12-31T23:59:59.5Z",
            "0000-01-01T00:00:00Z",
            "2024-02-29T00:00:00Z",
            "2026-04-01T13:00:03.123456789-23:59",
        ];
        for text in moments {
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
        ];
        for text in others {
            assert!(!is_rfc3339(text), "{text}");
        }
        assert!(!is_seconds("1.5") && !is_seconds("1e3") && !is_seconds("99999999999999999999"));
        assert!(!is_seconds("1775048403000") && is_milliseconds("1775048403000"));
    }
}
