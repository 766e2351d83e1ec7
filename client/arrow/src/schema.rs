//! The types of Arrow for the columns of a type.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, TimeUnit};
use hikerapi_runtime::rows::{Column, Element, FlatSchema, Kind, Schema};

use crate::metadata::{DOC, TYPE};

/// Arrow's key for the type of which a column is more than its storage.
const EXTENSION: &str = "ARROW:extension:name";

/// Arrow's key for the parameters of that type. Those of JSON are empty, but Parquet's writer needs the key.
const PARAMETERS: &str = "ARROW:extension:metadata";

/// Arrow's own name for JSON as text. Parquet has a type for it, too.
const JSON: &str = "arrow.json";

/// Returns the columns of a type as Arrow has them.
///
/// | in a row | in Arrow |
/// |---|---|
/// | id | `UInt64` |
/// | integer | `Int64` |
/// | number | `Float64` |
/// | boolean | `Boolean` |
/// | text | `Utf8` |
/// | timestamp | `Timestamp(Microsecond, "UTC")` |
/// | date | `Date32` |
/// | JSON | `Utf8` with the extension `arrow.json` |
/// | list, map | `List`, `Map`, with the type of what is in it |
/// | object | `Struct` |
///
/// An object in one of its own type is JSON, as there is no end to its columns. So is one after the first 1,000 columns, and one
/// without columns, which Parquet does not have.
///
/// The metadata has the name of the type ([`TYPE`]), and what the spec says of the type and of each column ([`DOC`]).
///
/// ```
/// use hikerapi_arrow::arrow_schema::{ArrowError, DataType};
/// use hikerapi_arrow::metadata::DOC;
/// use hikerapi_arrow::to_arrow_schema;
/// use hikerapi_runtime::rows::schema;
///
/// let schema = to_arrow_schema(&schema::<shop::types::Order>());
/// let id = schema.field_with_name("id")?;
/// assert_eq!(id.data_type(), &DataType::UInt64);
/// assert_eq!(schema.metadata()[DOC], "An order.");
/// # Ok::<(), ArrowError>(())
/// ```
#[must_use]
pub fn to_arrow_schema(schema: &Schema) -> arrow_schema::Schema {
    let mut open = Open { around: vec![schema], columns: 0 };
    let metadata = [(TYPE, &schema.name), (DOC, &schema.doc)];
    let metadata = metadata.into_iter().filter(|(_, text)| !text.is_empty());
    let metadata: HashMap<_, _> = metadata.map(|(key, text)| (key.to_owned(), text.to_string())).collect();
    arrow_schema::Schema::new_with_metadata(open.fields(schema), metadata)
}

/// Returns whether a column is JSON as text.
pub(crate) fn is_json(field: &Field) -> bool {
    field.metadata().get(EXTENSION).is_some_and(|name| name == JSON)
}

/// The objects around a column, and the columns before it.
struct Open<'a> {
    around: Vec<&'a Schema>,
    columns: usize,
}

impl<'a> Open<'a> {
    fn fields(&mut self, schema: &'a Schema) -> Fields {
        schema.columns.iter().map(|column| self.column(column)).collect()
    }

    fn column(&mut self, column: &'a Column) -> Field {
        let field = self.field(&column.name, &column.kind, column.is_nullable);
        if column.doc.is_empty() {
            return field;
        }
        let mut metadata = field.metadata().clone();
        metadata.insert(DOC.to_owned(), column.doc.to_string());
        field.with_metadata(metadata)
    }

    fn field(&mut self, name: &str, kind: &'a Kind, is_nullable: bool) -> Field {
        match self.data_type(kind) {
            Some(data_type) => Field::new(name, data_type, is_nullable),
            None => Field::new(name, DataType::Utf8, is_nullable).with_metadata(HashMap::from(
                [(EXTENSION, JSON), (PARAMETERS, "")].map(|(key, value)| (key.to_owned(), value.to_owned())),
            )),
        }
    }

    /// The type of a column; `None` for JSON.
    fn data_type(&mut self, kind: &'a Kind) -> Option<DataType> {
        let data_type = match kind {
            Kind::List(element) => DataType::List(Arc::new(self.element("element", element))),
            Kind::Map(element) => {
                let entry = [Field::new("key", DataType::Utf8, false), self.element("value", element)];
                let entries = Field::new("key_value", DataType::Struct(entry.into_iter().collect()), false);
                DataType::Map(Arc::new(entries), false)
            }
            Kind::Object(schema) => return self.object(schema()),
            plain => {
                self.columns += 1;
                scalar(plain)?
            }
        };
        Some(data_type)
    }

    /// The names of what is in lists and maps are those of Parquet's own specification.
    fn element(&mut self, name: &str, element: &'a Element) -> Field {
        self.field(name, &element.kind, element.is_nullable)
    }

    fn object(&mut self, schema: &'static Schema) -> Option<DataType> {
        let is_around = self.around.iter().any(|around| around.is(schema));
        if is_around || self.columns >= FlatSchema::MOST_COLUMNS || schema.columns.is_empty() {
            self.columns += 1;
            return None;
        }
        self.around.push(schema);
        let fields = self.fields(schema);
        self.around.pop();
        Some(DataType::Struct(fields))
    }
}

fn scalar(kind: &Kind) -> Option<DataType> {
    match kind {
        Kind::Boolean => Some(DataType::Boolean),
        Kind::Integer => Some(DataType::Int64),
        Kind::Number => Some(DataType::Float64),
        Kind::Id => Some(DataType::UInt64),
        Kind::Text => Some(DataType::Utf8),
        Kind::Timestamp => Some(DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))),
        Kind::Date => Some(DataType::Date32),
        // JSON, and kinds that are newer than this crate: any value can be written as JSON.
        _ => None,
    }
}
