//! Responses scrubbed of private data: everything that identifies a person becomes synthetic data of the same shape.
//!
//! Texts are replaced token by token, and the same token becomes the same one everywhere: an id in a
//! list and in an address, a name and its mention in a text, the parts of a joined id. Flags, timestamps,
//! counts and values of enums stay. Values that the spec does not describe are scrubbed like texts, and so are the names of
//! objects that are no words of the service. The API key is removed before all that.

mod coding;
mod mask;
mod names;
mod secret;
mod secrets;
mod values;

pub use mask::Mask;
pub use names::Names;
pub use secret::Secret;
pub use secrets::Secrets;
pub use values::Scrubbed;
