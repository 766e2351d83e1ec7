//! The inputs of a run: one value on each line of a file or of standard input.

mod value;

use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use hikerapi_runtime::dynamic::DynamicRequest;
use hikerapi_runtime::rows::{Column, FlatCell, Kind};
use hikerapi_runtime::service::{Operation, ParamForm};
use tokio::sync::mpsc;

use super::key::Key;
use crate::failure::Failure;
use crate::job::{Inputs, Source};
use value::Place;

/// The most bytes of a line: what is longer is no list of values.
const MOST_BYTES: u64 = 1 << 20;

/// What a file of Parquet begins with.
const PARQUET: &[u8] = b"PAR1";

/// What inputs are.
const FORMS: &str = "one value on each line, or JSON Lines (`--format jsonl`)";

/// The option that names the field with the value.
const INPUT_FIELD: &str = "--input-field";

/// The lines that wait to be fetched.
const WAITING: usize = 16;

/// The lines without a value that a survey keeps.
const MOST_SHOWN: usize = 20;

/// A value, and the line on which it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    pub(crate) value: String,
    pub(crate) line: u64,
}

/// What is on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    Input(Input),
    /// A value that was on an earlier line.
    Repeated,
    /// No value, and why.
    Bad {
        line: u64,
        why: String,
    },
}

/// What is on the lines of the inputs.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The values that are not done yet.
    pub(super) values: u64,
    /// The values that an earlier run has fetched.
    pub(super) done: u64,
    /// The lines with the value of an earlier line.
    pub(super) repeated: u64,
    /// The field that has the value, where lines are objects.
    pub(super) field: Option<String>,
    /// The lines without a value.
    pub(super) bad: u64,
    /// The first of them, and why they have none.
    pub(super) first_bad: Vec<(u64, String)>,
}

impl Survey {
    fn add(&mut self, line: &Line, is_done: impl Fn(&str) -> bool) {
        match line {
            Line::Input(input) if is_done(&input.value) => self.done += 1,
            Line::Input(_) => self.values += 1,
            Line::Repeated => self.repeated += 1,
            Line::Bad { line, why } => {
                self.bad += 1;
                if self.first_bad.len() < MOST_SHOWN {
                    self.first_bad.push((*line, why.clone()));
                }
            }
        }
    }
}

/// What reads the values of a parameter.
pub(crate) struct Values {
    place: Place,
    operation: &'static Operation,
}

impl Values {
    /// What reads the values of this parameter: where they are in objects of JSON, from this field, which the user names by this option.
    pub(crate) fn new(
        operation: &'static Operation,
        param: &'static str,
        field: Option<String>,
        option: &'static str,
    ) -> Self {
        let form =
            operation.params.iter().find(|known| known.name == param).map_or(ParamForm::Text, |param| param.form);
        Self { place: Place { param, form, field, option }, operation }
    }

    /// Returns the value in a text, which the parameter takes.
    ///
    /// # Errors
    /// Where there is none, in words.
    pub(crate) fn of(&self, text: &str) -> Result<String, String> {
        self.checked(self.place.value(text)?)
    }

