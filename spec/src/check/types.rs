//! Type expressions: from text to resolved types.

use super::symbols::{Found, Symbols};
use crate::model::Type;
use crate::name::is_type_name;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::{SCALARS, Scalar};
use crate::source::Span;
use crate::yaml::{Node, Value};

/// No response is nested this deeply, and rustc gives up on such a type.
const DEEPEST: usize = 32;

/// The longest tuple that the runtime decodes.
const LONGEST_TUPLE: usize = 6;

/// The type of a node; problems are added if it is not one.
pub(super) fn resolve(acc: &mut Problems, symbols: &Symbols<'_>, node: &Node) -> Option<Type> {
    let ty = resolve_with_bytes(acc, symbols, node)?;
    if matches!(&ty, Type::Scalar(Scalar::Bytes)) || is_nullable_bytes(&ty) {
        acc.add(node.span, Problem::BytesElsewhere);
        return None;
    }
    Some(ty)
}

/// As [`resolve`], where the type may be `bytes`.
pub(super) fn resolve_with_bytes(acc: &mut Problems, symbols: &Symbols<'_>, node: &Node) -> Option<Type> {
    let ty = resolve_at(acc, symbols, node, 0)?;
    let has_inner_bytes = match &ty {
        Type::Scalar(Scalar::Bytes) => false,
        ty if is_nullable_bytes(ty) => false,
        ty => contains_bytes(ty),
    };
    if has_inner_bytes {
        acc.add(node.span, Problem::BytesElsewhere);
        return None;
    }
    Some(ty)
}

fn is_nullable_bytes(ty: &Type) -> bool {
    matches!(ty, Type::Nullable(inner) if **inner == Type::Scalar(Scalar::Bytes))
}

fn contains_bytes(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => *scalar == Scalar::Bytes,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => contains_bytes(inner),
        Type::Tuple(items) => items.iter().any(contains_bytes),
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) | Type::Union(_) | Type::External(_) => false,
    }
}

fn resolve_at(acc: &mut Problems, symbols: &Symbols<'_>, node: &Node, depth: usize) -> Option<Type> {
    if depth > DEEPEST {
        return too_deep(acc, node.span);
    }
    match &node.value {
        Value::Text(text) => Reader::new(acc, symbols, node, text).whole(depth),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(|item| resolve_at(acc, symbols, item, depth + 1)).collect();
            list_or_tuple(acc, node.span, items)
        }
        Value::Map(_) if node.is_object() => symbols.inline(acc, node),
        Value::Map(entries) => match entries.as_slice() {
            [entry] if entry.key.text() == Some("string") => {
                let value = resolve_at(acc, symbols, &entry.value, depth + 1)?;
                Some(Type::Map(Box::new(value)))
            }
            _ => syntax(acc, node.span, "write a map as `{string: T}`"),
        },
        // The form check does not look inside lists and maps.
        _ if depth > 0 => syntax(acc, node.span, &format!("found {}", node.kind())),
        _ => None,
    }
}

fn list_or_tuple(acc: &mut Problems, span: Span, mut items: Vec<Option<Type>>) -> Option<Type> {
    match items.len() {
        0 => syntax(acc, span, "the list has no item type"),
        1 => items.pop().flatten().map(|item| Type::List(Box::new(item))),
        2..=LONGEST_TUPLE => items.into_iter().collect::<Option<Vec<_>>>().map(Type::Tuple),
        _ => syntax(acc, span, &format!("a tuple has at most {LONGEST_TUPLE} elements")),
    }
}

fn too_deep(acc: &mut Problems, span: Span) -> Option<Type> {
    syntax(acc, span, "it is nested too deeply")
}

fn syntax(acc: &mut Problems, span: Span, why: &str) -> Option<Type> {
    acc.add(span, Problem::TypeSyntax { why: why.to_owned() });
    None
}

/// Reads a type expression in a text: `[UserShort]?`.
struct Reader<'r, 's> {
    acc: &'r mut Problems,
    symbols: &'r Symbols<'s>,
    /// The place of the text, or that of the node if the text is written with escapes.
    span: Span,
    exact: bool,
    text: &'r str,
    position: usize,
}

impl<'r, 's> Reader<'r, 's> {
    fn new(acc: &'r mut Problems, symbols: &'r Symbols<'s>, node: &Node, text: &'r str) -> Self {
        let span = node.inside.unwrap_or(node.span);
        Self { acc, symbols, span, exact: node.inside.is_some(), text, position: 0 }
    }

