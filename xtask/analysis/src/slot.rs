//! The places of a spec that a value of a response can be in.

use spec::{Api, Members, Scalar, Span, Type};

/// A typed place: where its type is written, and the path into that type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// Where its type is written.
    pub place: Place,
    /// The path from that type inward.
    pub inner: Vec<Inner>,
}

/// Where a type is written. Positions are those in [`Api`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "plain")]
pub enum Place {
    Response { group: usize, endpoint: usize },
    Field { owner: usize, field: usize },
    Member { union: usize, member: usize },
}

/// A step into a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inner {
    /// To the items of a list.
    Item,
    /// To an element of a tuple.
    Element(usize),
    /// To the values of a map.
    Value,
}

impl Slot {
    /// The place itself.
    #[must_use]
    pub fn of(place: Place) -> Self {
        Self { place, inner: Vec::new() }
    }

    /// One step further in.
    #[must_use]
    pub fn then(&self, step: Inner) -> Self {
        let mut inner = self.inner.clone();
        inner.push(step);
        Self { place: self.place, inner }
    }

    /// As findings name it: `tags[]`, `response[1]`.
    #[must_use]
    pub fn name(&self, api: &Api) -> String {
        let mut name = match self.place {
            Place::Response { .. } => "response".to_owned(),
            Place::Field { owner, field } => api.types[owner].fields[field].wire.clone(),
            Place::Member { union, member } => member_name(&api.unions[union].members, member).to_owned(),
        };
        for step in &self.inner {
            match step {
                Inner::Item => name.push_str("[]"),
                Inner::Element(index) => name.push_str(&format!("[{index}]")),
                Inner::Value => name.push_str("{}"),
            }
        }
        name
    }
}

impl Place {
    /// The type or endpoint that it belongs to, by name or path, and where that is.
    #[must_use]
    pub fn home(self, api: &Api) -> (&str, Span) {
        match self {
            Self::Response { group, endpoint } => {
                let endpoint = &api.groups[group].endpoints[endpoint];
                (&endpoint.path, endpoint.span)
            }
            Self::Member { union, .. } => (&api.unions[union].name, api.unions[union].span),
            Self::Field { owner, .. } => (&api.types[owner].name, api.types[owner].span),
        }
    }

    /// Where it is itself.
    #[must_use]
    pub fn span(self, api: &Api) -> Span {
        match self {
            Self::Response { group, endpoint } => api.groups[group].endpoints[endpoint].returns_span,
            Self::Field { owner, field } => api.types[owner].fields[field].span,
            Self::Member { union, .. } => api.unions[union].span,
        }
    }
}

/// The type that a step leads to; where it leads nowhere, the type itself.
#[must_use]
pub fn inside(ty: &Type, step: Inner) -> &Type {
    match (unmarked(ty), step) {
        (Type::List(item), Inner::Item) | (Type::Map(item), Inner::Value) => item,
        (Type::Tuple(parts), Inner::Element(index)) => parts.get(index).unwrap_or(ty),
        _ => ty,
    }
}

/// The name of a member's variant in Rust.
fn member_name(members: &Members, member: usize) -> &str {
    match members {
        Members::Tagged { of, .. } => of.get(member).map_or("", |member| &member.rust),
        Members::Kinds(of) => of.get(member).map_or("", |member| &member.rust),
    }
}

/// The type of a place that has none.
static JSON: Type = Type::Scalar(Scalar::Json);

/// The type of a slot, with its mark for null where it is not a field's own.
#[must_use]
pub fn type_of<'a>(api: &'a Api, slot: &Slot) -> &'a Type {
    let ty = match slot.place {
        Place::Response { group, endpoint } => api.groups[group].endpoints[endpoint].returns.ty().unwrap_or(&JSON),
        Place::Field { owner, field } => &api.types[owner].fields[field].ty,
        Place::Member { union, member } => api.unions[union].members.types().nth(member).unwrap_or(&JSON),
    };
    slot.inner.iter().fold(ty, |ty, step| inside(ty, *step))
}

/// The type without its mark for null.
#[must_use]
pub fn unmarked(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => unmarked(inner),
        ty => ty,
    }
}

/// Whether it may be null: it is marked so, or it is JSON of any shape.
#[must_use]
pub fn takes_null(ty: &Type) -> bool {
    matches!(ty, Type::Nullable(_) | Type::Scalar(Scalar::Json))
}

/// The type as a spec writes it: `[Item]`.
#[must_use]
pub fn written(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.row().name.to_owned(),
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) | Type::Union(_) | Type::External(_) => {
            api.name_of(ty).unwrap_or_default().to_owned()
        }
        Type::List(item) => format!("[{}]", written(api, item)),
        Type::Tuple(items) => {
            let items: Vec<_> = items.iter().map(|item| written(api, item)).collect();
            format!("[{}]", items.join(", "))
        }
        Type::Map(value) => format!("{{string: {}}}", written(api, value)),
        Type::Nullable(inner) => format!("{}?", written(api, inner)),
    }
}

/// A step into a JSON path: `.name`, or `["a name"]` where it is no plain word.
#[must_use]
pub fn member_path(path: &str, name: &str) -> String {
    let is_word = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_numeric());
    if is_word && !name.is_empty() {
        return format!("{path}.{name}");
    }
    format!("{path}[{}]", serde_json::Value::from(name))
}
