//! `cargo xtask codegen`: the client from the spec.

use std::path::{Path, PathBuf};

use analysis::samples::Recorded;
use codegen::Samples;
use spec::Api;

use crate::failure::Failure;
use crate::output::{self, Difference};
use crate::project::{self, shown};
use crate::{fixtures, input, schema, stdout};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// Write nothing; list every missing, changed and extra file, and exit with 1 if there is one
    #[arg(long)]
    check: bool,
    /// Use the spec in this folder instead of this project's; requires `--out`
    #[arg(long, value_name = "DIR", requires = "out")]
    spec: Option<PathBuf>,
    /// The folder for the generated code of `--spec`
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// The fixtures from which samples for tests are made, as `<group>/<method>*.json` [default: tests/fixtures, and none
    /// with `--spec`: they are made from the spec alone]
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
}

/// Generates, or checks.
///
/// # Errors
/// Where the spec has problems, a check finds a difference, or a file cannot be read or written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let is_own_spec = args.spec.is_none();
    let spec = project::folder(args.spec.as_ref(), "spec")?;
    let out = project::folder(args.out.as_ref(), "client/src/generated")?;
    let mut api = input::api(&spec)?;
    api.files = api.files.iter().map(|path| input::whole_path(&spec, path)).collect();
    let files = codegen::generate(&api, &samples(args, &api)?);
    let difference = output::compare(&out, &files)?;
    let schema_differs = is_own_spec && schema::differs(&spec)?;
    let endpoints: usize = api.groups.iter().map(|group| group.endpoints.len()).sum();
    let mut text = format!("spec      {} files, {endpoints} endpoints, {} types\n", api.files.len(), api.types.len());
    if args.check {
        let result = check(&mut text, (&spec, &out), &difference, schema_differs);
        stdout::write(&text)?;
        return result;
    }
    let removed = output::write(&out, &files, &difference)?;
    list(&mut text, "written", &out, &difference.missing);
    list(&mut text, "written", &out, &difference.changed);
    list(&mut text, "removed", &out, &removed);
    let kept: Vec<_> = difference.extra.iter().filter(|path| !removed.contains(path)).cloned().collect();
    list(&mut text, "foreign", &out, &kept);
    if schema_differs {
        schema::write(&spec)?;
        list(&mut text, "written", &spec, &["schema.json".to_owned()]);
    }
    text.push_str(&format!("unchanged {} files\n", difference.unchanged));
    line_ends(&mut text, &difference);
    stdout::write(&text)
}

/// The samples of the fixtures, if there are any.
fn samples(args: &Args, api: &Api) -> Result<Samples, Failure> {
    let folder = match (&args.fixtures, &args.spec) {
        (Some(named), _) => named.clone(),
        (None, None) => project::root()?.join("tests/fixtures"),
        (None, Some(_)) => return Ok(Samples::default()),
    };
    if args.fixtures.is_none() && !folder.is_dir() {
        return Ok(Samples::default());
    }
    let Recorded { responses, types } = analysis::samples::recorded(api, &fixtures::any(&folder)?);
    Ok(Samples { responses, types })
}

fn check(
    text: &mut String,
    (spec, out): (&Path, &Path),
    difference: &Difference,
    schema_differs: bool,
) -> Result<(), Failure> {
    let (made, foreign): (Vec<_>, Vec<_>) =
        difference.extra.iter().cloned().partition(|path| output::is_generated(&out.join(path)));
    list(text, "missing", out, &difference.missing);
    list(text, "changed", out, &difference.changed);
    list(text, "extra", out, &made);
    list(text, "extra", out, &foreign);
    if schema_differs {
        list(text, "changed", spec, &["schema.json".to_owned()]);
    }
    if difference.is_none() && !schema_differs {
        text.push_str(&format!("unchanged {} files, all up to date\n", difference.unchanged));
        line_ends(text, difference);
        return Ok(());
    }
    if difference.extra.len() > made.len() {
        text.push_str("move away the files that the command did not make: it changes only its own\n");
    }
    if difference.extra.len() == made.len() || schema_differs {
        text.push_str("run `cargo xtask codegen` and commit what it writes\n");
    }
    Err(Failure::Findings)
}

/// Files of a checkout whose line ends Git has changed are up to date; but what compares bytes would not say so.
fn line_ends(text: &mut String, difference: &Difference) {
    if difference.carriage_returns > 0 {
        text.push_str(&format!(
            "note      {} files differ in their line ends alone; `*.rs text eol=lf` in `.gitattributes` keeps those\n",
            difference.carriage_returns
        ));
    }
}

fn list(text: &mut String, what: &str, folder: &Path, paths: &[String]) {
    for path in paths {
        text.push_str(&format!("{what:<9} {}\n", shown(&folder.join(path))));
    }
}
