//! JSON with locations: every value knows where it begins, and numbers keep their text.

mod print;
mod read;
mod value;

pub use print::print;
pub use read::{SyntaxError, parse};
pub use value::{Data, Member, Value, is_whole};
