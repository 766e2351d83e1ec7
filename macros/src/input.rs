//! Reads the specs that the arguments name: files of the caller's package, or YAML in its code.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use proc_macro2::Span;
use spec::{Problem, Problems, Source};
use syn::LitStr;

use crate::failure::Failure;
use crate::fault::Fault;
use crate::load::{Unreadable, load};

/// One text of the spec.
pub(crate) struct Input {
    pub(crate) source: Source,
    /// The place of the argument.
    pub(crate) span: Span,
    /// The path of the file, if the spec is one. Cargo rebuilds the crate when it changes.
    pub(crate) file: Option<PathBuf>,
}

/// Reads every argument. One failure lists everything that cannot be read.
pub(crate) fn read(texts: &[LitStr], package: Option<&Path>) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::with_capacity(texts.len());
    let mut failures = Vec::new();
    for (index, literal) in texts.iter().enumerate() {
        let text = literal.value();
        let is_yaml = text.contains('\n');
        let is_duplicate = !is_yaml && texts[..index].iter().any(|earlier| earlier.value() == text);
        let input = match is_duplicate {
            _ if is_yaml => Ok(in_code(literal, &text)),
            true => Err(Failure::of(literal.span(), &Fault::Duplicate { path: text })),
            false => file(literal.span(), &text, package),
        };
        match input {
            Ok(input) => inputs.push(input),
            Err(failure) => failures.push(failure),
        }
    }
    match Failure::all(failures) {
        Some(failure) => Err(failure),
        None => Ok(inputs),
    }
}

/// YAML in the code. Empty lines before that of a raw string make messages show the lines of the code.
fn in_code(literal: &LitStr, yaml: &str) -> Input {
    let (path, line) = place(literal.span());
    let is_raw = literal.token().to_string().starts_with('r');
    let source = if is_raw {
        Source { path, text: "\n".repeat(line.saturating_sub(1)) + yaml }
    } else {
        Source { path: format!("a string in {path}"), text: yaml.to_owned() }
    };
    Input { source, span: literal.span(), file: None }
}

/// The file and the line of the caller's code.
fn place(span: Span) -> (String, usize) {
    let unknown = ("code.rs".to_owned(), 1);
    // Tests run without a compiler.
    if !proc_macro::is_available() {
        return unknown;
    }
    let span = span.unwrap();
    let path = span.file();
    if path.ends_with(".rs") { (path, span.line()) } else { unknown }
}

fn file(span: Span, path: &str, package: Option<&Path>) -> Result<Input, Failure> {
    let failed = |fault| Failure::of(span, &fault);
    let file = inside(path, package).map_err(failed)?;
    let bytes = bytes(path, &file).map_err(failed)?;
    match Source::from_bytes(path, bytes) {
        Ok(source) => Ok(Input { source, span, file: Some(file) }),
        Err((readable, problem)) => Err(not_utf8(span, readable, problem)),
    }
}

fn not_utf8(span: Span, readable: Source, problem: Problem) -> Failure {
    let mut problems = Problems::default();
    let end = readable.text.len();
    problems.add(spec::Span { file: 0, start: end, end }, problem);
    Failure::of_spec(&problems, &[readable], &[span])
}

/// The path of a file that must be inside the package after links are followed: a file outside would be
/// missing when the package is built elsewhere.
fn inside(path: &str, package: Option<&Path>) -> Result<PathBuf, Fault> {
    let package = package.ok_or(Fault::NoPackage)?;
    let path = path.to_owned();
    if Path::new(&path).has_root() || Path::new(&path).is_absolute() {
        return Err(Fault::Absolute { path });
    }
    let file = package.join(&path);
    let real = match file.canonicalize() {
        Ok(real) => real,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(Fault::Missing { path }),
        Err(error) => return Err(Fault::Unreadable { path, why: error.to_string() }),
    };
    let is_inside = package.canonicalize().is_ok_and(|package| real.starts_with(package));
    if !is_inside {
        return Err(Fault::Outside { path });
    }
    // The generated code contains the path as a string.
    if file.to_str().is_none() {
        return Err(Fault::Unreadable { path, why: "the package's path is not UTF-8".to_owned() });
    }
    Ok(file)
}

fn bytes(path: &str, file: &Path) -> Result<Vec<u8>, Fault> {
    let path = path.to_owned();
    load(file).map_err(|why| match why {
        Unreadable::NotAFile => Fault::NotAFile { path },
        Unreadable::TooLarge { bytes } => Fault::TooLarge { path, bytes },
        Unreadable::Io(error) => Fault::Unreadable { path, why: error.to_string() },
    })
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use spec::MAX_FILE_BYTES;

    use super::*;

    #[track_caller]
    fn check(package: Option<&Path>, path: &str, expected: &Result<(), Fault>) {
        let found = inside(path, package).and_then(|file| bytes(path, &file)).map(|_| ());
        assert_eq!(&found, expected, "{path}");
    }

    #[test]
    fn any_file_of_the_package_is_read() {
        let package = tempfile::tempdir().unwrap();
        fs::create_dir(package.path().join("a folder é")).unwrap();
        fs::write(package.path().join("a folder é/x.yaml"), "").unwrap();
        check(Some(package.path()), "a folder é/x.yaml", &Ok(()));
        check(Some(package.path()), "./a folder é/../a folder é/x.yaml", &Ok(()));
    }

    #[test]
    fn a_file_needs_a_package() {
        check(None, "x.yaml", &Err(Fault::NoPackage));
    }

    #[test]
    fn a_file_outside_the_package_is_rejected_even_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let package = folder.path().join("package");
        fs::create_dir(&package).unwrap();
        fs::write(folder.path().join("x.yaml"), "").unwrap();
        let outside = |path: &str| Err(Fault::Outside { path: path.to_owned() });
        check(Some(&package), "../x.yaml", &outside("../x.yaml"));
        // A folder whose name begins with the package's.
        fs::create_dir(folder.path().join("package2")).unwrap();
        fs::write(folder.path().join("package2/x.yaml"), "").unwrap();
        check(Some(&package), "../package2/x.yaml", &outside("../package2/x.yaml"));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("x.yaml"), package.join("link.yaml")).unwrap();
            check(Some(&package), "link.yaml", &outside("link.yaml"));
        }
    }

    #[test]
    fn a_file_is_read_up_to_the_size_limit() {
        let package = tempfile::tempdir().unwrap();
        let file = File::create(package.path().join("x.yaml")).unwrap();
        file.set_len(MAX_FILE_BYTES).unwrap();
        check(Some(package.path()), "x.yaml", &Ok(()));
        file.set_len(MAX_FILE_BYTES + 1).unwrap();
        let too_large = Fault::TooLarge { path: "x.yaml".to_owned(), bytes: MAX_FILE_BYTES + 1 };
        check(Some(package.path()), "x.yaml", &Err(too_large));
    }
}