    fn checked(&self, value: String) -> Result<String, String> {
        match DynamicRequest::check(self.operation, self.place.param, &[&value]) {
            Ok(_) if value.is_empty() => Err("the value is empty".to_owned()),
            Ok(_) => Ok(value),
            Err(error) if value.contains([',', ';', '\t']) => {
                Err(format!("{error}. Of CSV, take one column: `cut -d, -f1`; inputs are {FORMS}"))
            }
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Reads lines one after another. Memory grows by 16 bytes for each value.
pub(crate) struct Lines {
    reader: Box<dyn BufRead + Send>,
    name: String,
    values: Values,
    line: u64,
    /// The bytes that were read.
    bytes: u64,
    seen: HashSet<Key>,
    /// Whether a line was an object, with the value in a field.
    has_objects: bool,
    /// The lines that were read ahead.
    ahead: VecDeque<Line>,
}

impl Lines {
    /// Opens the inputs, and counts those that are to be fetched: all of a file; of a pipe, where it has less lines than
    /// `ahead`. Without a survey, there may be any number.
    pub(crate) fn open(
        inputs: &Inputs,
        operation: &'static Operation,
        ahead: u64,
        is_done: impl Fn(&str) -> bool,
    ) -> Result<(Self, Option<Survey>), Failure> {
        let (file, name) = match &inputs.source {
            Source::Stdin => (standard_input(), "standard input".to_owned()),
            Source::File(path) => (open(path), path.display().to_string()),
        };
        let unreadable = |error| Failure::usage(format!("cannot read the inputs in {name}: {error}"));
        let lines =
            |file: File, most| Self::new(Box::new(BufReader::new(file.take(most))), name.clone(), inputs, operation);
        let mut file = file.map_err(unreadable)?;
        // Of a pipe, some systems do not know what it is.
        let is_file = file.metadata().is_ok_and(|facts| facts.is_file());
        let Some(start) = file.stream_position().ok().filter(|_| is_file) else {
            let mut lines = lines(file, u64::MAX);
            let survey = lines.look_ahead(ahead, is_done)?;
            return Ok((lines, survey));
        };
        // It can be read twice: what is appended meanwhile is of the next run.
        let (survey, bytes) = lines(file.try_clone().map_err(unreadable)?, u64::MAX).survey(is_done)?;
        file.seek(SeekFrom::Start(start)).map_err(unreadable)?;
        Ok((lines(file, bytes), Some(survey)))
    }

    fn new(reader: Box<dyn BufRead + Send>, name: String, inputs: &Inputs, operation: &'static Operation) -> Self {
        let values = Values::new(operation, inputs.param, inputs.field.clone(), INPUT_FIELD);
        Self {
            reader,
            name,
            values,
            line: 0,
            bytes: 0,
            seen: HashSet::new(),
            has_objects: false,
            ahead: VecDeque::new(),
        }
    }

    /// Returns the next line that is not blank.
    pub(crate) fn next(&mut self) -> Result<Option<Line>, Failure> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.read_next(),
        }
    }

    fn read_next(&mut self) -> Result<Option<Line>, Failure> {
        loop {
            let mut bytes = Vec::new();
            let read = self.reader.by_ref().take(MOST_BYTES).read_until(b'\n', &mut bytes);
            let read = read.map_err(|error| Failure::io(format_args!("cannot read {}", self.name), &error))?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            self.bytes += read as u64;
            if read as u64 == MOST_BYTES && !bytes.ends_with(b"\n") {
                let Self { name, line, .. } = self;
                return Err(Failure::failed(format!(
                    "line {line} of {name} is longer than 1 MB: it has one value on each line"
                )));
            }
            if self.line == 1 && bytes.starts_with(PARQUET) {
                let message = format!("{} is Parquet, and inputs are {FORMS}", self.name);
                return Err(Failure::usage(message));
            }
            let bytes = if self.line == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
            if !bytes.trim_ascii().is_empty() {
                return Ok(Some(self.read(bytes)));
            }
        }
    }

    /// Reads to the end, without sending anything. Returns how many bytes that was, too.
    fn survey(mut self, is_done: impl Fn(&str) -> bool) -> Result<(Survey, u64), Failure> {
        let mut survey = Survey::default();
        while let Some(line) = self.next()? {
            survey.add(&line, &is_done);
        }
        survey.field = self.field();
        Ok((survey, self.bytes))
    }

    /// Reads so many lines ahead. Returns what is on them where the inputs end before that.
    fn look_ahead(&mut self, most: u64, is_done: impl Fn(&str) -> bool) -> Result<Option<Survey>, Failure> {
        let mut survey = Survey::default();
        while (self.ahead.len() as u64) < most {
            let Some(line) = self.read_next()? else {
                survey.field = self.field();
                return Ok(Some(survey));
            };
            survey.add(&line, &is_done);
            self.ahead.push_back(line);
        }
        Ok(None)
    }

    /// The field that has the value, where lines were objects.
    fn field(&self) -> Option<String> {
        self.has_objects.then(|| self.values.place.field().to_owned())
    }

    /// Reads in a thread of its own, as far ahead as a few lines: a slow producer stops nothing else.
    pub(super) fn stream(mut self) -> mpsc::Receiver<Result<Line, Failure>> {
        let (sender, receiver) = mpsc::channel(WAITING);
        std::thread::spawn(move || {
            while let Some(line) = self.next().transpose() {
                let is_last = line.is_err();
                if sender.blocking_send(line).is_err() || is_last {
                    break;
                }
            }
        });
        receiver
    }

    fn read(&mut self, bytes: &[u8]) -> Line {
        let line = self.line;
        let text = std::str::from_utf8(bytes).map_err(|_| format!("it is no text in UTF-8: inputs are {FORMS}"));
        self.has_objects |= text.as_ref().is_ok_and(|text| self.values.place.is_object(text));
        let value = text.and_then(|text| self.values.of(text));
        match value {
            Err(why) => Line::Bad { line, why },
            Ok(value) if self.seen.insert(Key::of(&value)) => Line::Input(Input { value, line }),
            Ok(_) => Line::Repeated,
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    match path.metadata()?.is_dir() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => File::open(path),
    }
}

/// Standard input, unbuffered.
fn standard_input() -> io::Result<File> {
    #[cfg(unix)]
    let owned = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned();
    #[cfg(windows)]
    let owned = std::os::windows::io::AsHandle::as_handle(&io::stdin()).try_clone_to_owned();
    owned.map(File::from)
}

/// Returns the column of the inputs, with the name of the parameter: the output makes `input_user_id` of it.
pub(crate) fn column(param: &str, form: ParamForm) -> Column {
    let kind = match scalar(form) {
        ParamForm::Digits => Kind::Id,
        ParamForm::Integer | ParamForm::OneOfNumbers(_) => Kind::Integer,
        _ => Kind::Text,
    };
    let mut column = Column::new(param.to_owned(), kind);
    column.doc = format!("The value of `{param}` that the row is of.").into();
    column
}

/// Returns an input as a value of its column.
pub(crate) fn cell(value: &str, form: ParamForm) -> FlatCell {
    let cell = match scalar(form) {
        ParamForm::Digits => value.parse().ok().map(FlatCell::Id),
        ParamForm::Integer | ParamForm::OneOfNumbers(_) => value.parse().ok().map(FlatCell::Integer),
        _ => None,
    };
    cell.unwrap_or_else(|| FlatCell::Text(value.to_owned()))
}

fn scalar(form: ParamForm) -> ParamForm {
    match form {
        ParamForm::Repeated(item) | ParamForm::Joined(item) => *item,
        form => form,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use hikerapi_runtime::service::Param;

    use super::*;

    static ENDPOINT: Operation = Operation {
        path: "/items",
        params: &[Param::required("id", ParamForm::Digits), Param::optional("name", ParamForm::Text)],
        ..Operation::DEFAULT
    };

    fn lines(reader: impl BufRead + Send + 'static) -> Lines {
        let inputs = Inputs { param: "id", source: Source::Stdin, field: None };
        Lines::new(Box::new(reader), "it".to_owned(), &inputs, &ENDPOINT)
    }

    fn all(text: &'static [u8]) -> Vec<Line> {
        let mut lines = lines(Cursor::new(text));
        std::iter::from_fn(|| lines.next().expect("readable")).collect()
    }

    fn input(value: &str, line: u64) -> Line {
        Line::Input(Input { value: value.to_owned(), line })
    }

    #[test]
    fn values_are_on_lines_of_any_form() {
        let expected = [input("1", 1), input("2", 4), Line::Repeated, input("3", 6)];
        assert_eq!(all(b"\xef\xbb\xbf1\r\n\n  \n\"2\"\n{\"id\": 1}\n3"), expected);
        assert_eq!(all(b""), []);
    }

    #[test]
    fn a_bad_line_is_named() {
        let found = all(b"x\n\xff\n7\n");
        assert!(
            matches!(&found[0], Line::Bad { line: 1, why } if why.starts_with("`x` is not a valid value for `id`"))
        );
        assert!(matches!(&found[1], Line::Bad { line: 2, why } if why.contains("UTF-8")));
        assert_eq!(found[2], input("7", 3));
    }

    #[test]
    fn a_line_without_end_is_a_failure_and_not_memory() {
        let failure = lines(BufReader::new(io::repeat(b'7'))).next().expect_err("too long");
        assert!(failure.message.starts_with("line 1 of it is longer than 1 MB"), "{}", failure.message);
    }

    #[test]
    fn a_survey_counts() {
        let text = "1\n2\n2\nx\n3\n";
        let (survey, bytes) = lines(Cursor::new(text)).survey(|value| value == "3").expect("readable");
        assert_eq!((survey.values, survey.done, survey.bad, bytes), (2, 1, 1, text.len() as u64));
    }

    #[test]
    fn a_pipe_is_counted_where_it_ends_soon() {
        let ahead = |most| {
            let mut lines = lines(Cursor::new("1\n2\n2\nx\n3\n4\n"));
            let survey = lines.look_ahead(most, |value| value == "3").expect("readable");
            let all = std::iter::from_fn(|| lines.next().expect("readable")).count();
            assert_eq!(all, 6, "what was read ahead is not lost");
            survey.map(|survey| (survey.values, survey.done, survey.bad))
        };
        assert_eq!((ahead(0), ahead(2), ahead(6)), (None, None, None));
        assert_eq!(ahead(7), Some((3, 1, 1)));
    }

    /// As many lines as are read, and how many that was.
    struct Endless(Arc<AtomicU64>);

    impl Read for Endless {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            let line = format!("{}\n", self.0.fetch_add(1, Ordering::SeqCst));
            to[..line.len()].copy_from_slice(line.as_bytes());
            Ok(line.len())
        }
    }

    #[tokio::test]
    async fn no_more_lines_are_read_ahead_than_may_wait() {
        let read = Arc::new(AtomicU64::new(1));
        let mut stream = lines(BufReader::with_capacity(64, Endless(Arc::clone(&read)))).stream();
        for taken in 1..=200 {
            assert_eq!(stream.recv().await.expect("a line").expect("readable"), input(&taken.to_string(), taken));
            // One that is being sent, and one that is being read.
            assert!(read.load(Ordering::SeqCst) <= taken + WAITING as u64 + 3);
        }
    }

    #[test]
    fn columns_have_the_types_of_their_parameters() {
        const ID: ParamForm = ParamForm::Digits;
        for (form, value, kind, expected) in [
            (ParamForm::Digits, "18446744073709551615", Kind::Id, FlatCell::Id(u64::MAX)),
            (ParamForm::Repeated(&ID), "7", Kind::Id, FlatCell::Id(7)),
            (ParamForm::Integer, "-7", Kind::Integer, FlatCell::Integer(-7)),
            (ParamForm::Text, "007", Kind::Text, FlatCell::Text("007".to_owned())),
            (ParamForm::Boolean, "true", Kind::Text, FlatCell::Text("true".to_owned())),
        ] {
            let column = column("user_id", form);
            assert_eq!((&*column.name, column.is_nullable), ("user_id", false));
            assert_eq!((column.kind, cell(value, form)), (kind, expected));
        }
    }
}
