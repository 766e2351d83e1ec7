//! Type expressions: from what is written to what is meant.

use super::symbols::Symbols;
use crate::model::Type;
use crate::problem::{Problem, Problems, nearest};
use crate::scalar::{SCALARS, Scalar};
use crate::source::Span;
use crate::yaml::{Node, Value};

/// The type that a node writes; problems are added where it writes none.
pub(super) fn resolve(acc: &mut Problems, symbols: &Symbols<'_>, node: &Node) -> Option<Type> {
    match &node.value {
        Value::Text(text) => Reader::new(acc, symbols, node, text).whole(),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(|item| resolve(acc, symbols, item)).collect();
            list_or_tuple(acc, node.span, items)
        }
        Value::Map(entries) => match entries.as_slice() {
            [entry] if entry.key.text() == Some("string") => {
                let value = resolve(acc, symbols, &entry.value)?;
                Some(Type::Map(Box::new(value)))
            }
            _ => syntax(acc, node.span, "a map is written `{string: T}`"),
        },
        _ => None, // The form check has said that this is no type.
    }
}

fn list_or_tuple(acc: &mut Problems, span: Span, mut items: Vec<Option<Type>>) -> Option<Type> {
    match items.len() {
        0 => syntax(acc, span, "the list is of nothing"),
        1 => items.pop().flatten().map(|item| Type::List(Box::new(item))),
        _ => items.into_iter().collect::<Option<Vec<_>>>().map(Type::Tuple),
    }
}

fn syntax(acc: &mut Problems, span: Span, why: &str) -> Option<Type> {
    acc.add(span, Problem::TypeSyntax { why: why.to_owned() });
    None
}

/// Reads a type expression in a text: `[UserShort]?`.
struct Reader<'r, 's> {
    acc: &'r mut Problems,
    symbols: &'r Symbols<'s>,
    /// Where the text's first character stands, or the whole node where it cannot be told.
    span: Span,
    exact: bool,
    text: &'r str,
    position: usize,
}

impl<'r, 's> Reader<'r, 's> {
    fn new(acc: &'r mut Problems, symbols: &'r Symbols<'s>, node: &Node, text: &'r str) -> Self {
        // A plain text covers its bytes, a quoted one has a quote on each side; a text with
        // escapes has another length and is pointed at as a whole.
        let Span { file, start, end } = node.span;
        let quotes = (end - start).saturating_sub(text.len());
        let exact = quotes == 0 || quotes == 2;
        let inner = Span { file, start: start + quotes / 2, end: end - quotes / 2 };
        Self { acc, symbols, span: if exact { inner } else { node.span }, exact, text, position: 0 }
    }

    fn whole(mut self) -> Option<Type> {
        let ty = self.ty(0)?;
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
        if depth > 32 {
            return self.fail(start, "it is nested too deeply");
        }
        let ty = match self.text[start..].chars().next() {
            Some('[') => self.list(depth)?,
            Some('{') => self.map(depth)?,
            Some(c) if c.is_alphanumeric() => self.name()?,
            Some(c) => return self.fail(start, &format!("it cannot begin with `{c}`")),
            None => return self.fail(start, "it is empty"),
        };
        self.spaces();
        if !self.take('?') {
            return Some(ty);
        }
        if self.take('?') {
            return self.fail(start, "one `?` is enough");
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
                return self.fail(start, "`[` is not closed");
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
            return self.fail(start, "a map is written `{string: T}`");
        }
        let value = self.ty(depth + 1)?;
        self.spaces();
        if !self.take('}') {
            return self.fail(start, "`{` is not closed");
        }
        Some(Type::Map(Box::new(value)))
    }

    fn name(&mut self) -> Option<Type> {
        let start = self.position;
        let name = self.word();
        if let Some(scalar) = Scalar::named(name) {
            return Some(Type::Scalar(scalar));
        }
        if let Some(ty) = self.symbols.find(name) {
            return Some(ty);
        }
        let known = SCALARS.iter().map(|row| row.name).chain(self.symbols.names());
        let proposal = nearest(name, known).map(str::to_owned);
        let span = self.at(start..self.position);
        self.acc.add(span, Problem::UnknownType { name: name.to_owned(), proposal });
        None
    }

    fn word(&mut self) -> &'r str {
        let rest = &self.text[self.position..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
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

    fn fail(&mut self, from: usize, why: &str) -> Option<Type> {
        let span = self.at(from..self.text.len());
        syntax(self.acc, span, why)
    }

    fn at(&self, part: std::ops::Range<usize>) -> Span {
        if self.exact { self.span.part(part) } else { self.span }
    }
}
