//! Rows of every type of the client and of the golden with everything: the spec decides the columns, whatever the service sent.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use bytes::Bytes;
use hikerapi::rows::{Cell, Column, Element, FlatCell, FlatSchema, Kind, Schema, schema, to_json};
use hikerapi::rt::{Decode, Sample};
use hikerapi::types::{Media, User, UserShort};
use hikerapi::values::{Json, Timestamp, from_json};
use hikerapi_arrow::metadata::{DOC, TYPE};
use hikerapi_arrow::{ParquetWriter, record_batch, to_arrow_schema};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

use crate::everything;

// `each_type!`, with everything in the spec.
include!(concat!(env!("OUT_DIR"), "/types.rs"));

/// As `each_type!`, for the golden.
macro_rules! each_type_of_everything {
    ($check:ident: $($name:ident)*) => {
        $($check::<everything::types::$name>();)*
    };
}

/// Calls a function for every type of the client and of the golden.
macro_rules! every_type {
    ($check:ident) => {
        each_type!($check);
        each_type_of_everything! { $check:
            OrderId ThingPk ThingKey Status Priority Color Size Line Range Nest Names Card BankAccount Order OrderList Hits Thing
            Twin Envelope Inner Quota OrderAddress OrderListMeta Source OrderRef Value Pair Reference
            PostId Post RelatedPost Sections Section SectionLayout Tile Stream StreamRow StreamData StreamPosts StreamPaging Days
            Day SectionsResponse SectionLayoutSide SectionLayoutSideClips Stamp SealId Wax Seal Mark
        }
    };
}

#[test]
fn the_list_of_the_golden_s_types_is_complete() {
    let samples = include_str!("../../golden/everything/generated/samples/types.rs");
    let list = include_str!("rows.rs");
    let names = samples.lines().filter_map(|line| line.trim().strip_prefix("super::super::types::")?.split(':').next());
    let names: Vec<_> = names.collect();
    assert_eq!(names.len(), 50);
    let words: Vec<_> = list.lines().skip_while(|line| !line.contains("OrderId ThingPk")).take(4).collect();
    let words: Vec<_> = words.iter().flat_map(|line| line.split_whitespace()).collect();
    assert!(names.iter().all(|name| words.contains(name)), "{names:?} in {words:?}");
}

/// JSON has the shape that a schema says.
#[track_caller]
fn conforms(schema: &Schema, json: &Value) {
    if !schema.is_object() {
        return fits("$", &schema.columns[0].kind, schema.columns[0].is_nullable, json);
    }
    fits_object("$", schema, json);
}

#[track_caller]
fn fits_object(path: &str, schema: &Schema, json: &Value) {
    let fields = json.as_object().unwrap_or_else(|| panic!("{path} is no object: {json}"));
    let names: BTreeSet<_> = schema.columns.iter().map(|column| &*column.name).collect();
    assert_eq!(fields.keys().map(String::as_str).collect::<BTreeSet<_>>(), names, "{path}");
    for Column { name, kind, is_nullable, .. } in &schema.columns {
        fits(&format!("{path}.{name}"), kind, *is_nullable, &fields[&**name]);
    }
}

#[track_caller]
fn fits(path: &str, kind: &Kind, is_nullable: bool, json: &Value) {
    if json.is_null() {
        return assert!(is_nullable, "{path} is null");
    }
    let item = |element: &Element, path: String, json: &Value| fits(&path, &element.kind, element.is_nullable, json);
    match kind {
        Kind::List(element) => {
            let items = json.as_array().unwrap_or_else(|| panic!("{path} is no list: {json}"));
            items.iter().enumerate().for_each(|(index, value)| item(element, format!("{path}[{index}]"), value));
        }
        Kind::Map(element) => {
            let entries = json.as_object().unwrap_or_else(|| panic!("{path} is no map: {json}"));
            entries.iter().for_each(|(key, value)| item(element, format!("{path}.{key}"), value));
        }
        Kind::Object(schema) => fits_object(path, schema(), json),
        Kind::Json => {}
        plain => assert!(is_plain(plain, json), "{path} is no {plain:?}: {json}"),
    }
}

fn is_plain(kind: &Kind, json: &Value) -> bool {
    let text_is = |check: &dyn Fn(&str) -> bool| json.as_str().is_some_and(check);
    match kind {
        Kind::Boolean => json.is_boolean(),
        Kind::Integer => json.is_i64(),
        Kind::Number => json.is_number(),
        Kind::Id => json.is_u64(),
        Kind::Text => json.is_string(),
        Kind::Timestamp => text_is(&|text| text.ends_with('Z') && text.parse::<Timestamp>().is_ok()),
        Kind::Date => text_is(&|text| text.parse::<hikerapi::values::Date>().is_ok()),
        _ => false,
    }
}

