//! When, of what and where a part was measured.

use std::path::Path;
use std::process::Command;

/// A line for the section of a part. What cannot be found out is said to be unknown.
pub(super) fn line(root: &Path) -> String {
    let day = jiff::Timestamp::now().strftime("%Y-%m-%d");
    let commit = output(root, "git", &["describe", "--always", "--dirty", "--exclude=*"]);
    let commit = commit.map(|text| text.replace("-dirty", " with changes"));
    let rustc = output(root, "rustc", &["--version"]);
    let rustc = rustc.and_then(|text| text.split(' ').nth(1).map(str::to_owned));
    let cores = std::thread::available_parallelism().map(|cores| cores.to_string()).ok();
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let known = |found: Option<String>| found.unwrap_or_else(|| "unknown".to_owned());
    format!(
        "Measured on {day}, commit {}, rustc {}, {} on {}, {}, cores: {}.",
        known(commit),
        known(rustc),
        std::env::consts::OS,
        std::env::consts::ARCH,
        cpu(&info).unwrap_or("unknown CPU"),
        known(cores)
    )
}

fn output(root: &Path, program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(root).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// The model in the text of `/proc/cpuinfo`.
fn cpu(info: &str) -> Option<&str> {
    let models = info.lines().filter_map(|line| line.strip_prefix("model name"));
    models.filter_map(|rest| rest.trim_start().strip_prefix(':')).map(str::trim).find(|model| !model.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_that_of_the_first_processor() {
        let info = "processor\t: 0\nmodel\t\t: 1\nmodel name\t: A CPU @ 2 GHz\n\nprocessor\t: 1\nmodel name\t: B\n";
        assert_eq!(cpu(info), Some("A CPU @ 2 GHz"));
        assert_eq!(cpu("model name : \n"), None);
    }

    #[test]
    fn a_line_names_the_day_the_compiler_and_the_machine() {
        let line = line(Path::new(env!("CARGO_MANIFEST_DIR")));
        assert!(line.starts_with("Measured on 20") && line.contains(", rustc 1.") && line.ends_with('.'), "{line}");
    }
}
