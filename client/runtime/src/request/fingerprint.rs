//! What a call is for, as a number.

use super::body::{Content, Tree, write_json};
use super::call::Call;
use crate::hash;
use crate::service::Method;

impl Call {
    /// A hash of the method, the path, the parameters and the body except the cursor: the hashes of the parameters are added
    /// up, so that their order makes no difference. It is no secret: whoever guesses the parameters can verify the guess.
    pub(crate) fn fingerprint(&self, cursor: &str) -> u64 {
        let operation = self.operation();
        let path = hash::add(hash::START, operation.path);
        // Stored checkpoints are from before there were other methods.
        let start = if operation.method == Method::Get { path } else { hash::add(path, operation.method.as_str()) };
        let named = |print: u64, kind: &str, name: &str, value: &str| {
            print.wrapping_add(hash::add(hash::add(hash::add(hash::START, kind), name), value))
        };
        let params = self.params().iter().filter(|(name, _)| name != cursor);
        let print = params
            .fold(start, |print, (name, value)| print.wrapping_add(hash::add(hash::add(hash::START, name), value)));
        let headers = self.header_params().iter();
        let print = headers.fold(print, |print, (name, value)| named(print, "header", name, value));
        let Some(extra) = self.extras() else { return print };
        match &extra.content {
            Content::Whole(tree) => named(print, "body", "", &json(tree)),
            content => {
                let fields = content.values().filter(|(name, _)| *name != cursor);
                fields.fold(print, |print, (name, value)| named(print, "field", name, &json(value)))
            }
        }
    }
}

fn json(tree: &Tree) -> String {
    let mut text = String::new();
    write_json(tree, &mut text);
    text
}
