//! Timestamps, as RFC 3339 text or as Unix seconds in digits.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime};

use serde::de::Unexpected;
use serde::{Serialize, Serializer};

use super::rfc3339::{self, Layout};
use super::unix_seconds::{self, YEARS_0_TO_9999};
use super::via_json::deserialize_via_json;
use crate::json::{Decode, Decoded, Mismatch, Number, Reader};

/// A timestamp. Services write it as RFC 3339 text or as Unix seconds; both are one type here, compare by their instant,
/// and serialize as they arrived.
///
/// RFC 3339 is read with `T`, `t` or a space before the time, with up to nine digits of a fraction, and with `Z`, `z`,
/// `+02:00`, `+0200` or `+02` at its end. Seconds are a number or a text, with up to nine digits of a fraction, of the years
/// 0000 to 9999: milliseconds do not match.
///
/// ```
/// use shop::values::Timestamp;
///
/// let posted: Timestamp = "2026-04-01T15:00:03+02:00".parse().expect("RFC 3339");
/// assert_eq!(posted.unix_seconds(), 1775048403);
/// assert_eq!(posted.to_string(), "2026-04-01T13:00:03Z");
/// assert_eq!(posted, Timestamp::from_unix_seconds(1775048403));
/// ```
///
/// It converts into a `std::time::SystemTime` and from one, and with the feature `jiff` into a `jiff::Timestamp` and from one.
/// As a parameter it is sent as RFC 3339.
#[derive(Clone, Copy)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
    form: Form,
}

#[derive(Clone, Copy)]
enum Form {
    /// Unix seconds as a number, with this many digits of the fraction; without a point where there are none.
    Number(u8),
    /// The same as text.
    Digits(u8),
    Rfc3339(Layout),
}

/// A text that is not a timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidTimestamp;

impl Timestamp {
    /// The timestamp of a number of seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self { seconds, nanos: 0, form: Form::Number(0) }
    }

    /// A timestamp of whole seconds since 1970, and nanoseconds.
    #[cfg(feature = "rows")]
    pub(crate) const fn from_parts(seconds: i64, nanos: u32) -> Self {
        Self { seconds, nanos, form: Form::Number(0) }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; negative for earlier timestamps.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// The nanoseconds after [`unix_seconds`](Self::unix_seconds), below 1,000,000,000.
    #[must_use]
    pub const fn subsecond_nanos(self) -> u32 {
        self.nanos
    }

    /// Seconds that are written with a fraction. Its digits are those of the text: as a float it is rounded.
    #[cold]
    fn with_fraction(written: &str, number: Number) -> Decoded<Self> {
        let expected = || Mismatch::invalid_value(number.unexpected(), EXPECTED_NUMBER);
        let (seconds, nanos, digits) = unix_seconds::parse(written).ok_or_else(expected)?;
        Ok(Self { seconds, nanos, form: Form::Number(digits) })
    }

    fn instant(self) -> (i64, u32) {
        (self.seconds, self.nanos)
    }
}

impl std::str::FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        if let Some((seconds, nanos, layout)) = rfc3339::parse(text) {
            return Ok(Self { seconds, nanos, form: Form::Rfc3339(layout) });
        }
        let (seconds, nanos, digits) = unix_seconds::parse(text).ok_or(InvalidTimestamp)?;
        Ok(Self { seconds, nanos, form: Form::Digits(digits) })
    }
}

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a timestamp: RFC 3339 such as 2026-04-01T13:00:03Z, or Unix seconds")
    }
}

impl std::error::Error for InvalidTimestamp {}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&rfc3339::write(self.seconds, self.nanos, Layout::utc(self.nanos)))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Timestamp({self})")
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.instant() == other.instant()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant().cmp(&other.instant())
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant().hash(state);
    }
}

impl From<&Self> for Timestamp {
    fn from(timestamp: &Self) -> Self {
        *timestamp
    }
}

