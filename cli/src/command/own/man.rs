//! `hiker man`: a manual page for each command.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, Command, value_parser};
use clap_mangen::Man;
use tempfile::NamedTempFile;

use super::own_command::OwnCommand;
use crate::failure::Failure;
use crate::output::temporary;

pub(super) const COMMAND: OwnCommand = OwnCommand {
    name: "man",
    is_offered: |_| true,
    command: |_, command| {
        let folder = Arg::new("dir").value_name("DIR").required(true).value_parser(value_parser!(PathBuf));
        command.about("Write a manual page for each command").arg(folder.help("The folder, made if it does not exist"))
    },
    run: |context, matches| {
        let folder = matches.get_one::<PathBuf>("dir").ok_or_else(|| Failure::usage("no folder"))?;
        let written = write_all(&mut (context.tree)(context.tool), folder);
        let written = written.map_err(|error| {
            Failure::io(format!("cannot write the manual pages to {}, which is unchanged", folder.display()), &error)
        })?;
        context.terminal.note(&format!("{written} pages in {}", folder.display()));
        Ok(ExitCode::SUCCESS)
    },
};

/// Writes a page for each command: all are written beside their names first, so that a full disk leaves none.
fn write_all(tree: &mut Command, folder: &Path) -> io::Result<usize> {
    tree.build();
    fs::create_dir_all(folder)?;
    let mut pages = Vec::new();
    collect(tree, folder, &mut pages)?;
    let count = pages.len();
    if let Some((_, taken)) = pages.iter().find(|(_, path)| path.is_dir()) {
        return Err(io::Error::other(format!("{} is a folder", taken.display())));
    }
    for (page, path) in pages {
        page.persist(path).map_err(|error| error.error)?;
    }
    Ok(count)
}

fn collect(command: &Command, folder: &Path, pages: &mut Vec<(NamedTempFile, PathBuf)>) -> io::Result<()> {
    let man = Man::new(command.clone());
    let path = folder.join(man.get_filename());
    let mut page = temporary(&path)?;
    man.render(&mut page)?;
    page.flush()?;
    pages.push((page, path));
    command.get_subcommands().filter(|sub| !sub.is_hide_set()).try_for_each(|sub| collect(sub, folder, pages))
}
