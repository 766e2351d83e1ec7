//! Values of parameters as text.

use std::fmt;
use std::str::FromStr;

use crate::service::{Operation, ParamForm};
use crate::wire::{Date, Json, Number, Timestamp};

/// Why a text is not a valid value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidArgument {
    /// The endpoint has no such parameter.
    #[non_exhaustive]
    Unknown {
        /// The name.
        name: String,
        /// The names of those that it has.
        known: Vec<&'static str>,
    },
    /// The parameter does not take the value.
    #[non_exhaustive]
    Value {
        /// The parameter.
        name: &'static str,
        /// The value.
        value: String,
        /// What it takes: `digits, such as 787132`.
        expected: &'static str,
    },
    /// The parameter takes one value, and not several.
    #[non_exhaustive]
    Several {
        /// The parameter.
        name: &'static str,
    },
    /// The parameter does not take null.
    #[non_exhaustive]
    Null {
        /// The parameter.
        name: &'static str,
    },
}

impl InvalidArgument {
    pub(super) fn unknown(operation: &Operation, name: &str) -> Self {
        Self::Unknown { name: name.to_owned(), known: operation.params.iter().map(|param| param.name).collect() }
    }
}

impl fmt::Display for InvalidArgument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, known } if known.is_empty() => {
                write!(formatter, "there is no parameter `{name}`: the endpoint has none")
            }
            Self::Unknown { name, known } => {
                write!(formatter, "there is no parameter `{name}`; there are `{}`", known.join("`, `"))
            }
            Self::Value { name, value, expected } => {
                write!(
                    formatter,
                    "`{}` is not a valid value for `{name}`, which takes {expected}",
                    value.escape_debug()
                )
            }
            Self::Several { name } => write!(formatter, "`{name}` takes one value"),
            Self::Null { name } => write!(formatter, "`{name}` is never null: set a value, or leave it out"),
        }
    }
}

impl std::error::Error for InvalidArgument {}

/// Returns a text as a typed request sends the value, or why the parameter does not take it.
pub(super) fn canonical(name: &'static str, form: ParamForm, value: &str) -> Result<String, InvalidArgument> {
    let as_it_is = |is_valid: bool| is_valid.then(|| value.to_owned());
    let (text, expected) = match form {
        ParamForm::Digits => (as_it_is(is_digits(value)), "an id made of digits, such as 25"),
        ParamForm::Integer | ParamForm::OneOfNumbers(_) => (shown::<i64>(value), "a whole number"),
        ParamForm::Number => (number(value), "a number, such as 1.5"),
        ParamForm::Boolean => (as_it_is(matches!(value, "true" | "false")), "`true` or `false`"),
        ParamForm::Timestamp => (shown::<Timestamp>(value), "a timestamp, such as 2026-01-31T08:00:00Z"),
        ParamForm::Date => (shown::<Date>(value), "a date, such as 2026-01-31"),
        ParamForm::Object => {
            (as_it_is(value.starts_with('{') && is_json(value)), "an object of JSON, such as {\"a\": 1}")
        }
        ParamForm::Json => (as_it_is(is_json(value)), "JSON"),
        ParamForm::Repeated(item) | ParamForm::Joined(item) => return canonical(name, *item, value),
        ParamForm::Text | ParamForm::Cursor | ParamForm::OneOf(_) | ParamForm::Bytes => (as_it_is(true), "text"),
    };
    text.ok_or_else(|| InvalidArgument::Value { name, value: value.to_owned(), expected })
}

/// As an id is written: the service does not get `007` for `7`.
fn is_digits(value: &str) -> bool {
    value.parse::<u64>().is_ok_and(|number| number.to_string() == value)
}

fn is_json(value: &str) -> bool {
    value.parse::<Json>().is_ok()
}

/// The number in digits, where the text is a number of JSON and nothing else.
fn number(value: &str) -> Option<String> {
    let is_alone = value.trim() == value;
    let number = value.parse::<Json>().ok().filter(|_| is_alone)?.read::<Number>().ok()?;
    Some(number.to_string())
}

/// The value as its type shows it.
fn shown<T: FromStr + ToString>(value: &str) -> Option<String> {
    value.parse::<T>().ok().map(|value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked_as_their_parameters_take_them() {
        const ITEM: ParamForm = ParamForm::Digits;
        for (form, good, bad) in [
            (ParamForm::Digits, "787132", "natgeo"),
            (ParamForm::Digits, "0", "007"),
            (ParamForm::Digits, "18446744073709551615", "18446744073709551616"),
            (ParamForm::Integer, "-7", "1.5"),
            (ParamForm::Number, "1.5", "NaN"),
            (ParamForm::Boolean, "true", "yes"),
            (ParamForm::Timestamp, "2026-01-31T08:00:00Z", "yesterday"),
            (ParamForm::Date, "2026-01-31", "2026-02-30"),
            (ParamForm::Object, "{\"a\": 1}", "[1]"),
            (ParamForm::Json, "null", "{"),
            (ParamForm::Repeated(&ITEM), "7", "x"),
        ] {
            assert_eq!(canonical("it", form, good).as_deref(), Ok(good), "{form:?} {good}");
            assert!(canonical("it", form, bad).is_err(), "{form:?} {bad}");
        }
        let newer_than_the_spec = canonical("it", ParamForm::OneOf(&["a"]), "b");
        assert_eq!(newer_than_the_spec.as_deref(), Ok("b"));
    }

    #[test]
    fn values_are_sent_as_their_types_show_them() {
        for (form, value, sent) in [
            (ParamForm::Integer, "+7", "7"),
            (ParamForm::Integer, "007", "7"),
            (ParamForm::Integer, "-0", "0"),
            (ParamForm::OneOfNumbers(&[7]), "+7", "7"),
            (ParamForm::Number, "1e3", "1000"),
            (ParamForm::Number, "-0.50", "-0.5"),
            (ParamForm::Number, "18446744073709551615", "18446744073709551615"),
            (ParamForm::Timestamp, "1769846400", "2026-01-31T08:00:00Z"),
            (ParamForm::Timestamp, "2026-01-31T10:00:00+02:00", "2026-01-31T08:00:00Z"),
            (ParamForm::Repeated(&ParamForm::Integer), "+7", "7"),
        ] {
            assert_eq!(canonical("it", form, value).as_deref(), Ok(sent), "{form:?} {value}");
        }
        for value in ["+7", "007", "1.5 ", " 1.5", "1.5\n", "1e999", "\"1\"", "1.", ""] {
            assert!(canonical("it", ParamForm::Number, value).is_err(), "{value:?}");
        }
    }

    #[test]
    fn messages_say_what_a_parameter_takes() {
        let error = canonical("user_id", ParamForm::Digits, "nat\ngeo").expect_err("no digits");
        let expected = "`nat\\ngeo` is not a valid value for `user_id`, which takes an id made of digits, such as 25";
        assert_eq!(error.to_string(), expected);
    }
}
