//! The tables of a generated service: one row a line, each below what the spec says about it.

/// Declares the statuses of a service: `404: NotFound.billed(),`, `500..=599: Unavailable.retry(Retry::Backoff),`.
#[doc(hidden)]
#[macro_export]
macro_rules! __statuses {
    ($name:ident { $($(#[doc = $help:literal])* $first:literal $(..= $last:literal)?:
        $means:ident $(.$change:ident($($to:expr)?))*,)* }) => {
        /// What the statuses mean. The first row that has the status counts.
        ///
        $(#[doc = $crate::rt::concat!(
            "- `", $crate::rt::stringify!($first $(..= $last)?), "`: `",
            $crate::rt::stringify!($means $(.$change($($to)?))*), "`.", $($help),*
        )])*
        pub const $name: &[$crate::rt::StatusRule] = &[$($crate::rt::StatusRule::new(
            &[$first, $($last)?],
            $crate::rt::Verdict::new($crate::rt::Means::$means)$(.$change($($to)?))*,
            $crate::rt::concat!($($help),*),
        ),)*];
    };
}

/// Declares the codes of a service: `"UserNotFound": NotFound,`, `"Busy": Unavailable.retry(Retry::Backoff),`.
#[doc(hidden)]
#[macro_export]
macro_rules! __codes {
    ($name:ident { $($(#[doc = $help:literal])* $code:literal:
        $means:ident $(.$change:ident($($to:expr)?))*,)* }) => {
        /// What the codes in error bodies mean. They refine the status.
        ///
        $(#[doc = $crate::rt::concat!(
            "- `", $code, "`: `",
            $crate::rt::stringify!($means $(.$change($($to)?))*), "`.", $($help),*
        )])*
        pub const $name: &[$crate::rt::CodeRule] = &[$($crate::rt::CodeRule::new(
            $code,
            $crate::rt::Means::$means,
            $crate::rt::concat!($($help),*),
        )$(.$change($($to)?))*,)*];
    };
}

/// Declares the texts of a service in bodies that are not JSON: `"error code: 1010" at 403: Blocked,`.
#[doc(hidden)]
#[macro_export]
macro_rules! __texts {
    ($name:ident { $($(#[doc = $help:literal])* $text:literal at $status:literal:
        $means:ident $(.$change:ident($($to:expr)?))*,)* }) => {
        /// What texts in bodies that are not JSON mean.
        ///
        $(#[doc = $crate::rt::concat!(
            "- `", $text, "` with status ", $status, ": `",
            $crate::rt::stringify!($means $(.$change($($to)?))*), "`.", $($help),*
        )])*
        pub const $name: &[$crate::rt::TextRule] = &[$($crate::rt::TextRule::new(
            $text,
            $status,
            $crate::rt::Verdict::new($crate::rt::Means::$means)$(.$change($($to)?))*,
            $crate::rt::concat!($($help),*),
        ),)*];
    };
}
