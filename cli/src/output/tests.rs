use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use expect_test::{Expect, expect};
use hikerapi::types::{Media, UserShort, Usertag};
use hikerapi_runtime::dynamic::Described;
use hikerapi_runtime::rows::Kind;
use hikerapi_runtime::rt::Sampled;
use shop::types::{Order, OrderId};

use super::destination::Name;
use super::*;
use crate::failure::Code;

const PIPE: Terminal = Terminal { is_input: false, is_output: false, is_error: false, is_quiet: true };
const SCREEN: Terminal = Terminal { is_output: true, ..PIPE };

const ORDERS: &[&str] = &[
    r#"{"id": "7", "status": "open", "placed_at": 1769846400}"#,
    r#"{"id": 8, "status": "a \"new\", one", "placed_at": null, "more": [1, 2]}"#,
];

/// Standard output that a test reads.
#[derive(Clone, Default)]
struct Screen(Arc<Mutex<Vec<u8>>>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().map_err(|_| io::Error::other("a test failed"))?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    fn writer(&self) -> Writer {
        Writer::new(Box::new(self.clone()), Name::Stdout)
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no test failed").clone()).expect("UTF-8")
    }
}

fn json(text: &str) -> Json {
    text.parse().expect("JSON")
}

fn inputs() -> [Column; 1] {
    [Column::new("user_id", Kind::Id)]
}

/// What an output with these options writes to standard output.
fn printed(options: &OutputOptions, terminal: &Terminal, inputs: &[Column], ty: RowType, items: &[&str]) -> String {
    let screen = Screen::default();
    let format = format::choose(options, terminal).expect("a format");
    let columns = Columns::new(inputs, &ty.schema(), &options.select).expect("columns");
    let destination = Destination { writer: screen.writer(), file: None };
    let mut output = Output::with(format, options.raw, columns, ty, destination, terminal).expect("an output");
    for item in items {
        let values: Vec<_> = inputs.iter().map(|_| FlatCell::Id(25)).collect();
        output.write(&values, &json(item)).expect("it can be written");
    }
    assert_eq!(output.finish(true).failure, None);
    screen.text()
}

fn options(format: Format, select: &[&str]) -> OutputOptions {
    let select = select.iter().map(|name| (*name).to_owned()).collect();
    OutputOptions { format: Some(format), select, ..OutputOptions::default() }
}

#[track_caller]
fn orders(format: Format, inputs: &[Column], select: &[&str], expected: &Expect) {
    let text = printed(&options(format, select), &PIPE, inputs, RowType::of::<Order>(), ORDERS);
    expected.assert_eq(&text.replace('\r', "␍"));
}

