//! Data for the whole life of the process.

/// Returns a text for the whole life of the process, which reads a few spec files once.
pub(super) fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
