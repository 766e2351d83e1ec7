//! The body of a request: its fields, or a type.

use heck::ToUpperCamelCase;

use super::media::{self, Media};
use super::operation::Operation;
use super::params::{self, Member};
use super::parts::{self, Property};
use super::reader::Reader;
use super::references;
use super::schemas::{self, Definition};
use super::text::shortened;
use super::types;
use super::union::{Kind, Look, Union};
use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::Json;

/// A body.
pub(super) struct Body {
    /// `body`, `form` or `upload`.
    pub(super) section: &'static str,
    pub(super) node: Node,
}

/// The body of an operation; `None` without one. `taken` has the names of the parameters, `notes` takes what is left out.
///
/// # Errors
/// If the operation needs a body that the language cannot describe, with the reason.
pub(super) fn body<'a>(
    reader: &mut Reader<'a>,
    operation: &Operation<'a>,
    hint: &str,
    taken: &mut Taken,
    notes: &mut Vec<String>,
) -> Result<Option<Body>, String> {
    let request = references::followed(reader.document(), &operation.json["requestBody"]);
    if let Some(reference) = request["$ref"].as_str() {
        return Err(format!("its body is `{}`, which is not in the file", shortened(reference)));
    }
    let Some((media, content)) = media::content(&request["content"]) else { return Ok(None) };
    let schema = &content["schema"];
    if operation.is_get() {
        let why = "the body of a GET, which has no meaning in HTTP";
        return if request["required"] == true {
            Err(format!("it needs {why}"))
        } else {
            notes.push(format!("left out: {why}"));
            Ok(None)
        };
    }
    let fields = Fields { reader, hint, taken, notes, encoding: &content["encoding"] };
    match media {
        Media::Json => Ok(Some(fields.json(schema, request["required"] == true))),
        Media::Form => Ok(fields.of_form(schema)),
        Media::Upload => Ok(fields.of_upload(schema)),
        Media::Bytes | Media::Stream => Ok(Some(whole(&Shape::named("bytes")))),
    }
}

fn whole(shape: &Shape) -> Body {
    Body { section: "body", node: shape.node() }
}

/// What the fields of a body are added with.
struct Fields<'r, 'a> {
    reader: &'r mut Reader<'a>,
    hint: &'r str,
    taken: &'r mut Taken,
    notes: &'r mut Vec<String>,
    /// How the fields of a form are written.
    encoding: &'a Json,
}

