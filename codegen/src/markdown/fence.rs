//! Code blocks as rustdoc must read them.

pub(crate) use spec::fence::Fence;
use spec::fence::is_other_language;

/// Writes a code block.
pub(super) fn block(language: &str, code: &[String]) -> Vec<String> {
    let longest = code.iter().map(|line| longest_run(line)).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(code.iter().cloned());
    lines.push(fence);
    lines
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// The language of a block as rustdoc must read it. Without one, or with nothing but attributes, rustdoc would compile the
/// block and run it.
pub(super) fn language(info: &str, code: &[String]) -> String {
    const RUNS: [&str; 4] = ["no_run", "should_panic", "compile_fail", "ignore"];
    const EDITIONS: [&str; 4] = ["edition2015", "edition2018", "edition2021", "edition2024"];
    let mut words = info.split([',', ' ']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let is_blank = code.iter().all(|line| line.trim().is_empty());
    if first == "rust" && !is_blank {
        let known = words.filter(|word| RUNS.contains(word) || EDITIONS.contains(word));
        return std::iter::once(first).chain(known).collect::<Vec<_>>().join(",");
    }
    if is_other_language(first) { first.to_owned() } else { "text".to_owned() }
}
