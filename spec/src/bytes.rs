//! From the bytes of a file to a source.

use crate::problem::Problem;
use crate::source::Source;

impl Source {
    /// Creates a source from the bytes of a file.
    ///
    /// # Errors
    /// A problem that names the first wrong byte, and the readable text before it, if the bytes are not UTF-8.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, (Self, Problem)> {
        let path = path.into();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { path, text }),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                // The readable beginning is kept, so that the message can show where it stops.
                let readable = &error.as_bytes()[..offset];
                let text = String::from_utf8_lossy(readable).into_owned();
                Err((Self { path, text }, Problem::NotUtf8 { offset }))
            }
        }
    }
}
