//! Where in the responses a value is.

/// The place of a value: the field that holds it, if one does.
#[derive(Clone, Copy)]
pub(super) struct At<'n> {
    pub(super) owner: Option<usize>,
    pub(super) name: Option<&'n str>,
    pub(super) is_response: bool,
}

impl<'n> At<'n> {
    pub(super) const TOP: Self = Self { owner: None, name: None, is_response: true };

    pub(super) fn field(owner: usize, name: &'n str) -> Self {
        Self { owner: Some(owner), name: Some(name), is_response: false }
    }

    /// Inside a list or tuple the name of the field still describes the value, but the field itself is another value.
    pub(super) fn inside(self) -> Self {
        Self { owner: None, is_response: false, ..self }
    }
}
