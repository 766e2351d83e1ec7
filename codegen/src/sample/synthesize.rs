//! JSON of a type, from the spec alone.

use spec::{Api, IdForm, Members, Pages, Struct, Type};

use super::last_page::{LastPage, Step};
use super::part::Part;
use super::text::{first, quoted, scalar};

/// The most text of a sample. A type can contain others many times over, and those again.
const LONGEST: usize = 64 << 10;

/// The depth below which everything is left out that may be.
const DEEPEST: usize = 4;

/// The most values in one another. Clients decode a little more, and a spec may nest to any depth.
const MOST_NESTED: usize = 120;

/// Synthesizes a value. `name` is the text of strings that have no field.
pub(super) fn json(api: &Api, ty: &Type, name: &str) -> Option<Vec<Part>> {
    Some(written(api, ty, name, LastPage::default())?.parts)
}

/// Synthesizes the last page of a list.
pub(super) fn page(api: &Api, ty: &Type, name: &str, pages: &Pages) -> Option<Vec<Part>> {
    let writer = written(api, ty, name, LastPage::of(pages, 0))?;
    // How many items it has is known once they are written.
    let writer =
        if pages.total.is_some() { written(api, ty, name, LastPage::of(pages, writer.items))? } else { writer };
    Some(writer.parts)
}

fn written<'a>(api: &'a Api, ty: &'a Type, name: &str, page: LastPage<'a>) -> Option<Writer<'a>> {
    let mut writer = Writer {
        api,
        page,
        parts: Vec::new(),
        length: 0,
        depth: 0,
        path: Vec::new(),
        open: Vec::new(),
        above: 0,
        last_id: 0,
        items: 0,
    };
    writer.value(ty, name)?;
    Some(writer)
}

struct Writer<'a> {
    api: &'a Api,
    page: LastPage<'a>,
    parts: Vec<Part>,
    length: usize,
    /// The values around this place.
    depth: usize,
    /// The steps from the whole to this place.
    path: Vec<Step<'a>>,
    /// The objects around this place.
    open: Vec<usize>,
    /// The objects around an item, which do not count to its depth.
    above: usize,
    last_id: u64,
    /// The items of a page so far.
    items: usize,
}

impl<'a> Writer<'a> {
    /// Writes text, as long as the sample is not too long.
    fn text(&mut self, text: &str) -> Option<()> {
        self.length += text.len();
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
        (self.length <= LONGEST).then_some(())
    }

    /// Writes the value at a step from here.
    fn part(&mut self, step: Step<'a>, ty: &'a Type, name: &str) -> Option<()> {
        self.path.push(step);
        let is_item = self.page.is_item(&self.path);
        let is_null = matches!(ty, Type::Nullable(inner) if self.is_left_out(inner));
        self.items += usize::from(is_item && !is_null);
        // An item is as large wherever it is.
        let above = if is_item && self.page.is_nested() { self.open.len().saturating_sub(1) } else { self.above };
        let outer = std::mem::replace(&mut self.above, above);
        match self.page.fixed(&self.path) {
            Some(text) => self.text(&text)?,
            None => self.value(ty, name)?,
        }
        self.above = outer;
        self.path.pop();
        Some(())
    }

    fn value(&mut self, ty: &'a Type, name: &str) -> Option<()> {
        self.depth += 1;
        if self.depth > MOST_NESTED {
            return None;
        }
        self.value_of(ty, name)?;
        self.depth -= 1;
        Some(())
    }

