//! Any rows of any schema come back from Arrow and Parquet, and no events make a builder panic.

mod support;

use arrow_array::RecordBatch;
use bytes::Bytes;
use hikerapi_arrow::{BatchBuilder, ParquetWriter};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use proptest::prelude::*;

use support::events::{Event, Events};
use support::{any_type, columns_and_rows, rows, schema};

/// Any event, of values that occur in the rows.
fn any_event() -> impl Strategy<Value = Event> {
    proptest::sample::select(vec![
        Event::Null,
        Event::Boolean(true),
        Event::Integer(-1),
        Event::Number(f64::NAN),
        Event::Number(0.5),
        Event::Id(u64::MAX),
        Event::Text("text".to_owned()),
        Event::Timestamp(i64::MIN),
        Event::Date(i32::MAX),
        Event::Json("{\"a\": 1}".to_owned()),
        Event::BeginList,
        Event::EndList,
        Event::BeginMap,
        Event::Key("key".to_owned()),
        Event::EndMap,
        Event::BeginObject,
        Event::Field("f0".to_owned()),
        Event::Field("f1".to_owned()),
        Event::EndObject,
    ])
}

/// Puts an event in the place of so many others.
fn changed(mut events: Events, at: prop::sample::Index, removed: usize, added: &[Event]) -> Events {
    let at = at.index(events.0.len() + 1);
    let end = events.0.len().min(at + removed);
    events.0.splice(at..end, added.iter().cloned());
    events
}

fn from_parquet(file: Vec<u8>) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(file)).expect("a file");
    reader.build().expect("a reader").collect::<Result<_, _>>().expect("batches")
}

proptest! {
    #[test]
    fn values_come_back((columns, values) in columns_and_rows()) {
        let Some(schema) = schema(&columns) else { return Ok(()) };
        let mut builder = BatchBuilder::new(&schema);
        values.iter().try_for_each(|row| builder.push(row)).expect("rows of the schema");
        prop_assert_eq!(builder.len(), values.len());
        let batch = builder.finish().expect("rows of the schema");
        prop_assert_eq!(rows(&batch, &columns), values.clone());
        prop_assert_eq!(builder.finish().expect("nothing").num_rows(), 0, "finished rows are gone");

        let mut file = Vec::new();
        let mut writer = ParquetWriter::new(&mut file, &schema).expect("a writer");
        values.iter().try_for_each(|row| writer.push(row)).expect("rows of the schema");
        prop_assert_eq!(writer.finish().expect("a file"), values.len() as u64);
        let read: Vec<_> = from_parquet(file).iter().flat_map(|batch| rows(batch, &columns)).collect();
        prop_assert_eq!(read, values);
    }

    #[test]
    fn rows_of_another_shape_are_an_error_or_rows_of_this_one(
        (columns, values) in columns_and_rows(),
        at in any::<prop::sample::Index>(),
        removed in 0..3_usize,
        added in proptest::collection::vec(any_event(), 0..3),
    ) {
        let Some(schema) = schema(&columns) else { return Ok(()) };
        let Some((last, others)) = values.split_last() else { return Ok(()) };
        let mut builder = BatchBuilder::new(&schema);
        others.iter().try_for_each(|row| builder.push(row)).expect("rows of the schema");
        let added = builder.push(&changed(Events::of(last), at, removed, &added));
        let begin = format!("row {} does not fit its schema: ", values.len());
        if let Err(error) = &added {
            prop_assert!(error.to_string().starts_with(&begin), "{}", error);
            prop_assert!(builder.push(last).is_err(), "the batch has to be finished before");
        }
        let before = rows(&builder.finish().expect("the rows that fit"), &columns);
        prop_assert_eq!(before.len(), others.len() + usize::from(added.is_ok()));
        prop_assert_eq!(&before[..others.len()], others);
        // It begins again, with nothing of these rows.
        builder.push(last).expect("a row of the schema");
        prop_assert_eq!(rows(&builder.finish().expect("a row"), &columns), std::slice::from_ref(last));
    }

    #[test]
    fn no_events_panic(
        columns in proptest::collection::vec(any_type(), 0..4),
        events in proptest::collection::vec(proptest::collection::vec(any_event(), 0..40).prop_map(Events), 1..4),
    ) {
        let Some(schema) = schema(&columns) else { return Ok(()) };
        let mut builder = BatchBuilder::new(&schema);
        let added = events.iter().take_while(|row| builder.push(*row).is_ok()).count();
        prop_assert_eq!(builder.len(), added);
        prop_assert_eq!(builder.finish().expect("the rows that fit").num_rows(), added);
    }
}
