//! Dates, as RFC 3339 writes them.

use std::fmt;
use std::str::FromStr;

use serde::de::Unexpected;
use serde::{Serialize, Serializer};

use super::rfc3339::days_in_month;
use super::via_json::deserialize_via_json;
use crate::json::{Decode, Decoded, Mismatch, Reader};

/// A day of the calendar, without a time: `2026-04-01`.
///
/// ```
/// use shop::values::Date;
///
/// let date: Date = "2026-04-01".parse().expect("a date");
/// assert_eq!((date.year(), date.month(), date.day()), (2026, 4, 1));
/// assert_eq!(Date::new(2026, 4, 1), Some(date));
/// assert!(Date::new(2026, 2, 29).is_none());
/// ```
///
/// With the feature `jiff` it converts into a `jiff::civil::Date` and back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // In the order of comparison.
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidDate;

impl Date {
    /// The day of a year from 0 to 9999, a month from 1 and a day from 1; `None` where the calendar does not have it.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_month = matches!(month, 1..=12);
        if year > 9999 || !is_month || day == 0 || day as i64 > days_in_month(year as i64, month as i64) {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The year, from 0 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return Err(InvalidDate) };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_u16, |number, byte| {
                byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0')).ok_or(InvalidDate)
            })
        };
        let small = |digits: &[u8]| number(digits).and_then(|number| u8::try_from(number).map_err(|_| InvalidDate));
        Self::new(number(&[y1, y2, y3, y4])?, small(&[m1, m2])?, small(&[d1, d2])?).ok_or(InvalidDate)
    }
}

impl fmt::Display for InvalidDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a date such as 2026-04-01")
    }
}

impl std::error::Error for InvalidDate {}

impl fmt::Display for Date {
    /// RFC 3339: `2026-04-01`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Date({self})")
    }
}

impl From<&Self> for Date {
    fn from(date: &Self) -> Self {
        *date
    }
}

#[cfg(feature = "jiff")]
impl From<Date> for jiff::civil::Date {
    fn from(date: Date) -> Self {
        // All are in its range.
        let field = |number: u8| i8::try_from(number).unwrap_or_default();
        let year = i16::try_from(date.year).unwrap_or_default();
        Self::new(year, field(date.month), field(date.day)).unwrap_or_default()
    }
}

#[cfg(feature = "jiff")]
impl TryFrom<jiff::civil::Date> for Date {
    type Error = InvalidDate;

    fn try_from(date: jiff::civil::Date) -> Result<Self, InvalidDate> {
        let field = |number: i8| u8::try_from(number).map_err(|_| InvalidDate);
        let year = u16::try_from(date.year()).map_err(|_| InvalidDate)?;
        Self::new(year, field(date.month())?, field(date.day())?).ok_or(InvalidDate)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Decode for Date {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        let text = reader.string(EXPECTED)?;
        *self = text.parse().map_err(|_| Mismatch::invalid_value(Unexpected::Str(text), EXPECTED))?;
        Ok(())
    }

    fn blank() -> Self {
        Self { year: 1970, month: 1, day: 1 }
    }
}

/// The name in messages.
const EXPECTED: &str = "a date such as \"2026-04-01\"";

deserialize_via_json!(Date);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::from_json;

    #[test]
    fn a_date_is_written_as_it_arrived() {
        for text in ["2026-04-01", "2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
            let json = format!("\"{text}\"");
            let date: Date = serde_json::from_str(&json).expect(text);
            assert_eq!((serde_json::to_string(&date).expect("JSON"), date.to_string()), (json, text.to_owned()));
        }
        assert_eq!(format!("{:?}", Date::new(2026, 4, 1)), "Some(Date(2026-04-01))");
    }

    #[test]
    fn what_the_calendar_does_not_have_is_refused() {
        let wrong = [
            "",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-04-31",
            "2026-4-1",
            "26-04-01",
            "2026-04-01T00:00:00Z",
            "2026/04/01",
            "+026-04-01",
            "2026-04-0x",
            " 2026-04-01",
            "é026-04-01",
        ];
        for text in wrong {
            assert_eq!(text.parse::<Date>(), Err(InvalidDate), "{text}");
            assert!(from_json::<Date>(format!("\"{text}\"").as_bytes()).is_err(), "{text}");
        }
        for json in ["20260401", "null", "{}"] {
            assert!(from_json::<Date>(json.as_bytes()).is_err(), "{json}");
        }
        let error = from_json::<Date>(b"\"2026-02-29\"").expect_err("no leap year").to_string();
        assert_eq!(error, "at $: invalid value: string \"2026-02-29\", expected a date such as \"2026-04-01\"");
    }

    proptest! {
        #[test]
        fn dates_are_those_of_jiff(year in 0_u16..10_100, month in 0_u8..14, day in 0_u8..33, other in "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
            let theirs = jiff::civil::Date::new(year as i16, month as i8, day as i8).ok().filter(|_| year <= 9999);
            let ours = Date::new(year, month, day);
            prop_assert_eq!(ours.map(|date| date.to_string()), theirs.map(|date| date.to_string()));
            prop_assert_eq!(other.parse::<Date>().is_ok(), other.parse::<jiff::civil::Date>().is_ok());
            if let Some(date) = ours {
                prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
                prop_assert_eq!(date.cmp(&Date::blank()), theirs.unwrap().cmp(&jiff::civil::date(1970, 1, 1)));
            }
        }
    }
}
