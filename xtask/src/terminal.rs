//! `cargo xtask terminal`: terminal sessions as pictures, drawn from the output of the commands that they show.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anstyle_svg::Term;

use crate::failure::Failure;
use crate::images::{self, Image};
use crate::project;

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// Write nothing; list every picture that is not up to date, and exit with 1 if there is one. Pictures of output that
    /// differs in each run are left out
    #[arg(long)]
    check: bool,
}

/// The width of the terminal. The longest message of the spec's reader fits.
const COLUMNS: usize = 128;

/// The pictures.
const SESSIONS: &[Session] = &[
    Session { file: "terminal-spec.svg", is_stable: true, run: spec },
    // It shows how long each request took.
    Session { file: "terminal-tour.svg", is_stable: false, run: tour },
];

/// A picture.
struct Session {
    file: &'static str,
    /// Whether its output is the same in each run.
    is_stable: bool,
    /// Runs the commands in the project, and returns what a terminal would show.
    run: fn(&Path) -> Result<String, Failure>,
}

/// Draws the pictures, or checks them.
///
/// # Errors
/// Where a command cannot be run, a picture cannot be written, or a check finds a difference.
pub fn run(args: &Args) -> Result<(), Failure> {
    let root = project::root()?;
    let sessions = SESSIONS.iter().filter(|session| session.is_stable || !args.check);
    let draw = |session: &Session| {
        let svg = Term::new().min_width_px(760).render_svg(&(session.run)(&root)?);
        Ok(Image { file: session.file.to_owned(), svg })
    };
    let images = sessions.map(draw).collect::<Result<Vec<_>, Failure>>()?;
    images::update(&root, &images, args.check, "cargo xtask terminal")
}

/// A spec with mistakes, and the same without them.
fn spec(root: &Path) -> Result<String, Failure> {
    let folder = root.join("target/terminal");
    let from = root.join("tests/golden/shop/spec");
    copy(&from, &folder.join("spec"))?;
    let orders = folder.join("spec/orders.yaml");
    let correct = fs::read_to_string(&orders).map_err(|error| failed(&orders, error))?;
    // Their messages name no list that grows with the language.
    let wrong = correct
        .replace("type: OrderId, doc: \"The order.", "type: OderId, doc: \"The order.")
        .replace("key: id", "key: ids");
    let program = std::env::current_exe().map_err(|error| failed(Path::new("xtask"), error))?;
    let codegen = || {
        let mut command = Command::new(&program);
        command.current_dir(&folder).args(["codegen", "--spec", "spec", "--out", "src/generated"]);
        command
    };
    fs::write(&orders, wrong).map_err(|error| failed(&orders, error))?;
    let shown = "cargo xtask codegen --spec spec --out src/generated";
    let first = output(shown, codegen(), 1)?;
    fs::write(&orders, correct).map_err(|error| failed(&orders, error))?;
    let second = output(&format!("{shown} | head -4"), codegen(), 0)?;
    remove(&folder)?;
    // The prompt, and what `head` leaves.
    let second = second.lines().take(1 + 4).collect::<Vec<_>>().join("\n");
    Ok(format!("{first}\n{}{second}\n", prompt("$EDITOR spec/orders.yaml")))
}

/// Every endpoint of the client, on a local server.
fn tour(root: &Path) -> Result<String, Failure> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args(["run", "--quiet", "--locked", "--example", "tour"]);
    let text = output("cargo run --example tour", cargo, 0)?;
    Ok(text.lines().flat_map(wrapped).collect())
}

/// A line as a terminal of [`COLUMNS`] shows it.
fn wrapped(line: &str) -> Vec<String> {
    let characters: Vec<_> = line.chars().collect();
    match characters.chunks(COLUMNS) {
        lines if lines.len() > 1 => lines.map(|line| line.iter().chain(&['\n']).collect()).collect(),
        _ => vec![format!("{line}\n")],
    }
}

/// The prompt with a command, and what the command prints. Another exit code than expected would be another story.
fn output(shown: &str, mut command: Command, code: i32) -> Result<String, Failure> {
    let run = command.env("CLICOLOR_FORCE", "1").output();
    let output = run.map_err(|error| failed(Path::new(command.get_program()), error))?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let (status, text) = (output.status, format!("{}{}", text(output.stdout), text(output.stderr)));
    if status.code() != Some(code) {
        return Err(failed(Path::new(shown), format!("it ended with {status}:\n{text}")));
    }
    Ok(format!("{}{text}", prompt(shown)))
}

fn prompt(command: &str) -> String {
    format!("\u{1b}[32m$\u{1b}[0m \u{1b}[1m{command}\u{1b}[0m\n")
}

/// Copies the files of a folder into a new one.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    if let Some(parent) = to.parent() {
        remove(parent)?;
    }
    fs::create_dir_all(to).map_err(|error| failed(to, error))?;
    let entries = fs::read_dir(from).map_err(|error| failed(from, error))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<PathBuf>, _>>();
    for path in paths.map_err(|error| failed(from, error))? {
        let name = path.file_name().unwrap_or_default();
        fs::copy(&path, to.join(name)).map_err(|error| failed(&path, error))?;
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<(), Failure> {
    if folder.exists() { fs::remove_dir_all(folder).map_err(|error| failed(folder, error)) } else { Ok(()) }
}

fn failed(path: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::io("cannot draw a terminal session with", path, error, "run the command inside of a checkout")
}
