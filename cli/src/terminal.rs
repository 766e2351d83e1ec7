//! What the program is connected to.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write, stderr, stdin, stdout};

/// Which of the standard streams are terminals, and whether the user wants to be told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    pub(crate) is_input: bool,
    pub(crate) is_output: bool,
    pub(crate) is_error: bool,
    /// Nothing but errors is printed to standard error.
    pub(crate) is_quiet: bool,
}

impl Terminal {
    pub(crate) fn new(is_quiet: bool) -> Self {
        Self {
            is_input: stdin().is_terminal(),
            is_output: stdout().is_terminal(),
            is_error: stderr().is_terminal(),
            is_quiet,
        }
    }

    /// Prints a line for the user to standard error, unless the user wants none.
    pub(crate) fn note(&self, text: &str) {
        if !self.is_quiet {
            warn(text);
        }
    }

    /// The columns of the terminal that standard output is; `None` where it is none.
    pub(crate) fn width(&self) -> Option<usize> {
        if !self.is_output {
            return None;
        }
        /// What a terminal has that does not say it.
        const USUAL: usize = 80;
        Some(terminal_size::terminal_size_of(stdout()).map_or(USUAL, |(width, _)| width.0.into()))
    }
}

/// Writes bytes to standard output.
///
/// # Errors
/// Where it takes no more.
pub(crate) fn write_out(bytes: &[u8]) -> io::Result<()> {
    let mut to = stdout().lock();
    to.write_all(bytes)?;
    to.flush()
}

/// Prints a line to standard error.
pub(crate) fn warn(text: &str) {
    // A closed standard error has no reader.
    let _ = writeln!(stderr(), "{}", visible(text));
}

/// Returns a text with its control characters as escapes, `\n` or `\u{1b}`: texts of a service must not command a terminal.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_command) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match is_command(character) {
            true => shown.extend(character.escape_default()),
            false => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// Whether a terminal does something else with a character than to show it: control characters, and those that change the
/// direction of what follows.
pub(crate) fn is_command(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_visible_and_all_else_is_as_it_was() {
        assert_eq!(visible("a\u{1b}[2Jb\nc\td\u{7f}\u{9b}31m"), "a\\u{1b}[2Jb\\nc\\td\\u{7f}\\u{9b}31m");
        assert_eq!(visible("\u{202e}gnp.exe"), "\\u{202e}gnp.exe");
        let plain = "Zoë \u{1f469}\u{200d}\u{1f680} \\ \"";
        assert!(matches!(visible(plain), Cow::Borrowed(text) if text == plain));
    }
}
