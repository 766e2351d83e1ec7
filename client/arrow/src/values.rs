//! The values of one column while they are collected.

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder,
    UInt64Builder,
};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer};

/// The values of a column, without those of the columns in it.
pub(crate) enum Values {
    Boolean(BooleanBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Id(UInt64Builder),
    Text(StringBuilder),
    Timestamp(TimestampMicrosecondBuilder),
    Date(Date32Builder),
    Json(StringBuilder),
    List(Ranges),
    Map { keys: StringBuilder, ranges: Ranges },
    Object(NullBufferBuilder),
}

/// Which items belong to which list.
pub(crate) struct Ranges {
    /// Where each list ends, after a 0.
    offsets: Vec<i32>,
    nulls: NullBufferBuilder,
}

impl Values {
    /// The number of values.
    pub(crate) fn len(&self) -> usize {
        use arrow_array::builder::ArrayBuilder as _;
        match self {
            Self::Boolean(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Number(values) => values.len(),
            Self::Id(values) => values.len(),
            Self::Text(values) | Self::Json(values) => values.len(),
            Self::Timestamp(values) => values.len(),
            Self::Date(values) => values.len(),
            Self::List(ranges) | Self::Map { ranges, .. } => ranges.nulls.len(),
            Self::Object(nulls) => nulls.len(),
        }
    }

    /// Adds a null; to an object without those of its columns.
    pub(crate) fn append_null(&mut self) {
        match self {
            Self::Boolean(values) => values.append_null(),
            Self::Integer(values) => values.append_null(),
            Self::Number(values) => values.append_null(),
            Self::Id(values) => values.append_null(),
            Self::Text(values) | Self::Json(values) => values.append_null(),
            Self::Timestamp(values) => values.append_null(),
            Self::Date(values) => values.append_null(),
            Self::List(ranges) | Self::Map { ranges, .. } => ranges.append_null(),
            Self::Object(nulls) => nulls.append_null(),
        }
    }
}

impl Ranges {
    pub(crate) fn new() -> Self {
        Self { offsets: vec![0], nulls: NullBufferBuilder::new(0) }
    }

    /// Ends a list where so many items are there; `None` where they are too many.
    pub(crate) fn end(&mut self, items: usize) -> Option<()> {
        self.offsets.push(i32::try_from(items).ok()?);
        self.nulls.append_non_null();
        Some(())
    }

    fn append_null(&mut self) {
        self.offsets.push(self.offsets.last().copied().unwrap_or_default());
        self.nulls.append_null();
    }

    /// Takes the first lists, so many.
    pub(crate) fn take(&mut self, length: usize) -> (OffsetBuffer<i32>, Option<arrow_buffer::NullBuffer>) {
        let mut offsets = std::mem::replace(&mut self.offsets, vec![0]);
        offsets.truncate(length + 1);
        self.nulls.truncate(length);
        (OffsetBuffer::new(offsets.into()), self.nulls.finish())
    }
}

/// Adds a text; `None` where the column would be longer than offsets of 32 bits can say.
pub(crate) fn append_text(values: &mut StringBuilder, text: &str) -> Option<()> {
    let length = values.values_slice().len().checked_add(text.len())?;
    i32::try_from(length).ok()?;
    values.append_value(text);
    Some(())
}
