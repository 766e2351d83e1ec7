//! Sorts the values of rows into columns.

use hikerapi_runtime::rows::{CellWriter, JsonBuilder};

use crate::columns::{Column, append_null, columns, path};
use crate::error::Error;
use crate::values::{Values, append_text};

/// Takes the values of one row after the other.
pub(crate) struct ColumnWriter {
    pub(crate) columns: Vec<Column>,
    /// The column of the next value.
    at: usize,
    /// Whether a value can come: in an object after the name of its field, in a map after its key.
    is_due: bool,
    /// Where the columns of the innermost object end; 0 in a list or a map.
    object_end: usize,
    /// The lists, maps and objects that are open, by their columns.
    open: Vec<usize>,
    /// The JSON that is being written.
    json: JsonBuilder,
    /// The complete rows.
    pub(crate) rows: usize,
    /// The rows of earlier batches.
    pub(crate) rows_before: u64,
    /// About how many bytes the values have.
    pub(crate) bytes: usize,
    /// The first value of the row that did not fit. What comes after it is ignored.
    error: Option<Error>,
}

impl ColumnWriter {
    pub(crate) fn new(schema: &arrow_schema::Schema) -> Self {
        Self {
            columns: columns(schema),
            at: 0,
            is_due: false,
            object_end: 0,
            open: Vec::new(),
            json: JsonBuilder::default(),
            rows: 0,
            rows_before: 0,
            bytes: 0,
            error: None,
        }
    }

    /// Begins a row.
    pub(crate) fn begin(&mut self) {
        self.at = 0;
        self.is_due = true;
    }

    /// Ends a row. The values that it lacks are an error, too, after which the columns have different lengths.
    pub(crate) fn end(&mut self) -> Result<(), Error> {
        if self.at != self.columns[0].end || !self.open.is_empty() {
            self.misfit("the end of the row");
        }
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        self.rows += 1;
        Ok(())
    }

    /// The values of the column whose value is due.
    fn due(&mut self) -> Option<&mut Values> {
        self.is_due.then(|| &mut self.columns[self.at].values)
    }

    /// The value is complete.
    fn next(&mut self, bytes: usize) {
        let column = &self.columns[self.at];
        self.is_due = column.is_item;
        self.at = column.next(self.at);
        self.bytes += bytes;
    }

    /// A text was added, where it could be.
    fn text_added(&mut self, added: Option<()>, bytes: usize) {
        match added {
            // With an offset.
            Some(()) => self.next(bytes + 4),
            None => self.fail(Error::too_large(path(&self.columns, self.at))),
        }
    }

    /// A part of the JSON of a value.
    fn part(&mut self, write: impl FnOnce(&mut JsonBuilder)) {
        write(&mut self.json);
        if let Some(json) = self.json.complete()
            && let Some(Values::Json(values)) = self.due()
        {
            let added = append_text(values, &json);
            self.text_added(added, json.len());
        }
    }

    /// A part that no JSON begins with.
    fn later_part(&mut self, found: &'static str, write: impl FnOnce(&mut JsonBuilder)) {
        match self.json.has_begun() {
            true => self.part(write),
            false => self.misfit(found),
        }
    }

    /// Opens a list, a map or an object.
    fn open(&mut self, is_due: bool) {
        self.open.push(self.at);
        self.entered();
        self.at += 1;
        self.is_due = is_due;
    }

    /// Another list, map or object is the innermost one.
    fn entered(&mut self) {
        self.object_end = match self.open.last().map(|&at| &self.columns[at]) {
            Some(Column { values: Values::Object(_), end, .. }) => *end,
            _ => 0,
        };
    }

    /// Closes it.
    fn close(&mut self, at: usize) {
        self.open.pop();
        self.entered();
        self.at = at;
        self.next(4);
    }

    /// The list, the map or the object that is open, and its values.
    fn innermost(&mut self) -> Option<(usize, &mut Values)> {
        let at = *self.open.last()?;
        Some((at, &mut self.columns[at].values))
    }

    /// Closes a list or a map, whose items are there.
    fn close_ranges(&mut self, at: usize) {
        let items = self.columns[at + 1].values.len();
        let (Values::List(ranges) | Values::Map { ranges, .. }) = &mut self.columns[at].values else { return };
        match ranges.end(items) {
            Some(()) => self.close(at),
            None => self.fail(Error::too_large(path(&self.columns, at))),
        }
    }

    #[cold]
    fn misfit(&mut self, found: &'static str) {
        let column = path(&self.columns, self.at.min(self.columns.len() - 1));
        self.fail(Error::misfit(self.rows_before + self.rows as u64 + 1, column, found));
    }

    #[cold]
    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
        self.is_due = false;
        self.open.clear();
        self.object_end = 0;
        self.json = JsonBuilder::default();
    }
}