impl From<SystemTime> for Timestamp {
    /// Written as RFC 3339.
    fn from(time: SystemTime) -> Self {
        let (seconds, nanos) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).unwrap_or(i64::MAX), after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                let seconds = i64::try_from(before.as_secs()).map_or(i64::MIN, |seconds| -seconds);
                match before.subsec_nanos() {
                    0 => (seconds, 0),
                    nanos => (seconds.saturating_sub(1), 1_000_000_000 - nanos),
                }
            }
        };
        Self { seconds, nanos, form: Form::Rfc3339(Layout::utc(nanos)) }
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = InvalidTimestamp;

    fn try_from(timestamp: Timestamp) -> Result<Self, InvalidTimestamp> {
        let (seconds, nanos) = timestamp.instant();
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let base = if seconds < 0 { Self::UNIX_EPOCH.checked_sub(whole) } else { Self::UNIX_EPOCH.checked_add(whole) };
        base.and_then(|base| base.checked_add(Duration::from_nanos(nanos.into()))).ok_or(InvalidTimestamp)
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Timestamp {
    /// Written as RFC 3339.
    fn from(timestamp: jiff::Timestamp) -> Self {
        let nanos = timestamp.as_nanosecond();
        let whole = i64::try_from(nanos.div_euclid(1_000_000_000)).unwrap_or_default();
        let nanos = u32::try_from(nanos.rem_euclid(1_000_000_000)).unwrap_or_default();
        Self { seconds: whole, nanos, form: Form::Rfc3339(Layout::utc(nanos)) }
    }
}

#[cfg(feature = "jiff")]
impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = jiff::Error;

    fn try_from(timestamp: Timestamp) -> Result<Self, jiff::Error> {
        // Below 1,000,000,000, so it fits.
        let nanos = i32::try_from(timestamp.nanos).unwrap_or_default();
        Self::new(timestamp.seconds, nanos)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.form {
            Form::Number(0) => serializer.serialize_i64(self.seconds),
            Form::Number(digits) => {
                // The nearest number to these digits, as a reader of them gets: adding the parts rounds twice.
                let written = unix_seconds::write(self.seconds, self.nanos, digits);
                serializer.serialize_f64(written.parse().unwrap_or(self.seconds as f64))
            }
            Form::Digits(digits) => serializer.serialize_str(&unix_seconds::write(self.seconds, self.nanos, digits)),
            Form::Rfc3339(layout) => serializer.serialize_str(&rfc3339::write(self.seconds, self.nanos, layout)),
        }
    }
}

impl Timestamp {
    fn from_reader(reader: &mut Reader<'_>) -> Decoded<Self> {
        match reader.peek()? {
            b'"' => {
                let text = reader.string(EXPECTED)?;
                text.parse().map_err(|_| Mismatch::invalid_value(Unexpected::Str(text), EXPECTED))
            }
            b'-' | b'0'..=b'9' => {
                let start = reader.at();
                let number = reader.number()?;
                let seconds = match number {
                    Number::Unsigned(seconds) => i64::try_from(seconds).ok(),
                    Number::Signed(seconds) => Some(seconds),
                    Number::Float(_) => None,
                };
                match seconds.filter(|seconds| YEARS_0_TO_9999.contains(seconds)) {
                    Some(seconds) => Ok(Self::from_unix_seconds(seconds)),
                    None => Self::with_fraction(reader.part(start..reader.at()), number),
                }
            }
            _ => Err(reader.unexpected(EXPECTED)),
        }
    }
}

impl Decode for Timestamp {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = Self::from_reader(reader)?;
        Ok(())
    }

    fn blank() -> Self {
        Self::from_unix_seconds(0)
    }
}

/// The name in messages.
const EXPECTED: &str = "a timestamp: RFC 3339 text, or Unix seconds";

/// The same of a number.
const EXPECTED_NUMBER: &str = "a timestamp: Unix seconds of the years 0000 to 9999, not milliseconds";

