//! Writing to standard output, whose reader may close at any time.

use std::io::{ErrorKind, IsTerminal, Write};

use analysis::visible::{visible, visible_json};

use crate::failure::Failure;

/// Writes a text for people; what a service could hide in it is made visible.
///
/// # Errors
/// Where it cannot be written. A reader that closes early, such as `head`, is no failure.
pub fn write(text: &str) -> Result<(), Failure> {
    all(&visible(text))
}

/// Writes a JSON document; hidden characters are escaped, which leaves its values as they are.
///
/// # Errors
/// Where it cannot be written, as of [`write()`].
pub fn json(text: &str) -> Result<(), Failure> {
    all(&visible_json(text))
}

/// Writes a text that another program or a file takes byte by byte: a patch, or a file of the spec. On a terminal it is
/// text for people.
///
/// # Errors
/// Where it cannot be written, as of [`write()`].
pub fn exact(text: &str) -> Result<(), Failure> {
    if std::io::stdout().is_terminal() { write(text) } else { all(text) }
}

fn all(text: &str) -> Result<(), Failure> {
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
