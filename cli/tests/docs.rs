//! The commands that the docs show work: each block of a page runs against `hiker mock`, in one folder for the page.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The pages whose commands a reader can try without a key.
const PAGES: [&str; 4] = ["README.md", "docs/src/command-line.md", "docs/src/many-workers.md", "docs/src/rows.md"];

/// A local server as the pages start it.
struct Mock {
    child: Child,
    url: String,
}

impl Mock {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hiker"));
        command.args(["--quiet", "mock", "--items", "60", "--page-size", "25"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let url = line.trim_end().strip_prefix("listening on ").expect("a URL").to_owned();
        Self { child, url }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The commands of the blocks that are run, each with the line that it is on.
fn commands(page: &str) -> Vec<(usize, &str)> {
    let mut commands = Vec::new();
    let (mut is_console, mut is_run) = (false, true);
    for (index, line) in page.lines().enumerate() {
        match line {
            "```console" => is_console = true,
            "```" => (is_console, is_run) = (false, true),
            comment if comment.starts_with("<!-- not run") => is_run = false,
            line if is_console && is_run => {
                commands.extend(line.strip_prefix("$ ").map(|command| (index + 1, command)));
            }
            _ => {}
        }
    }
    // The server and the environment are there already. Others than `hiker`, and what makes its inputs, are no part of the test.
    let is_part = |command: &str| command.starts_with("hiker ") || command.starts_with("printf ");
    commands.retain(|(_, command)| is_part(command) && !command.starts_with("hiker mock"));
    commands
}

#[test]
fn commands_of_the_docs_work() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mock = Mock::start();
    let binaries = Path::new(env!("CARGO_BIN_EXE_hiker")).parent().expect("a folder");
    let path = std::env::var("PATH").expect("a path");
    let path = format!("{}:{path}", binaries.display());
    let mut count = 0;
    for page in PAGES {
        let text = fs::read_to_string(root.join(page)).expect("a page");
        // The pages make the files that they name.
        let folder = tempfile::tempdir().expect("a folder");
        for (line, command) in commands(&text) {
            let mut shell = Command::new("sh");
            shell.args(["-c", command]).current_dir(folder.path()).env("PATH", &path);
            shell.env("HIKERAPI_TOKEN", "any-key").env("HIKER_SERVER", &mock.url).env("HOME", folder.path());
            let output = shell.stdin(Stdio::null()).output().expect("a shell");
            let log = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{page}:{line}: `{command}`: {}\n{log}", output.status);
            count += 1;
        }
    }
    assert!(count > 15, "the pages show {count} commands");
}
