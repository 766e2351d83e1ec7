//! Printing: items one by one, since prettyplease puts no blank line between them.

use proc_macro2::TokenStream;
use syn::{File, Item, Visibility};

/// The items as text, a blank line between any two but neighbouring declarations.
pub(crate) fn print(items: Vec<TokenStream>) -> String {
    let parse =
        |items| syn::parse2::<File>(items).expect("emitters write whole items, which the goldens compile").items;
    let mut text = String::new();
    let mut previous = None;
    for item in items.into_iter().flat_map(parse) {
        let kind = Kind::of(&item);
        if previous.is_some_and(|previous| previous != kind || kind == Kind::Other) {
            text.push('\n');
        }
        previous = Some(kind);
        let one = File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
        text.push_str(&prettyplease::unparse(&one));
    }
    text
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Mod,
    Export,
    Use,
    Other,
}

impl Kind {
    fn of(item: &Item) -> Self {
        match item {
            Item::Mod(_) => Self::Mod,
            Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => Self::Export,
            Item::Use(_) => Self::Use,
            _ => Self::Other,
        }
    }
}