fn json_has_the_shape_of_the_schema<T: Sample + Cell>() {
    let json = to_json(&T::sample());
    conforms(&schema::<T>(), &serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}")));
}

#[test]
fn the_json_of_every_type_has_the_shape_of_its_schema() {
    every_type!(json_has_the_shape_of_the_schema);
}

fn flat_cells_are_those_of_the_columns<T: Sample + Cell>() {
    let flat = FlatSchema::new(&schema::<T>());
    let cells = flat.cells(&T::sample());
    assert_eq!(cells.len(), flat.columns().len(), "{:?}", flat.columns());
    for (column, cell) in flat.columns().iter().zip(&cells) {
        let is_kind = match (cell, &column.kind) {
            (FlatCell::Null, _) => column.is_nullable,
            (FlatCell::Boolean(_), kind) => *kind == Kind::Boolean,
            (FlatCell::Integer(_), kind) => *kind == Kind::Integer,
            (FlatCell::Number(_), kind) => *kind == Kind::Number,
            (FlatCell::Id(_), kind) => *kind == Kind::Id,
            (FlatCell::Text(_), kind) => *kind == Kind::Text,
            (FlatCell::Timestamp(_), kind) => *kind == Kind::Timestamp,
            (FlatCell::Date(_), kind) => *kind == Kind::Date,
            (FlatCell::Json(json), kind) => *kind == Kind::Json && serde_json::from_str::<Value>(json).is_ok(),
            _ => false,
        };
        assert!(is_kind, "{}: {:?} is {cell:?}", column.name, column.kind);
    }
}

#[test]
fn flat_cells_of_every_type_are_those_of_its_columns() {
    every_type!(flat_cells_are_those_of_the_columns);
}

/// The only batch of a Parquet file, with the metadata of the file, which its reader leaves out.
fn from_parquet(file: Vec<u8>) -> RecordBatch {
    let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(file)).expect("a file");
    let schema = Arc::clone(reader.schema());
    let batches: Vec<_> = reader.build().expect("a reader").collect::<Result<_, _>>().expect("batches");
    let [batch] = batches.as_slice() else { panic!("{} batches", batches.len()) };
    batch.clone().with_schema(schema).expect("the same columns")
}

fn to_parquet<T: Cell>(items: &[T]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = ParquetWriter::new(&mut file, &schema::<T>()).expect("a writer");
    items.iter().try_for_each(|item| writer.push(item)).expect("rows");
    assert_eq!(writer.finish().expect("a file"), items.len() as u64);
    file
}

fn arrow_and_parquet_have_the_sample<T: Sample + Cell>() {
    let items = [T::sample(), T::sample(), T::sample()];
    let batch = record_batch(&items).expect("a batch");
    assert_eq!(batch.num_rows(), 3);
    assert_eq!(*batch.schema(), to_arrow_schema(&schema::<T>()));
    assert_eq!(from_parquet(to_parquet(&items)), batch);
}

#[test]
fn arrow_and_parquet_have_the_samples_of_every_type() {
    every_type!(arrow_and_parquet_have_the_sample);
}

fn nulls_have_the_declared_types<T: Sample + Cell>() {
    let nulls = [None::<T>, None, None];
    let batch = record_batch(&nulls).expect("a batch");
    let declared = to_arrow_schema(&schema::<T>());
    for ((column, field), declared) in batch.columns().iter().zip(batch.schema().fields()).zip(declared.fields()) {
        assert_eq!(column.null_count(), 3, "{field}");
        assert_eq!((field.name(), field.data_type()), (declared.name(), declared.data_type()));
        assert_eq!(column.data_type(), declared.data_type());
    }
    assert_eq!(from_parquet(to_parquet(&nulls)), batch);
}

#[test]
fn a_column_that_is_null_throughout_has_its_type() {
    every_type!(nulls_have_the_declared_types);
}

/// The types of the columns of Arrow, by name.
fn types(schema: &arrow_schema::Schema) -> Vec<(&str, String)> {
    schema.fields().iter().map(|field| (field.name().as_str(), field.data_type().to_string())).collect()
}

