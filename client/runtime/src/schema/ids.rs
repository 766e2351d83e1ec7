//! Ids: everything that a generated id can do.

/// Reads and writes a struct as the one value inside of it.
#[doc(hidden)]
#[macro_export]
macro_rules! __as_inner {
    ($name:ident($inner:ty)) => {
        impl $crate::schema::Decode for $name {
            #[inline]
            fn blank() -> Self {
                Self(<$inner as $crate::schema::Decode>::blank())
            }

            #[inline]
            fn read(&mut self, reader: &mut $crate::schema::Reader<'_>) -> $crate::schema::Decoded<()> {
                $crate::schema::Decode::read(&mut self.0, reader)
            }
        }

        impl $crate::schema::Serialize for $name {
            fn serialize<S: $crate::schema::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::schema::StdResult<S::Ok, S::Error> {
                $crate::schema::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> $crate::schema::Deserialize<'de> for $name {
            fn deserialize<D: $crate::schema::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::schema::StdResult<Self, D::Error> {
                $crate::schema::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
}

/// Everything that an id of digits can do, for a struct that wraps a `DigitsId`.
#[doc(hidden)]
#[macro_export]
macro_rules! __digits_id {
    ($name:ident) => {
        impl $name {
            /// The id of a number. Use `parse` for text.
            #[must_use]
            pub const fn new(value: u64) -> Self {
                Self($crate::schema::DigitsId::new(value))
            }

            /// Returns the number.
            #[must_use]
            pub const fn get(self) -> u64 {
                self.0.get()
            }
        }

        $crate::schema::as_inner!($name($crate::schema::DigitsId));
        $crate::schema::param_type!($name: Digits);
        $crate::schema::written_as!($name: u64, &u64);
        $crate::schema::from_part!($name: &$name);

        impl $crate::schema::From<u64> for $name {
            fn from(value: u64) -> Self {
                Self::new(value)
            }
        }

        impl $crate::schema::From<&u64> for $name {
            fn from(value: &u64) -> Self {
                Self::new(*value)
            }
        }

        impl $crate::schema::From<&$name> for $name {
            fn from(id: &$name) -> Self {
                *id
            }
        }

        impl $crate::schema::From<$name> for u64 {
            fn from(id: $name) -> Self {
                id.get()
            }
        }

        impl $crate::schema::FromStr for $name {
            type Err = $crate::schema::InvalidId;

            fn from_str(text: &str) -> $crate::schema::StdResult<Self, Self::Err> {
                $crate::schema::DigitsId::parse(text, $crate::schema::stringify!($name)).map(Self)
            }
        }

        impl $crate::schema::TryFrom<&str> for $name {
            type Error = $crate::schema::InvalidId;

            fn try_from(text: &str) -> $crate::schema::StdResult<Self, Self::Error> {
                $crate::schema::FromStr::from_str(text)
            }
        }

        impl $crate::schema::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::schema::fmt::Formatter<'_>) -> $crate::schema::fmt::Result {
                $crate::schema::fmt::Display::fmt(&self.get(), formatter)
            }
        }

        impl $crate::schema::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut $crate::schema::fmt::Formatter<'_>) -> $crate::schema::fmt::Result {
                $crate::schema::write!(formatter, "{}({})", $crate::schema::stringify!($name), self.get())
            }
        }
    };
}

/// Everything that an id of text can do, for a struct that wraps a `TextId`.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_id {
    ($name:ident) => {
        impl $name {
            /// Returns the text.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        $crate::schema::as_inner!($name($crate::schema::TextId));
        $crate::schema::param_type!($name: Text);
        $crate::schema::written_as!($name: &str, &&str, $crate::schema::String, &$crate::schema::String);
        $crate::schema::from_part!($name: &$name);

        impl $crate::schema::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self($crate::schema::TextId::new(text))
            }
        }

        impl $crate::schema::From<&$name> for $name {
            #[inline]
            fn from(id: &$name) -> Self {
                $crate::schema::Clone::clone(id)
            }
        }

        impl $crate::schema::From<$crate::schema::String> for $name {
            #[inline]
            fn from(text: $crate::schema::String) -> Self {
                Self($crate::schema::TextId::new(&text))
            }
        }

        impl $crate::schema::From<&$crate::schema::String> for $name {
            #[inline]
            fn from(text: &$crate::schema::String) -> Self {
                Self($crate::schema::TextId::new(text))
            }
        }

        impl $crate::schema::From<&&str> for $name {
            #[inline]
            fn from(text: &&str) -> Self {
                Self($crate::schema::TextId::new(text))
            }
        }

        impl $crate::schema::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::schema::fmt::Display for $name {
            fn fmt(&self, formatter: &mut $crate::schema::fmt::Formatter<'_>) -> $crate::schema::fmt::Result {
                $crate::schema::fmt::Display::fmt(self.as_str(), formatter)
            }
        }

        impl $crate::schema::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut $crate::schema::fmt::Formatter<'_>) -> $crate::schema::fmt::Result {
                $crate::schema::write!(formatter, "{}({:?})", $crate::schema::stringify!($name), self.as_str())
            }
        }
    };
}

#[cfg(test)]
mod digits {
    use crate::sample::UserPk;

    #[track_caller]
    fn check(json: &str, value: Option<u64>) {
        let id = serde_json::from_str::<UserPk>(json).ok();
        assert_eq!(id.map(UserPk::get), value, "{json}");
        if let Some(id) = id {
            assert_eq!(serde_json::to_string(&id).expect("json"), json);
        }
    }

    #[test]
    fn numbers_and_texts_are_one_id_and_are_written_as_they_arrived() {
        check("787132", Some(787_132));
        check("\"787132\"", Some(787_132));
        check("0", Some(0));
        check("\"0\"", Some(0));
        check("18446744073709551615", Some(u64::MAX));
        check("\"18446744073709551615\"", Some(u64::MAX));
        assert_eq!("7".parse::<UserPk>(), Ok(UserPk::new(7)));
    }

    #[test]
    fn other_values_are_refused() {
        for json in ["\"\"", "\"007\"", "\"+7\"", "\" 7\"", "-1", "1.5", "1e3", "\"x\"", "18446744073709551616", "null"]
        {
            check(json, None);
        }
        let error = "x".parse::<UserPk>().expect_err("not an id");
        assert!(error.to_string().starts_with("not a `UserPk`"), "{error}");
    }

    #[test]
    fn ids_are_keys() {
        let mut seen = std::collections::HashSet::new();
        assert!(seen.insert(UserPk::new(7)));
        assert!(!seen.insert("7".parse().expect("an id")));
        assert_eq!(format!("{:?} {}", UserPk::new(7), UserPk::new(7)), "UserPk(7) 7");
    }
}

#[cfg(test)]
mod text {
    use crate::sample::MediaId;

    #[track_caller]
    fn check(json: &str, text: &str) {
        let id: MediaId = serde_json::from_str(json).expect(json);
        assert_eq!(id.as_str(), text);
        assert_eq!(serde_json::to_string(&id).expect("json"), json);
        assert_eq!(id, MediaId::from(text));
    }

    #[test]
    fn texts_and_numbers_are_written_as_they_arrived() {
        check("\"3865659729796199935_787132\"", "3865659729796199935_787132");
        check("\"\"", "");
        check("\"007\"", "007");
        check("113671860027320", "113671860027320");
        check("-1", "-1");
        check("18446744073709551615", "18446744073709551615");
    }

    #[test]
    fn other_values_are_refused() {
        for json in ["1.5", "true", "null", "{}", "[]"] {
            assert!(serde_json::from_str::<MediaId>(json).is_err(), "{json}");
        }
    }
}
