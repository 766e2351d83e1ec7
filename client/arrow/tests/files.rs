//! Files: what is in them, and what becomes of those that cannot be written.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use bytes::Bytes;
use hikerapi_arrow::{BatchBuilder, ParquetWriter, record_batch, to_arrow_schema};
use hikerapi_runtime::rows::{CellWriter, Column, DynamicCell, Element, Kind, Schema, schema};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use shop::types::Order;
use shop::values::from_json;

fn order(id: u64) -> Order {
    from_json(format!("{{\"id\": {id}, \"status\": \"open\"}}").as_bytes()).expect("an order")
}

/// A file that takes so many bytes.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_the_error_of_the_call_that_wrote() {
    let mut writer = ParquetWriter::new(Full(10), &schema::<Order>()).expect("a writer");
    writer.push(&order(1)).expect("it is in memory");
    let error = writer.finish().expect_err("the disk is full");
    assert_eq!(error.io().map(io::Error::kind), Some(io::ErrorKind::StorageFull));
    assert_eq!(error.to_string(), "the Parquet file cannot be written: no storage space");
}

#[test]
fn a_file_with_a_hole_is_not_continued() {
    let mut writer = ParquetWriter::new(Full(0), &schema::<Order>()).expect("a writer");
    let failed = (0..10_000_000).find_map(|id| writer.push(&order(id)).err()).expect("the disk is full");
    assert!(failed.io().is_some(), "{failed}");
    let error = (0..10_000).find_map(|id| writer.push(&order(id)).err()).expect("it has failed");
    assert_eq!(error.to_string(), "the Parquet file is incomplete because of an earlier error");
    assert!(writer.finish().is_err());
}

/// A row with a text in place of the id.
struct Wrong;

impl DynamicCell for Wrong {
    fn write(&self, to: &mut dyn CellWriter) {
        to.begin_object();
        to.field("id");
        to.text("7");
    }
}

#[test]
fn a_row_of_another_type_says_where_it_does_not_fit() {
    let mut writer = ParquetWriter::new(Vec::new(), &schema::<Order>()).expect("a writer");
    writer.push(&order(1)).expect("an order");
    let error = writer.push(&Wrong).expect_err("no order");
    let expected = "row 2 does not fit its schema: a text came for the column `id`; write the values in the order of the \
                    schema, and each in the type of its column";
    assert_eq!(error.to_string(), expected);
    assert!(writer.push(&order(2)).is_err() || writer.finish().is_err());
}

/// The columns of one number that is never null, and of texts by keys.
fn measured() -> Schema {
    let texts = Kind::Map(Box::new(Element::new(Kind::Text)));
    Schema::new("Measured", "", vec![Column::new("number", Kind::Number), Column::new("texts", texts)])
}

struct Measured {
    number: f64,
    key: String,
}

impl DynamicCell for Measured {
    fn write(&self, to: &mut dyn CellWriter) {
        to.begin_object();
        to.field("number");
        to.number(self.number);
        to.field("texts");
        to.begin_map();
        to.key(&self.key);
        to.text("");
        to.end_map();
        to.end_object();
    }
}

#[test]
fn rows_are_counted_over_all_batches() {
    let mut builder = BatchBuilder::new(&schema::<Order>());
    (0..3).try_for_each(|id| builder.push(&order(id))).expect("orders");
    assert_eq!(builder.finish().expect("a batch").num_rows(), 3);
    builder.push(&order(3)).expect("an order");
    let error = builder.push(&Wrong).expect_err("no order");
    assert!(error.to_string().starts_with("row 5 does not fit"), "{error}");

    let mut writer = ParquetWriter::new(Vec::new(), &schema::<Order>()).expect("a writer");
    (0..100_000).try_for_each(|id| writer.push(&order(id))).expect("orders");
    let error = writer.push(&Wrong).expect_err("no order");
    assert!(error.to_string().starts_with("row 100001 does not fit"), "{error}");
}

#[test]
fn the_rows_before_one_that_does_not_fit_are_kept() {
    let mut builder = BatchBuilder::new(&schema::<Order>());
    (1..3).try_for_each(|id| builder.push(&order(id))).expect("orders");
    assert!(!builder.push(&Wrong).expect_err("no order").is_too_large());
    let error = builder.push(&order(3)).expect_err("the batch is not finished");
    assert!(error.to_string().starts_with("the row was not added: "), "{error}");
    assert_eq!(builder.len(), 2);
    assert_eq!(builder.finish().expect("two rows"), record_batch(&[order(1), order(2)]).expect("a batch"));
    builder.push(&order(3)).expect("another batch");
}