deserialize_via_json!(Timestamp);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::from_json;

    #[track_caller]
    fn check(json: &str, seconds: Option<i64>) {
        let timestamp = serde_json::from_str::<Timestamp>(json).ok();
        assert_eq!(timestamp.map(Timestamp::unix_seconds), seconds, "{json}");
        if let Some(timestamp) = timestamp {
            assert_eq!(serde_json::to_string(&timestamp).expect("json"), json);
        }
    }

    #[test]
    fn both_forms_are_one_timestamp_and_are_written_as_they_arrived() {
        check("1775048403", Some(1_775_048_403));
        check("-1", Some(-1));
        check("\"2026-04-01T13:00:03Z\"", Some(1_775_048_403));
        check("\"2026-04-01T15:00:03+02:00\"", Some(1_775_048_403));
        check("\"2026-04-01t13:00:03.120z\"", Some(1_775_048_403));
        check("\"2026-04-01 13:00:03-00:00\"", Some(1_775_048_403));
        check("\"2017-08-31T18:10:00+0000\"", Some(1_504_203_000));
        check("\"2026-04-01T15:00:03.25+0200\"", Some(1_775_048_403));
        check("\"2026-04-01 11:30:03-0130\"", Some(1_775_048_403));
        check("\"2026-04-01T13:00:03+00\"", Some(1_775_048_403));
        check("\"2026-04-01T05:00:03-08\"", Some(1_775_048_403));
        check("\"2026-04-01T13:00:03-0000\"", Some(1_775_048_403));
        check("1700000000.25", Some(1_700_000_000));
        check("1700000000.123456", Some(1_700_000_000));
        check("1700000000.0", Some(1_700_000_000));
        check("-0.5", Some(-1));
        check("-1.25", Some(-2));
        check("\"1700000000\"", Some(1_700_000_000));
        check("\"1700000000.2500\"", Some(1_700_000_000));
        check("\"-62167219200\"", Some(-62_167_219_200));
        check("253402300799", Some(253_402_300_799));
        check("\"1969-12-31T23:59:59.5Z\"", Some(-1));
        check("\"0000-01-01T00:00:00Z\"", Some(-62_167_219_200));
        check("\"2024-02-29T00:00:00Z\"", Some(1_709_164_800));
    }

    #[test]
    fn other_values_are_rejected() {
        let wrong = [
            "\"\"",
            "\"2026-04-01\"",
            "\"2026-04-01T13:00:03\"",
            "\"2026-02-29T00:00:00Z\"",
            "\"2026-13-01T00:00:00Z\"",
            "\"2026-04-01T24:00:00Z\"",
            "\"2026-04-01T13:00:03Zx\"",
            "\"2026-04-01T13:00:03.Z\"",
            "-0",
            "\"01700000000\"",
            "\"+1700000000\"",
            "\"1.7e9\"",
            "\"2026-04-01T13:00:03+020\"",
            "\"2026-04-01T13:00:03+02000\"",
            "\"2026-04-01T13:00:03+0260\"",
            "\"2026-04-01T13:00:03+24\"",
            "\"2026-04-01T13:00:03+\"",
            "null",
            "true",
            "\"2026-04-01T13:00:03.0123456789Z\"",
            "\"November 2010\"",
            "\"2026-04-01T13:00:03+2:00\"",
            "\"é\"",
        ];
        for json in wrong {
            check(json, None);
        }
        // Not by `serde_json`, which passes on the number and not how it is written.
        for json in ["1e9", "1700000000.0123456789"] {
            assert!(from_json::<Timestamp>(json.as_bytes()).is_err(), "{json}");
        }
    }

    #[test]
    fn milliseconds_and_finer_are_no_time_thousands_of_years_from_now() {
        for json in ["1775048403000", "-1775048403000", "1775048403000000", "253402300800", "-62167219201"] {
            check(json, None);
            check(&format!("\"{json}\""), None);
        }
        let error = from_json::<Timestamp>(b"1775048403000").expect_err("milliseconds").to_string();
        assert_eq!(
            error,
            "at $: invalid value: integer `1775048403000`, expected a timestamp: Unix seconds of the years 0000 to 9999, not milliseconds"
        );
    }

    #[test]
    fn fractions_are_kept_to_the_nanosecond() {
        let nanos = |json: &str| serde_json::from_str::<Timestamp>(json).expect(json).subsecond_nanos();
        assert_eq!(nanos("1700000000.25"), 250_000_000);
        assert_eq!(nanos("-0.25"), 750_000_000);
        assert_eq!(nanos("\"1700000000.123456789\""), 123_456_789);
    }

    #[test]
    fn it_converts_to_the_standard_library() {
        let timestamp = Timestamp::from_unix_seconds(-5);
        let system = SystemTime::try_from(timestamp).expect("in range");
        assert_eq!(SystemTime::UNIX_EPOCH.duration_since(system).expect("before").as_secs(), 5);
        for json in ["\"1969-12-31T23:59:58.750Z\"", "\"2026-04-01T13:00:03Z\"", "\"1970-01-01T00:00:00Z\""] {
            let timestamp: Timestamp = serde_json::from_str(json).expect(json);
            let system = SystemTime::try_from(timestamp).expect("in range");
            assert_eq!(serde_json::to_string(&Timestamp::from(system)).expect("JSON"), json);
        }
        assert_eq!(Timestamp::from_unix_seconds(i64::MAX).to_string(), "292277026596-12-04T15:30:07Z");
    }
}
