//! Writing to standard output, whose reader may close at any time.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Writes a whole text. A reader that closes early, such as `head`, is no failure.
///
/// # Errors
/// Where it cannot be written.
pub fn write(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::CouldNot {
            what: "cannot write to standard output".to_owned(),
            why: error.to_string(),
            help: "check that the disk is not full",
        }),
        _ => Ok(()),
    }
}
