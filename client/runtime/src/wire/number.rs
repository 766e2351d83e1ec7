//! Numbers with a fraction, of which some are whole.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::via_json::deserialize_via_json;
use crate::json::{Decode, Decoded, Number as Written, Reader};

/// A number that may have a fraction. It dereferences to `f64`, and serializes as it arrived: `1` and not `1.0` where the
/// service writes `1`, and a whole number of 64 bits to the last digit.
///
/// Numbers compare by their values as `f64`.
///
/// ```
/// use shop::values::{Number, from_json};
///
/// let shares: Vec<Number> = from_json(b"[0, 0.25, 1]")?;
/// assert!(shares[1] == 0.25 && shares[2] > 0.9);
/// assert_eq!(shares.iter().map(|share| **share).sum::<f64>(), 1.25);
/// assert_eq!(shares[2].to_string(), "1");
/// # Ok::<(), shop::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Number {
    value: f64,
    form: Form,
}

#[derive(Clone, Copy)]
enum Form {
    /// With a point or an exponent.
    Float,
    /// In digits alone, which are those of `value` and this: rounding 64 bits to a float takes away at most 1,024.
    Whole { rest: i16 },
}

impl Number {
    /// The number as an `f64`, rounded where it is a whole one beyond 2<sup>53</sup>.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.value
    }

    fn whole(number: i128) -> Self {
        let value = number as f64;
        // No number of 64 bits is rounded by more.
        let rest = i16::try_from(number - value as i128).unwrap_or_default();
        Self { value, form: Form::Whole { rest } }
    }

    fn written(self) -> Written {
        let Form::Whole { rest } = self.form else { return Written::Float(self.value) };
        let number = self.value as i128 + i128::from(rest);
        match (u64::try_from(number), i64::try_from(number)) {
            (Ok(number), _) => Written::Unsigned(number),
            (_, Ok(number)) => Written::Signed(number),
            _ => Written::Float(self.value),
        }
    }
}

impl Number {
    fn from_reader(reader: &mut Reader<'_>) -> Decoded<Self> {
        if !matches!(reader.peek()?, b'-' | b'0'..=b'9') {
            return Err(reader.unexpected(EXPECTED));
        }
        Ok(match reader.number()? {
            Written::Unsigned(number) => Self::whole(number.into()),
            Written::Signed(number) => Self::whole(number.into()),
            Written::Float(number) => number.into(),
        })
    }
}

impl Decode for Number {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = Self::from_reader(reader)?;
        Ok(())
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// The name in messages.
const EXPECTED: &str = "a number";

deserialize_via_json!(Number);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.written() {
            Written::Unsigned(number) => serializer.serialize_u64(number),
            Written::Signed(number) => serializer.serialize_i64(number),
            Written::Float(number) => serializer.serialize_f64(number),
        }
    }
}

impl Deref for Number {
    type Target = f64;

    fn deref(&self) -> &f64 {
        &self.value
    }
}

impl Default for Number {
    /// 0.
    fn default() -> Self {
        Self::whole(0)
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self { value, form: Form::Float }
    }
}

impl From<f32> for Number {
    fn from(value: f32) -> Self {
        f64::from(value).into()
    }
}

/// Whole numbers of up to 64 bits.
macro_rules! from_whole {
    ($($whole:ty),*) => {
        $(impl From<$whole> for Number {
            fn from(number: $whole) -> Self {
                Self::whole(number.into())
            }
        })*
    };
}

from_whole!(i32, u32, i64, u64);

impl From<Number> for f64 {
    fn from(number: Number) -> Self {
        number.value
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl PartialEq<f64> for Number {
    fn eq(&self, other: &f64) -> bool {
        self.value == *other
    }
}

impl PartialEq<Number> for f64 {
    fn eq(&self, other: &Number) -> bool {
        *self == other.value
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl PartialOrd<f64> for Number {
    fn partial_cmp(&self, other: &f64) -> Option<Ordering> {
        self.value.partial_cmp(other)
    }
}

impl fmt::Display for Number {
    /// In digits, as it is sent as a parameter.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.written() {
            Written::Unsigned(number) => fmt::Display::fmt(&number, formatter),
            Written::Signed(number) => fmt::Display::fmt(&number, formatter),
            Written::Float(number) => fmt::Display::fmt(&number, formatter),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.written() {
            Written::Float(number) => fmt::Debug::fmt(&number, formatter),
            _ => fmt::Display::fmt(self, formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::from_json;

    #[track_caller]
    fn check(json: &str) {
        let numbers: Vec<Number> = from_json(json.as_bytes()).expect(json);
        assert_eq!(serde_json::to_string(&numbers).expect("JSON"), json);
        let by_serde: Vec<Number> = serde_json::from_str(json).expect(json);
        assert_eq!(serde_json::to_string(&by_serde).expect("JSON"), json);
    }

    #[test]
    fn every_number_is_written_as_it_arrived() {
        check("[0,0.21,1,0.78]");
        check("[-1,-1.0,0.0,-0.0,1e+300,5e-324]");
        check("[9007199254740993,18446744073709551615,-9223372036854775808,9223372036854775807]");
    }

    #[test]
    fn it_is_used_as_a_float() {
        let whole: Number = 2.into();
        assert_eq!((whole.sqrt(), *whole + 0.5, f64::from(whole)), (2_f64.sqrt(), 2.5, 2.0));
        assert!(whole == 2.0 && whole == Number::from(2.0) && whole > 1.5 && whole < Number::from(3_u64));
        assert_eq!(format!("{whole} {whole:?} {} {:?}", Number::from(0.5), Number::from(2.0)), "2 2 0.5 2.0");
    }

    #[test]
    fn other_values_are_refused() {
        for json in ["\"1\"", "true", "null", "[]", "1e999"] {
            assert!(from_json::<Number>(json.as_bytes()).is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn no_digit_is_lost(unsigned: u64, signed: i64, float: f64) {
            check(&serde_json::to_string(&(unsigned, signed)).expect("JSON"));
            prop_assume!(float.is_finite());
            check(&serde_json::to_string(&[float]).expect("JSON"));
        }
    }
}
