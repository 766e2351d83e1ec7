//! The fields of an object, in another one.

use super::cell::{CellWriter, DynamicCell};

/// Writes the fields of a row that is an object into an object that is open: after columns that are not of its type.
pub fn write_fields(row: &dyn DynamicCell, to: &mut dyn CellWriter) {
    row.write(&mut Fields { to, depth: 0 });
}

/// Takes an object, and writes its fields into an object that is open.
struct Fields<'a> {
    to: &'a mut dyn CellWriter,
    /// The objects that are open, the one that is taken included.
    depth: usize,
}

/// Passes values on as they are.
macro_rules! passed_on {
    ($($method:ident($($name:ident: $type:ty)?);)*) => {$(
        fn $method(&mut self $(, $name: $type)?) {
            self.to.$method($($name)?);
        }
    )*};
}

impl CellWriter for Fields<'_> {
    passed_on! {
        null();
        boolean(value: bool);
        integer(value: i64);
        number(value: f64);
        id(value: u64);
        text(value: &str);
        timestamp(micros: i64);
        date(days: i32);
        json(json: &str);
        begin_list();
        end_list();
        begin_map();
        key(key: &str);
        end_map();
        field(name: &str);
    }

    fn begin_object(&mut self) {
        if self.depth > 0 {
            self.to.begin_object();
        }
        self.depth += 1;
    }

    fn end_object(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            self.to.end_object();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::JsonBuilder;

    /// `{"a":{"b":1}}`
    struct Nested;

    impl DynamicCell for Nested {
        fn write(&self, to: &mut dyn CellWriter) {
            to.begin_object();
            to.field("a");
            to.begin_object();
            to.field("b");
            to.integer(1);
            to.end_object();
            to.end_object();
        }
    }

    #[test]
    fn the_fields_of_an_object_come_after_others() {
        let mut json = JsonBuilder::default();
        json.begin_object();
        json.field("first");
        json.integer(0);
        write_fields(&Nested, &mut json);
        json.end_object();
        assert_eq!(json.complete().as_deref(), Some(r#"{"first":0,"a":{"b":1}}"#));
    }
}
