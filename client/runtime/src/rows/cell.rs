//! Values that can be in a column, and what takes them.

use super::schema::Kind;

/// A value that can be in a column. The types of responses implement it; an object is a row.
pub trait Cell: DynamicCell + Sized {
    /// Whether it can be null.
    const IS_NULLABLE: bool = false;

    /// The type of the column.
    fn kind() -> Kind;
}

/// A value whose type is not known.
pub trait DynamicCell {
    /// Writes the value.
    fn write(&self, to: &mut dyn CellWriter);
}

/// Takes values: a builder of columns, a file.
///
/// Values come in the order of the schema, each by one call: an object is `begin_object`, the values of its columns, and
/// `end_object`. Of a column of the kind [`Json`](Kind::Json) a value can come in parts, too: whatever is written is one JSON
/// value.
///
/// A later version can have new kinds of values, each with an event of its own. Such an event has a default, which writes the
/// value by one of the events that are here today: a decimal as a text. A writer of columns must therefore decide by the event,
/// and write what it does not expect in a column as JSON or as text; it must not rely on the kind alone.
pub trait CellWriter {
    /// A null.
    fn null(&mut self);
    /// `true` or `false`.
    fn boolean(&mut self, value: bool);
    /// A whole number.
    fn integer(&mut self, value: i64);
    /// A number, which may have a fraction. One that is not finite is null: no service sends it, and JSON does not have it.
    fn number(&mut self, value: f64);
    /// An id made of digits.
    fn id(&mut self, value: u64);
    /// A text.
    fn text(&mut self, value: &str);
    /// Microseconds since 1970, UTC. Those of times before the year -290308 and after 294247 are the nearest that there are.
    fn timestamp(&mut self, micros: i64);
    /// Days since 1970.
    fn date(&mut self, days: i32);
    /// JSON as the service wrote it.
    fn json(&mut self, json: &str);
    /// The start of a list.
    fn begin_list(&mut self);
    /// The end of a list.
    fn end_list(&mut self);
    /// The start of a map. Each of its values comes after its [`key`](Self::key).
    fn begin_map(&mut self);
    /// The key of the next value of a map.
    fn key(&mut self, key: &str);
    /// The end of a map.
    fn end_map(&mut self);
    /// The start of an object.
    fn begin_object(&mut self);
    /// The name of the next value of an object, which is the name of the next column.
    fn field(&mut self, name: &str);
    /// The end of an object.
    fn end_object(&mut self);
}