impl<'a> Fields<'_, 'a> {
    fn json(mut self, schema: &'a Json, is_required: bool) -> Body {
        let properties = self.properties(schema);
        // An export of ours has the fields of a body in place, and refers to a type that is the whole body.
        let is_whole = match self.reader.is_own() {
            true => schema.get("$ref").is_some(),
            false => self.is_map_type(&properties) || self.clash(&properties),
        };
        if !properties.is_empty() && !is_whole {
            return self.section("body", properties, |fields, schema, hint, notes| {
                Some(types::shape(fields.reader, schema, hint, notes))
            });
        }
        if !is_required {
            self.notes.push("question: its body may be missing; what does the request do without one?".to_owned());
        }
        self.taken.keep("body");
        let shape = types::shape(self.reader, schema, &format!("{}Body", self.hint), self.notes);
        self.reader.sent.push(shape.clone());
        whole(&shape)
    }

    /// A form: a body without fields is none.
    fn of_form(mut self, schema: &'a Json) -> Option<Body> {
        let properties = self.properties(schema);
        (!properties.is_empty()).then(|| self.section("form", properties, Self::form_field))
    }

    fn of_upload(mut self, schema: &'a Json) -> Option<Body> {
        let properties = self.properties(schema);
        (!properties.is_empty()).then(|| self.section("upload", properties, Self::upload_field))
    }

    /// The fields that a caller sends.
    fn properties(&mut self, schema: &'a Json) -> Vec<Property<'a>> {
        let inner = self.reader.known.inner(schema);
        if self.reader.definition(inner) != Some(Definition::Object) {
            return Vec::new();
        }
        let found = parts::parts(self.reader.document(), inner);
        let mut properties = parts::properties(&found);
        properties.retain(|property| {
            let schema = references::followed(self.reader.document(), property.schema);
            let is_read = property.schema["readOnly"] == true || schema["readOnly"] == true;
            let is_named = names::can_be_param(property.name);
            if !is_named {
                let name = shortened(property.name);
                self.notes.push(format!("left out: the field `{name}`, which has no usable name"));
            }
            !is_read && is_named
        });
        properties
    }

    /// Whether the language would read the only field as the type of a map.
    fn is_map_type(&self, properties: &[Property<'a>]) -> bool {
        matches!(properties, [one] if one.name == "string")
    }

    /// Whether a field has the name of a parameter in Rust, or of another field.
    fn clash(&self, properties: &[Property<'a>]) -> bool {
        properties.iter().any(|property| {
            let mut usual = Taken::default();
            let rust = names::member(&mut usual, property.name, "param", |_| true);
            self.taken.has(&rust)
        })
    }

    fn section(
        self,
        section: &'static str,
        mut properties: Vec<Property<'a>>,
        shape: impl Fn(&mut Self, &'a Json, &str, &mut Vec<String>) -> Option<Shape>,
    ) -> Body {
        let mut this = self;
        properties.sort_by_key(|property| !property.is_required);
        let mut map = Map::new(Layout::Fit);
        for Property { name, schema, is_required, .. } in properties {
            let mut notes = Vec::new();
            let hint = format!("{}{}", this.hint, name.to_upper_camel_case());
            let Some(shape) = shape(&mut this, schema, &hint, &mut notes) else {
                this.notes.push(format!("left out: the field `{}` of its body: {}", shortened(name), notes.concat()));
                continue;
            };
            let is_list = section == "form" && matches!(shape, Shape::List(_));
            this.reader.sent.push(shape.clone());
            let list = is_list.then(|| params::list(&this.encoding[name]).unwrap_or("repeat"));
            let followed = references::followed(this.reader.document(), schema);
            let is_own = this.reader.is_own();
            let followed = if is_own { schema } else { followed };
            let said = if is_own || schema.get("description").is_some() { schema } else { followed };
            let member =
                Member { wire: name.to_owned(), is_required, shape, said, schema: followed, header: None, list, notes };
            params::add(this.reader, &mut map, this.taken, member);
        }
        Body { section, node: map.into() }
    }

    /// A field of a form is anything that is made of single values.
    fn form_field(&mut self, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Option<Shape> {
        let inner = self.reader.known.inner(schema);
        // An empty text beside a list or an object takes a value away.
        if let Some(Union::ByKind(members)) = self.reader.union(inner).as_deref()
            && let Some(large) = members.iter().find(|member| member.kind >= Kind::List && member.schema.is_some())
        {
            return self.form_field(large.schema.unwrap_or(inner), hint, notes);
        }
        let shape = types::shape(self.reader, schema, hint, &mut Vec::new());
        let is_known = !contains_json(&shape);
        if !is_known {
            notes.push("question: its type is not known; how is it written in a form?".to_owned());
        }
        Some(if is_known { shape } else { Shape::named("string") })
    }

    /// A field of an upload is one value, or a file.
    fn upload_field(&mut self, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Option<Shape> {
        let inner = self.reader.known.inner(schema);
        let is_file = |schema: &Json| {
            schema["format"] == "binary" || schema.get("contentMediaType").is_some() || schema["format"] == "byte"
        };
        if is_file(inner) {
            return Some(Shape::named("bytes"));
        }
        if schemas::types(inner) == ["array"] && is_file(self.reader.known.inner(&inner["items"])) {
            notes.push("left out: the other files: an upload has one file under each name".to_owned());
            return Some(Shape::named("bytes"));
        }
        Some(types::one(self.reader, schema, hint, notes))
    }
}

fn contains_json(shape: &Shape) -> bool {
    match shape {
        Shape::Name(name) => name == "json",
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => contains_json(inner),
        Shape::Tuple(_) => true,
    }
}
