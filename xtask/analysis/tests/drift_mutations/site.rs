//! Every value of the fixtures with its part of the spec. Written apart from the engine, so
//! that a mistake there is not made here too.

use serde_json::Value;
use spec::{Api, Scalar, Type};

/// A value of a fixture.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub(crate) fixture: usize,
    /// As `serde_json` takes it: `/0/name`.
    pub(crate) pointer: String,
    /// As findings show it: `$[0].name`.
    pub(crate) path: String,
    /// Its type without the mark for null.
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) holder: Holder,
}

/// What holds a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    Nothing,
    List,
    /// A field, with its marks.
    Object {
        optional: bool,
        nullable: bool,
    },
    /// An object whose keys the spec leaves open.
    Open,
}

/// All values of a response, the response first.
pub(crate) fn sites(api: &Api, fixture: usize, returns: &Type, response: &Value) -> Vec<Site> {
    let mut found = Vec::new();
    let root = site(fixture, returns, Holder::Nothing, "", "$");
    collect(api, root, response, &mut found);
    found
}

fn site(fixture: usize, ty: &Type, holder: Holder, pointer: &str, path: &str) -> Site {
    let (ty, nullable) = match ty {
        Type::Nullable(inner) => ((**inner).clone(), true),
        ty => (ty.clone(), false),
    };
    Site { fixture, pointer: pointer.to_owned(), path: path.to_owned(), ty, nullable, holder }
}

fn collect(api: &Api, here: Site, value: &Value, found: &mut Vec<Site>) {
    let Site { fixture, pointer, path, ty, .. } = here.clone();
    // What a union takes depends on its members.
    if matches!(ty, Type::Union(_)) {
        return;
    }
    found.push(here);
    let json = Type::Scalar(Scalar::Json);
    match value {
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                let ty = match &ty {
                    Type::List(item) => item,
                    Type::Tuple(parts) => &parts[index],
                    _ => &json,
                };
                let (pointer, path) = (format!("{pointer}/{index}"), format!("{path}[{index}]"));
                let holder = if ty == &json { Holder::Open } else { Holder::List };
                collect(api, site(fixture, ty, holder, &pointer, &path), value, found);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                let (pointer, path) =
                    (format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), format!("{path}.{name}"));
                let inner = match &ty {
                    Type::Struct(index) => {
                        let mut fields = api.types[*index].fields.iter();
                        let field = fields.find(|field| field.wire == *name).expect("the fixtures have no drift");
                        let holder = Holder::Object { optional: field.optional, nullable: field.nullable };
                        Site { nullable: field.nullable, ..site(fixture, &field.ty, holder, &pointer, &path) }
                    }
                    Type::Map(item) => site(fixture, item, Holder::Open, &pointer, &path),
                    _ => site(fixture, &json, Holder::Open, &pointer, &path),
                };
                collect(api, inner, value, found);
            }
        }
        _ => {}
    }
}
