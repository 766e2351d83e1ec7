//! Rows without nested columns, for CSV and tables: `location.name`, and lists as JSON text.

use std::fmt;

use super::cell::{CellWriter, DynamicCell};
use super::json::JsonBuilder;
use super::schema::{Column, Kind, Schema};
use super::time;

/// The columns of a type, with those of its objects in place of these.
#[derive(Debug, Clone)]
pub struct FlatSchema {
    columns: Vec<Column>,
    nodes: Vec<Node>,
    /// Whether a row is an object, and not one value.
    is_object: bool,
}

/// A value of a column. Its `Display` is as in CSV: null is empty.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "as `Kind`")]
pub enum FlatCell {
    Null,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Id(u64),
    Text(String),
    /// Microseconds since 1970, UTC.
    Timestamp(i64),
    /// Days since 1970.
    Date(i32),
    /// JSON on one line.
    Json(String),
}

/// What the next value is, in the order in which values come.
#[derive(Debug, Clone, Copy)]
enum Node {
    Value,
    /// It is in parts: whatever comes is JSON.
    Json,
    /// An object, whose values are columns. Where it is null, so many columns are, of so many nodes.
    Object {
        columns: usize,
        nodes: usize,
    },
}

impl FlatSchema {
    /// The number of columns after which objects are JSON text: types that contain each other would have millions.
    pub const MOST_COLUMNS: usize = 1_000;

    /// The columns of a type. An object in one of its own type is JSON text, as there is no end to its columns; so is one after
    /// the first [`MOST_COLUMNS`](Self::MOST_COLUMNS). Of two columns of one name, such as the field `a.b` and the field `b` of
    /// the object `a`, the second is `a.b_2`.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let mut flat = Self { columns: Vec::new(), nodes: Vec::new(), is_object: schema.is_object() };
        flat.add(schema, "", false, &mut vec![schema]);
        flat
    }

    /// Returns the columns, in the order of the spec.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the values of a row of this type, one for each column.
    #[must_use]
    pub fn cells(&self, row: &dyn DynamicCell) -> Vec<FlatCell> {
        let cells = Vec::with_capacity(self.columns.len());
        let mut writer = FlatWriter { schema: self, cells, node: 0, is_in_row: false, json: JsonBuilder::default() };
        row.write(&mut writer);
        writer.cells
    }

    fn add<'a>(&mut self, schema: &'a Schema, prefix: &str, is_in_nullable: bool, open: &mut Vec<&'a Schema>) {
        for column in &schema.columns {
            let name = format!("{prefix}{}", column.name);
            let is_nullable = column.is_nullable || is_in_nullable;
            let kind = match &column.kind {
                Kind::Object(inner) if self.has_room() && !open.iter().any(|around| around.is(inner())) => {
                    let inner = inner();
                    let (node, columns) = (self.nodes.len(), self.columns.len());
                    self.nodes.push(Node::Value);
                    open.push(inner);
                    self.add(inner, &format!("{name}."), is_nullable, open);
                    open.pop();
                    let (columns, nodes) = (self.columns.len() - columns, self.nodes.len() - node);
                    self.nodes[node] = Node::Object { columns, nodes };
                    continue;
                }
                Kind::Object(_) | Kind::List(_) | Kind::Map(_) | Kind::Json => Kind::Json,
                plain => plain.clone(),
            };
            self.nodes.push(if kind == Kind::Json { Node::Json } else { Node::Value });
            self.columns.push(Column { name: self.unused(name).into(), kind, is_nullable, doc: column.doc.clone() });
        }
    }

    fn has_room(&self) -> bool {
        self.columns.len() < Self::MOST_COLUMNS
    }

    /// The name, or one that no column has.
    fn unused(&self, name: String) -> String {
        let is_unused = |name: &String| self.columns.iter().all(|column| column.name != *name);
        if is_unused(&name) {
            return name;
        }
        (2_usize..).map(|number| format!("{name}_{number}")).find(is_unused).unwrap_or(name)
    }
}

impl FlatCell {
    /// Returns whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }
}

