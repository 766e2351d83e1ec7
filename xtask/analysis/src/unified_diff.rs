//! Changes to the files of a spec as a unified diff for `git apply`.

use similar::TextDiff;
use spec::Source;

/// The difference of files; those at the end of `after` that `before` does not have are new. `path_in_repository` gives the path from the root of the repository, where `git apply`
/// starts.
#[must_use]
pub fn changed(before: &[Source], after: &[Source], path_in_repository: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for (before, after) in before.iter().zip(after).filter(|(before, after)| before.text != after.text) {
        let path = path_in_repository(&before.path);
        let lines = TextDiff::from_lines(&before.text, &after.text);
        let mut unified = lines.unified_diff();
        text.push_str(&unified.context_radius(3).header(&format!("a/{path}"), &format!("b/{path}")).to_string());
    }
    for new in after.iter().skip(before.len()) {
        text.push_str(&added(&path_in_repository(&new.path), &new.text));
    }
    text
}

/// A new file as such a difference.
#[must_use]
pub fn added(path_in_repository: &str, text: &str) -> String {
    let lines = TextDiff::from_lines("", text);
    lines.unified_diff().header("/dev/null", &format!("b/{path_in_repository}")).to_string()
}
