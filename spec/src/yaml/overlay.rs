//! Joins the values of `serde_yaml` with the places of the layout, node by node during decoding.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::layout::Layout;
use super::node::{Entry, Node, Value};
use crate::source::Span;

pub(super) struct Overlay<'a> {
    /// The whole file.
    pub(super) text: &'a str,
    /// The first place that the two read differently.
    pub(super) disagreement: Option<Span>,
}

impl<'a> Overlay<'a> {
    /// The node of this layout, once it is decoded.
    pub(super) fn over(&mut self, layout: Layout) -> Placed<'_, 'a> {
        Placed { layout, overlay: self }
    }
}

/// A node whose place is known, but not its value.
pub(super) struct Placed<'o, 'a> {
    layout: Layout,
    overlay: &'o mut Overlay<'a>,
}

impl<'de> DeserializeSeed<'de> for Placed<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let (span, text) = (self.layout.span(), self.overlay.text);
        let value = deserializer.deserialize_any(self)?;
        let inside = value.text().and_then(|value| inside(text, span, value));
        Ok(Node { span, inside, value })
    }
}

/// The place of the text itself, without quotes; `None` if it is written with escapes or over
/// several lines.
fn inside(source: &str, span: Span, text: &str) -> Option<Span> {
    let written = source.get(span.range())?;
    if written == text {
        return Some(span);
    }
    let quoted = ['"', '\''].iter().find_map(|quote| written.strip_prefix(*quote)?.strip_suffix(*quote));
    (quoted? == text).then(|| span.part(1..1 + text.len()))
}

impl Placed<'_, '_> {
    /// A scalar keeps its spelling.
    fn scalar(self, value: impl FnOnce(String) -> Value) -> Value {
        match self.layout {
            Layout::Scalar { literal, .. } => value(literal),
            layout => differs(self.overlay, layout.span()),
        }
    }
}

fn differs(overlay: &mut Overlay<'_>, span: Span) -> Value {
    overlay.disagreement.get_or_insert(span);
    Value::Null(String::new())
}

impl<'de> Visitor<'de> for Placed<'_, '_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any YAML node without a tag")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(self.scalar(Value::Null))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(self.scalar(|literal| Value::Bool(flag, literal)))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(self.scalar(Value::Number))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(self.scalar(Value::Number))
    }

    fn visit_i128<E>(self, _: i128) -> Result<Value, E> {
        Ok(self.scalar(Value::Number))
    }

    fn visit_u128<E>(self, _: u128) -> Result<Value, E> {
        Ok(self.scalar(Value::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(self.scalar(Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(match self.layout {
            Layout::Scalar { literal, .. } if literal == text => Value::Text(literal),
            layout => differs(self.overlay, layout.span()),
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let Self { layout, overlay } = self;
        let span = layout.span();
        let places = if let Layout::List { items, .. } = layout { Some(items) } else { None };
        let mut is_same = places.is_some();
        let places = places.unwrap_or_default();
        let mut items = Vec::with_capacity(places.len());
        for place in places {
            let item = access.next_element_seed(overlay.over(place))?;
            is_same &= item.is_some();
            items.extend(item);
        }
        while access.next_element::<IgnoredAny>()?.is_some() {
            is_same = false;
        }
        Ok(if is_same { Value::List(items) } else { differs(overlay, span) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let Self { layout, overlay } = self;
        let span = layout.span();
        let places = if let Layout::Map { entries, .. } = layout { Some(entries) } else { None };
        let mut is_same = places.is_some();
        let places = places.unwrap_or_default();
        let mut entries = Vec::with_capacity(places.len());
        for (key, value) in places {
            let Some(key) = access.next_key_seed(overlay.over(key))? else {
                is_same = false;
                break;
            };
            entries.push(Entry { key, value: access.next_value_seed(overlay.over(value))? });
        }
        while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            is_same = false;
        }
        Ok(if is_same { Value::Map(entries) } else { differs(overlay, span) })
    }
}
