//! A crate in a folder of its own, to measure its build.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::used::{Used, used};

/// A crate in a temporary folder.
pub(crate) struct Standalone {
    /// Deletes the folder when dropped.
    _whole: tempfile::TempDir,
    /// The folder of the crate.
    folder: PathBuf,
    incremental: bool,
}

impl Standalone {
    /// An empty crate with one dependency.
    pub(crate) fn new(dependency: &str, root: &Path) -> Self {
        let alone = Self::empty();
        let manifest =
            format!("[package]\nname = \"alone\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\n[workspace]\n");
        alone.write("Cargo.toml", &manifest);
        alone.write("src/lib.rs", "");
        // The versions that this project is tested with.
        fs::copy(root.join("Cargo.lock"), alone.folder.join("Cargo.lock")).expect("a file");
        alone.fetch();
        alone
    }

    /// An empty folder, for a crate that another program writes.
    pub(crate) fn empty() -> Self {
        let whole = tempfile::tempdir().expect("a folder");
        Self { folder: whole.path().to_owned(), _whole: whole, incremental: true }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// Moves on to a folder inside this one, which has the crate.
    pub(crate) fn enter(&mut self, folder: &str) {
        self.folder.push(folder);
    }

    pub(crate) fn incremental(&mut self, incremental: bool) {
        self.incremental = incremental;
    }

    pub(crate) fn fetch(&self) {
        let status = self.cargo("fetch").status().expect("cargo");
        assert!(status.success(), "the crates could not be fetched");
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.arg(command).arg("--quiet").current_dir(self.path()).stdout(Stdio::null());
        cargo.env("CARGO_TARGET_DIR", self.path().join("target"));
        cargo.env("CARGO_INCREMENTAL", if self.incremental { "1" } else { "0" });
        cargo
    }

    pub(crate) fn build(&self, args: &[&str]) -> Used {
        self.try_build(args).expect("the crate builds")
    }

    /// Returns `None` if the build fails; the compiler prints the reason.
    pub(crate) fn try_build(&self, args: &[&str]) -> Option<Used> {
        let before = used();
        let status = self.cargo("build").args(args).status().expect("cargo");
        status.success().then(|| used().since(before))
    }

    /// An incremental check of the crate.
    pub(crate) fn check(&self) -> Used {
        let before = used();
        assert!(self.cargo("check").status().expect("cargo").success(), "the crate does not compile");
        used().since(before)
    }

    /// Measures the CPU seconds of a cold build. Returns `None` if the build fails.
    pub(crate) fn cold(&mut self, args: &[&str]) -> Option<f64> {
        self.remove("target");
        self.incremental(false);
        self.try_build(args).map(Used::seconds)
    }

    /// Measures the CPU seconds of a cold build in two parts: reqwest with all its enabled features, and the rest.
    pub(crate) fn in_two(&mut self) -> Option<(f64, f64)> {
        let reqwest = self.cold(&["-p", "reqwest"])?;
        self.try_build(&[]).map(|rest| (reqwest, rest.seconds()))
    }

    /// Counts the lines of LLVM IR of the crate itself before optimization.
    pub(crate) fn llvm_lines(&self) -> usize {
        let mut cargo = self.cargo("rustc");
        cargo.args(["--lib", "--", "--emit=llvm-ir", "-Ccodegen-units=1", "-Cdebuginfo=0"]);
        assert!(cargo.status().expect("cargo").success(), "the crate does not build");
        let mut files: Vec<_> = fs::read_dir(self.path().join("target/debug/deps"))
            .expect("the folder of build artifacts")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "ll"))
            .collect();
        let file = files.pop().expect("LLVM IR");
        let lines = fs::read_to_string(&file).expect("text").lines().count();
        fs::remove_file(file).expect("the same file");
        lines
    }

    /// Counts the crates that are compiled for it, itself excluded.
    pub(crate) fn crates(&self) -> usize {
        let mut cargo = self.cargo("tree");
        let output = cargo.args(["--prefix", "none", "--edges", "normal,build"]).stdout(Stdio::piped()).output();
        let tree = String::from_utf8(output.expect("cargo").stdout).expect("text");
        let of = |line: &str| line.split(" (").next().unwrap_or_default().to_owned();
        tree.lines().map(of).filter(|line| !line.is_empty()).collect::<BTreeSet<_>>().len() - 1
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    /// Removes a folder, if it is there.
    pub(crate) fn remove(&self, folder: &str) {
        let folder = self.path().join(folder);
        if folder.exists() {
            fs::remove_dir_all(folder).expect("a folder of this process");
        }
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).expect("a file")
    }
}
