//! The entries as they are written, with a question wherever the responses do not show the answer.

use heck::ToUpperCamelCase;
use spec::{Api, End, IdForm, Type};

use super::at::At;
use super::cursor_param::CursorName;
use super::draft::Draft;
use super::ids::literal;
use super::objects::can_be_field;
use super::optional;
use super::paging::Paging;
use super::params::{Known, params};
use super::request::Request;
use super::target::Target;
use crate::entry::declared::Declared;
use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map, Node};
use crate::fit::fits_wholly;
use crate::json::Value;

/// The sections of a file, in the order of the language.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) sections: Vec<(&'static str, Map)>,
}

impl Entries {
    /// The sections with their names.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &Map)> {
        self.sections.iter().map(|(name, section)| (*name, section))
    }
}

/// What the entries are made from.
pub(super) struct Input<'a, 'r> {
    pub(super) request: &'r Request,
    pub(super) target: &'r Target,
    pub(super) responses: &'r [&'a Value],
    pub(super) known: Known<'r>,
    pub(super) paging: Option<&'r (Paging, CursorName, Vec<End>)>,
    /// The parameter that takes the cursor, where the caller names it.
    pub(super) cursor: Option<&'r str>,
    /// What is not certain about pages, as questions.
    pub(super) unclear: Vec<String>,
    pub(super) example: Option<&'r str>,
}

/// What definitions are made of, in their docs.
pub(super) struct Of<'o> {
    /// The place: `` `/v1/items` ``.
    pub(super) place: &'o str,
    /// What is inside of it: ``the responses of `/v1/items` ``.
    pub(super) inside: &'o str,
    /// Whether a response that an `example:` names shows it.
    pub(super) is_recorded: bool,
}

/// Everything that the endpoint needs and the spec does not describe.
pub(super) fn entries<'a>(draft: &mut Draft<'a>, input: &Input<'a, '_>) -> Entries {
    let mut notes = Vec::new();
    let returns = match known_id(draft.api, input) {
        Some(id) => id,
        None => draft.shape(At::TOP, input.responses, &mut notes),
    };
    let params = params(draft, input.request, &input.known, input.paging.map(|(_, cursor, _)| cursor), input.cursor);
    let place = format!("`{}`", input.request.path);
    let inside = format!("the responses of {place}");
    let mut entries = definitions(draft, &Of { place: &place, inside: &inside, is_recorded: true });
    let endpoint = endpoint(input, &mut notes, params, &returns);
    let mut endpoints = Map::new(Layout::Spaced);
    endpoints.add_said(notes, &input.request.path, endpoint);
    entries.sections.push(("endpoints", endpoints));
    entries
}

/// The id of the spec that the responses themselves are, by their values in fixtures.
fn known_id(api: &Api, input: &Input<'_, '_>) -> Option<Shape> {
    let mut ids = input.responses.iter().map(|response| input.known.ids.get(literal(response)?).copied());
    let first = ids.next()??;
    let fits = |value: &&Value| fits_wholly(api, &Type::Id(first), value);
    (ids.all(|id| id == Some(first)) && input.responses.iter().all(fits)).then(|| Shape::named(&api.ids[first].name))
}

/// The definitions that the shapes so far need.
pub(super) fn definitions(draft: &mut Draft<'_>, of: &Of<'_>) -> Entries {
    let mut types = Map::new(Layout::Spaced);
    let mut next = 0;
    // A type can lead to others, which are named and added to the end of the list.
    while let Some((cluster, name)) = draft.types.get(next).cloned() {
        let (comments, body) = object(draft, cluster, of);
        types.add_said(comments, &name, body);
        next += 1;
    }
    let sections = [("ids", ids(draft, of)), ("enums", enums(draft, of)), ("types", types)];
    Entries { sections: sections.into_iter().filter(|(_, section)| !section.is_empty()).collect() }
}

fn ids(draft: &Draft<'_>, of: &Of<'_>) -> Map {
    let mut section = Map::new(Layout::Block);
    for (index, name) in &draft.new_ids {
        let same = &draft.ids[*index];
        let mut fields: Vec<_> = same.fields.iter().map(|(_, field)| format!("`{field}`")).collect();
        fields.dedup();
        let doc = format!("{} of {}; nothing more is known of it.", fields.join(", "), of.place);
        match same.form {
            IdForm::Digits => section.add(name, doc),
            IdForm::Text => section.add(name, Map::default().with("doc", doc).with("form", "text")),
        }
    }
    section
}

fn enums(draft: &Draft<'_>, of: &Of<'_>) -> Map {
    let mut section = Map::new(Layout::Spaced);
    for (field, name) in &draft.new_enums {
        let (words, is_integer) = draft.values_of(field);
        let mut taken = Taken::default();
        taken.keep("Unknown");
        let mut values = Map::new(Layout::Block);
        for word in words {
            let rust = names::variant(&mut taken, word);
            let doc = format!("The value `{word}`.");
            let is_usual = !is_integer && rust == word.to_upper_camel_case();
            let mut value = Map::default();
            value.add_some("name", (!is_usual).then_some(rust));
            value.add("doc", doc.as_str());
            value.add_some("basis", (!of.is_recorded).then_some("prose"));
            let is_short = value.entries.len() == 1;
            values.add(word, if is_short { Node::from(doc) } else { value.into() });
        }
        let question = if is_integer { "what do the numbers mean? Name them." } else { "are there more values?" };
        let body = Map::new(Layout::Block)
            .with("doc", format!("`{field}` of {}, as responses show it.", of.place))
            .with("of", if is_integer { "integer" } else { "string" })
            .with("values", values);
        section.add_said(vec![format!("question: {question}")], name, body);
    }
    section
}

