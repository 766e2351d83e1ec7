//! What programs write in place of a value, where it may be null.

/// Lets types of Rust become a value or null, where they become a value: `written_as!(OrderId: &str, String)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __written_as {
    ($name:ident: $($from:ty),+) => {
        $(impl $crate::schema::WrittenAs<$from> for $name {})+
    };
}

/// The same for a type of the crate itself: `from_part!(Source: Card)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __from_part {
    ($name:ident: $from:ty) => {
        impl $crate::schema::From<$from> for $crate::schema::Sparse<$name> {
            fn from(value: $from) -> Self {
                <$name as $crate::schema::From<$from>>::from(value).into()
            }
        }
    };
}
