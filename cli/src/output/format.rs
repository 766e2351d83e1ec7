//! Which format an output has.

use std::path::Path;

use super::options::{Format, OutputOptions};
use crate::failure::Failure;
use crate::terminal::Terminal;

/// The format of a file by its extension.
enum ByName {
    Known(Format),
    /// One document of JSON, which no output is.
    Json,
    Unknown,
}

/// Returns the format that the options say, or that fits where the output goes.
///
/// # Errors
/// Where the options contradict each other, or this build cannot write the format.
pub(crate) fn choose(options: &OutputOptions, terminal: &Terminal) -> Result<Format, Failure> {
    let file = options.out.as_deref().filter(|path| *path != Path::new("-"));
    let format = match (file, options.format) {
        (Some(file), format) => of_file(file, format, options.raw)?,
        (None, Some(format)) => format,
        (None, None) if terminal.is_output && !options.raw => Format::Table,
        (None, None) => Format::JsonLines,
    };
    if options.raw && format != Format::JsonLines {
        let name = format.name();
        return Err(Failure::usage(format!(
            "`--raw` cannot be written as {name}: items as they came have no columns; leave out `--raw`, or use \
             `--format jsonl`"
        )));
    }
    if options.raw && !options.select.is_empty() {
        return Err(Failure::usage("`--select` chooses columns, and `--raw` has none: leave one of them out"));
    }
    if format == Format::Parquet && file.is_none() {
        return Err(Failure::usage("Parquet needs a file: add `--out NAME.parquet`"));
    }
    if format == Format::Parquet && cfg!(not(feature = "parquet")) {
        return Err(no_parquet());
    }
    Ok(format)
}

pub(super) fn no_parquet() -> Failure {
    Failure::usage(
        "this build cannot write Parquet: use `--format csv` or `--format jsonl`, or install it with the feature `parquet`",
    )
}

fn of_file(file: &Path, stated: Option<Format>, is_raw: bool) -> Result<Format, Failure> {
    let shown = file.display();
    let hint = "write `--format jsonl`, or name the file `.jsonl`";
    match (by_name(file), stated) {
        (ByName::Known(format), None) => Ok(format),
        (ByName::Json | ByName::Unknown, None) if is_raw => Ok(Format::JsonLines),
        (ByName::Known(format), Some(stated)) if format == stated => Ok(stated),
        (ByName::Known(format), Some(stated)) => {
            let (format, stated) = (format.name(), stated.name());
            Err(Failure::usage(format!("the format is {stated}, and the name of `{shown}` says {format}")))
        }
        (ByName::Json, Some(Format::JsonLines)) => Ok(Format::JsonLines),
        (ByName::Json, Some(stated)) => {
            Err(Failure::usage(format!("the format is {}, and the name of `{shown}` says JSON", stated.name())))
        }
        (ByName::Json, None) => Err(Failure::usage(format!(
            "`{shown}` would have an object on each line, and not be one document of JSON: {hint}"
        ))),
        (ByName::Unknown, Some(stated)) => Ok(stated),
        (ByName::Unknown, None) => Err(Failure::usage(format!(
            "the name of `{shown}` says no format: write `--format`, or name the file `.jsonl`, `.csv` or `.parquet`"
        ))),
    }
}

fn by_name(file: &Path) -> ByName {
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("jsonl" | "ndjson") => ByName::Known(Format::JsonLines),
        Some("csv") => ByName::Known(Format::Csv),
        Some("parquet" | "pq") => ByName::Known(Format::Parquet),
        Some("json") => ByName::Json,
        _ => ByName::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIPE: Terminal = Terminal { is_input: false, is_output: false, is_error: false, is_quiet: true };
    const SCREEN: Terminal = Terminal { is_output: true, ..PIPE };

    fn options(out: &str, format: Option<Format>) -> OutputOptions {
        let out = if out.is_empty() { None } else { Some(out.into()) };
        OutputOptions { format, out, ..OutputOptions::default() }
    }

    #[test]
    fn the_format_is_by_the_name_of_the_file_or_by_where_the_output_goes() {
        let chosen = |out, terminal| choose(&options(out, None), terminal).expect(out);
        assert_eq!(chosen("", &SCREEN), Format::Table);
        assert_eq!(chosen("-", &SCREEN), Format::Table);
        assert_eq!(chosen("", &PIPE), Format::JsonLines);
        assert_eq!(chosen("a.jsonl", &SCREEN), Format::JsonLines);
        assert_eq!(chosen("a.b.NDJSON", &SCREEN), Format::JsonLines);
        assert_eq!(chosen("a/b.csv", &PIPE), Format::Csv);
        #[cfg(feature = "parquet")]
        assert_eq!((chosen("a.pq", &PIPE), chosen("a.parquet", &PIPE)), (Format::Parquet, Format::Parquet));
        let raw = OutputOptions { raw: true, ..OutputOptions::default() };
        assert_eq!(choose(&raw, &SCREEN), Ok(Format::JsonLines));
        assert_eq!(choose(&options("a.txt", Some(Format::Csv)), &PIPE), Ok(Format::Csv));
        assert_eq!(choose(&options("a.json", Some(Format::JsonLines)), &PIPE), Ok(Format::JsonLines));
    }

    #[test]
    fn contradictions_are_usage_errors() {
        let refused = |options: &OutputOptions| choose(options, &PIPE).expect_err("a contradiction").message;
        let message = refused(&options("a.csv", Some(Format::JsonLines)));
        assert_eq!(message, "the format is jsonl, and the name of `a.csv` says csv");
        assert_eq!(
            refused(&options("a.json", Some(Format::Csv))),
            "the format is csv, and the name of `a.json` says JSON"
        );
        let message = refused(&options("a.json", None));
        assert!(message.ends_with("write `--format jsonl`, or name the file `.jsonl`"), "{message}");
        assert!(refused(&options("a.txt", None)).starts_with("the name of `a.txt` says no format"));
        assert!(refused(&options("a", None)).starts_with("the name of `a` says no format"));
        assert!(refused(&options("", Some(Format::Parquet))).starts_with("Parquet needs a file"));
        let raw = |options| OutputOptions { raw: true, ..options };
        for csv in [options("a.csv", None), options("a.CSV", None), options("", Some(Format::Csv))] {
            assert!(
                refused(&raw(csv)).starts_with("`--raw` cannot be written as csv: items as they came have no columns")
            );
        }
        assert!(refused(&raw(options("", Some(Format::Table)))).starts_with("`--raw` cannot be written as table"));
        let selected = OutputOptions { select: vec!["a".to_owned()], ..raw(options("", None)) };
        assert!(refused(&selected).starts_with("`--select` chooses columns, and `--raw` has none"));
    }
}
