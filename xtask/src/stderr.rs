//! Writing to standard error: what a user must know beside the output.

use std::io::Write;

use analysis::visible::{visible, visible_styled};

/// Writes a whole text; what a service could hide in it is made visible. Nothing is left to do where that fails.
pub fn write(text: &str) {
    all(&visible(text));
}

/// Writes a text with colors, likewise.
pub fn styled(text: &str) {
    all(&visible_styled(text));
}

fn all(text: &str) {
    let mut err = std::io::stderr().lock();
    err.write_all(text.as_bytes()).and_then(|()| err.flush()).ok();
}
