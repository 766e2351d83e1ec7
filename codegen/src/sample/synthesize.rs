//! JSON of a type, from the spec alone.

use spec::{Api, IdForm, Scalar, Struct, Type, Values};

use super::part::Part;

/// The most text of a sample. A type can contain others many times over, and those again.
const LONGEST: usize = 64 << 10;

/// The depth below which everything is left out that may be.
const DEEPEST: usize = 4;

/// The most values in one another. Clients decode a little more, and a spec may nest to any depth.
const MOST_NESTED: usize = 120;

/// Synthesizes a value. `name` is the text of strings that have no field.
pub(super) fn json(api: &Api, ty: &Type, name: &str) -> Option<Vec<Part>> {
    let mut writer = Writer { api, parts: Vec::new(), length: 0, depth: 0, open: Vec::new(), last_id: 0 };
    writer.value(ty, name)?;
    Some(writer.parts)
}

struct Writer<'a> {
    api: &'a Api,
    parts: Vec<Part>,
    length: usize,
    /// The values around this place.
    depth: usize,
    /// The objects around this place.
    open: Vec<usize>,
    last_id: u64,
}

impl Writer<'_> {
    /// Writes text, as long as the sample is not too long.
    fn text(&mut self, text: &str) -> Option<()> {
        self.length += text.len();
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
        (self.length <= LONGEST).then_some(())
    }

    fn value(&mut self, ty: &Type, name: &str) -> Option<()> {
        self.depth += 1;
        if self.depth > MOST_NESTED {
            return None;
        }
        self.value_of(ty, name)?;
        self.depth -= 1;
        Some(())
    }

    fn value_of(&mut self, ty: &Type, name: &str) -> Option<()> {
        match ty {
            Type::Scalar(scalar) => self.scalar(*scalar, name),
            Type::Id(index) => {
                let form = self.api.ids[*index].form;
                self.id(form)
            }
            Type::Enum(index) => {
                let value = first(&self.api.enums[*index].values);
                self.text(&value)
            }
            Type::Struct(index) => self.object(*index),
            Type::Union(index) => {
                let api = self.api;
                let first = api.unions[*index].members.types().next()?;
                self.value(first, name)
            }
            Type::External(index) => {
                self.parts.push(Part::External(*index));
                Some(())
            }
            Type::List(item) => self.list(item, name),
            Type::Tuple(elements) => self.tuple(elements, name),
            Type::Map(value) => self.map(value, name),
            Type::Nullable(inner) if self.is_closed(inner) => self.text("null"),
            Type::Nullable(inner) => self.value(inner, name),
        }
    }

    fn scalar(&mut self, scalar: Scalar, name: &str) -> Option<()> {
        let text = match scalar {
            Scalar::Boolean => "false".to_owned(),
            Scalar::Integer => "1".to_owned(),
            Scalar::Number => "0.5".to_owned(),
            Scalar::Url => format!("\"https://example.com/{}\"", plain(name)),
            Scalar::Timestamp => "\"2026-01-02T03:04:05Z\"".to_owned(),
            Scalar::Cursor => "\"next-page\"".to_owned(),
            Scalar::Json => "{}".to_owned(),
            _ => quoted(name),
        };
        self.text(&text)
    }

    /// Each id is another one, as those of the items of a list are.
    fn id(&mut self, form: IdForm) -> Option<()> {
        self.last_id += 1;
        let id = self.last_id;
        match form {
            IdForm::Digits => self.text(&format!("{id}")),
            IdForm::Text => self.text(&format!("\"id-{id}\"")),
        }
    }

    fn object(&mut self, index: usize) -> Option<()> {
        let api = self.api;
        let Struct { fields, .. } = &api.types[index];
        self.open.push(index);
        self.text("{")?;
        let present: Vec<_> = fields.iter().filter(|field| !field.optional || !self.is_closed(&field.ty)).collect();
        for (index, field) in present.into_iter().enumerate() {
            if index > 0 {
                self.text(",")?;
            }
            self.text(&format!("{}:", quoted(&field.wire)))?;
            if field.nullable && self.is_closed(&field.ty) {
                self.text("null")?;
            } else {
                self.value(&field.ty, &field.wire)?;
            }
        }
        self.text("}")?;
        self.open.pop();
        Some(())
    }

    fn list(&mut self, item: &Type, name: &str) -> Option<()> {
        if self.is_closed(item) {
            return self.text("[]");
        }
        self.text("[")?;
        self.value(item, name)?;
        // Two items where the list is the response or a part of it; deeper, one shows the type.
        if self.open.len() <= 1 {
            self.text(",")?;
            self.value(item, name)?;
        }
        self.text("]")
    }

    fn tuple(&mut self, elements: &[Type], name: &str) -> Option<()> {
        self.text("[")?;
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                self.text(",")?;
            }
            self.value(element, name)?;
        }
        self.text("]")
    }

    fn map(&mut self, value: &Type, name: &str) -> Option<()> {
        if self.is_closed(value) {
            return self.text("{}");
        }
        self.text("{\"key\":")?;
        self.value(value, name)?;
        self.text("}")
    }

    /// Whether a part is left out where that is possible: it would contain itself, or is deep inside.
    fn is_closed(&self, ty: &Type) -> bool {
        match ty {
            Type::Struct(index) => self.open.len() >= DEEPEST || self.open.contains(index),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => self.is_closed(inner),
            Type::Tuple(elements) => elements.iter().any(|element| self.is_closed(element)),
            _ => false,
        }
    }
}

fn first(values: &Values) -> String {
    match values {
        Values::Text(values) => values.first().map_or_else(|| quoted("unknown"), |value| quoted(&value.wire)),
        Values::Integer(values) => values.first().map_or_else(|| "0".to_owned(), |value| value.wire.to_string()),
    }
}

/// The letters, digits and `_` of a name.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// A JSON string.
fn quoted(text: &str) -> String {
    // Nearly all names. They need no work by the character.
    if text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_' | b'0'..=b'9' | b'A'..=b'Z')) {
        return format!("\"{text}\"");
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() => quoted.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    quoted.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use spec::Source;

    use super::*;

    /// The sample of the first of many types, each of which needs the next.
    fn chain(types: usize) -> Option<Vec<Part>> {
        let mut text =
            "group: { doc: Chains., base: /v1 }\nendpoints:\n  /v1/chain: { doc: A chain., returns: T0 }\ntypes:\n"
                .to_owned();
        for index in 0..types {
            let next = index + 1;
            let inner = if next < types { format!("T{next}") } else { "string".to_owned() };
            text.push_str(&format!("  T{index}: {{ doc: A link., fields: {{ next: {inner} }} }}\n"));
        }
        let api = spec::read_extension(&[Source { path: "chain.yaml".to_owned(), text }], "shop");
        let api = api.unwrap_or_else(|problems| panic!("{problems:?}"));
        json(&api, api.groups[0].endpoints[0].returns.ty().expect("a type"), "chain")
    }

    #[test]
    fn a_sample_is_no_deeper_than_what_can_be_decoded() {
        assert!(chain(100).is_some());
        assert!(chain(200).is_none());
    }
}
