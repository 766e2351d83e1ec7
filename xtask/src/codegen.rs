//! `cargo xtask codegen`: the client from the spec.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::output::{self, Difference};
use crate::project::{root, shown};
use crate::{input, schema};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// Writes nothing; lists every missing, changed and extra file and exits with 1 if there is one
    #[arg(long)]
    check: bool,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR", requires = "out")]
    spec: Option<PathBuf>,
    /// The folder for the generated code [default: client/src/generated]
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
}

/// Generates, or checks.
///
/// # Errors
/// Where the spec has problems, a check finds a difference, or a file cannot be read or written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let is_own_spec = args.spec.is_none();
    let spec = args.spec.clone().unwrap_or_else(|| root().join("spec"));
    let out = args.out.clone().unwrap_or_else(|| root().join("client/src/generated"));
    let api = input::api(&spec)?;
    let endpoints: usize = api.groups.iter().map(|group| group.endpoints.len()).sum();
    println!("spec      {} files, {endpoints} endpoints, {} types", api.files.len(), api.types.len());
    let files = codegen::generate(&api);
    let difference = output::compare(&out, &files)?;
    let schema_differs = is_own_spec && schema::differs();
    if args.check {
        return check(&out, &difference, schema_differs);
    }
    let removed = output::write(&out, &files, &difference)?;
    list("written", &out, &difference.missing);
    list("written", &out, &difference.changed);
    list("removed", &out, &removed);
    let kept: Vec<_> = difference.extra.iter().filter(|path| !removed.contains(path)).cloned().collect();
    list("not ours", &out, &kept);
    if schema_differs {
        schema::write()?;
        println!("written   {}", shown(&schema::path()));
    }
    println!("unchanged {} files", difference.unchanged);
    Ok(())
}

fn check(out: &Path, difference: &Difference, schema_differs: bool) -> Result<(), Failure> {
    list("missing", out, &difference.missing);
    list("changed", out, &difference.changed);
    list("extra", out, &difference.extra);
    if schema_differs {
        println!("changed   {}", shown(&schema::path()));
    }
    if difference.is_none() && !schema_differs {
        println!("unchanged {} files, all up to date", difference.unchanged);
        return Ok(());
    }
    println!("run `cargo xtask codegen` and commit what it writes");
    Err(Failure::Findings)
}

fn list(what: &str, out: &Path, paths: &[String]) {
    for path in paths {
        println!("{what:<9} {}", shown(&out.join(path)));
    }
}
