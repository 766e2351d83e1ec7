use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{TimestampMicrosecondType, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use hikerapi::types::Usertag;
use hikerapi_runtime::dynamic::RowType;
use hikerapi_runtime::rows::{Column, FlatCell, Kind};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use shop::types::Order;

use crate::output::{Output, OutputOptions};
use crate::terminal::Terminal;

const PIPE: Terminal = Terminal { is_input: false, is_output: false, is_error: false, is_quiet: true };

/// Writes items and reads the file back.
fn read_back(ty: RowType, select: &[&str], items: &[&str]) -> RecordBatch {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.parquet");
    let select = select.iter().map(|name| (*name).to_owned()).collect();
    let options = OutputOptions { out: Some(path.clone()), select, ..OutputOptions::default() };
    let inputs = [Column::new("user_id", Kind::Id)];
    let mut output = Output::open(&options, &inputs, ty, &PIPE).expect("an output");
    for item in items {
        output.write(&[FlatCell::Id(25)], &item.parse().expect("JSON")).expect("it can be written");
        output.flush().expect("it can be flushed");
    }
    assert_eq!(output.finish(true).failure, None);
    read(&path)
}

fn read(path: &Path) -> RecordBatch {
    let file = File::open(path).expect("it is there");
    let mut reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet").build().expect("a reader");
    let batch = reader.next().expect("rows").expect("a batch");
    assert!(reader.next().is_none());
    batch
}

/// The names of the columns and their types.
fn columns(batch: &RecordBatch) -> Vec<(String, DataType)> {
    batch.schema().fields().iter().map(|field| (field.name().clone(), field.data_type().clone())).collect()
}

fn utc() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

#[test]
fn rows_are_read_back_with_the_types_of_the_spec() {
    let items = [r#"{"id": "7", "status": "open", "placed_at": 1769846400}"#, r#"{"id": 8, "status": "paid"}"#];
    let batch = read_back(RowType::of::<Order>(), &[], &items);
    let expected = [
        ("input_user_id".to_owned(), DataType::UInt64),
        ("id".to_owned(), DataType::UInt64),
        ("status".to_owned(), DataType::Utf8),
        ("placed_at".to_owned(), utc()),
    ];
    assert_eq!(columns(&batch), expected);
    assert_eq!(batch.column(0).as_primitive::<UInt64Type>().values(), &[25, 25]);
    assert_eq!(batch.column(1).as_primitive::<UInt64Type>().values(), &[7, 8]);
    assert_eq!(batch.column(2).as_string::<i32>().iter().flatten().collect::<Vec<_>>(), ["open", "paid"]);
    let placed: Vec<_> = batch.column(3).as_primitive::<TimestampMicrosecondType>().iter().collect();
    assert_eq!(placed, [Some(1_769_846_400_000_000), None]);
}

#[test]
fn nested_columns_stay_nested_and_selected_ones_are_flat_and_typed() {
    let item =
        r#"{"user": {"pk": "1", "username": "natgeo", "full_name": "A", "is_private": false}, "x": 0.5, "y": 1}"#;
    let nested = read_back(RowType::of::<Usertag>(), &[], &[item]);
    let names: Vec<_> = columns(&nested).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["input_user_id", "user", "x", "y"]);
    let user = nested.column(1).as_struct();
    let pk = user.column_by_name("pk").expect("a column");
    assert_eq!(pk.as_primitive::<UInt64Type>().values(), &[1]);

    let flat = read_back(RowType::of::<Usertag>(), &["x", "user.pk", "user.profile_pic_url"], &[item]);
    let expected = [
        ("x".to_owned(), DataType::Float64),
        ("user.pk".to_owned(), DataType::UInt64),
        ("user.profile_pic_url".to_owned(), DataType::Utf8),
    ];
    assert_eq!(columns(&flat), expected);
    // A column that is null in every row has its type.
    assert_eq!(flat.column(2).null_count(), 1);
}
