//! A page as a pair: the list, and the cursor of the next page.

use super::found::{Found, Next, Pages, ends};
use super::response::Types;
use crate::entry::shape::Shape;
use crate::entry::yaml::{Map, Node};

/// The pages of a response of several elements: a list, and what may be missing. Where these are all, and one parameter takes a
/// cursor, there is no doubt.
pub(super) fn find(cursors: &[&str], types: &mut Types<'_>, elements: &[Shape]) -> Found {
    let (Some(Shape::List(item)), Some(Shape::Nullable(next))) = (elements.first(), elements.last()) else {
        return Found::Nothing;
    };
    match cursors {
        [cursor] if elements.len() == 2 && next.is("string") => {
            let returns = Shape::Tuple(vec![elements[0].clone(), Shape::named("cursor").or_null()]);
            let number = |number: &str| Node::Word(number.to_owned());
            let map = Map::default().with("items", number("0")).with("next", number("1")).with("cursor", *cursor);
            let mut map = map.with("end", ends());
            map.add_some("key", types.key(item));
            Found::Sure(Pages { map, cursor: Some(((*cursor).to_owned(), Next::Element(returns))) })
        }
        _ => Found::Unsure(
            "question: does the last element continue the list? Then it is `cursor?`, and `pages:` is missing."
                .to_owned(),
        ),
    }
}