#[test]
fn json_lines_are_canonical_objects() {
    orders(
        Format::JsonLines,
        &[],
        &[],
        &expect![[r#"
        {"id":7,"status":"open","placed_at":"2026-01-31T08:00:00Z"}
        {"id":8,"status":"a \"new\", one","placed_at":null}
    "#]],
    );
    orders(
        Format::JsonLines,
        &inputs(),
        &[],
        &expect![[r#"
        {"input_user_id":25,"id":7,"status":"open","placed_at":"2026-01-31T08:00:00Z"}
        {"input_user_id":25,"id":8,"status":"a \"new\", one","placed_at":null}
    "#]],
    );
    orders(
        Format::JsonLines,
        &inputs(),
        &["placed_at", "input_user_id"],
        &expect![[r#"
        {"placed_at":"2026-01-31T08:00:00Z","input_user_id":25}
        {"placed_at":null,"input_user_id":25}
    "#]],
    );
}

#[test]
fn raw_items_are_as_they_came_with_the_inputs_around_them() {
    let raw = OutputOptions { raw: true, ..OutputOptions::default() };
    let printed = |inputs: &[Column]| printed(&raw, &SCREEN, inputs, RowType::of::<Order>(), ORDERS);
    expect![[r#"
        {"id":"7","status":"open","placed_at":1769846400}
        {"id":8,"status":"a \"new\", one","placed_at":null,"more":[1,2]}
    "#]]
    .assert_eq(&printed(&[]));
    expect![[r#"
        {"input_user_id":25,"item":{"id":"7","status":"open","placed_at":1769846400}}
        {"input_user_id":25,"item":{"id":8,"status":"a \"new\", one","placed_at":null,"more":[1,2]}}
    "#]]
    .assert_eq(&printed(&inputs()));
}

#[test]
fn csv_has_a_header_and_is_as_in_the_rfc() {
    orders(
        Format::Csv,
        &inputs(),
        &[],
        &expect![[r#"
            input_user_id,id,status,placed_at␍
            25,7,open,2026-01-31T08:00:00Z␍
            25,8,"a ""new"", one",␍
        "#]],
    );
    orders(
        Format::Csv,
        &[],
        &["status", "id"],
        &expect![[r#"
            status,id␍
            open,7␍
            "a ""new"", one",8␍
        "#]],
    );
    let none = printed(&options(Format::Csv, &[]), &PIPE, &[], RowType::of::<Order>(), &[]);
    assert_eq!(none, "id,status,placed_at\r\n");
}

#[test]
fn csv_is_read_back_as_it_was() {
    let items = [r#"{"id": 1, "status": "a\r\n\"b\", \u001b[31m", "placed_at": null}"#];
    let text = printed(&options(Format::Csv, &[]), &PIPE, &[], RowType::of::<Order>(), &items);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().expect("a header"), vec!["id", "status", "placed_at"]);
    let records: Vec<_> = reader.records().map(|record| record.expect("a record")).collect();
    assert_eq!(records, [::csv::StringRecord::from(vec!["1", "a\r\n\"b\", \u{1b}[31m", ""])]);
}

#[test]
fn nested_columns_are_flat_in_csv_and_can_be_selected() {
    let item =
        r#"{"user": {"pk": "1", "username": "natgeo", "full_name": "A", "is_private": false}, "x": 0.5, "y": 1}"#;
    let ty = RowType::of::<Usertag>();
    let csv = printed(&options(Format::Csv, &["x", "user.username", "user.pk"]), &PIPE, &[], ty, &[item]);
    assert_eq!(csv, "x,user.username,user.pk\r\n0.5,natgeo,1\r\n");
    let lines = printed(&options(Format::JsonLines, &["y", "user.pk"]), &PIPE, &[], ty, &[item]);
    assert_eq!(lines, "{\"y\":1.0,\"user.pk\":1}\n");
    let below = Columns::new(&[], &ty.schema(), &["user.*".to_owned(), "x".to_owned()]).expect("columns");
    let names: Vec<_> = below.schema().columns.iter().map(|column| &*column.name).collect();
    assert_eq!((names.first(), names.last(), names.len()), (Some(&"user.pk"), Some(&"x"), 9));
    let all = Columns::new(&[], &ty.schema(), &["y".to_owned(), "*".to_owned()]).expect("columns");
    let names: Vec<_> = all.schema().columns.iter().map(|column| &*column.name).collect();
    assert_eq!((names.first(), names.last(), names.len()), (Some(&"y"), Some(&"x"), 10));
}

#[test]
fn unknown_columns_are_usage_errors_with_the_nearest_names() {
    let message = |ty: RowType, name: &str| {
        let options = options(Format::JsonLines, &[name]);
        let failure = Output::open(&options, &[], ty, &PIPE).map(|_| ()).expect_err("no such column");
        assert_eq!(failure.code, Code::Usage);
        failure.message
    };
    let user = || RowType::of::<UserShort>();
    assert_eq!(message(user(), "ful_name"), "there is no column `ful_name` in UserShort: did you mean `full_name`?");
    let far = "there is no column `zzz` in UserShort";
    assert_eq!(message(user(), "zzz"), far);
    assert!(message(RowType::of::<Usertag>(), "user.usrname").ends_with(": did you mean `user.username`?"));
    assert_eq!(message(RowType::of::<Usertag>(), "user"), "`user` is an object: select `user.*`, or columns of it");
    let no_object = "there is no column `a`: the items are no objects, and their column is `value`";
    assert_eq!(message(RowType::of::<Json>(), "a"), no_object);
}

#[test]
fn what_is_no_object_is_a_column() {
    let ty = RowType::of::<OrderId>();
    let lines = printed(&options(Format::JsonLines, &[]), &PIPE, &[], ty, &["\"7\""]);
    assert_eq!(lines, "{\"value\":7}\n");
    let csv = printed(&options(Format::Csv, &[]), &PIPE, &inputs(), ty, &["7", "8"]);
    assert_eq!(csv, "input_user_id,value\r\n25,7\r\n25,8\r\n");
}

#[test]
fn json_of_any_shape_is_a_line_as_it_came() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = |name: &str, inputs: &[Column]| {
        let options = OutputOptions { out: Some(folder.path().join(name)), ..OutputOptions::default() };
        let mut output = Output::open(&options, inputs, RowType::of::<Json>(), &PIPE).expect("an output");
        output.write(&[FlatCell::Id(25)], &json("{\"a\": [1.50, \"x\"]}")).expect("it can be written");
        fs::read_to_string(output.finish(true).path.expect("a file")).expect("it is there")
    };
    assert_eq!(lines("a.jsonl", &[]), "{\"a\":[1.50,\"x\"]}\n");
    assert_eq!(lines("a.jsonl", &inputs()), "{\"input_user_id\":25,\"item\":{\"a\":[1.50,\"x\"]}}\n");
    assert_eq!(lines("a.csv", &inputs()), "input_user_id,value\r\n25,\"{\"\"a\"\":[1.50,\"\"x\"\"]}\"\r\n");
}

#[test]
fn the_column_of_an_input_has_a_name_of_its_own() {
    let column = Column::new("input_id", Kind::Text);
    let ty = Schema::new("Odd", "", vec![column.clone(), Column::new("input_id_", Kind::Text)]);
    let columns = Columns::new(&[Column::new("id", Kind::Id)], &ty, &[]).expect("columns");
    assert_eq!(columns.input_names(), ["input_id__"]);
    let named = Columns::new(&[Column::new("input_id", Kind::Id)], &ty, &[]).expect("columns");
    assert_eq!(named.input_names(), columns.input_names());
    assert_eq!(columns.schema().columns[1], column);
}

#[test]
fn items_that_are_no_rows_are_counted_and_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = OutputOptions { out: Some(folder.path().join("a.jsonl")), ..OutputOptions::default() };
    let mut output = Output::open(&options, &[], RowType::of::<Order>(), &PIPE).expect("an output");
    let skipped = |mismatches| Written { mismatches, is_skipped: true };
    assert_eq!(output.write(&[], &json("[]")), Ok(skipped(1)));
    assert_eq!(output.write(&[], &json("null")), Ok(skipped(0)));
    let one_off = output.write(&[], &json(r#"{"id": 7, "status": "open", "placed_at": "soon"}"#));
    assert_eq!(one_off, Ok(Written { mismatches: 1, is_skipped: false }));
    let finished = output.finish(true);
    assert_eq!(finished.rows, 1);
    let text = fs::read_to_string(finished.path.expect("a path")).expect("it is there");
    assert_eq!(text, "{\"id\":7,\"status\":\"open\",\"placed_at\":null}\n");
}

#[test]
fn texts_cannot_command_a_terminal_and_are_exact_in_a_pipe() {
    let item = "{\"id\": 7, \"status\": \"\\u001b[2J\u{9b}x\\n\u{202e}\", \"placed_at\": null}";
    let status = "\u{1b}[2J\u{9b}x\n\u{202e}";
    for format in [Format::Table, Format::JsonLines, Format::Csv] {
        let shown = printed(&options(format, &["status"]), &SCREEN, &[], RowType::of::<Order>(), &[item]);
        let commands =
            shown.chars().filter(|character| !"\r\n".contains(*character) && crate::terminal::is_command(*character));
        assert_eq!(commands.count(), 0, "{shown:?}");
    }
    let line = printed(&options(Format::JsonLines, &["status"]), &SCREEN, &[], RowType::of::<Order>(), &[item]);
    assert_eq!(line, "{\"status\":\"\\u001b[2J\\u009bx\\n\\u202e\"}\n");
    let in_pipe = printed(&options(Format::Csv, &["status"]), &PIPE, &[], RowType::of::<Order>(), &[item]);
    assert_eq!(in_pipe, format!("status\r\n\"{status}\"\r\n"));
    let in_pipe = printed(&options(Format::JsonLines, &["status"]), &PIPE, &[], RowType::of::<Order>(), &[item]);
    assert_eq!(in_pipe, "{\"status\":\"\\u001b[2J\u{9b}x\\n\u{202e}\"}\n");
}

#[test]
fn rows_are_visible_after_a_flush() {
    for format in [Format::JsonLines, Format::Csv, Format::Table] {
        let screen = Screen::default();
        let ty = RowType::of::<Order>();
        let columns = Columns::new(&[], &ty.schema(), &[]).expect("columns");
        let destination = Destination { writer: screen.writer(), file: None };
        let mut output = Output::with(format, false, columns, ty, destination, &PIPE).expect("an output");
        for item in ORDERS {
            output.write(&[], &json(item)).expect("it can be written");
        }
        output.flush().expect("it can be flushed");
        assert!(screen.text().contains("new"), "{format:?}: {}", screen.text());
    }
}

/// The rows of all endpoints of a client, by its samples.
fn samples<C: Described + Sampled>() -> Vec<(&'static str, RowType, Vec<Json>)> {
    let endpoints = || C::GROUPS.iter().flat_map(|group| group.endpoints);
    let sample =
        |operation| C::RESPONSES.iter().copied().flatten().find(|sample| std::ptr::eq(sample.operation, operation));
    let rows = endpoints().filter_map(|endpoint| {
        let rows = endpoint.rows?;
        let body = json(&(sample(endpoint.operation)?.body)());
        let items = match rows.list {
            Some(path) => body.at_path(path)?.items(),
            None => vec![body],
        };
        Some((endpoint.operation.name, rows.ty, items))
    });
    rows.collect()
}

#[test]
fn samples_of_all_endpoints_are_rows_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let all: Vec<_> = samples::<hikerapi::Client>().into_iter().chain(samples::<shop::Client>()).collect();
    assert!(all.len() > 20, "{}", all.len());
    for (index, (name, ty, items)) in all.into_iter().enumerate() {
        for extension in
            ["jsonl", "csv", "txt", "parquet"].into_iter().take(if cfg!(feature = "parquet") { 4 } else { 3 })
        {
            let path = folder.path().join(format!("{index}.{extension}"));
            let format = (extension == "txt").then_some(Format::Table);
            let options = OutputOptions { out: Some(path.clone()), format, ..OutputOptions::default() };
            let mut output = Output::open(&options, &inputs(), ty, &PIPE).expect(name);
            for item in &items {
                let written = output.write(&[FlatCell::Id(25)], item);
                assert_eq!(written, Ok(Written::default()), "{name}");
            }
            let finished = output.finish(true);
            let expected = (items.len() as u64, Some(&*path), None);
            assert_eq!((finished.rows, finished.path.as_deref(), finished.failure), expected, "{name}");
            check_file(&path, extension, items.len(), &ty);
        }
    }
}

#[track_caller]
fn check_file(path: &Path, extension: &str, rows: usize, ty: &RowType) {
    let flat = hikerapi_runtime::rows::FlatSchema::new(&ty.schema());
    match extension {
        "jsonl" => {
            let text = fs::read_to_string(path).expect("it is there");
            let lines: Vec<_> = text.lines().map(json).collect();
            assert_eq!(lines.len(), rows);
            let columns = ty.schema().columns.len() + 1;
            assert!(lines.iter().all(|line| line.fields().len() == columns), "{}", path.display());
        }
        "csv" => {
            let mut reader = ::csv::Reader::from_path(path).expect("it is there");
            assert_eq!(reader.headers().expect("a header").len(), flat.columns().len() + 1);
            assert_eq!(reader.records().filter(Result::is_ok).count(), rows, "{}", path.display());
        }
        "txt" => {
            let lines = fs::read_to_string(path).expect("it is there").lines().count();
            assert_eq!(lines, if rows == 0 { 0 } else { rows + 2 }, "{}", path.display());
        }
        _ => assert!(fs::read(path).expect("it is there").starts_with(b"PAR1")),
    }
}

/// Takes so many bytes, and is full then.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_one_clear_line_in_every_format() {
    let ty = RowType::of::<Media>();
    let (_, _, items) = samples::<hikerapi::Client>()
        .into_iter()
        .find(|(_, ty, items)| ty.schema().name == "Media" && !items.is_empty())
        .expect("a sample");
    let formats = [Format::JsonLines, Format::Csv, Format::Table, Format::Parquet];
    for format in formats.into_iter().take(if cfg!(feature = "parquet") { 4 } else { 3 }) {
        let name = Name::File("a.file".into());
        let destination = Destination { writer: Writer::new(Box::new(Full(100)), name), file: None };
        let columns = Columns::new(&[], &ty.schema(), &[]).expect("columns");
        let written = Output::with(format, false, columns, ty, destination, &PIPE).and_then(|mut output| {
            for _ in 0..1_000 {
                output.write(&[], &items[0])?;
            }
            output.finish(true).failure.map_or(Ok(()), Err)
        });
        let failure = written.expect_err("it is full");
        assert_eq!(failure.code, Code::Failed);
        let (start, message) = ("cannot write `a.file`: ", failure.message);
        assert!(message.starts_with(start) && !message.contains('\n'), "{format:?}: {message}");
    }
}

/// Takes so many bytes of a file, and is full then.
struct Quota(fs::File, Full);

impl Write for Quota {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.1.write(bytes)?;
        self.0.write_all(&bytes[..taken])?;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is kept of 1,000 orders where a file takes so many bytes: the names in the folder, the texts of the files, the message.
fn kept(format: Format, bytes: usize) -> (Vec<String>, Vec<String>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.out");
    let mut destination = Destination::open(Some(&path)).expect("open");
    let file = destination.file.as_ref().expect("a file").writer().expect("a handle");
    destination.writer = Writer::new(Box::new(Quota(file, Full(bytes))), Name::File("a.out".into()));
    let ty = RowType::of::<Order>();
    let columns = Columns::new(&[], &ty.schema(), &[]).expect("columns");
    let mut output = Output::with(format, false, columns, ty, destination, &PIPE).expect("an output");
    let written = (0..1_000).try_for_each(|index| {
        output.write(&[], &json(ORDERS[index % 2]))?;
        output.flush()
    });
    assert!(written.is_err(), "it is full");
    let finished = output.finish(true);
    assert_eq!(finished.path.is_some(), finished.rows > 0);
    let paths = fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").path());
    let paths: Vec<_> = paths.collect();
    let names = paths.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    let texts = paths.iter().map(|path| fs::read_to_string(path).expect("a text")).collect();
    let message = finished.failure.expect("a failure").message;
    (names, texts, message.replace(&format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR), ""))
}

#[test]
fn what_was_written_before_a_failure_is_kept_up_to_the_last_whole_row() {
    let (names, texts, message) = kept(Format::JsonLines, 200);
    assert_eq!(names, ["a.partial.out"]);
    assert_eq!(texts[0].lines().filter(|line| json(line).get("status").is_some()).count(), 3, "{texts:?}");
    assert!(texts[0].ends_with("}\n") && texts[0].len() <= 200, "{texts:?}");
    let start = "cannot write `a.out`: ";
    assert!(message.starts_with(start) && message.ends_with("; the first 3 rows are in `a.partial.out`"), "{message}");

    let (names, texts, message) = kept(Format::Csv, 100);
    assert_eq!((&*names, texts[0].matches("\r\n").count()), (&["a.partial.out".to_owned()][..], 4), "{texts:?}");
    assert!(message.ends_with("; the first 3 rows are in `a.partial.out`"), "{message}");

    // No whole row, and a format that needs its end.
    for (format, bytes) in [(Format::JsonLines, 20), (Format::Csv, 30), (Format::Table, 200)] {
        let (names, _, message) = kept(format, bytes);
        assert_eq!(names, [""; 0], "{format:?}");
        assert!(message.starts_with(start) && !message.contains(';'), "{message}");
    }
}

mod tables {
    use super::*;

    /// The table of rows on a terminal of a width.
    fn table(ty: RowType, width: usize, items: &[&str]) -> String {
        let screen = Screen::default();
        let mut table: Box<dyn Sink> = Box::new(Table::new(screen.writer(), &ty.schema(), Some(width), PIPE));
        for item in items {
            table.write(&ty.read(&json(item)).expect("a row")).expect("it can be written");
        }
        table.finish().expect("it can be finished");
        let text = screen.text();
        let widths = text.lines().map(unicode_width::UnicodeWidthStr::width);
        assert!(widths.max().unwrap_or(0) <= width, "{text}");
        text
    }

    fn user(pk: u64, name: &str) -> String {
        format!(
            "{{\"pk\": \"{pk}\", \"username\": \"natgeo\", \"full_name\": \"{name}\", \"profile_pic_url\": null, \
             \"profile_pic_url_hd\": null, \"is_private\": false, \"is_verified\": true}}"
        )
    }

    #[test]
    fn rows_are_lines_with_numbers_to_the_right() {
        expect![[r#"
            id  status        placed_at
            ──────────────────────────────────────
             7  open          2026-01-31T08:00:00Z
             8  a "new", one
        "#]]
        .assert_eq(&table(RowType::of::<Order>(), 80, ORDERS));
    }

    #[test]
    fn texts_are_cut_and_columns_that_do_not_fit_are_hidden() {
        let long = "写真 and a long text ".repeat(6);
        let users = [user(787_132, "A"), user(1, long.trim())];
        let users: Vec<_> = users.iter().map(String::as_str).collect();
        expect![[r#"
                pk  id  username  full_name
            ────────────────────────────────────────────────────────────
            787132      natgeo    A
                 1      natgeo    写真 and a long text 写真 and a long …
        "#]]
        .assert_eq(&table(RowType::of::<UserShort>(), 60, &users));
        expect![[r#"
                pk  id
            ──────────
            787132
                 1
        "#]]
        .assert_eq(&table(RowType::of::<UserShort>(), 12, &users));
        expect![[r#"
                pk  id  username  full_name                                       profile_pic_url  profile_pic_url_hd  is_private  is_verified
            ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
            787132      natgeo    A                                                                                    false       true
                 1      natgeo    写真 and a long text 写真 and a long text 写…                                        false       true
        "#]].assert_eq(&table(RowType::of::<UserShort>(), 130, &users));
    }

    #[test]
    fn one_row_that_is_too_wide_is_a_list_of_its_columns() {
        let user = user(787_132, "A name that is longer than the line");
        expect![[r#"
            pk                  787132
            id
            username            natgeo
            full_name           A name that is long…
            profile_pic_url
            profile_pic_url_hd
            is_private          false
            is_verified         true
        "#]]
        .assert_eq(&table(RowType::of::<UserShort>(), 40, &[&user]));
    }

    #[test]
    fn the_header_comes_again_after_100_rows_and_for_wider_numbers() {
        let items: Vec<_> = (0..250).map(|number| user(10 + number % 90, "A")).collect();
        let items: Vec<_> = items.iter().map(String::as_str).collect();
        let text = table(RowType::of::<UserShort>(), 40, &items);
        let headers: Vec<_> =
            text.lines().enumerate().filter(|(_, line)| line.contains("username")).map(|(at, _)| at).collect();
        assert_eq!(headers, [0, 102, 204]);

        let (narrow, wide) = (user(7, "A"), user(u64::MAX, "A"));
        let screen = Screen::default();
        let ty = RowType::of::<UserShort>();
        let mut table: Box<dyn Sink> = Box::new(Table::new(screen.writer(), &ty.schema(), Some(60), PIPE));
        for page in [[&narrow, &narrow], [&narrow, &narrow], [&narrow, &wide]] {
            page.iter().for_each(|item| table.write(&ty.read(&json(item)).expect("a row")).expect("it can be written"));
            table.flush().expect("it can be flushed");
        }
        table.finish().expect("it can be finished");
        let text = screen.text();
        assert!(text.contains(&u64::MAX.to_string()), "{text}");
        assert_eq!(text.matches("username").count(), 2, "{text}");
    }

    #[test]
    fn no_rows_are_no_lines() {
        assert_eq!(table(RowType::of::<Order>(), 80, &[]), "");
    }
}