impl DynamicCell for FlatCell {
    fn write(&self, to: &mut dyn CellWriter) {
        match self {
            Self::Null => to.null(),
            Self::Boolean(value) => to.boolean(*value),
            Self::Integer(value) => to.integer(*value),
            Self::Number(value) => to.number(*value),
            Self::Id(value) => to.id(*value),
            Self::Text(value) => to.text(value),
            Self::Timestamp(micros) => to.timestamp(*micros),
            Self::Date(days) => to.date(*days),
            Self::Json(json) => to.json(json),
        }
    }
}

impl fmt::Display for FlatCell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Boolean(value) => write!(formatter, "{value}"),
            Self::Integer(value) => write!(formatter, "{value}"),
            Self::Number(value) => write!(formatter, "{value:?}"),
            Self::Id(value) => write!(formatter, "{value}"),
            Self::Text(text) | Self::Json(text) => formatter.write_str(text),
            Self::Timestamp(micros) => formatter.write_str(&time::timestamp(*micros)),
            Self::Date(days) => formatter.write_str(&time::date(*days)),
        }
    }
}

struct FlatWriter<'a> {
    schema: &'a FlatSchema,
    cells: Vec<FlatCell>,
    node: usize,
    /// Whether the object that is the row has begun.
    is_in_row: bool,
    /// The JSON that is being written.
    json: JsonBuilder,
}

impl FlatWriter<'_> {
    /// A value: of a column, or a part of the JSON of one.
    fn value(&mut self, cell: impl FnOnce() -> FlatCell, write: impl FnOnce(&mut JsonBuilder)) {
        let is_json = matches!(self.schema.nodes.get(self.node), Some(Node::Json));
        let cell = match is_json || self.json.has_begun() {
            true => {
                write(&mut self.json);
                self.json.complete().map(FlatCell::Json)
            }
            false => Some(cell()),
        };
        if let Some(cell) = cell {
            self.node += 1;
            self.cells.push(cell);
        }
    }

    /// A part of JSON, which is no value alone.
    fn part(&mut self, write: impl FnOnce(&mut JsonBuilder)) {
        self.value(|| FlatCell::Null, write);
    }
}