/// A value of a type of fixed size: to its column, or to JSON.
macro_rules! plain {
    ($($event:ident($type:ty): $kind:ident, $found:literal;)*) => {$(
        fn $event(&mut self, value: $type) {
            match self.due() {
                Some(Values::$kind(values)) => {
                    values.append_value(value);
                    self.next(size_of::<$type>());
                }
                Some(Values::Json(_)) => self.part(|json| json.$event(value)),
                _ => self.misfit($found),
            }
        }
    )*};
}

impl CellWriter for ColumnWriter {
    plain! {
        boolean(bool): Boolean, "a boolean";
        integer(i64): Integer, "an integer";
        id(u64): Id, "an id";
        timestamp(i64): Timestamp, "a timestamp";
        date(i32): Date, "a date";
    }

    fn number(&mut self, value: f64) {
        match self.due() {
            Some(_) if !value.is_finite() => self.null_for("a number that is not finite"),
            Some(Values::Number(values)) => {
                values.append_value(value);
                self.next(size_of::<f64>());
            }
            Some(Values::Json(_)) => self.part(|json| json.number(value)),
            _ => self.misfit("a number"),
        }
    }

    fn null(&mut self) {
        self.null_for("null");
    }

    fn text(&mut self, value: &str) {
        match self.due() {
            Some(Values::Text(values)) => {
                let added = append_text(values, value);
                self.text_added(added, value.len());
            }
            Some(Values::Json(_)) => self.part(|json| json.text(value)),
            _ => self.misfit("a text"),
        }
    }

    fn json(&mut self, value: &str) {
        match self.due() {
            Some(Values::Json(_)) => self.part(|json| json.json(value)),
            _ => self.misfit("JSON"),
        }
    }

    fn begin_list(&mut self) {
        match self.due() {
            Some(Values::List(_)) => self.open(true),
            Some(Values::Json(_)) => self.part(CellWriter::begin_list),
            _ => self.misfit("a list"),
        }
    }

    fn end_list(&mut self) {
        let is_part = self.json.has_begun();
        match self.innermost() {
            Some((at, Values::List(_))) if !is_part => self.close_ranges(at),
            _ => self.later_part("the end of a list", CellWriter::end_list),
        }
    }

    fn begin_map(&mut self) {
        match self.due() {
            Some(Values::Map { .. }) => self.open(false),
            Some(Values::Json(_)) => self.part(CellWriter::begin_map),
            _ => self.misfit("a map"),
        }
    }

    fn key(&mut self, key: &str) {
        let is_value_due = self.is_due;
        match self.innermost() {
            Some((at, Values::Map { keys, .. })) if !is_value_due => match append_text(keys, key) {
                Some(()) => {
                    self.is_due = true;
                    self.bytes += key.len() + 4;
                }
                None => self.fail(Error::too_large(path(&self.columns, at))),
            },
            _ => self.later_part("a key", |json| json.key(key)),
        }
    }

    fn end_map(&mut self) {
        let is_value_due = self.is_due;
        match self.innermost() {
            Some((at, Values::Map { .. })) if !is_value_due => self.close_ranges(at),
            _ => self.later_part("the end of a map", CellWriter::end_map),
        }
    }

    fn begin_object(&mut self) {
        match self.due() {
            Some(Values::Object(_)) => self.open(false),
            Some(Values::Json(_)) => self.part(CellWriter::begin_object),
            _ => self.misfit("an object"),
        }
    }

    fn field(&mut self, name: &str) {
        match self.columns.get(self.at) {
            Some(column) if !self.is_due && self.at < self.object_end && *column.name == *name => self.is_due = true,
            _ => self.later_part("another field", |json| json.field(name)),
        }
    }

    fn end_object(&mut self) {
        let (is_value_due, next) = (self.is_due, self.at);
        match self.open.last() {
            Some(&at) if !is_value_due && self.columns[at].end == next => {
                let Values::Object(nulls) = &mut self.columns[at].values else {
                    return self.misfit("the end of an object");
                };
                nulls.append_non_null();
                self.close(at);
            }
            _ => self.later_part("the end of an object", CellWriter::end_object),
        }
    }
}

impl ColumnWriter {
    /// Adds a null, for what came.
    fn null_for(&mut self, found: &'static str) {
        if self.json.has_begun() {
            self.part(CellWriter::null);
        } else if self.is_due && self.takes_null() {
            let appended = append_null(&mut self.columns, self.at);
            self.next(appended * 8);
        } else {
            self.misfit(found);
        }
    }

    /// Whether the next value can be null: a row, where each of its columns can be.
    fn takes_null(&self) -> bool {
        if self.at > 0 {
            return self.columns[self.at].is_nullable;
        }
        let mut child = 1;
        while child < self.columns.len() {
            if !self.columns[child].is_nullable {
                return false;
            }
            child = self.columns[child].end;
        }
        true
    }
}