#[test]
fn the_columns_of_arrow_have_the_types_of_the_spec() {
    let thing = to_arrow_schema(&schema::<everything::types::Thing>());
    let types = types(&thing);
    let json = ["some_json", "pair", "triple", "parent"];
    for (name, expected) in [
        ("pk", "UInt64"),
        ("key", "Utf8"),
        ("a_boolean", "Boolean"),
        ("an_integer", "Int64"),
        ("a_number", "Float64"),
        ("a_url", "Utf8"),
        ("a_cursor", "Utf8"),
    ] {
        assert!(types.contains(&(name, expected.to_owned())), "{name}: {types:?}");
    }
    for name in json {
        let field = thing.field_with_name(name).expect(name);
        assert_eq!((field.data_type(), field.extension_type_name()), (&DataType::Utf8, Some("arrow.json")), "{name}");
    }
    let field = |name: &str| thing.field_with_name(name).expect(name).data_type();
    assert_eq!(field("a_timestamp"), &DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())));
    assert!(
        matches!(field("list"), DataType::List(item) if item.data_type() == &DataType::Int64 && !item.is_nullable())
    );
    assert!(matches!(field("list_or_null"), DataType::List(item) if item.is_nullable()));
    assert!(matches!(field("map"), DataType::Map(..)));
    let DataType::Struct(twin) = field("twin") else { panic!("{:?}", field("twin")) };
    assert!(twin.iter().all(|field| field.name() == "thing" || field.name() == "twins"), "{twin:?}");
    assert_eq!(thing.metadata()[TYPE], "Thing");
    assert!(thing.metadata()[DOC].starts_with("A thing with every kind of field"));
    assert_eq!(thing.field_with_name("parent").expect("a field").metadata()[DOC], "The thing that it is a part of.");
    let order = to_arrow_schema(&schema::<everything::types::Order>());
    assert_eq!(order.field_with_name("placed_on").expect("a field").data_type(), &DataType::Date32);
}

/// Values of a type that arrived in other forms are the same rows.
#[track_caller]
fn same_rows<T: Cell + Decode>(forms: &[String]) {
    let values: Vec<T> = forms.iter().map(|json| from_json(json.as_bytes()).expect(json)).collect();
    let rows: Vec<_> = values.iter().map(|value| to_json(value)).collect();
    assert!(rows.windows(2).all(|two| two[0] == two[1]), "{rows:#?}");
    let batches: Vec<_> = values.iter().map(|value| record_batch([value]).expect("a batch")).collect();
    assert!(batches.windows(2).all(|two| two[0] == two[1]), "{batches:#?}");
}

#[test]
fn the_form_in_which_a_value_arrived_does_not_change_its_row() {
    same_rows::<UserShort>(&["787132", "\"787132\""].map(|pk| format!("{{\"pk\":{pk},\"username\":\"natgeo\"}}")));
    let post = serde_json::to_string(&Media::sample()).expect("JSON");
    let post: Value = serde_json::from_str(&post).expect("JSON");
    let at = |taken_at: Value| {
        let mut post = post.clone();
        assert!(post.get("taken_at").is_some(), "{post}");
        post["taken_at"] = taken_at;
        post.to_string()
    };
    same_rows::<Media>(&[
        at(1_769_846_400.into()),
        at("1769846400".into()),
        at("2026-01-31T08:00:00Z".into()),
        at("2026-01-31T10:00:00+02:00".into()),
    ]);
}

#[test]
fn ids_of_profiles_and_of_lists_are_columns_of_one_type() {
    let pk = |schema: &Schema| {
        let column = schema.columns.iter().find(|column| column.name == "pk").expect("a pk");
        column.kind.clone()
    };
    assert_eq!(pk(&schema::<User>()), Kind::Id);
    assert_eq!(pk(&schema::<UserShort>()), Kind::Id);
}

#[test]
fn json_of_any_shape_can_be_null_and_a_union_cannot() {
    let values: Vec<Json> = from_json(b"[null, {\"a\": [1.50, null]}]").expect("JSON");
    let batch = record_batch(&values).expect("a batch");
    assert!(batch.schema().field(0).is_nullable());
    assert_eq!((batch["value"].null_count(), to_json(&values[1])), (1, "{\"a\":[1.50,null]}".to_owned()));
    // Only a program can make it.
    let values = [everything::types::Value::from(true), everything::types::Value::Unknown(Json::default())];
    let batch = record_batch(&values).expect("a batch");
    assert!(!batch.schema().field(0).is_nullable());
    assert_eq!(batch["value"].null_count(), 0);
}

#[test]
fn numbers_that_are_not_finite_are_null() {
    let quota = |number: f64| {
        let mut names = everything::types::Names::sample();
        names.number = Some(number.into()).into();
        names
    };
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let json: Value = serde_json::from_str(&to_json(&quota(number))).expect("JSON");
        assert_eq!(json["number"], Value::Null);
        let batch = record_batch([&quota(number)]).expect("a batch");
        assert!(Arc::clone(&batch["number"]).is_null(0));
        let flat = FlatSchema::new(&schema::<everything::types::Names>());
        let at = flat.columns().iter().position(|column| column.name == "number").expect("a column");
        assert!(flat.cells(&quota(number))[at].is_null());
    }
}