impl CellWriter for FlatWriter<'_> {
    fn null(&mut self) {
        if self.schema.is_object && !self.is_in_row {
            self.is_in_row = true;
            self.node = self.schema.nodes.len();
            return self.cells.resize(self.schema.columns.len(), FlatCell::Null);
        }
        match self.schema.nodes.get(self.node) {
            Some(Node::Object { columns, nodes }) if !self.json.has_begun() => {
                self.cells.extend((0..*columns).map(|_| FlatCell::Null));
                self.node += nodes;
            }
            Some(Node::Json) if !self.json.has_begun() => {
                self.cells.push(FlatCell::Null);
                self.node += 1;
            }
            _ => self.part(CellWriter::null),
        }
    }

    fn boolean(&mut self, value: bool) {
        self.value(|| FlatCell::Boolean(value), |json| json.boolean(value));
    }

    fn integer(&mut self, value: i64) {
        self.value(|| FlatCell::Integer(value), |json| json.integer(value));
    }

    fn number(&mut self, value: f64) {
        if !value.is_finite() {
            return self.null();
        }
        self.value(|| FlatCell::Number(value), |json| json.number(value));
    }

    fn id(&mut self, value: u64) {
        self.value(|| FlatCell::Id(value), |json| json.id(value));
    }

    fn text(&mut self, value: &str) {
        self.value(|| FlatCell::Text(value.to_owned()), |json| json.text(value));
    }

    fn timestamp(&mut self, micros: i64) {
        self.value(|| FlatCell::Timestamp(micros), |json| json.timestamp(micros));
    }

    fn date(&mut self, days: i32) {
        self.value(|| FlatCell::Date(days), |json| json.date(days));
    }

    fn json(&mut self, value: &str) {
        self.value(|| FlatCell::Json(value.to_owned()), |json| json.json(value));
    }

    fn begin_list(&mut self) {
        self.part(CellWriter::begin_list);
    }

    fn end_list(&mut self) {
        self.part(CellWriter::end_list);
    }

    fn begin_map(&mut self) {
        self.part(CellWriter::begin_map);
    }

    fn key(&mut self, key: &str) {
        self.part(|json| json.key(key));
    }

    fn end_map(&mut self) {
        self.part(CellWriter::end_map);
    }

    fn begin_object(&mut self) {
        if self.schema.is_object && !std::mem::replace(&mut self.is_in_row, true) {
            return;
        }
        match self.schema.nodes.get(self.node) {
            Some(Node::Object { .. }) if !self.json.has_begun() => self.node += 1,
            _ => self.part(CellWriter::begin_object),
        }
    }

    fn field(&mut self, name: &str) {
        if self.json.has_begun() {
            self.part(|json| json.field(name));
        }
    }

    fn end_object(&mut self) {
        if self.json.has_begun() {
            self.part(CellWriter::end_object);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{Cell, schema};

    /// An object that contains others, and itself.
    struct Node {
        place: Option<Place>,
        parent: Option<Box<Node>>,
        tags: Vec<String>,
        size: i64,
    }

    struct Place {
        name: String,
        at: (i64, Option<i64>),
    }

    crate::rt::rows! {
        objects {
            Node: "Node" = "A node." {
                place: "place" = "Where it is.",
                parent: "parent" = "",
                tags: "tags" = "",
                size: "size" = "",
            }
            Place: "Place" = "" {
                name: "name" = "Its name.",
                at: "at" = "",
            }
        }
    }

    fn node(place: Option<Place>, parent: Option<Box<Node>>) -> Node {
        Node { place, parent, tags: vec!["a".to_owned(), "b,\"c\"".to_owned()], size: 7 }
    }

    fn row<T: Cell>(value: &T) -> Vec<String> {
        FlatSchema::new(&schema::<T>()).cells(value).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn objects_are_columns_and_all_else_that_is_nested_is_json() {
        let flat = FlatSchema::new(&schema::<Node>());
        let column =
            |column: &Column| format!("{}: {}{}", column.name, column.kind, if column.is_nullable { "?" } else { "" });
        let columns: Vec<_> = flat.columns().iter().map(column).collect();
        assert_eq!(columns, ["place.name: text?", "place.at: json?", "parent: json?", "tags: json", "size: integer"]);
        assert_eq!(flat.columns()[0].doc, "Its name.");
    }

    #[test]
    fn a_row_has_a_value_for_each_column() {
        let place = || Some(Place { name: "Here".to_owned(), at: (1, None) });
        let tags = "[\"a\",\"b,\\\"c\\\"\"]";
        assert_eq!(row(&node(place(), None)), ["Here", "[1,null]", "", tags, "7"]);
        let inner = format!("{{\"place\":null,\"parent\":null,\"tags\":{tags},\"size\":7}}");
        assert_eq!(row(&node(None, Some(Box::new(node(None, None))))), ["", "", &*inner, tags, "7"]);
        assert_eq!(row(&vec![1_i64, 2]), ["[1,2]"]);
        assert_eq!(row(&"one".to_owned()), ["one"]);
        assert_eq!(row(&None::<i64>), [""]);
        assert_eq!(row(&None::<Node>), ["", "", "", "", ""]);
    }

    #[test]
    fn names_of_columns_are_different() {
        fn inner() -> &'static Schema {
            static SCHEMA: std::sync::OnceLock<Schema> = std::sync::OnceLock::new();
            SCHEMA.get_or_init(|| Schema::new("Inner", "", vec![Column::new("b", Kind::Id)]))
        }
        let [text, object] = [Column::new("a.b", Kind::Text), Column::new("a", Kind::Object(inner))];
        let names = |columns: Vec<Column>| {
            let flat = FlatSchema::new(&Schema::new("Outer", "", columns));
            flat.columns().iter().map(|column| format!("{} {}", column.name, column.kind)).collect::<Vec<_>>()
        };
        assert_eq!(names(vec![text.clone(), object.clone()]), ["a.b text", "a.b_2 id"]);
        let taken = Column::new("a.b_2", Kind::Date);
        assert_eq!(names(vec![taken, object, text]), ["a.b_2 date", "a.b id", "a.b_3 text"]);
    }
}