    fn value_of(&mut self, ty: &'a Type, name: &str) -> Option<()> {
        match ty {
            Type::Scalar(kind) => self.text(&scalar(*kind, name)),
            Type::Id(index) => {
                let form = self.api.ids[*index].form;
                self.id(form)
            }
            Type::Enum(index) => {
                let value = first(&self.api.enums[*index].values);
                self.text(&value)
            }
            Type::Struct(index) => self.object(*index, None),
            Type::Union(index) => self.union(*index, name),
            Type::External(index) => {
                self.parts.push(Part::External(*index));
                Some(())
            }
            Type::List(item) => self.list(item, name),
            Type::Tuple(elements) => self.tuple(elements, name),
            Type::Map(value) => self.map(value, name),
            Type::Nullable(inner) if self.is_left_out(inner) => self.text("null"),
            Type::Nullable(inner) => self.value(inner, name),
        }
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

    /// Writes an object; of a union, with the field that distinguishes it.
    fn object(&mut self, index: usize, tag: Option<(&str, &str)>) -> Option<()> {
        let api = self.api;
        let Struct { fields, .. } = &api.types[index];
        self.open.push(index);
        self.text("{")?;
        let mut comma = "";
        // The table of the type need not have the field.
        if let Some((field, value)) = tag {
            self.text(&format!("{}:{}", quoted(field), quoted(value)))?;
            comma = ",";
        }
        let is_tag = |wire: &str| tag.is_some_and(|(field, _)| field == wire);
        let present = fields.iter().filter(|field| !is_tag(&field.wire));
        let is_out = |field: &spec::Field| {
            let place: Vec<_> = self.path.iter().copied().chain([Step::Field(&field.wire)]).collect();
            self.is_closed(&field.ty) && !self.page.leads_through(&place)
        };
        let present: Vec<_> =
            present.map(|field| (field, is_out(field))).filter(|(field, is_out)| !field.optional || !is_out).collect();
        for (field, is_out) in present {
            self.text(&format!("{comma}{}:", quoted(&field.wire)))?;
            comma = ",";
            if field.nullable && is_out {
                self.text("null")?;
            } else {
                self.part(Step::Field(&field.wire), &field.ty, &field.wire)?;
            }
        }
        self.text("}")?;
        self.open.pop();
        Some(())
    }

    /// Writes the first member of a union that has an end.
    fn union(&mut self, index: usize, name: &str) -> Option<()> {
        let members = &self.api.unions[index].members;
        let types: Vec<_> = members.types().collect();
        let ends = types.iter().position(|ty| !self.is_closed(ty));
        let chosen = ends.or_else(|| types.iter().position(|ty| !self.is_open(ty))).unwrap_or_default();
        match (members, types.get(chosen)?) {
            (Members::Tagged { tag, of }, Type::Struct(index)) => self.object(*index, Some((tag, &of[chosen].wire))),
            (_, ty) => self.value(ty, name),
        }
    }

    fn list(&mut self, item: &'a Type, name: &str) -> Option<()> {
        // Two items where the list is the response or a part of it; deeper, one shows the type.
        let count = match self.open.len() {
            _ if self.is_closed(item) && !self.leads_to_parts() => 0,
            0 | 1 => 2,
            _ => 1,
        };
        self.text("[")?;
        for index in 0..count {
            if index > 0 {
                self.text(",")?;
            }
            self.part(Step::Item, item, name)?;
        }
        self.text("]")
    }

    fn tuple(&mut self, elements: &'a [Type], name: &str) -> Option<()> {
        self.text("[")?;
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                self.text(",")?;
            }
            self.part(Step::Index(index), element, name)?;
        }
        self.text("]")
    }

    fn map(&mut self, value: &'a Type, name: &str) -> Option<()> {
        if self.is_closed(value) && !self.leads_to_parts() {
            return self.text("{}");
        }
        self.text("{\"key\":")?;
        self.part(Step::Item, value, name)?;
        self.text("}")
    }

    /// Whether this place is left out.
    fn is_left_out(&self, ty: &Type) -> bool {
        self.is_closed(ty) && !self.page.leads_through(&self.path)
    }

    /// Whether what a page needs is in the items of this list, or the values of this map.
    fn leads_to_parts(&self) -> bool {
        self.page.leads_through(&self.path.iter().copied().chain([Step::Item]).collect::<Vec<_>>())
    }

    /// Whether a part is left out where that is possible: it would contain itself, or is deep inside.
    fn is_closed(&self, ty: &Type) -> bool {
        match ty {
            Type::Struct(index) => self.open.len() - self.above >= DEEPEST || self.open.contains(index),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => self.is_closed(inner),
            Type::Tuple(elements) => elements.iter().any(|element| self.is_closed(element)),
            Type::Union(index) => self.api.unions[*index].members.types().all(|member| self.is_closed(member)),
            _ => false,
        }
    }

    /// Whether this place is inside of such an object.
    fn is_open(&self, ty: &Type) -> bool {
        matches!(ty, Type::Struct(index) if self.open.contains(index))
    }
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
