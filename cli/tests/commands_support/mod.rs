//! Running a command line, away from the settings of whoever runs the tests.
#![allow(dead_code, reason = "each file of tests uses a part")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a command has done.
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs `hiker` with a key, and without a configuration file.
#[cfg(feature = "hikerapi")]
pub(crate) fn hiker(home: &Path, args: &[&str]) -> Done {
    hiker_reading(home, args, "")
}

/// Runs `hiker` with this text on standard input.
#[cfg(feature = "hikerapi")]
pub(crate) fn hiker_reading(home: &Path, args: &[&str], input: &str) -> Done {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hiker"));
    command.args(args).env("HIKERAPI_TOKEN", hikerapi_testing::KEY);
    run(&mut command, home, input)
}

/// Runs a command, with a folder as the home of the user.
pub(crate) fn run(command: &mut Command, home: &Path, input: &str) -> Done {
    let folders = ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "APPDATA"];
    command.envs(folders.map(|name| (name, home))).current_dir(home).env_remove("COLUMNS");
    let streams = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = streams.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("it has a standard input");
    // A command that reads nothing may have ended.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the command ends");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Done { code: output.status.code().expect("it was not killed"), out: text(output.stdout), err: text(output.stderr) }
}
