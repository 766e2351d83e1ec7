//! Parses RFC 3339 timestamps, and writes them back unchanged. Offsets may be without colon or minutes.
//!
//! This is own code because a time library would add more to every user's build than the other small parts of
//! the client together. A test compares it with jiff.

/// How a timestamp was written: everything except its instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// `T`, `t` or a space.
    separator: u8,
    fraction_digits: u8,
    zone: Zone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// `Z` or `z`.
    Letter(u8),
    /// Minutes east; `-00:00` is not the same text as `+00:00`.
    Offset { minutes: i16, is_negative: bool, style: OffsetStyle },
}

/// RFC 3339 has the colon; ISO 8601 allows offsets without, and many services write them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OffsetStyle {
    /// `+02:00`
    Colon,
    /// `+0200`
    Digits,
    /// `+02`
    Hours,
}

impl Layout {
    /// UTC, with 0, 3, 6 or 9 digits of the fraction, as needed.
    pub(super) fn utc(nanos: u32) -> Self {
        let fraction_digits = match nanos {
            0 => 0,
            nanos if nanos % 1_000_000 == 0 => 3,
            nanos if nanos % 1_000 == 0 => 6,
            _ => 9,
        };
        Self { separator: b'T', fraction_digits, zone: Zone::Letter(b'Z') }
    }
}

/// Seconds and nanoseconds since 1970, and how they were written.
pub(super) fn parse(text: &str) -> Option<(i64, u32, Layout)> {
    let mut reader = Reader { rest: text.as_bytes() };
    let year = reader.number(4)?;
    reader.one_of(b"-")?;
    let month = reader.number(2)?;
    reader.one_of(b"-")?;
    let day = reader.number(2)?;
    let separator = reader.one_of(b"Tt ")?;
    let hour = reader.number(2)?;
    reader.one_of(b":")?;
    let minute = reader.number(2)?;
    reader.one_of(b":")?;
    let second = reader.number(2)?;
    let (nanos, fraction_digits) = reader.fraction()?;
    let zone = reader.zone()?;
    let in_range = (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60
        && reader.rest.is_empty();
    if !in_range {
        return None;
    }
    let local = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    let layout = Layout { separator, fraction_digits, zone };
    Some((local - offset_seconds(zone), nanos, layout))
}

/// The text of a timestamp in a layout.
pub(super) fn write(seconds: i64, nanos: u32, layout: Layout) -> String {
    let local = i128::from(seconds) + i128::from(offset_seconds(layout.zone));
    let (year, month, day) = civil_from_days(local.div_euclid(86_400));
    let second_of_day = local.rem_euclid(86_400);
    let (hour, minute, second) = (second_of_day / 3_600, second_of_day / 60 % 60, second_of_day % 60);
    let separator = char::from(layout.separator);
    let mut text = format!("{year:04}-{month:02}-{day:02}{separator}{hour:02}:{minute:02}:{second:02}");
    if layout.fraction_digits > 0 {
        text.push('.');
        text.push_str(&format!("{nanos:09}")[..usize::from(layout.fraction_digits)]);
    }
    match layout.zone {
        Zone::Letter(letter) => text.push(char::from(letter)),
        Zone::Offset { minutes, is_negative, style } => {
            let sign = if is_negative { '-' } else { '+' };
            let (hours, minutes) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
            text.push_str(&match style {
                OffsetStyle::Colon => format!("{sign}{hours:02}:{minutes:02}"),
                OffsetStyle::Digits => format!("{sign}{hours:02}{minutes:02}"),
                OffsetStyle::Hours => format!("{sign}{hours:02}"),
            });
        }
    }
    text
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn one_of(&mut self, expected: &[u8]) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        expected.contains(&first).then_some(first)
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        let (head, rest) = self.rest.split_at_checked(digits)?;
        self.rest = rest;
        head.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
    }

    /// Nanoseconds, and the number of digits; both 0 if there is no fraction.
    fn fraction(&mut self) -> Option<(u32, u8)> {
        if self.rest.first() != Some(&b'.') {
            return Some((0, 0));
        }
        let digits = self.rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if !(1..=9).contains(&digits) {
            return None;
        }
        self.rest = &self.rest[1..];
        let scale = 10_i64.pow(u32::try_from(9 - digits).ok()?);
        let nanos = self.number(digits)? * scale;
        Some((u32::try_from(nanos).ok()?, u8::try_from(digits).ok()?))
    }

    fn zone(&mut self) -> Option<Zone> {
        let first = self.one_of(b"Zz+-")?;
        if !matches!(first, b'+' | b'-') {
            return Some(Zone::Letter(first));
        }
        let hours = self.number(2)?;
        let style = match self.rest.first() {
            None => OffsetStyle::Hours,
            Some(b':') => OffsetStyle::Colon,
            Some(_) => OffsetStyle::Digits,
        };
        let minutes = match style {
            OffsetStyle::Hours => 0,
            OffsetStyle::Colon => self.one_of(b":").and_then(|_| self.number(2))?,
            OffsetStyle::Digits => self.number(2)?,
        };
        if hours > 23 || minutes > 59 {
            return None;
        }
        let is_negative = first == b'-';
        let minutes = i16::try_from(hours * 60 + minutes).ok()?;
        Some(Zone::Offset { minutes: if is_negative { -minutes } else { minutes }, is_negative, style })
    }
}

fn offset_seconds(zone: Zone) -> i64 {
    match zone {
        Zone::Letter(_) => 0,
        Zone::Offset { minutes, .. } => i64::from(minutes) * 60,
    }
}

pub(super) const fn days_in_month(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970 of a date, counted in eras of 400 years that begin in March, so that the leap
/// day comes last in its year.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date of a day since 1970. `i128` holds every second of an `i64`.
fn civil_from_days(days: i128) -> (i128, i128, i128) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i128::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Any timestamp, offset and number of digits is parsed as jiff parses it, and written back unchanged.
        #[test]
        fn timestamps_are_parsed_as_jiff_parses_them(
            seconds in -62_167_132_800_i64..253_402_207_200,
            nanos in 0_u32..1_000_000_000,
            fraction_digits in 0_u8..=9,
            minutes in -1439_i16..=1439,
            zone in 0..6,
        ) {
            let offset = |minutes: i16, style| Zone::Offset { minutes, is_negative: minutes < 0, style };
            let zone = match zone {
                0 => Zone::Letter(b'Z'),
                1 => Zone::Letter(b'z'),
                2 => offset(minutes, OffsetStyle::Digits),
                3 => offset(minutes / 60 * 60, OffsetStyle::Hours),
                _ => offset(minutes, OffsetStyle::Colon),
            };
            let layout = Layout { separator: b'T', fraction_digits, zone };
            let nanos = nanos - nanos % 10_u32.pow(u32::from(9 - fraction_digits));
            let text = write(seconds, nanos, layout);
            prop_assert_eq!(parse(&text), Some((seconds, nanos, layout)), "{}", text);
            let theirs: jiff::Timestamp = text.parse().expect("a timestamp");
            prop_assert_eq!(theirs.as_nanosecond(), i128::from(seconds) * 1_000_000_000 + i128::from(nanos));
        }

        #[test]
        fn any_text_is_written_back_unchanged_or_rejected(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,10})?(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)") {
            if let Some((seconds, nanos, layout)) = parse(&text) {
                prop_assert_eq!(write(seconds, nanos, layout), text);
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            parse(&text);
        }
    }
}
