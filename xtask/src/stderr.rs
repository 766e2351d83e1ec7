//! Writing to standard error: what a user must know beside the output.

use std::io::Write;

use analysis::visible::visible;

/// Writes a whole text; what a service could hide in it is made visible. Nothing is left to do where that fails.
pub fn write(text: &str) {
    let mut err = std::io::stderr().lock();
    err.write_all(visible(text).as_bytes()).and_then(|()| err.flush()).ok();
}