    fn whole(mut self, depth: usize) -> Option<Type> {
        let ty = self.ty(depth)?;
        self.spaces();
        if self.position < self.text.len() {
            let rest = self.position..self.text.len();
            let why = format!("`{}` is left over", &self.text[rest.clone()]);
            let span = self.at(rest);
            return syntax(self.acc, span, &why);
        }
        Some(ty)
    }

    fn ty(&mut self, depth: usize) -> Option<Type> {
        self.spaces();
        let start = self.position;
        if depth > DEEPEST {
            let span = self.at(start..self.text.len());
            return too_deep(self.acc, span);
        }
        let ty = match self.text[start..].chars().next() {
            Some('[') => self.list(depth)?,
            Some('{') => self.map(depth)?,
            Some(c) if is_mark(c) => return self.fail(start, &format!("it cannot begin with `{c}`")),
            Some(_) => self.name()?,
            None => return self.fail(start, "it is empty"),
        };
        self.spaces();
        if !self.take('?') {
            return Some(ty);
        }
        if self.take('?') {
            return self.fail(start, "it has more than one `?`");
        }
        Some(Type::Nullable(Box::new(ty)))
    }

    fn list(&mut self, depth: usize) -> Option<Type> {
        let start = self.position;
        self.position += 1;
        let mut items = Vec::new();
        loop {
            items.push(Some(self.ty(depth + 1)?));
            self.spaces();
            if self.take(']') {
                let span = self.at(start..self.position);
                return list_or_tuple(self.acc, span, items);
            }
            if !self.take(',') {
                return self.unclosed(start, "`,` or `]`");
            }
        }
    }

    fn map(&mut self, depth: usize) -> Option<Type> {
        let start = self.position;
        self.position += 1;
        self.spaces();
        let key = self.word();
        self.spaces();
        if key != "string" || !self.take(':') {
            return self.fail(start, "write a map as `{string: T}`");
        }
        let value = self.ty(depth + 1)?;
        self.spaces();
        if !self.take('}') {
            return self.unclosed(start, "`}`");
        }
        Some(Type::Map(Box::new(value)))
    }

    fn name(&mut self) -> Option<Type> {
        let start = self.position;
        let name = self.word();
        if let Some(scalar) = Scalar::named(name) {
            return Some(Type::Scalar(scalar));
        }
        match self.symbols.find(name) {
            Found::Type(ty) => return Some(ty),
            Found::Broken => return None,
            Found::Nothing => {}
        }
        let known = SCALARS.iter().map(|row| row.name).chain(self.symbols.names());
        let proposal = self.acc.proposal(name, known);
        let span = self.at(start..self.position);
        // A name in CamelCase may be one of the client's crate.
        let is_extension = self.symbols.is_extension && is_type_name(name);
        self.acc.add(span, Problem::UnknownType { name: name.to_owned(), proposal, is_extension });
        None
    }

    fn word(&mut self) -> &'r str {
        let rest = &self.text[self.position..];
        let end = rest.find(|c: char| is_mark(c) || c.is_whitespace()).unwrap_or(rest.len());
        self.position += end;
        &rest[..end]
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.text[self.position..].starts_with(wanted);
        if found {
            self.position += wanted.len_utf8();
        }
        found
    }

    fn spaces(&mut self) {
        let rest = &self.text[self.position..];
        self.position += rest.len() - rest.trim_start().len();
    }

    /// A bracket that is not closed, or an unexpected character in it.
    fn unclosed(&mut self, start: usize, wanted: &str) -> Option<Type> {
        let bracket = &self.text[start..=start];
        match self.text[self.position..].chars().next() {
            None => self.fail(start, &format!("`{bracket}` is not closed")),
            Some(found) => {
                let why = format!("expected {wanted}, found `{found}`");
                let span = self.at(self.position..self.position + found.len_utf8());
                syntax(self.acc, span, &why)
            }
        }
    }

    fn fail(&mut self, from: usize, why: &str) -> Option<Type> {
        let span = self.at(from..self.text.len());
        syntax(self.acc, span, why)
    }

    fn at(&self, part: std::ops::Range<usize>) -> Span {
        if self.exact { self.span.part(part) } else { self.span }
    }
}

/// Whether a character ends a name. All others are part of it, so that messages show a wrong name as a whole.
fn is_mark(c: char) -> bool {
    "[]{},:?".contains(c)
}
