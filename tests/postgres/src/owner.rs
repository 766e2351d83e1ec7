//! The user of the server: PostgreSQL does not run as root.

use std::io;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use nix::unistd::{Uid, User};

/// The user of the server, where it is not that of the tests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owner(Option<(u32, u32)>);

impl Owner {
    /// Returns the user of the server: another one where the tests are root's.
    pub(crate) fn find() -> Self {
        if !Uid::effective().is_root() {
            return Self(None);
        }
        let user = ["postgres", "nobody"].into_iter().find_map(|name| User::from_name(name).ok().flatten());
        Self(user.map(|user| (user.uid.as_raw(), user.gid.as_raw())))
    }

    /// Makes a file or folder the user's.
    pub(crate) fn give(self, path: &Path) -> io::Result<()> {
        match self.0 {
            Some((uid, gid)) => chown(path, Some(uid), Some(gid)),
            None => Ok(()),
        }
    }

    /// A program that runs as this user.
    pub(crate) fn command(self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some((uid, gid)) = self.0 {
            command.uid(uid).gid(gid);
        }
        command
    }
}
