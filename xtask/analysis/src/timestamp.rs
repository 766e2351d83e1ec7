//! What counts as a timestamp: RFC 3339 text, or Unix seconds in digits; and what as a day.

use std::ops::RangeInclusive;

use jiff::civil::DateTime;

use crate::json::is_whole;

/// The seconds of the years 0000 to 9999. Milliseconds of 1978 and later are beyond.
const SECONDS: RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// Whether a number or a text is Unix seconds, as the client reads them: with at most nine digits of a fraction, and
/// written in the one way in which the client writes them.
#[must_use]
pub fn is_seconds(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let has_fraction = fraction.bytes().any(|byte| byte != b'0');
    is_digits(digits)
        && is_digits(fraction)
        && fraction.len() <= 9
        && (digits == "0" || !digits.starts_with('0'))
        && (whole != "-0" || has_fraction)
        && whole.parse().is_ok_and(|seconds: i64| {
            // The fraction of a negative number leads to the second before.
            SECONDS.contains(&if whole.starts_with('-') && has_fraction { seconds - 1 } else { seconds })
        })
}

/// Whether a number, as written, can be milliseconds.
#[must_use]
pub fn is_milliseconds(literal: &str) -> bool {
    is_whole(literal) && literal.parse::<i64>().is_ok() && !is_seconds(literal)
}

/// Whether a text is a timestamp: what the client reads.
#[must_use]
pub fn is_timestamp(text: &str) -> bool {
    is_rfc3339(text) || is_seconds(text)
}

/// Whether a text is RFC 3339 with a zone, to nanoseconds at most; the offset may be without colon or minutes.
#[must_use]
pub fn is_rfc3339(text: &str) -> bool {
    let Some((head, tail)) = text.split_at_checked(DATE_TIME.len()) else { return false };
    let (fraction, zone) = tail.split_at(tail.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(tail.len()));
    // jiff takes more: other separators, a leap second.
    has_shape(head.as_bytes())
        && !head.ends_with("60")
        && is_zone(zone.as_bytes())
        && format!("{head}{fraction}").parse::<DateTime>().is_ok()
}

/// Whether a text is a day of RFC 3339: `2026-01-31`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let has_shape = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    text.len() == "2026-01-31".len() && has_shape && text.parse::<jiff::civil::Date>().is_ok()
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
        [b'+' | b'-', hours @ ..] if hours.len() == 2 => is_offset(hours, b"00"),
        [b'+' | b'-', h1, h2, b':', minutes @ ..] | [b'+' | b'-', h1, h2, minutes @ ..] if minutes.len() == 2 => {
            is_offset(&[*h1, *h2], minutes)
        }
        _ => false,
    }
}

fn is_offset(hours: &[u8], minutes: &[u8]) -> bool {
    hours.iter().chain(minutes).all(u8::is_ascii_digit) && hours <= b"23" && minutes <= b"59"
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
            "2017-08-31T18:10:00+0000",
            "2026-04-01T13:00:03+02",
        ];
        for text in timestamps {
            assert!(is_rfc3339(text), "{text}");
        }
        for seconds in ["1775048403", "-1", "0", "1700000000.25", "-0.5", "253402300799.9", "-62167219200"] {
            assert!(is_seconds(seconds), "{seconds}");
        }
    }

    #[test]
    fn a_day_is_ten_characters() {
        assert!(is_date("2026-01-31") && is_date("2024-02-29") && is_date("0000-01-01"));
        for other in
            ["", "2026-02-29", "2026-1-31", "2026-01-31T00:00:00Z", "20260131", "26-01-31", "2026-01-32", "２026-01-1"]
        {
            assert!(!is_date(other), "{other}");
        }
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
            "2026-04-01T13:00:03+020",
            "2026-04-01T13:00:03+0260",
            "2026-04-01T13:00:03+24",
            "20260401T130003Z",
            "2026-04-01T13:00:03Z[UTC]",
            "+002026-04-01T13:00:03Z",
        ];
        for text in others {
            assert!(!is_rfc3339(text), "{text}");
        }
        for other in ["", "-", "1e3", "-0", "01", "1.", "253402300800", "-62167219200.5", "99999999999999999999"] {
            assert!(!is_seconds(other), "{other}");
        }
        assert!(!is_seconds("1775048403000") && is_milliseconds("1775048403000"));
    }
}
