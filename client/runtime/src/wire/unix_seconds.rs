//! Unix seconds in digits: whole ones, or with a fraction.

use std::ops::RangeInclusive;

/// The seconds of the years 0000 to 9999, as RFC 3339 can write them. Milliseconds of 1978 and later are beyond.
pub(super) const YEARS_0_TO_9999: RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// The seconds, nanoseconds and digits of the fraction of a number in the form in which [`write`] returns it.
pub(super) fn parse(text: &str) -> Option<(i64, u32, u8)> {
    let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_canonical = whole == "0" || !whole.starts_with('0');
    let (seconds, nanos) = (number(whole).filter(|_| is_canonical)?, nanos(fraction)?);
    let (seconds, nanos) = match (is_negative, seconds, nanos) {
        (false, ..) => (seconds, nanos),
        // Zero has no sign here.
        (true, 0, 0) => return None,
        (true, _, 0) => (-seconds, 0),
        (true, ..) => (-seconds - 1, 1_000_000_000 - nanos),
    };
    let fraction_digits = u8::try_from(fraction.map_or(0, str::len)).ok()?;
    YEARS_0_TO_9999.contains(&seconds).then_some((seconds, nanos, fraction_digits))
}

/// The seconds in digits, with this many of the fraction, or with none and no point.
pub(super) fn write(seconds: i64, nanos: u32, fraction_digits: u8) -> String {
    let is_split = seconds < 0 && nanos > 0;
    let sign = if seconds < 0 { "-" } else { "" };
    let (whole, nanos) = if is_split { (seconds + 1, 1_000_000_000 - nanos) } else { (seconds, nanos) };
    let mut text = format!("{sign}{}", whole.unsigned_abs());
    if fraction_digits > 0 {
        text.push('.');
        text.push_str(&format!("{nanos:09}")[..usize::from(fraction_digits.min(9))]);
    }
    text
}

/// Up to twelve digits: more are beyond every year.
fn number(digits: &str) -> Option<i64> {
    let is_number = (1..=12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

/// The nanoseconds of a fraction of up to nine digits.
fn nanos(fraction: Option<&str>) -> Option<u32> {
    let Some(digits) = fraction else { return Some(0) };
    let missing = u32::try_from(9_usize.checked_sub(digits.len())?).ok()?;
    u32::try_from(number(digits)? * 10_i64.pow(missing)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_in_another_way_is_refused() {
        for text in ["", "-", "+1", "-0", "-0.0", "01", "1.", ".5", "1e3", "1.0123456789", "0x1", "1 ", "٣", "1.-5"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_time_is_read_as_it_is_written(text in "-?(0|[1-9][0-9]{0,11})(\\.[0-9]{1,9})?") {
            if let Some((seconds, nanos, fraction_digits)) = parse(&text) {
                prop_assert_eq!(write(seconds, nanos, fraction_digits), text.as_str());
                let float: f64 = text.parse().expect("a number");
                prop_assert!((seconds as f64 + f64::from(nanos) / 1e9 - float).abs() < 1e-4, "{}", text);
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            parse(&text);
        }
    }
}
