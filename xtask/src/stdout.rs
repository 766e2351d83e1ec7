//! Writing to standard output, where the reader may go away at any time.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Writes a whole text. A reader that has seen enough, such as `head`, is no failure.
///
/// # Errors
/// Where it cannot be written.
pub fn write(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::CouldNot {
            what: "cannot write to standard output".to_owned(),
            why: error.to_string(),
            help: "check that there is room where it goes",
        }),
        _ => Ok(()),
    }
}
