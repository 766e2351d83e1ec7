//! Where a tool keeps its files, by the conventions of the system.

use std::io;
use std::path::{Path, PathBuf};

use super::environment::Environment;
use crate::failure::Failure;

/// The folders of a tool, where the environment says where they are.
#[derive(Debug, Clone, Default)]
pub(super) struct Folders {
    home: Option<PathBuf>,
    config: Option<PathBuf>,
    state: Option<PathBuf>,
}

/// The system whose conventions count. Those of others are tested, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum System {
    /// macOS, too: command lines keep their settings in `~/.config` there.
    Unix,
    Windows,
}

impl System {
    const THIS: Self = if cfg!(windows) { Self::Windows } else { Self::Unix };
}

impl Folders {
    /// The folders of a tool on this system.
    pub(super) fn of(tool: &str, env: &Environment<'_>) -> Self {
        Self::on(System::THIS, tool, env)
    }

    /// The folders of a tool. A path that is not absolute is as absent, as XDG requires.
    pub(super) fn on(system: System, tool: &str, env: &Environment<'_>) -> Self {
        let folder = |name: &str| env.system(name).map(PathBuf::from).filter(|path| path.has_root());
        let home = folder("HOME").or_else(|| folder("USERPROFILE"));
        let below_home = |path: &str| Some(home.as_ref()?.join(path));
        let (config, state) = match system {
            System::Unix => (
                folder("XDG_CONFIG_HOME").or_else(|| below_home(".config")),
                folder("XDG_STATE_HOME").or_else(|| below_home(".local/state")),
            ),
            System::Windows => (folder("APPDATA"), folder("LOCALAPPDATA")),
        };
        let of_tool = |folder: Option<PathBuf>| folder.map(|folder| folder.join(tool));
        Self { config: of_tool(config), state: of_tool(state), home }
    }

    pub(super) fn home(&self) -> Option<&Path> {
        self.home.as_deref()
    }

    /// The configuration file, which need not be there.
    pub(super) fn config_file(&self) -> Option<PathBuf> {
        Some(self.config.as_ref()?.join("config.toml"))
    }

    /// The configuration file, as people write it: `~/.config/hiker/config.toml`.
    pub(super) fn config_file_in_words(&self) -> Option<String> {
        let file = self.config_file()?;
        let below_home = self.home.as_ref().and_then(|home| file.strip_prefix(home).ok());
        Some(match below_home {
            Some(below) if !cfg!(windows) => format!("~/{}", below.display()),
            _ => file.display().to_string(),
        })
    }

    #[cfg(test)]
    pub(super) fn state_path(&self) -> Option<&Path> {
        self.state.as_deref()
    }

    /// The folder of what runs keep. It is made where it is missing, for this user alone.
    pub(super) fn state(&self) -> Result<&Path, Failure> {
        let Some(folder) = self.state.as_deref() else {
            return Err(Failure::usage(format!(
                "the folder for the state of runs is not known: set {}",
                variable(System::THIS)
            )));
        };
        match make_private(folder) {
            Ok(()) => Ok(folder),
            Err(error) => Err(Failure::unusable(format!("cannot make the folder `{}`", folder.display()), &error)),
        }
    }
}

fn variable(system: System) -> &'static str {
    match system {
        System::Windows => "LOCALAPPDATA",
        System::Unix => "HOME or XDG_STATE_HOME to an absolute path",
    }
}

#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

/// Returns a path of the configuration file: `~/` is the home folder, and other paths start at the folder of the file.
pub(super) fn resolve(path: &str, file: &Path, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~/"), home) {
        (Some(below), Some(home)) => home.join(below),
        _ => file.parent().unwrap_or(Path::new("")).join(path),
    }
}
