//! Patterns of texts in bodies that are not JSON.

/// Whether the pattern is anywhere in the text. `*` in it is any text, also none; the case of ASCII letters makes no
/// difference.
pub(crate) fn is_in(pattern: &str, text: &[u8]) -> bool {
    let parts = pattern.split('*').map(str::as_bytes);
    // The first place of each part is the best: it leaves the most text to the others.
    parts.filter(|part| !part.is_empty()).try_fold(text, after).is_some()
}

/// The text after the first place of a part.
fn after<'a>(text: &'a [u8], part: &[u8]) -> Option<&'a [u8]> {
    let start = text.windows(part.len()).position(|found| found.eq_ignore_ascii_case(part))?;
    text.get(start + part.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        assert_eq!(is_in(pattern, text.as_bytes()), expected, "{pattern} in {text}");
    }

    #[test]
    fn a_pattern_is_found_anywhere_in_any_case() {
        check("error code: 10", "error code: 1006", true);
        check("error code: 10", "\nError Code: 1020\n", true);
        check("error code: 10", "error code: 502", false);
        check("<title>*Cloudflare*</title>", "<HTML><TITLE>Attention! | CloudFlare</TITLE>", true);
        check("<title>*Cloudflare*</title>", "<title>Hello</title> Cloudflare", false);
        check("<title>*Cloudflare*</title>", "<title>Cloudflare</title>", true);
        check("a*b*a", "aba", true);
        check("a*b*a", "ab", false);
        check("one*two", "two one", false);
        check("*", "", true);
        check("x", "", false);
    }
}
