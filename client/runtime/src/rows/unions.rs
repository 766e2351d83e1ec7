//! The members of unions, which are JSON: each value in the form of its type.

use super::cell::{CellWriter, DynamicCell};
use super::json::{JsonBuilder, to_json};

/// Writes the member of a union that the kind of JSON tells apart. Used by generated code.
#[doc(hidden)]
pub fn write_member(member: &dyn DynamicCell, to: &mut dyn CellWriter) {
    to.json(&to_json(member));
}

/// Writes the object of a union with the tag of its variant before its fields, as it is serialized: a field of the object with
/// the name of the tag is left out. Used by generated code.
#[doc(hidden)]
pub fn write_tagged(object: &dyn DynamicCell, tag: &'static str, value: &'static str, to: &mut dyn CellWriter) {
    let mut tagged = Tagged { tag, value, json: JsonBuilder::default(), depth: 0, is_left_out: false };
    object.write(&mut tagged);
    to.json(&tagged.json.complete().unwrap_or_default());
}

/// Adds the tag to an object.
struct Tagged {
    tag: &'static str,
    value: &'static str,
    json: JsonBuilder,
    /// The lists, maps and objects that are open.
    depth: usize,
    /// Whether the value is that of a field with the name of the tag.
    is_left_out: bool,
}

impl Tagged {
    fn write(&mut self, write: impl FnOnce(&mut JsonBuilder)) {
        if !self.is_left_out {
            write(&mut self.json);
        }
    }
}

/// The events that are written as they come, with what each adds to the depth.
macro_rules! as_they_come {
    ($($event:ident($($value:ident: $type:ty)?) $($depth:ident)?;)*) => {
        $(fn $event(&mut self $(, $value: $type)?) {
            self.write(|json| json.$event($($value)?));
            $(self.depth = self.depth.$depth(1);)?
        })*
    };
}

impl CellWriter for Tagged {
    as_they_come! {
        null();
        boolean(value: bool);
        integer(value: i64);
        number(value: f64);
        id(value: u64);
        text(value: &str);
        timestamp(value: i64);
        date(value: i32);
        json(value: &str);
        begin_list() saturating_add;
        end_list() saturating_sub;
        begin_map() saturating_add;
        key(value: &str);
        end_map() saturating_sub;
    }

    fn begin_object(&mut self) {
        self.write(CellWriter::begin_object);
        if self.depth == 0 {
            self.json.field(self.tag);
            self.json.text(self.value);
        }
        self.depth = self.depth.saturating_add(1);
    }

    fn field(&mut self, name: &str) {
        if self.depth == 1 {
            self.is_left_out = name == self.tag;
        }
        self.write(|json| json.field(name));
    }

    fn end_object(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.is_left_out = false;
        }
        self.write(CellWriter::end_object);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rt::{Box, DigitsId};
    use crate::wire::Json;

    struct Card {
        id: DigitsId,
        object: Option<Vec<String>>,
        parts: Vec<Card>,
    }

    struct Text {
        text: String,
    }

    enum Source {
        Card(Box<Card>),
        Text(Text),
        Unknown(Json),
    }

    enum Either {
        Id(DigitsId),
        Many(Vec<DigitsId>),
        Unknown(Json),
    }

    crate::rt::rows! {
        unions {
            Source: "object" { Card("card"), Text("text"), }
            Either { Id, Many, }
        }
        objects {
            Card: "Card" = "" { id: "id" = "", object: "object" = "", parts: "parts" = "", }
            Text: "Text" = "" { text: "text" = "", }
        }
    }

    fn card(object: Option<Vec<String>>, parts: Vec<Card>) -> Card {
        Card { id: serde_json::from_str("\"7\"").expect("an id"), object, parts }
    }

    #[test]
    fn a_member_has_the_form_of_its_type_and_one_tag() {
        let inner = card(Some(vec!["x".to_owned()]), Vec::new());
        let outer = Source::Card(Box::new(card(Some(Vec::new()), vec![inner])));
        let expected = r#"{"object":"card","id":7,"parts":[{"id":7,"object":["x"],"parts":[]}]}"#;
        assert_eq!(to_json(&outer), expected);
        assert_eq!(to_json(&Source::Text(Text { text: "a".to_owned() })), r#"{"object":"text","text":"a"}"#);
        assert_eq!(to_json(&Source::Unknown(r#"{"object": 1}"#.parse().expect("JSON"))), r#"{"object":1}"#);
    }

    #[test]
    fn a_member_by_its_kind_has_the_form_of_its_type() {
        let id = || serde_json::from_str::<DigitsId>("\"7\"").expect("an id");
        assert_eq!(to_json(&Either::Id(id())), "7");
        assert_eq!(to_json(&Either::Many(vec![id(), id()])), "[7,7]");
        assert_eq!(to_json(&Either::Unknown(Json::default())), "null");
    }
}