fn object(draft: &mut Draft<'_>, cluster: usize, of: &Of<'_>) -> (Vec<String>, Map) {
    let fields = draft.objects.clusters[cluster].fields();
    let count = draft.objects.clusters[cluster].objects.len();
    let mut comments = Vec::new();
    if let Some(near) = near(draft, cluster) {
        comments.push(format!("question: it is close to `{near}`; are the two one type?"));
    }
    let mut taken = Taken::default();
    let mut section = Map::new(Layout::Block);
    for (wire, values) in fields {
        if !can_be_field(wire) {
            let shown: String = wire.chars().take(40).collect();
            comments.push(format!("left out: the field `{shown}`, which has no usable name"));
            continue;
        }
        let mut notes = Vec::new();
        let shape = draft.shape(At::field(cluster, wire), &values, &mut notes);
        let can_be_absent = draft.optional && !optional::is_proven(wire, &values, count);
        let key = if values.len() < count || can_be_absent { format!("{wire}?") } else { wire.to_owned() };
        let rust = names::member(&mut taken, wire, "field", |_| true);
        if names::is_usual_member(wire, &rust) {
            section.add_said(notes, &key, shape.node());
        } else {
            section.add_said(notes, &key, Map::default().with("type", shape.node()).with("rust", rust));
        }
    }
    let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
    let doc = format!("An object in {}, seen {times}; nothing more is known of it.", of.inside);
    let mut body = Map::new(Layout::Block).with("doc", doc);
    body.add_some("basis", (!of.is_recorded).then_some("prose"));
    (comments, body.with("fields", section))
}

/// A type of the spec that shares most of its fields with the cluster.
fn near(draft: &Draft<'_>, cluster: usize) -> Option<String> {
    let fields = draft.objects.clusters[cluster].fields();
    let shares = |ty: &&spec::Struct| {
        let shared = ty.fields.iter().filter(|field| fields.iter().any(|(name, _)| *name == field.wire)).count();
        shared > 2 && shared * 4 >= (fields.len() + ty.fields.len() - shared) * 3
    };
    let in_reach = |index: &usize| draft.reach.has(draft.api, &Type::Struct(*index));
    let types = (0..draft.api.types.len()).filter(in_reach).map(|index| &draft.api.types[index]);
    types.into_iter().find(|ty| shares(ty)).map(|ty| ty.name.clone())
}

fn endpoint(input: &Input<'_, '_>, notes: &mut Vec<String>, params: Map, returns: &Shape) -> Map {
    let count = input.responses.len();
    let responses = if count == 1 { "one response shows".to_owned() } else { format!("{count} responses show") };
    let path = &input.request.path;
    let declared = input.known.declared;
    notes.extend(question(declared));
    let mut entry = Map::new(Layout::Block);
    let doc = declared.and_then(|declared| declared.part("doc")).cloned();
    let made = || Node::from(format!("The response of `{path}`, as {responses} it."));
    entry.add_some("name", (!input.target.is_usual).then_some(input.target.method.as_str()));
    entry.add("doc", doc.unwrap_or_else(made));
    entry.add_some("deprecated", declared.and_then(|declared| declared.part("deprecated")).cloned());
    entry.add_some("params", (!params.is_empty()).then_some(params));
    entry.add("returns", returns.node());
    if let Some((paging, cursor, ends)) = input.paging {
        let pages = |name: &str| pages(paging, name, ends);
        match cursor {
            CursorName::Given(name) => entry.add("pages", pages(name)),
            CursorName::Usual(name) => {
                notes.push(format!(
                    "question: is `{name}` the parameter that takes the cursor? Endpoints that page like this use it; a \
                     service that ignores a wrong name sends the first page again."
                ));
                entry.add("pages", pages(name));
            }
            CursorName::Guess(name) => notes.push(format!(
                "question: it looks like one page of a list; which parameter takes the cursor? `--cursor {name}` would \
                 write it, if that is its name; a service that ignores a wrong name sends the first page again."
            )),
        }
    }
    notes.extend(input.paging.and_then(|(paging, ..)| paging.question.clone()));
    notes.extend(input.unclear.iter().cloned());
    entry.add_some("cost", declared.and_then(|declared| declared.part("cost")).cloned());
    entry.add_some("example", input.example);
    entry
}

/// What neither the responses nor the document say.
fn question(declared: Option<&Declared>) -> Option<String> {
    let asked = match declared {
        None => "what does it return, what does a request cost, and which parameters can be left out (`name?`)?",
        Some(declared) if !declared.has_prices => "what does a request cost?",
        Some(_) => return None,
    };
    Some(format!("question: {asked}"))
}

fn pages(paging: &Paging, cursor: &str, ends: &[End]) -> Map {
    let way = |way: &[String]| match way {
        [index] if index.bytes().all(|byte| byte.is_ascii_digit()) => Node::Word(index.clone()),
        way => Node::Text(way.join(".")),
    };
    let items = match paging.items.as_slice() {
        [one] => way(one),
        several => Node::List(several.iter().map(|one| way(one)).collect()),
    };
    let mut pages = Map::default().with("items", items).with("next", way(&paging.next));
    pages.add_some("more", paging.more.as_deref().map(way));
    pages.add("cursor", cursor);
    pages.add_some("key", paging.key.as_deref());
    pages.with("end", Node::List(ends.iter().map(Node::from).collect()))
}
