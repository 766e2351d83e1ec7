//! What responses say about the rate limit: how many requests are left, and when there are more.

use std::time::{Duration, SystemTime};

use crate::service::RateHeaders;

/// A number from here on is a point in time, in Unix seconds: as a number of seconds from now it would be 30 years.
const EPOCH: f64 = 1e9;

/// A number from here on is a point in time, in Unix milliseconds.
const EPOCH_MILLISECONDS: f64 = 1e12;

/// The longest pause: requests are renewed by the hour at most, and a date beyond that is wrong, or by another clock.
const LONGEST: Duration = Duration::from_secs(3600);

/// The pause that a response asks for: until the requests are renewed, where none is left. `None` where some are, or where the
/// headers say something else.
pub(crate) fn pause<'a>(names: &RateHeaders, header: impl Fn(&str) -> Option<&'a str>) -> Option<Duration> {
    named(names, header).map(|pause| pause.min(LONGEST))
}

fn named<'a>(names: &RateHeaders, header: impl Fn(&str) -> Option<&'a str>) -> Option<Duration> {
    if number(header(names.remaining)?)? > 0.0 {
        return None;
    }
    let reset = header(names.reset)?;
    // By the clock of the service, where it shows it: ours may be wrong.
    let now = header("date").and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or_else(SystemTime::now);
    match (number(reset), httpdate::parse_http_date(reset.trim())) {
        (Some(at), _) if at >= EPOCH_MILLISECONDS => Some(until(at / 1000.0, now)),
        (Some(at), _) if at >= EPOCH => Some(until(at, now)),
        (Some(seconds), _) => Duration::try_from_secs_f64(seconds).ok(),
        (None, Ok(date)) => Some(date.duration_since(now).unwrap_or_default()),
        (None, Err(_)) => None,
    }
}

/// A number that is not negative.
fn number(text: &str) -> Option<f64> {
    let is_plain = |text: &&str| text.starts_with(|first: char| first.is_ascii_digit());
    text.trim().parse().ok().filter(|_| is_plain(&text.trim()))
}

fn until(seconds: f64, now: SystemTime) -> Duration {
    let now = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Duration::try_from_secs_f64(seconds).unwrap_or_default().saturating_sub(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: RateHeaders = RateHeaders { remaining: "x-left", reset: "x-reset" };

    /// At one second after the epoch plus 1,700,000,000.
    const DATE: &str = "Tue, 14 Nov 2023 22:13:21 GMT";

    #[track_caller]
    fn check(remaining: &str, reset: &str, expected: Option<f64>) {
        let header = |name: &str| match name {
            "x-left" => Some(remaining),
            "x-reset" => Some(reset),
            "date" => Some(DATE),
            _ => None,
        };
        assert_eq!(pause(&NAMES, header), expected.map(Duration::from_secs_f64), "{remaining} {reset}");
    }

    #[test]
    fn where_none_is_left_the_pause_ends_when_there_are_more() {
        check("0", "1700000031", Some(30.0));
        check("0", "1700000031000", Some(30.0));
        check("0", "1700000001", Some(0.0));
        check("0", "30", Some(30.0));
        check(" 0 ", " 0.5 ", Some(0.5));
        check("0", "3600", Some(3600.0));
        check("0", "3601", Some(3600.0));
        check("0", "1800000000", Some(3600.0));
        check("0", "Tue, 14 Nov 2023 22:13:31 GMT", Some(10.0));
    }

    #[test]
    fn anything_else_is_no_pause() {
        check("1", "30", None);
        check("4999", "1700000031", None);
        for (remaining, reset) in [
            ("", "30"),
            ("none", "30"),
            ("-1", "30"),
            ("0", "soon"),
            ("0", ""),
            ("0", "-5"),
            ("0", "inf"),
            ("NaN", "1"),
        ] {
            check(remaining, reset, None);
        }
        assert_eq!(pause(&NAMES, |name| (name == "x-left").then_some("0")), None);
    }

    #[test]
    fn no_number_is_a_panic() {
        check("0", "9e300", Some(0.0));
    }
}
