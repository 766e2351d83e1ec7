//! The key of an endpoint: its path, and before it the method, if that is not GET.

use crate::model::Method;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::Node;

/// The method and the path of a key. Where the method is none, the path is all after the first word.
pub(super) fn split(key: &str) -> (Method, &str) {
    match key.split_once(' ').filter(|(word, _)| !word.starts_with('/')) {
        Some((word, path)) => (Method::of_word(word).unwrap_or(Method::Get), path.trim_start()),
        None => (Method::Get, key),
    }
}

/// Reports a method that a key cannot have. A key without a space has none.
pub(super) fn check(acc: &mut Problems, key: &Node) {
    let written = key.literal();
    let Some((word, path)) = written.split_once(' ').filter(|(word, _)| !word.starts_with('/')) else { return };
    let is_known = Method::of_word(word).is_some_and(|method| method != Method::Get);
    if !is_known {
        acc.add(key.span, Problem::BadMethod { word: word.to_owned() });
    } else if path.starts_with(' ') {
        acc.add(key.span, Problem::BadPath { why: "there is more than one space before it".to_owned() });
    }
}
