//! The samples of a generated client. Without the feature `samples` the macros expand to nothing.

/// Declares the responses of a group: `super::super::user::ByIdRequest: r#"{..}"#,`.
#[cfg(feature = "samples")]
#[doc(hidden)]
#[macro_export]
macro_rules! __responses {
    ($($request:path: $body:tt,)*) => {
        pub(super) const RESPONSES: &[$crate::rt::SampleResponse] = &[$(
            $crate::rt::SampleResponse::new(<$request as $crate::rt::Endpoint>::OPERATION, || $crate::rt::sample_json!($body)),
        )*];
    };
}

/// Declares the values of types: `super::super::types::User: r#"{..}"#,`.
#[cfg(feature = "samples")]
#[doc(hidden)]
#[macro_export]
macro_rules! __samples {
    ($($name:path: $body:tt,)*) => {$(
        impl $crate::rt::Sample for $name {
            fn json() -> $crate::rt::String {
                $crate::rt::sample_json!($body)
            }
        }

        impl $name {
            /// Returns a value for tests, from a recorded response or from the spec.
            #[allow(clippy::self_named_constructors)] // a type of the spec can be `Sample`
            #[must_use]
            #[inline]
            pub fn sample() -> Self {
                <Self as $crate::rt::Sample>::sample()
            }
        }
    )*};
}

/// Collects the responses of the groups, for a client or for an extension.
#[cfg(feature = "samples")]
#[doc(hidden)]
#[macro_export]
macro_rules! __sampled {
    ($($client:ident)::+ { $($(#[$gate:meta])* $group:ident),* $(,)? }) => {
        $crate::rt::sampled!($($(#[$gate])* $group),*);

        impl $crate::rt::Sampled for $($client)::+ {
            const RESPONSES: &'static [&'static [$crate::rt::SampleResponse]] = RESPONSES;
        }
    };
    ($($(#[$gate:meta])* $group:ident),* $(,)?) => {
        /// A response of each endpoint, by group, in the order of the spec.
        pub const RESPONSES: &[&[$crate::rt::SampleResponse]] = &[$($(#[$gate])* self::$group::RESPONSES),*];
    };
}

/// JSON from one literal, or from parts.
#[cfg(feature = "samples")]
#[doc(hidden)]
#[macro_export]
macro_rules! __sample_json {
    (($($part:expr),*)) => {{
        let mut json = $crate::rt::String::new();
        $(json.push_str(&$part);)*
        json
    }};
    ($body:literal) => {
        $crate::rt::String::from($body)
    };
}

#[cfg(not(feature = "samples"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __responses {
    ($($rest:tt)*) => {};
}

#[cfg(not(feature = "samples"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __samples {
    ($($rest:tt)*) => {};
}

#[cfg(not(feature = "samples"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __sampled {
    ($($rest:tt)*) => {};
}
