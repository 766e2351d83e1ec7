//! Writing to standard error: what a user must know beside the output.

use std::io::{IsTerminal, Write};

use analysis::visible::{visible, visible_styled};

/// Writes a whole text; what a service could hide in it is made visible. Nothing is left to do where that fails.
pub fn write(text: &str) {
    all(&visible(text));
}

/// Writes a text with colors, likewise.
pub fn styled(text: &str) {
    all(&visible_styled(text));
}

/// Whether to write with colors: on a terminal, unless `NO_COLOR` is set; anywhere, if `CLICOLOR_FORCE` is.
#[must_use]
pub fn is_colored() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    is_set("CLICOLOR_FORCE") || (std::io::stderr().is_terminal() && !is_set("NO_COLOR"))
}

fn all(text: &str) {
    let mut err = std::io::stderr().lock();
    err.write_all(text.as_bytes()).and_then(|()| err.flush()).ok();
}