#[test]
fn a_required_number_is_finite() {
    let mut builder = BatchBuilder::new(&measured());
    builder.push(&Measured { number: 0.5, key: String::new() }).expect("a row");
    let error = builder.push(&Measured { number: f64::NAN, key: String::new() }).expect_err("no number");
    let expected = "row 2 does not fit its schema: a number that is not finite came for the column `number`";
    assert!(error.to_string().starts_with(expected), "{error}");
}

#[test]
fn a_batch_has_the_size_of_its_keys_and_nulls() {
    let mut builder = BatchBuilder::new(&measured());
    builder.push(&Measured { number: 0.5, key: "k".repeat(10_000) }).expect("a row");
    assert!(builder.size() > 10_000, "{}", builder.size());

    let nullable = |size: usize| {
        let columns = (0..size).map(|index| Column::new(format!("c{index}"), Kind::Integer).nullable(true));
        let mut builder = BatchBuilder::new(&Schema::new("Wide", "", columns.collect()));
        builder.push(&Null).expect("each column can be null");
        builder.size()
    };
    assert!(nullable(100) >= nullable(1) + 99 * 8);
}

/// A row that is null.
struct Null;

impl DynamicCell for Null {
    fn write(&self, to: &mut dyn CellWriter) {
        to.null();
    }
}

/// A file that stays on its thread.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_file_needs_not_be_sent_to_another_thread() {
    let file = Shared::default();
    let mut writer = ParquetWriter::new(file.clone(), &schema::<Order>()).expect("a writer");
    writer.push(&order(1)).expect("an order");
    writer.finish().expect("a file");
    assert!(file.0.borrow().starts_with(b"PAR1"));
}

#[test]
fn a_file_without_rows_has_its_columns() {
    let mut file = Vec::new();
    assert_eq!(ParquetWriter::new(&mut file, &schema::<Order>()).expect("a writer").finish().expect("a file"), 0);
    let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(file)).expect("a file");
    assert_eq!(**reader.schema(), to_arrow_schema(&schema::<Order>()));
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
}

#[test]
fn many_rows_are_several_row_groups_in_their_order() {
    let mut file = Vec::new();
    let mut writer = ParquetWriter::new(&mut file, &schema::<Order>()).expect("a writer");
    let rows = 140_000;
    (0..rows).try_for_each(|id| writer.push(&order(id))).expect("orders");
    assert_eq!(writer.finish().expect("a file"), rows);
    let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(file)).expect("a file");
    assert!(reader.metadata().num_row_groups() > 1);
    let mut id = 0;
    for batch in reader.build().expect("a reader") {
        let batch = batch.expect("a batch");
        let orders: Vec<_> = (id..id + batch.num_rows() as u64).map(order).collect();
        assert_eq!(batch.columns(), record_batch(&orders).expect("a batch").columns());
        id += batch.num_rows() as u64;
    }
    assert_eq!(id, rows);
}

#[test]
fn what_is_no_object_is_one_column() {
    let batch = record_batch(&[Some(7_i64), None]).expect("a batch");
    assert_eq!(batch.num_columns(), 1);
    assert_eq!(batch["value"].null_count(), 1);
    let expected = Schema::of_value(Column::new("value", Kind::Integer).nullable(true));
    assert_eq!(*batch.schema(), to_arrow_schema(&expected));
}

#[test]
fn an_object_without_fields_is_json() {
    fn empty() -> &'static Schema {
        static EMPTY: std::sync::OnceLock<Schema> = std::sync::OnceLock::new();
        EMPTY.get_or_init(|| Schema::new("Empty", "", Vec::new()))
    }
    struct Row;
    impl DynamicCell for Row {
        fn write(&self, to: &mut dyn CellWriter) {
            to.begin_object();
            to.field("empty");
            to.begin_object();
            to.end_object();
            to.end_object();
        }
    }
    let schema = Schema::new("Row", "", vec![Column::new("empty", Kind::Object(empty))]);
    let mut file = Vec::new();
    let mut writer = ParquetWriter::new(&mut file, &schema).expect("a writer");
    writer.push(&Row).expect("a row");
    writer.finish().expect("a file");
    let mut reader =
        ParquetRecordBatchReaderBuilder::try_new(Bytes::from(file)).expect("a file").build().expect("a reader");
    let batch = reader.next().expect("a batch").expect("a batch");
    let texts = batch["empty"].as_any().downcast_ref::<arrow_array::StringArray>().expect("texts");
    assert_eq!(texts.value(0), "{}");
}
