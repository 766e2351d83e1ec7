//! JSON with locations: every value knows where it begins, and numbers keep their text.

mod decode;
mod error;
mod oddity;
mod print;
mod read;
mod string;
#[cfg(test)]
mod tests;
mod value;

pub use decode::decode;
pub use error::SyntaxError;
pub use oddity::Oddity;
pub use print::{print, print_densely};
pub use read::{length, parse, read};
pub use value::{Data, Member, Value, is_whole};
