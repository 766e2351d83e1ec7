//! The binary against a local server.
#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use hikerapi_testing::Server;
use tempfile::TempDir;

/// A server, and a home in which the binary finds no settings.
pub struct Bench {
    pub server: Server,
    pub folder: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    /// The rows on standard output.
    pub rows: Vec<serde_json::Value>,
    pub messages: String,
}

impl Bench {
    pub fn new() -> Self {
        Self::with(Server::start_blocking())
    }

    pub fn with(server: Server) -> Self {
        Self { server, folder: tempfile::tempdir().expect("a folder") }
    }

    /// A file in the folder, with this text.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The binary with these arguments, separated by spaces. It runs in the folder.
    pub fn hiker(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hiker"));
        command.env_clear().env("HOME", self.folder.path()).env("HIKERAPI_TOKEN", self.server.key());
        command.current_dir(self.folder.path()).arg("--server").arg(self.server.url());
        command.args(arguments.split_whitespace()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &str) -> Ended {
        ended(&self.hiker(arguments).output().expect("the binary runs"))
    }

    /// Runs it with so many numbers from a pipe, which then ends.
    pub fn piped(&self, arguments: &str, inputs: u64) -> Ended {
        let mut command = self.hiker(arguments);
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().expect("it runs");
        let text: String = (1..=inputs).map(|input| format!("{input}\n")).collect();
        // It may end before it has read all.
        let _ = std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), text.as_bytes());
        ended(&child.wait_with_output().expect("it ends"))
    }

    pub fn text(&self, path: &Path) -> String {
        std::fs::read_to_string(self.folder.path().join(path)).expect("a file")
    }
}

pub fn ended(output: &Output) -> Ended {
    let rows = String::from_utf8_lossy(&output.stdout);
    let rows = rows.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    Ended { code: output.status.code(), rows, messages }
}

impl Ended {
    /// Checks the exit code and that the messages have this text.
    #[track_caller]
    pub fn says(&self, code: i32, texts: &[&str]) -> &Self {
        assert_eq!(self.code, Some(code), "{}", self.messages);
        for text in texts {
            assert!(self.messages.contains(text), "no `{text}` in:\n{}", self.messages);
        }
        self
    }
}
