//! Times of rows as text.

use crate::wire::{Date, Timestamp};

/// A timestamp in the form of RFC 3339, in UTC.
pub(super) fn timestamp(micros: i64) -> String {
    let nanos = u32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or_default();
    Timestamp::from_parts(micros.div_euclid(1_000_000), nanos).to_string()
}

/// A date of the proleptic Gregorian calendar: `2026-01-31`.
pub(super) fn date(days: i32) -> String {
    // At midnight of the day.
    let text = Timestamp::from_unix_seconds(i64::from(days) * 86_400).to_string();
    text.split_once('T').map_or_else(String::new, |(date, _)| date.to_owned())
}

/// The microseconds since 1970; the nearest that there are.
pub(super) fn micros(timestamp: Timestamp) -> i64 {
    let whole = timestamp.unix_seconds().saturating_mul(1_000_000);
    whole.saturating_add(i64::from(timestamp.subsecond_nanos() / 1_000))
}

/// The days since 1970.
pub(super) fn days(date: Date) -> i32 {
    // Years that begin in March: the leap day is the last of one.
    let (year, month) = (i32::from(date.year()), i32::from(date.month()));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + i32::from(date.day()) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_the_days_since_1970() {
        for (text, expected) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2026-01-31", 20_484),
            ("0000-01-01", -719_528),
        ] {
            assert_eq!(days(text.parse().expect(text)), expected, "{text}");
            assert_eq!(date(expected), text);
            let other = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(expected)).expect("in range");
            assert_eq!(other.to_string(), text);
        }
    }

    #[test]
    fn timestamps_are_microseconds_and_end_where_these_do() {
        for (text, expected) in [("1970-01-01T00:00:01.000002Z", 1_000_002), ("1969-12-31T23:59:59.500Z", -500_000)] {
            assert_eq!(micros(text.parse().expect(text)), expected);
            assert_eq!(timestamp(expected), text);
        }
        assert_eq!(micros("1970-01-01T00:00:01.000002999Z".parse().expect("a timestamp")), 1_000_002);
        assert_eq!(micros(Timestamp::from_unix_seconds(i64::MAX)), i64::MAX);
        assert_eq!(micros(Timestamp::from_unix_seconds(i64::MIN)), i64::MIN);
    }
}
